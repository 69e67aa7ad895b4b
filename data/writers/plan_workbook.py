"""The plan as one workbook: overview, timetables, duties, needs, clauses, money.

Meetings and duties may be edited; a hidden sheet keeps the plan, so that the workbook reads back.
"""

from datetime import datetime
from pathlib import Path

from data.readers.plan_book.declared import PLAN_SHEETS
from data.writers import lending, plan_duties, plan_figures, plan_money, plan_rules, plan_tables
from data.writers.heat_sheet import write_heat_map
from data.writers.overview import facts
from data.writers.plan_rows import PlanRows, write_plan_rows, write_record
from data.writers.plan_weather import miss_table, wet_table
from data.writers.tables import Table, widths_of
from data.writers.timetable_sheets import heading_rows, write_timetables
from data.writers.timetables import Cell
from data.writers.view import PlanView
from data.writers.wet_weather import wet_periods
from data.writers.xlsx import FILLS, Book

FILE_NAME = "plan.xlsx"


def write_plan_workbook(view: PlanView, out: Path) -> Path:
    """Writes the workbook into a folder and returns its path."""
    path = out / FILE_NAME
    book = Book(view.words("font"), _created(view))
    _overview(book, view)
    write_timetables(book, view)
    write_heat_map(book, view)
    periods = wet_periods(view)
    rows = PlanRows(view)
    written = {s.key: write_plan_rows(book, view, s, rows) for s in PLAN_SHEETS}
    for table in (
        plan_duties.flexible(view),
        plan_tables.unmet(view),
        plan_rules.compliance(view),
        plan_figures.figures(view),
        plan_rules.violations(view),
        plan_money.totals(view),
        plan_money.accounts(view),
        lending.balance(view),
        lending.lent(view),
        plan_money.unused(view),
        plan_rules.waivers(view),
        wet_table(view, periods),
        miss_table(view, periods),
    ):
        _list(book, view, table)
    write_record(book, view, written)
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
    book.columns(sheet, 0, 0, 22)
    book.columns(sheet, 1, 4, 20)
    book.columns(sheet, 5, 5, 60)
    title = view.words("document_title", district=view.district.name)
    book.text(sheet, 0, 0, title, book.style(bold=True, font_size=16))
    row = 2
    left = book.style(bold=True, border=1, bg_color="#EDEDED", valign="top", text_wrap=True)
    right = book.style(border=1, text_wrap=True, valign="top")
    for fact in facts(view):
        book.text(sheet, row, 0, fact.name, left)
        sheet.merge_range(row, 1, row, 5, "", right)
        book.text(sheet, row, 1, fact.said, right, width=4 * 20 + 60)
        row += 1
    for table in (plan_tables.levels(view), plan_tables.wishes(view)):
        row = book.write_table(sheet, table, row + 1)
    row += 1
    book.text(sheet, row, 0, view.words("legend"), book.style(bold=True))
    for index, component in enumerate(FILLS):
        word = view.words.word("component", component)
        letter = view.words.word("letter", component)
        book.cell(sheet, row, index + 1, Cell(component, word, letter=letter), size=10)


def _list(book: Book, view: PlanView, table: Table) -> None:
    """Writes a list; what only the files call a thing is left off the paper."""
    sheet = book.sheet(view.words(f"sheet_{table.key}"))
    for index, width in enumerate(widths_of(table)):
        book.columns(sheet, index, index, width)
    book.write_table(sheet, table)
    heading_rows(sheet, 1, 0, len(table.columns), len(table.rows))
    printed = [i for i, column in enumerate(table.columns) if column.kind != "id"]
    if len(printed) < len(table.columns):
        sheet.print_area(0, 0, 1 + len(table.rows), printed[-1])
