"""Readers: districts, plans, packs and pins from files.

Every reader collects all mistakes of a file and raises them together as
:class:`solver.domain.errors.InputErrors`; nothing is repaired silently.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from solver.domain import District, InputFinding, Pin
    from solver.plan import Plan
    from solver.policy.pack import PolicyPack

__all__ = ["located", "pack_ids", "read_district", "read_pack", "read_pins", "read_plan"]


def read_district(
    path: str | Path,
    packs: "Collection[str] | None" = None,
    notes: "list[InputFinding] | None" = None,
) -> "District":
    """Reads a district from JSON or from a workbook (.xlsx), told apart by their content.

    Parameters
    ----------
    packs : collection of str, optional
        Ids of policy packs; the district must name one of them.
    notes : list of InputFinding, optional
        Takes what users should know although nothing is wrong: hidden rows that were read, sheets
        that were not (keys of the catalogue's area ``note``).

    Raises
    ------
    InputErrors
        With every mistake of the file.
    """
    from data.readers.files import is_workbook

    path = Path(path)
    if is_workbook(path):
        from data.readers.workbook.read import read_workbook

        return read_workbook(path, packs, notes)
    from data.readers.json_files import read_json_district

    district = read_json_district(path, packs)
    if notes is not None:
        from data.readers.doubts import doubts

        notes += doubts(district)
    return district


def located(path: str | Path, findings: "Iterable[InputFinding]") -> "list[InputFinding]":
    """Returns findings about a district with the places that its file has for their JSON paths."""
    from data.readers.files import is_workbook

    if not is_workbook(Path(path)):
        return list(findings)
    from data.readers.workbook.read import located as in_cells

    return in_cells(Path(path), findings)


def read_plan(path: str | Path) -> "Plan":
    """Reads a plan from JSON.

    Raises
    ------
    InputErrors
        With every mistake of the file.
    """
    from data.readers.json_files import read_json_plan

    return read_json_plan(Path(path))


def read_pins(path: str | Path, district: "District | None" = None) -> "tuple[Pin, ...]":
    """Reads the decisions that a person fixed: a JSON list, or an object with ``pins``.

    Parameters
    ----------
    district : District, optional
        The district that has to have what the pins name.

    Raises
    ------
    InputErrors
        With every mistake of the file.
    """
    from data.readers.json_files import read_json_pins

    return read_json_pins(Path(path), district)


def read_pack(pack_id_or_path: str | Path) -> "PolicyPack":
    """Reads a shipped policy pack by its id, or any pack by the path of its TOML file.

    Raises
    ------
    InputErrors
        If there is no such pack, or with every mistake of the file.
    """
    from data.readers.policies import read_pack as reader

    return reader(pack_id_or_path)


def pack_ids() -> tuple[str, ...]:
    """Returns the ids of the shipped policy packs."""
    from data.readers.policies import pack_ids as ids

    return ids()
