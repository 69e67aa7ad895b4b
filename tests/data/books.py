"""Workbooks for tests: the rich district written once, then changed cell by cell."""

import io
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from data.readers import read_district
from data.writers import write_district_workbook
from solver.domain import District
from solver.domain.errors import InputErrors, InputFinding
from solver.domain.messages import text
from tests.data.rich import rich_district

Change = Callable[[Any], None]


def edited(folder: Path, *changes: Change, lang: str = "zh", name: str = "book.xlsx") -> Path:
    """Writes the rich district as a workbook, applies changes to it and returns its path."""
    book = openpyxl.load_workbook(io.BytesIO(_lean(lang)))
    for change in changes:
        change(book)
    book.save(folder / name)
    return folder / name


@cache
def _lean(lang: str) -> bytes:
    """Returns the rich district's workbook without guide, lists, comments and drop-downs."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "full.xlsx"
        write_district_workbook(rich_district(), path, lang)
        return lean_copy(openpyxl.load_workbook(path))


def lean_copy(full: Any) -> bytes:
    """Returns a workbook without its first and last sheet, comments and drop-downs."""
    lean = openpyxl.Workbook()
    lean.remove(lean.active)
    for sheet in full.worksheets[1:-1]:
        copy = lean.create_sheet(sheet.title)
        for row in sheet.iter_rows():
            for old in row:
                if old.value is not None:
                    new = copy.cell(old.row, old.column, old.value)
                    new.number_format = old.number_format
    content = io.BytesIO()
    lean.save(content)
    return content.getvalue()


def cell(sheet: str, place: str, value: Any) -> Change:
    """Returns the change that puts a value into a cell."""

    def change(book: Any) -> None:
        book[sheet][place] = value

    return change


def found(path: Path, packs: tuple[str, ...] | None = None) -> list[InputFinding]:
    """Returns the findings of a workbook; each can be said in both languages."""
    try:
        read_district(path, packs)
    except InputErrors as error:
        for finding in error.errors:
            for lang in ("zh", "en"):
                assert text(finding.code, lang, **finding.params)
        return list(error.errors)
    return []


def codes(path: Path) -> list[tuple[str, str]]:
    """Returns place and code of each finding of a workbook."""
    return [(f.where, f.code.removeprefix("input.")) for f in found(path)]


def read_edited(folder: Path, *changes: Change, lang: str = "zh") -> District:
    """Returns the district that a changed workbook reads as."""
    return read_district(edited(folder, *changes, lang=lang))
