"""Workbooks of plans for tests: written once, changed cell by cell, read back."""

import io
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from data.readers import read_edited_plan
from data.readers.plan_book.edits import EditedPlan
from data.writers import export
from solver.domain import District
from solver.domain.errors import InputErrors
from solver.domain.messages import text
from solver.plan import Plan
from solver.policy import PolicyPack
from tests.factories import good_plan, tiny_district, tiny_pack

Change = Callable[[Any], None]
MEETINGS, DUTIES = "活动明细", "值守安排"
COLUMNS = dict(
    zip(
        (
            "lock", "school", "weekday", "time", "component", "activity", "room", "leader",
            "helpers", "classes", "students", "service_type", "class_hours", "from_date",
            "to_date", "except_dates", "section", "meeting",
        ),
        "ABCDEFGHIJKLMNOPQR",
        strict=True,
    )
)  # fmt: skip


def book_of(district: District, pack: PolicyPack, plan: Plan, folder: Path, lang: str) -> Path:
    """Writes the workbook of a plan and returns its path."""
    return export(district, pack, plan, folder, ("xlsx",), lang)[0]


@cache
def _tiny(lang: str) -> bytes:
    district, pack = tiny_district(), tiny_pack()
    with tempfile.TemporaryDirectory() as folder:
        return book_of(district, pack, good_plan(district, pack), Path(folder), lang).read_bytes()


def edited_book(folder: Path, *changes: Change, lang: str = "zh") -> Path:
    """Writes the good plan of the small district as a workbook and applies changes to it."""
    book = openpyxl.load_workbook(io.BytesIO(_tiny(lang)))
    for change in changes:
        change(book)
    book.save(folder / "plan.xlsx")
    return folder / "plan.xlsx"


def read_edited(folder: Path, *changes: Change, lang: str = "zh") -> EditedPlan:
    """Returns what the changed workbook of the good plan reads as."""
    return read_edited_plan(edited_book(folder, *changes, lang=lang), tiny_district())


def mistakes(folder: Path, *changes: Change) -> list[tuple[str, str]]:
    """Returns place and code of each mistake; each can be said in both languages."""
    try:
        read_edited(folder, *changes)
    except InputErrors as error:
        for finding in error.errors:
            for lang in ("zh", "en"):
                assert text(finding.code, lang, **finding.params)
        return [(f.where, f.code.removeprefix("input.")) for f in error.errors]
    return []


def row_of(book: Any, record_id: str, sheet: str = MEETINGS) -> int:
    """Returns the row of a meeting or duty."""
    page = book[sheet]
    for row in page.iter_rows(min_row=3):
        if any(cell.value == record_id for cell in row[-4:]):
            return int(row[0].row)
    raise AssertionError(f"no row {record_id}")


def put(meeting_id: str, column: str, value: Any) -> Change:
    """Returns the change that puts a value into a column of a meeting's row."""

    def change(book: Any) -> None:
        book[MEETINGS][f"{COLUMNS[column]}{row_of(book, meeting_id)}"] = value

    return change


def drop(meeting_id: str) -> Change:
    """Returns the change that deletes a meeting's row."""

    def change(book: Any) -> None:
        book[MEETINGS].delete_rows(row_of(book, meeting_id))

    return change


def append(**cells: Any) -> Change:
    """Returns the change that adds a row."""

    def change(book: Any) -> None:
        page = book[MEETINGS]
        row = page.max_row + 1
        for column, value in cells.items():
            page[f"{COLUMNS[column]}{row}"] = value

    return change
