"""The shortage map as a sheet of the plan's workbook."""

from data.writers.shortage_page import HeatCell, heat_map
from data.writers.timetable_sheets import heading_rows
from data.writers.view import PlanView
from data.writers.xlsx import HEAT_FILLS, Book

_SCHOOL, _SPOT, _TOTAL = 22, 9, 22
"""Widths of the columns: schools, periods, the whole week."""


def write_heat_map(book: Book, view: PlanView) -> None:
    """Writes schools down, the periods of the week across; the worst school first."""
    heat = heat_map(view)
    columns = len(heat.columns)
    sheet = book.sheet(view.words("sheet_shortage"))
    book.columns(sheet, 0, 0, _SCHOOL)
    book.columns(sheet, 1, columns, _SPOT)
    book.columns(sheet, columns + 1, columns + 1, _TOTAL)
    book.text(sheet, 0, 0, view.words("title_shortage"), book.style(bold=True, font_size=14))
    wrapped = book.style(text_wrap=True, valign="top")
    width = _SCHOOL + _SPOT * columns
    sheet.merge_range(1, 0, 1, columns, "", wrapped)
    note = view.words.sentences([view.words("heat_note"), heat.elsewhere])
    book.text(sheet, 1, 0, note, wrapped, width=width)
    for row, (level, said) in enumerate(heat.legend, start=2):
        book.text(sheet, row, 0, "", _style(book, level))
        book.text(sheet, row, 1, said, book.style())
    top = 3 + len(heat.legend)
    heading = book.style(bold=True, bg_color="#D9D9D9", border=1, text_wrap=True, align="center")
    names = [day for day, count in heat.days for _ in range(count)]
    headings = [f"{day}\n{name}" for day, name in zip(names, heat.columns, strict=True)]
    for column, said in enumerate([view.words("head_school"), *headings, view.words("heat_week")]):
        book.text(sheet, top, column, said, heading)
    label = book.style(bold=True, border=1, text_wrap=True)
    for number, row_ in enumerate(heat.rows, start=top + 1):
        book.text(sheet, number, 0, row_.name, label)
        for column, cell in enumerate((*row_.cells, row_.total), start=1):
            book.text(sheet, number, column, _said(cell), _style(book, cell.level))
    heading_rows(sheet, top, 1, columns + 2, 0)


def _said(cell: HeatCell) -> str:
    return "\n".join(part for part in (cell.unmet, cell.staff) if part)


def _style(book: Book, level: str) -> object:
    options: dict[str, object] = {"border": 1, "text_wrap": True, "align": "center"}
    fill = HEAT_FILLS.get(level)
    if fill:
        options["bg_color"] = fill
    if level in ("many", "some"):
        options["bold"] = True
    if level == "many":
        options["font_color"] = "#FFFFFF"
    return book.style(**options)
