"""Finds the headings of tables and the lines of the form, and says what is wrong with them."""

from difflib import SequenceMatcher

from data.readers.workbook.cells import blank
from data.readers.workbook.grid import Grid, Place, shown
from data.readers.workbook.merges import merged_form_lines, spread_merged
from data.readers.workbook.package import column_letters
from data.readers.workbook.raw import RawSheet
from data.readers.workbook.spec import Sheet
from data.readers.workbook.words import column_of, heading, heading_meanings, normal, sheet_name

_HEADING_WITHIN = 12
REMARKS = ("备注", "remark", "note", "#")
"""How headings and names of sheets begin that are a user's own."""


def heading_row(sheet: Sheet, raw: RawSheet) -> int | None:
    """Returns the row with the most known headings; a single one among others is an accident."""
    known = heading_meanings(sheet.key)
    best, top = 0, None
    for number, row in enumerate(raw.rows[:_HEADING_WITHIN]):
        filled = [cell for cell in row if not blank(cell)]
        score = sum(isinstance(cell, str) and normal(cell) in known for cell in filled)
        if score > best and (score > 1 or len(filled) < 3):
            best, top = score, number
    return top


def table_grid(sheet: Sheet, lang: str, raw: RawSheet) -> Grid:
    """Returns a table's grid with the mistakes of its heading row."""
    grid = Grid(sheet, lang, raw)
    top = heading_row(sheet, raw)
    if top is None:
        if any(not blank(cell) for row in raw.rows for cell in row):
            first = Place(raw.name, 0, 0)
            names = ", ".join(heading(sheet, c, lang) for c in sheet.columns)
            grid.add(first, "no_headings", allowed=names)
        return grid
    grid.top = top
    strangers: list[int] = []
    for index, cell in enumerate(raw.rows[grid.top]):
        column = None if blank(cell) else column_of(sheet.key, str(cell))
        if column is None:
            strangers.append(index)
        elif column.key in grid.columns:
            place = Place(raw.name, grid.top, index, shown(cell), cell)
            other = f"{column_letters(grid.columns[column.key])}{grid.top + 1}"
            grid.add(place, "doubled_column", first=other)
        else:
            grid.columns[column.key] = index
    spread_merged(grid)
    for index in strangers:
        _stranger(grid, index)
    _missing_columns(grid)
    return grid


def _stranger(grid: Grid, index: int) -> None:
    """Says what is to be said of a column whose heading is not known.

    While a column of the sheet is missing this may be it under a wrong name; when all are there it
    is the user's own.
    """
    cell = grid.raw.rows[grid.top][index]
    below = grid.raw.rows[grid.top + 1 :]
    if blank(cell) and all(blank(row[index]) for row in below):
        return
    if normal(str(cell)).startswith(REMARKS):
        return
    absent = [
        heading(grid.sheet, c, grid.lang) for c in grid.sheet.columns if c.key not in grid.columns
    ]
    name = shown(cell) if not blank(cell) else column_letters(index)
    place = Place(grid.raw.name, grid.top, index, name, cell)
    if not absent:
        grid.note(place, "own_headless_column" if blank(cell) else "own_column")
        return
    said = normal(str(cell))
    absent.sort(key=lambda word: -SequenceMatcher(None, said, normal(word)).ratio())
    grid.add(
        place, "headless_column" if blank(cell) else "unknown_column", allowed=", ".join(absent)
    )


def form_grid(sheet: Sheet, lang: str, raw: RawSheet) -> tuple[Grid, dict[str, int]]:
    """Returns a form's grid and the row of each of its lines; values stand in column B."""
    grid = Grid(sheet, lang, raw)
    lines: dict[str, int] = {}
    for number, row in enumerate(raw.rows):
        if not row or blank(row[0]):
            continue
        column = column_of(sheet.key, str(row[0]))
        value = row[1] if len(row) > 1 else ""
        place = Place(raw.name, number, 0, shown(row[0]), value)
        if column is None:
            titled = normal(str(value)) in ("填写", "value")
            if not blank(value) and not titled and not normal(str(row[0])).startswith(REMARKS):
                names = [heading(sheet, c, lang) for c in sheet.columns]
                grid.add(place, "unknown_line", allowed=", ".join(names))
        elif column.key in lines:
            grid.add(place, "doubled_column", first=f"A{lines[column.key] + 1}")
        else:
            lines[column.key] = number
    merged_form_lines(grid, lines)
    return grid, lines


def _missing_columns(grid: Grid) -> None:
    if not grid.rows():
        return
    for column in grid.sheet.columns:
        if column.key not in grid.columns and grid.sheet.required(column):
            name = heading(grid.sheet, column, grid.lang)
            place = Place(grid.raw.name, grid.top, 0, name)
            grid.add(place, "missing_column")


def main_language(raws: list[RawSheet]) -> str:
    """Returns the language in which most of a workbook's sheets are named."""
    from data.readers.workbook.sheets import SHEETS

    names = {normal(raw.name) for raw in raws}
    chinese = sum(normal(sheet_name(s, "zh")) in names for s in SHEETS)
    english = sum(normal(sheet_name(s, "en")) in names for s in SHEETS)
    return "en" if english > chinese else "zh"
