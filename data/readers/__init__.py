"""Readers: districts, plans, packs and pins from files.

Every reader collects all mistakes of a file and raises them together as
:class:`solver.domain.errors.InputErrors`; nothing is repaired silently.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solver.domain import District, Pin
    from solver.plan import Plan
    from solver.policy.pack import PolicyPack

__all__ = ["pack_ids", "read_district", "read_pack", "read_pins", "read_plan"]


def read_district(path: str | Path) -> "District":
    """Reads a district from JSON or from a workbook (.xlsx), told apart by their content.

    Raises
    ------
    InputErrors
        With every mistake of the file.
    """
    from data.readers.files import is_workbook

    path = Path(path)
    if is_workbook(path):
        from data.readers.workbook.read import read_workbook

        return read_workbook(path)
    from data.readers.json_files import read_json_district

    return read_json_district(path)


def read_plan(path: str | Path) -> "Plan":
    """Reads a plan from JSON.

    Raises
    ------
    InputErrors
        With every mistake of the file.
    """
    from data.readers.json_files import read_json_plan

    return read_json_plan(Path(path))


def read_pins(path: str | Path) -> "tuple[Pin, ...]":
    """Reads the decisions that a person fixed: a JSON list, or an object with ``pins``.

    Raises
    ------
    InputErrors
        With every mistake of the file.
    """
    from data.readers.json_files import read_json_pins

    return read_json_pins(Path(path))


def read_pack(pack_id: str) -> "PolicyPack":
    """Reads a shipped policy pack by its id."""
    from data.readers.policies import read_pack as reader

    return reader(pack_id)


def pack_ids() -> tuple[str, ...]:
    """Returns the ids of the shipped policy packs."""
    from data.readers.policies import pack_ids as ids

    return ids()
