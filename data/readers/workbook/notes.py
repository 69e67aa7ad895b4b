"""What is read as it stands although people may have meant something else, said as notes."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from data.readers.workbook.cells import blank
from data.readers.workbook.grid import Grid, Place
from data.readers.workbook.package import column_letters
from data.readers.workbook.persons import is_mobile_number
from data.readers.workbook.raw import RawSheet
from data.readers.workbook.spec import Column
from data.readers.workbook.words import say
from solver.domain.errors import InputFinding
from solver.domain.messages import LANGUAGES

_NIGHT = range(60, 6 * 60)
"""Nothing of a school begins between one and six in the morning; 4:30 is meant for 16:30."""
_HAN = "[\\u4e00-\\u9fff]"
_TWO_IN_ONE = re.compile(rf"{_HAN}[\s/|]+{_HAN}")
_NAMED_AT_MOST = 5
OWN_SHEETS = {
    say(f"sheet_{key}", lang)
    for lang in LANGUAGES
    for key in ("guide", "sample", "lists", "errors")
}
"""Names of the sheets that this program adds and does not read."""


def note_doubts(grid: Grid, column: Column, place: Place, value: Any) -> None:
    """Notes a value that was read as it stands and is hardly what was meant."""
    if column.kind == "time" and value in _NIGHT:
        later = value + 12 * 60
        clocks = [f"{m // 60}:{m % 60:02d}" for m in (value, later)]
        grid.note(place, "early_time", time=clocks[0], later=clocks[1])
    elif column.kind in ("id", "text") and any(
        is_mobile_number(item) for item in (value if column.many else (value,))
    ):
        grid.note(place, "phone_number")
    elif column.many and column.kind == "text":
        for item in value:
            if _TWO_IN_ONE.search(item):
                grid.note(place, "one_item", item=item)


def note_hidden(grid: Grid) -> None:
    """Notes what is hidden and was read all the same."""
    facts, name = grid.raw.facts, grid.raw.name
    if grid.sheet.form:
        rows: list[int] = []
    else:
        rows = [row for row in grid.rows() if row in facts.hidden_rows]
    here = Place(name, 0, 0)
    if facts.hidden and (grid.rows() or grid.sheet.form):
        grid.note(here, "hidden_sheet")
    if rows:
        first = Place(name, rows[0], 0)
        grid.note(first, "hidden_rows", rows=_named([str(r + 1) for r in rows]), count=len(rows))
    columns = [
        column_letters(i)
        for i in sorted(grid.columns.values())
        if i in facts.hidden_columns and any(not blank(grid.raw.rows[r][i]) for r in grid.rows())
    ]
    if columns:
        grid.note(here, "hidden_columns", columns=_named(columns), count=len(columns))


def unread_sheets(raws: Iterable[RawSheet], grids: Mapping[str, Grid]) -> InputFinding | None:
    """Returns the note that names the sheets that hold something and were not read."""
    read = {grid.raw.name for grid in grids.values()}
    names = [
        raw.name
        for raw in raws
        if raw.name not in read | OWN_SHEETS
        and any(not blank(cell) for row in raw.rows for cell in row)
    ]
    if not names:
        return None
    words = {"sheets": ", ".join(names), "count": str(len(names))}
    return InputFinding(where=names[0], code="note.unread_sheets", params=words)


def _named(items: list[str]) -> str:
    more = ", …" if len(items) > _NAMED_AT_MOST else ""
    return ", ".join(items[:_NAMED_AT_MOST]) + more
