"""Readers: districts, plans, packs and pins from files.

Districts and plans are read from JSON or from workbooks.

Every reader collects all mistakes of a file and raises them together as
:class:`solver.domain.errors.InputErrors`; nothing is repaired silently.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from data.readers.plan_book.edits import EditedPlan
    from solver.domain import District, InputFinding, Pin
    from solver.domain.changes import ChangeRequest
    from solver.plan import Plan
    from solver.policy.pack import PolicyPack

__all__ = [
    "located",
    "pack_ids",
    "read_change",
    "read_district",
    "read_edited_plan",
    "read_pack",
    "read_pins",
    "read_plan",
]


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
        from data.readers.plan_book.read import is_plan_book
        from data.readers.workbook.read import read_workbook

        if is_plan_book(path):
            from data.readers.files import refuse

            raise refuse(path, "input.plan_for_district", file=path.name)
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


def read_edited_plan(path: str | Path, district: "District") -> "EditedPlan":
    """Reads a plan from JSON, or from its workbook with what people have edited in it.

    Parameters
    ----------
    district : District
        The district of the plan; the names in a workbook are looked up in it.

    Raises
    ------
    InputErrors
        With every mistake of the file, in a workbook each with its sheet and cell.
    """
    from data.readers.files import is_plan_workbook
    from data.readers.plan_book.edits import EditedPlan

    path = Path(path)
    if is_plan_workbook(path):
        from data.readers.plan_book.read import read_plan_book

        return read_plan_book(path, district)
    plan = read_plan(path)
    return EditedPlan(plan, plan)


def read_pins(
    path: str | Path,
    district: "District | None" = None,
    notes: "list[InputFinding] | None" = None,
) -> "tuple[Pin, ...]":
    """Reads the decisions that a person fixed.

    A JSON list of pins, or an object with ``pins``; or, with its district, a plan: in its workbook
    the rows marked as locked, or else those that were edited; in JSON all its meetings.

    Parameters
    ----------
    district : District, optional
        The district that has to have what the pins name.
    notes : list of InputFinding, optional
        Takes which rows of a plan cannot be pinned, as they do not last all term long.

    Raises
    ------
    InputErrors
        With every mistake of the file.
    """
    from data.readers.files import is_plan_workbook, refuse
    from data.readers.json_files import is_json_plan, read_json_pins

    path = Path(path)
    is_book = is_plan_workbook(path)
    if is_book or is_json_plan(path):
        if district is None:
            raise refuse(path, "input.plan_book_needs_district", file=path.name)
        from data.readers.plan_book.pins import pins_of

        return pins_of(read_edited_plan(path, district), path, is_book=is_book, notes=notes)
    return read_json_pins(path, district)


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


def read_change(path: str | Path, district: "District") -> "ChangeRequest":
    """Reads a request for changes from JSON.

    Raises
    ------
    InputErrors
        With every mistake of the file, also what it names that the district does not have.
    """
    from data.readers.json_files import read_json_change

    return read_json_change(Path(path), district)
