"""Finds the headings of tables and the lines of the form, and says what is wrong with them."""

from collections.abc import Mapping

from data.readers.workbook.cells import blank
from data.readers.workbook.grid import Grid, Place, shown
from data.readers.workbook.raw import RawSheet, column_letters
from data.readers.workbook.spec import Column, Sheet
from data.readers.workbook.words import heading, heading_meanings, normal, sheet_name

_HEADING_WITHIN = 12
_REMARKS = ("备注", "remark", "note", "#")


def table_grid(sheet: Sheet, lang: str, raw: RawSheet) -> Grid:
    """Returns a table's grid with the mistakes of its heading row."""
    known = heading_meanings(sheet.key)
    grid = Grid(sheet, lang, raw)
    top = _heading_row(raw, known)
    if top is None:
        if any(not blank(cell) for row in raw.rows for cell in row):
            first = Place(raw.name, 0, 0)
            names = ", ".join(heading(sheet, c, lang) for c in sheet.columns)
            grid.add(first, "no_headings", allowed=names)
        return grid
    grid.top = top
    for index, cell in enumerate(raw.rows[grid.top]):
        if blank(cell):
            continue
        place = Place(raw.name, grid.top, index, shown(cell), cell)
        column = known.get(normal(str(cell)))
        if column is None:
            if not normal(str(cell)).startswith(_REMARKS):
                listed = ", ".join(heading(sheet, c, lang) for c in sheet.columns)
                grid.add(place, "unknown_column", allowed=listed)
        elif column.key in grid.columns:
            grid.add(place, "doubled_column")
        else:
            grid.columns[column.key] = index
    _missing_columns(grid)
    _merged(grid)
    return grid


def looks_like(sheet: Sheet, raw: RawSheet) -> bool:
    """Tells whether a sheet has most of the headings of a known one."""
    known = heading_meanings(sheet.key)
    top = _heading_row(raw, known)
    if top is None:
        return False
    found = {known[normal(str(c))].key for c in raw.rows[top] if normal(str(c)) in known}
    return 2 * len(found) > len(sheet.columns)


def _heading_row(raw: RawSheet, known: Mapping[str, Column]) -> int | None:
    """Returns the row with the most known headings; a single one among others is an accident."""
    best, top = 0, None
    for number, row in enumerate(raw.rows[:_HEADING_WITHIN]):
        filled = [cell for cell in row if not blank(cell)]
        score = sum(isinstance(cell, str) and normal(cell) in known for cell in filled)
        if score > best and (score > 1 or len(filled) < 3):
            best, top = score, number
    return top


def form_grid(sheet: Sheet, lang: str, raw: RawSheet) -> tuple[Grid, dict[str, int]]:
    """Returns a form's grid and the row of each of its lines; values stand in column B."""
    known = heading_meanings(sheet.key)
    grid = Grid(sheet, lang, raw)
    lines: dict[str, int] = {}
    for number, row in enumerate(raw.rows):
        if not row or blank(row[0]):
            continue
        column = known.get(normal(str(row[0])))
        value = row[1] if len(row) > 1 else ""
        place = Place(raw.name, number, 0, shown(row[0]), value)
        if column is None:
            titled = normal(str(value)) in ("填写", "value")
            if not blank(value) and not titled and not normal(str(row[0])).startswith(_REMARKS):
                names = [heading(sheet, c, lang) for c in sheet.columns]
                grid.add(place, "unknown_column", allowed=", ".join(names))
        elif column.key in lines:
            grid.add(place, "doubled_column")
        else:
            lines[column.key] = number
    return grid, lines


def _missing_columns(grid: Grid) -> None:
    if not any(True for _ in grid.rows()):
        return
    for column in grid.sheet.columns:
        if column.key not in grid.columns and grid.sheet.required(column):
            name = heading(grid.sheet, column, grid.lang)
            place = Place(grid.raw.name, grid.top, 0, name)
            grid.add(place, "missing_column")


def _merged(grid: Grid) -> None:
    used = set(grid.columns.values())
    for (top, left), (bottom, right) in grid.raw.merged:
        if bottom > grid.top and used & set(range(left, right + 1)):
            row = max(top, grid.top + 1)
            cell = column_letters(right) + str(bottom + 1)
            place = Place(grid.raw.name, row, left, "", grid.raw.rows[row][left])
            grid.add(place, "merged_cells", last=cell)


def main_language(raws: list[RawSheet]) -> str:
    """Returns the language in which most of a workbook's sheets are named."""
    from data.readers.workbook.sheets import SHEETS

    names = {normal(raw.name) for raw in raws}
    chinese = sum(normal(sheet_name(s, "zh")) in names for s in SHEETS)
    english = sum(normal(sheet_name(s, "en")) in names for s in SHEETS)
    return "en" if english > chinese else "zh"
