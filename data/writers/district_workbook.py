"""The workbook of a district: empty to fill in, or filled with a district."""

from datetime import date
from pathlib import Path
from typing import Any

from data.readers.workbook.sheets import SHEETS
from data.readers.workbook.spec import Column, Sheet
from data.readers.workbook.words import heading, note, say, sheet_name
from data.writers.describe import holds, if_blank, need
from data.writers.district_cells import cell_of, format_of
from data.writers.district_rows import Row, rows_of
from data.writers.dropdowns import Dropdowns
from data.writers.guide import CORE, DARK, LIGHT, add_guide, add_sample
from data.writers.xlsx import Book
from solver.domain.district import District
from solver.domain.messages import text

_SPARE_ROWS = 500
_MOST_IN_CELL = 32_767


def write_empty_workbook(path: Path, lang: str) -> None:
    """Writes the workbook without rows."""
    _write(None, path, lang)


def write_workbook(district: District, path: Path, lang: str) -> None:
    """Writes the workbook with a district's rows."""
    _write(district, path, lang)


def _write(district: District | None, path: Path, lang: str) -> None:
    book = Book(text("page.font", lang))
    add_guide(book, lang)
    if district is None:
        add_sample(book, lang)
    rows = {s.key: list(rows_of(district, s)) if district else [] for s in SHEETS}
    made = {s.key: book.sheet(sheet_name(s, lang)) for s in SHEETS}
    for key, page in made.items():
        page.set_tab_color(DARK if key in CORE else LIGHT)
    dropdowns = Dropdowns(book, lang, 1 + _SPARE_ROWS + max(len(r) for r in rows.values()))
    for sheet in SHEETS:
        if sheet.form:
            _form(book, made[sheet.key], sheet, rows[sheet.key], dropdowns, lang)
        else:
            _table(book, made[sheet.key], sheet, rows[sheet.key], dropdowns, lang)
    dropdowns.write_lists()
    book.save(path)


def _form(
    book: Book, page: Any, sheet: Sheet, rows: list[Row], dropdowns: Dropdowns, lang: str
) -> None:
    title = book.style(bold=True, bg_color=DARK, font_color="#FFFFFF", border=1)
    for index, key in enumerate(("form_item", "form_value", "form_note")):
        book.text(page, 0, index, say(key, lang), title)
    row = rows[0] if rows else {}
    for number, column in enumerate(sheet.columns, start=1):
        book.text(page, number, 0, _title(sheet, column, lang), _heading(book, sheet, column))
        _write_cell(book, page, number, 1, sheet, column, row.get(column.key), lang)
        book.text(page, number, 2, _hint(sheet, column, lang), book.style(text_wrap=True))
        dropdowns.validate(page, sheet, column, number, 1, number, _hint(sheet, column, lang))
    page.set_column(0, 0, 36)
    page.set_column(1, 1, 36)
    page.set_column(2, 2, 80)
    page.freeze_panes(1, 0)


def _table(
    book: Book, page: Any, sheet: Sheet, rows: list[Row], dropdowns: Dropdowns, lang: str
) -> None:
    last = len(rows) + _SPARE_ROWS
    for index, column in enumerate(sheet.columns):
        hint = _hint(sheet, column, lang)
        title = _title(sheet, column, lang)
        book.text(page, 0, index, title, _heading(book, sheet, column))
        page.write_comment(0, index, hint, {"x_scale": 2, "y_scale": 1 + len(hint) / 120})
        width = max(10, 2 + sum(2 if ord(c) > 0x2E7F else 1 for c in title))
        style = book.style(num_format=format_of(column))
        page.set_column(index, index, min(width, 30), style)
        dropdowns.validate(page, sheet, column, 1, index, last, hint)
    for number, row in enumerate(rows, start=1):
        for index, column in enumerate(sheet.columns):
            _write_cell(book, page, number, index, sheet, column, row.get(column.key), lang)
    named = [i for i, c in enumerate(sheet.columns) if c.key in ("id", "name", "title")]
    page.freeze_panes(1, min(3, max(named, default=0) + 1))
    page.repeat_rows(0)
    if rows:
        page.ignore_errors({"number_stored_as_text": f"A1:AZ{last + 1}"})


def _write_cell(
    book: Book,
    page: Any,
    row: int,
    index: int,
    sheet: Sheet,
    column: Column,
    value: Any,
    lang: str,
) -> None:
    style = book.style(num_format=format_of(column))
    cell = cell_of(sheet, column, value, lang)
    if cell is None:
        page.write_blank(row, index, None, style)
    elif isinstance(cell, str):
        if len(cell) > _MOST_IN_CELL:
            name = f"{sheet_name(sheet, lang)}: {heading(sheet, column, lang)}"
            raise ValueError(f"{name} has {len(cell)} characters, a workbook's cell holds 32767")
        page.write_string(row, index, cell, style)
    elif isinstance(cell, date):
        page.write_datetime(row, index, cell, style)
    else:
        page.write_number(row, index, cell, style)


def _title(sheet: Sheet, column: Column, lang: str) -> str:
    return heading(sheet, column, lang) + ("*" if sheet.required(column) else "")


def _heading(book: Book, sheet: Sheet, column: Column) -> Any:
    if sheet.required(column):
        return book.style(bold=True, bg_color=DARK, font_color="#FFFFFF", border=1)
    return book.style(bold=True, bg_color=LIGHT, border=1)


def _hint(sheet: Sheet, column: Column, lang: str) -> str:
    stop = "。" if lang == "zh" else ". "
    blank = if_blank(sheet, column, lang)
    said = [
        need(sheet, column, lang),
        holds(sheet, column, lang),
        f"{say('guide_default', lang)}: {blank}" if blank else "",
        note(sheet, column, lang),
    ]
    return stop.join(part.rstrip("。. ") for part in said if part).strip() + stop.strip()
