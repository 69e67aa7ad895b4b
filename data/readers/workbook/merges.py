"""Merged cells: their value is that of every row they cover, where that can be told."""

from data.readers.workbook.cells import blank
from data.readers.workbook.grid import Grid, Place
from data.readers.workbook.package import TOLD, Cell, column_letters
from data.readers.workbook.spec import Column

_AMOUNTS = ("int", "float", "money", "hours")


def spread_merged(grid: Grid) -> None:
    """Writes the value of merged cells into every row of a table that they cover.

    A merged id would be the id of several records, a merged number may be each row's or all rows'
    together, and a value across several columns belongs to none of them: these are mistakes.
    """
    keys = {index: key for key, index in grid.columns.items()}
    columns = {c.key: c for c in grid.sheet.columns}
    filled: list[tuple[Cell, Cell]] = []
    for (top, left), (bottom, right) in grid.raw.merged:
        used = [i for i in range(left, right + 1) if i in keys]
        if not used or bottom <= grid.top or top <= grid.top or top >= len(grid.raw.rows):
            continue
        anchor = (top, left)
        if anchor not in grid.raw.lost and blank(grid.raw.rows[top][left]):
            continue
        column = columns[keys[used[0]]]
        mistake = _mistake(grid, column, used, (top, bottom), left)
        if mistake:
            name = grid.place(top, column).heading
            place = Place(grid.raw.name, top, left, name, grid.raw.rows[top][left])
            grid.add(place, mistake, last=f"{column_letters(right)}{bottom + 1}")
            for row in range(top, min(bottom + 1, len(grid.raw.rows))):
                for index in used:
                    if blank(grid.raw.rows[row][index]):
                        grid.raw.lost.setdefault((row, index), TOLD)
        elif used == [left]:
            filled.append((anchor, (bottom, left)))
    for (top, left), (bottom, _) in filled:
        for row in range(top + 1, min(bottom + 1, len(grid.raw.rows))):
            if _holds_more(grid, row):
                grid.raw.rows[row][left] = grid.raw.rows[top][left]
                if (top, left) in grid.raw.lost:
                    grid.raw.lost[(row, left)] = grid.raw.lost[(top, left)]


def _mistake(
    grid: Grid, column: Column, used: list[int], rows: tuple[int, int], left: int
) -> str | None:
    if len(used) > 1:
        return "merged_columns"
    top, bottom = rows
    covered = [r for r in range(top + 1, bottom + 1) if r < len(grid.raw.rows)]
    if used != [left] or not any(_holds_more(grid, row) for row in covered):
        return None
    if column.key == "id":
        return "merged_id"
    return "merged_amount" if column.kind in _AMOUNTS else None


def _holds_more(grid: Grid, row: int) -> bool:
    """Tells whether a row has values of its own, which the rest of a merged cell has not."""
    return any(
        grid.raw.lost.get((row, i)) or not blank(grid.raw.rows[row][i])
        for i in grid.columns.values()
    )


def merged_form_lines(grid: Grid, lines: dict[str, int]) -> None:
    """Notes the lines of a form that share one merged cell: it can be the value of one only."""
    columns = {c.key: c for c in grid.sheet.columns}
    for (top, left), (bottom, right) in grid.raw.merged:
        covered = [key for key, row in lines.items() if top <= row <= bottom]
        if left <= 1 <= right and len(covered) > 1 and not blank(grid.raw.rows[top][1]):
            first = min(covered, key=lambda key: lines[key])
            place = grid.line(lines[first], columns[first])
            grid.add(place, "merged_lines", last=f"{column_letters(right)}{bottom + 1}")
