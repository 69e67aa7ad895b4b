"""Digests that tie a verdict to the very input, pack and plan it speaks of."""

import hashlib
import json

from solver.domain.base import Entity

_VOLATILE_PLAN = {"verdict", "provenance"}


def canonical_json(record: Entity, exclude: set[str] | None = None) -> str:
    """Returns a record as JSON with sorted keys, the same bytes for the same content.

    Fields that have their default are left out: a file then keeps its digest when a later version
    of the product knows more fields, and a plan stays tied to the district that it was made for.
    """
    data = record.model_dump(mode="json", exclude=exclude, exclude_defaults=True)
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(record: Entity) -> str:
    """Returns the SHA-256 of a record's canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(record).encode()).hexdigest()


def plan_digest(plan: Entity) -> str:
    """Returns the digest of a plan without its verdict and provenance."""
    return hashlib.sha256(canonical_json(plan, exclude=_VOLATILE_PLAN).encode()).hexdigest()
