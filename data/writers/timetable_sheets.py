"""Timetables of schools, classes, people and rooms as sheets of the plan's workbook."""

from collections.abc import Sequence
from typing import Any

from data.writers.timetables import Agenda, Cell, Timetable, room_agendas, staff_agendas
from data.writers.view import PlanView
from data.writers.weeks import class_weeks, school_weeks
from data.writers.xlsx import Book, points_of

_FIRST, _SHORT, _LONG = 12, 15, 32
"""Widths of the first column, of a school's periods and of a class's days."""
_PLAIN = 17.0
"""Height of a row with one line, in points."""
_HEADINGS = 50.0
"""Height of a title and the headings below it."""
_MOST_BREAKS = 1000
"""Excel's limit of page breaks."""


def write_timetables(book: Book, view: PlanView) -> None:
    """Writes the four sheets."""
    schools = [week for school in view.district.schools for week in school_weeks(view, school)]
    _blocks(book, view.words("sheet_schools"), schools, view.words("head_class"), _SHORT, 9)
    classes = [
        week
        for school in view.district.schools
        for school_class in school.classes
        for week in class_weeks(view, school, school_class)
    ]
    _blocks(book, view.words("sheet_classes"), classes, view.words("head_time"), _LONG, 10)
    _agendas(book, view, "staff", list(staff_agendas(view)))
    _agendas(book, view, "rooms", list(room_agendas(view)))


def _blocks(
    book: Book, name: str, tables: Sequence[Timetable], corner: str, width: int, size: int
) -> None:
    """Writes timetables one below the other.

    A page break falls before a timetable that does not fit any more; one that is longer than a
    page gets its headings again.
    """
    widest = max((len(table.columns) for table in tables), default=1)
    sheet = book.sheet(name, _FIRST + width * widest)
    book.columns(sheet, 0, 0, _FIRST)
    book.columns(sheet, 1, widest, width)
    sheet.freeze_panes(0, 1)
    label_style = book.style(bold=True, border=1, text_wrap=True, valign="top")
    page = book.page_height(sheet)
    breaks: list[int] = []
    row, used = 0, 0.0
    for table in tables:
        heights = [
            max([points_of(cell.text, width, size) for cell in cells if cell], default=_PLAIN)
            for _, cells in table.rows
        ]
        if used and used + _HEADINGS + sum(heights) > page:
            breaks.append(row)
            used = 0.0
        row = _headings(book, sheet, row, table, corner)
        used += _HEADINGS
        for number, ((label, cells), height) in enumerate(zip(table.rows, heights, strict=True)):
            if number and used + height > page:
                breaks.append(row)
                row = _headings(book, sheet, row, table, corner)
                used = _HEADINGS
            book.text(sheet, row, 0, label, label_style)
            for index, cell in enumerate(cells, start=1):
                book.cell(sheet, row, index, cell, size)
            used += height
            row += 1
        row += 1
        used += _PLAIN
    sheet.set_h_pagebreaks(breaks[:_MOST_BREAKS])


def _headings(book: Book, sheet: Any, row: int, table: Timetable, corner: str) -> int:
    """Writes a timetable's title and headings; returns the row after them."""
    heading = book.style(bold=True, bg_color="#D9D9D9", border=1, text_wrap=True, align="center")
    book.text(sheet, row, 0, table.title, book.style(bold=True, font_size=12))
    if table.note:
        book.text(sheet, row, 3, table.note, book.style(italic=True))
    for index, column in enumerate((corner, *table.columns)):
        book.text(sheet, row + 1, index, column, heading)
    return row + 2


def _agendas(book: Book, view: PlanView, key: str, agendas: list[Agenda]) -> None:
    sheet = book.sheet(view.words(f"sheet_{key}"))
    heading = book.style(bold=True, bg_color="#D9D9D9", border=1, text_wrap=True, align="center")
    days = [d for d in range(7) if d < 5 or any(agenda.days[d] for agenda in agendas)]
    fixed = [view.words(f"head_{key}_{part}") for part in ("name", "group", "kind", "total")]
    book.columns(sheet, 0, 0, 11)
    book.columns(sheet, 1, 1, 20)
    book.columns(sheet, 2, 2, 11)
    book.columns(sheet, 3, 3, 9)
    book.columns(sheet, len(fixed), len(fixed) + len(days) - 1, 24)
    for index, said in enumerate([*fixed, *(view.weekday(d + 1) for d in days)]):
        book.text(sheet, 0, index, said, heading)
    plain = book.style(border=1, text_wrap=True, valign="top")
    for row, agenda in enumerate(agendas, start=1):
        for index, said in enumerate((agenda.name, agenda.group, agenda.kind)):
            book.text(sheet, row, index, said, plain)
        book.number(sheet, row, 3, agenda.total, plain)
        for index, day in enumerate(days, start=len(fixed)):
            cells = agenda.days[day]
            joined = Cell(
                component=cells[0].component if len(cells) == 1 else "",
                lines=tuple(cell.text for cell in cells),
            )
            book.cell(sheet, row, index, joined if cells else Cell())
    heading_rows(sheet, 0, 1, len(fixed) + len(days), len(agendas))


def heading_rows(sheet: Any, row: int, frozen_columns: int, columns: int, rows: int) -> None:
    """Keeps a heading in sight and on every printed page, and puts filters on it."""
    sheet.freeze_panes(row + 1, frozen_columns)
    sheet.repeat_rows(row)
    if rows:
        sheet.autofilter(row, 0, row + rows, columns - 1)
