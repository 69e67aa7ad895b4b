"""Records as they lie in the store: JSON, compressed."""

import zlib
from typing import TypeVar

from solver.domain import District
from solver.domain.base import Entity
from solver.plan import Plan

Record = TypeVar("Record", bound=Entity)


def packed(text: str) -> bytes:
    """Returns a JSON text as it is stored."""
    return zlib.compress(text.encode(), level=6)


def unpacked(content: bytes) -> str:
    """Returns a stored JSON text."""
    return zlib.decompress(content).decode()


def packed_record(record: Entity) -> bytes:
    """Returns a record as it is stored."""
    return packed(record.model_dump_json())


def district_of(content: bytes) -> District:
    """Returns a stored district; an older form is read like an older file."""
    return District.model_validate_json(zlib.decompress(content))


def plan_of(content: bytes) -> Plan:
    """Returns a stored plan."""
    return Plan.model_validate_json(zlib.decompress(content))
