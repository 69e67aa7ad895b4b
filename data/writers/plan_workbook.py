"""The plan as one workbook: overview, timetables, needs, clauses, money."""

from datetime import datetime
from pathlib import Path
from typing import Any

from data.writers import plan_money, plan_rules, plan_tables
from data.writers.overview import facts
from data.writers.tables import Table
from data.writers.timetables import (
    Agenda,
    Cell,
    class_timetable,
    room_agendas,
    school_timetable,
    staff_agendas,
)
from data.writers.view import PlanView
from data.writers.xlsx import FILLS, Book, widths_of

FILE_NAME = "plan.xlsx"


def write_plan_workbook(view: PlanView, out: Path) -> Path:
    """Writes the workbook into a folder and returns its path."""
    path = out / FILE_NAME
    book = Book(view.words("font"), _created(view))
    _overview(book, view)
    _schools(book, view)
    _classes(book, view)
    _agendas(book, view, "staff", list(staff_agendas(view)))
    _agendas(book, view, "rooms", list(room_agendas(view)))
    for table in (
        plan_tables.meetings(view),
        plan_tables.unmet(view),
        plan_rules.compliance(view),
        plan_rules.violations(view),
        plan_money.accounts(view),
        plan_money.unused(view),
        plan_rules.waivers(view),
    ):
        _list(book, view, table)
    book.save(path)
    return path


def _created(view: PlanView) -> datetime:
    try:
        made = datetime.fromisoformat(view.plan.provenance.created_at)
    except ValueError:
        return datetime(2000, 1, 1)
    return made.replace(tzinfo=None)


def _overview(book: Book, view: PlanView) -> None:
    sheet = book.sheet(view.words("sheet_overview"))
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 4, 20)
    sheet.set_column(5, 5, 70)
    title = view.words("document_title", district=view.district.name)
    book.text(sheet, 0, 0, title, book.style(bold=True, font_size=16))
    row = 2
    left = book.style(bold=True, border=1, bg_color="#EDEDED", valign="top", text_wrap=True)
    right = book.style(border=1, text_wrap=True, valign="top")
    for fact in facts(view):
        book.text(sheet, row, 0, fact.name, left)
        sheet.merge_range(row, 1, row, 5, "", right)
        book.text(sheet, row, 1, fact.said, right)
        sheet.set_row(row, 15 * (1 + len(fact.said) // 70))
        row += 1
    for table in (plan_tables.levels(view), plan_tables.wishes(view)):
        row = book.write_table(sheet, table, row + 1)
    row += 1
    book.text(sheet, row, 0, view.words("legend"), book.style(bold=True))
    for index, component in enumerate(FILLS):
        word = view.words.word("component", component)
        book.cell(sheet, row, index + 1, Cell(component, word), size=10)


def _schools(book: Book, view: PlanView) -> None:
    tables = [school_timetable(view, school) for school in view.district.schools]
    widest = max(len(table.columns) for table in tables)
    sheet = book.sheet(view.words("sheet_schools"), 14 + 17 * widest)
    heading = book.style(bold=True, bg_color="#D9D9D9", border=1, text_wrap=True, align="center")
    row, breaks = 0, []
    for table in tables:
        if row:
            breaks.append(row)
        book.text(sheet, row, 0, table.title, book.style(bold=True, font_size=14))
        row += 1
        book.text(sheet, row, 0, view.words("head_class"), heading)
        for index, column in enumerate(table.columns, start=1):
            book.text(sheet, row, index, column, heading)
        sheet.set_row(row, 30)
        for name, cells in table.rows:
            row += 1
            book.text(sheet, row, 0, name, book.style(bold=True, border=1))
            for index, cell in enumerate(cells, start=1):
                book.cell(sheet, row, index, cell, size=8)
        row += 2
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, widest, 17)
    sheet.freeze_panes(0, 1)
    sheet.set_h_pagebreaks(breaks)


def _classes(book: Book, view: PlanView) -> None:
    days = {p.weekday for s in view.district.schools for p in s.periods if p.window == "regular"}
    sheet = book.sheet(view.words("sheet_classes"), 14 + 32 * len(days))
    heading = book.style(bold=True, bg_color="#D9D9D9", border=1, align="center")
    row, breaks = 0, []
    for school in view.district.schools:
        for number, school_class in enumerate(school.classes):
            if row and number % 2 == 0:
                breaks.append(row)
            table = class_timetable(view, school, school_class)
            book.text(sheet, row, 0, table.title, book.style(bold=True, font_size=12))
            book.text(sheet, row, 3, table.note, book.style(italic=True))
            row += 1
            book.text(sheet, row, 0, view.words("head_time"), heading)
            for index, column in enumerate(table.columns, start=1):
                book.text(sheet, row, index, column, heading)
            for name, cells in table.rows:
                row += 1
                book.text(sheet, row, 0, name, book.style(bold=True, border=1, valign="top"))
                for index, cell in enumerate(cells, start=1):
                    book.cell(sheet, row, index, cell)
            row += 2
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 7, 32)
    sheet.freeze_panes(0, 1)
    sheet.set_h_pagebreaks(breaks[:1000])


def _agendas(book: Book, view: PlanView, key: str, agendas: list[Agenda]) -> None:
    sheet = book.sheet(view.words(f"sheet_{key}"))
    heading = book.style(bold=True, bg_color="#D9D9D9", border=1, text_wrap=True, align="center")
    days = [d for d in range(7) if d < 5 or any(agenda.days[d] for agenda in agendas)]
    fixed = [view.words(f"head_{key}_{part}") for part in ("name", "group", "kind", "total")]
    for index, said in enumerate([*fixed, *(view.weekday(d + 1) for d in days)]):
        book.text(sheet, 0, index, said, heading)
    plain = book.style(border=1, text_wrap=True, valign="top")
    for row, agenda in enumerate(agendas, start=1):
        for index, said in enumerate((agenda.name, agenda.group, agenda.kind)):
            book.text(sheet, row, index, said, plain)
        sheet.write_number(row, 3, agenda.total, plain)
        for index, day in enumerate(days, start=len(fixed)):
            cells = agenda.days[day]
            joined = Cell(
                component=cells[0].component if len(cells) == 1 else "",
                lines=tuple(cell.text for cell in cells),
            )
            book.cell(sheet, row, index, joined if cells else Cell())
    sheet.set_column(0, 2, 14)
    sheet.set_column(3, 3, 9)
    sheet.set_column(len(fixed), len(fixed) + len(days) - 1, 28)
    _heading_rows(sheet, 0, 1, len(fixed) + len(days), len(agendas))


def _list(book: Book, view: PlanView, table: Table) -> None:
    sheet = book.sheet(view.words(f"sheet_{table.key}"))
    book.write_table(sheet, table)
    for index, width in enumerate(widths_of(table)):
        sheet.set_column(index, index, width)
    _heading_rows(sheet, 1, 0, len(table.columns), len(table.rows))


def _heading_rows(sheet: Any, row: int, frozen_columns: int, columns: int, rows: int) -> None:
    sheet.freeze_panes(row + 1, frozen_columns)
    sheet.repeat_rows(row)
    if rows:
        sheet.autofilter(row, 0, row + rows, columns - 1)
