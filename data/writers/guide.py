"""The sheets in front of the workbook to fill in: how to do it, and a small example."""

from typing import Any

from data.readers.workbook.sheets import SHEETS, sheet
from data.readers.workbook.spec import Sheet
from data.readers.workbook.words import heading, note, say, sheet_name
from data.writers.describe import example, holds, if_blank, need
from data.writers.tables import width_of
from data.writers.xlsx import Book

CORE = ("district", "schools", "periods", "rooms", "classes", "bands", "staff", "activities")
"""Sheets without which there is no district; their tabs are dark."""
DARK, LIGHT = "#1F4E78", "#DDEBF7"
_WIDTHS = (16, 36, 26, 46, 28, 18, 50)
_SPANS = {"what": (0, 0), "good": (1, 3), "bad": (4, 6)}
"""First and last column of the parts of the table of ways to write."""
_STEPS = 8
_WAYS = (
    "date",
    "time",
    "money",
    "percent",
    "flag",
    "grade",
    "many",
    "nothing",
    "id",
    "merged",
    "formula",
)
SAMPLE: dict[str, tuple[str, ...]] = {
    "district": (
        "id", "name", "policy_pack_id", "term_id", "term_name", "first_day", "last_day",
    ),
    "calendar": ("kind", "id", "name", "first", "last", "off_work", "reason"),
    "schools": ("id", "name", "stage", "is_urban"),
    "clock": ("school", "kind", "grades", "weekday", "at"),
    "periods": ("school", "id", "weekday", "start", "end"),
    "rooms": ("school", "id", "name", "seats"),
    "classes": (
        "school", "id", "name", "grade", "enrolled", "participants_1", "participants_3",
        "home_room_id",
    ),
    "bands": ("school", "id", "name", "class_ids"),
    "staff": ("id", "name", "role", "home_school_id", "own_class_ids", "pay_basic"),
    "activities": ("id", "title", "component", "field", "grouping"),
}  # fmt: skip
"""Columns of the example; the rows are texts ``sample_<sheet>`` of the catalogue."""


def sample_rows(key: str, lang: str) -> list[list[str]]:
    """Returns the rows of the example for a sheet, cell by cell in the order of its columns."""
    lines = say(f"sample_{key}", lang).strip().splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def add_guide(book: Book, lang: str) -> None:
    """Adds the sheet that says how to fill in the workbook and explains every column."""
    page = book.sheet(say("sheet_guide", lang))
    for index, width in enumerate(_WIDTHS):
        book.columns(page, index, index, width)
    book.text(page, 0, 0, say("guide_title", lang), book.style(bold=True, font_size=16))
    row = 1
    for number in range(1, _STEPS + 1):
        book.text(page, row, 0, say(f"guide_{number}", lang), book.style())
        row += 1
    row = _ways(book, page, row + 1, lang)
    _columns(book, page, row + 1, lang)


def _ways(book: Book, page: Any, row: int, lang: str) -> int:
    """Writes what may be written how; returns the row after it."""
    title = book.style(bold=True, bg_color=DARK, font_color="#FFFFFF", border=1)
    plain = book.style(border=1, text_wrap=True, valign="top")
    for name in ("", *_WAYS):
        style = plain if name else title
        for part, (left, right) in _SPANS.items():
            said = say(f"way_{name}_{part}" if name else f"way_{part}", lang)
            if left < right:
                page.merge_range(row, left, row, right, "", style)
            width = sum(_WIDTHS[left : right + 1]) if left < right else 0
            book.text(page, row, left, said, style, width)
        row += 1
    return row


def _columns(book: Book, page: Any, row: int, lang: str) -> None:
    title = book.style(bold=True, bg_color=DARK, font_color="#FFFFFF", border=1)
    keys = ("sheet", "column", "required", "holds", "example", "default", "note")
    for index, key in enumerate(keys):
        book.text(page, row, index, say(f"guide_{key}", lang), title)
    plain = book.style(border=1, text_wrap=True, valign="top")
    strong = book.style(border=1, text_wrap=True, valign="top", bold=True, bg_color="#F2F2F2")
    about = book.style(border=1, valign="vcenter", bold=True, bg_color="#F2F2F2")
    for declared in SHEETS:
        row += 1
        name = sheet_name(declared, lang)
        page.write_url(row, 0, f"internal:'{name}'!A1", strong, string=name)
        page.merge_range(row, 1, row, len(keys) - 1, say(f"about_{declared.key}", lang), about)
        for column in declared.columns:
            row += 1
            said = (
                name,
                heading(declared, column, lang),
                need(declared, column, lang),
                holds(declared, column, lang),
                example(declared, column, lang),
                if_blank(declared, column, lang),
                note(declared, column, lang),
            )
            for index, part in enumerate(said):
                book.text(page, row, index, part, plain)


def add_sample(book: Book, lang: str) -> None:
    """Adds the sheet with a district as small as can be, sheet by sheet."""
    page = book.sheet(say("sheet_sample", lang))
    book.text(page, 0, 0, say("sample_title", lang), book.style(bold=True, font_size=14))
    book.text(page, 1, 0, say("sample_how", lang), book.style())
    row = 3
    widths: dict[int, int] = {}
    for key in SAMPLE:
        row = 1 + _sample_of(book, page, row, sheet(key), lang, widths)
    for index, width in widths.items():
        page.set_column(index, index, width + 2)


def _sample_of(
    book: Book, page: Any, row: int, declared: Sheet, lang: str, widths: dict[int, int]
) -> int:
    """Writes the example of a sheet, notes how wide its columns are, returns the row after it."""
    name = sheet_name(declared, lang)
    link = book.style(bold=True, font_size=12, font_color="#0563C1", underline=1)
    page.write_url(row, 0, f"internal:'{name}'!A1", link, string=name)
    columns = {column.key: column for column in declared.columns}
    titles = [heading(declared, columns[key], lang) for key in SAMPLE[declared.key]]
    rows = [titles, *sample_rows(declared.key, lang)]
    if declared.form:
        rows = [list(pair) for pair in zip(*rows, strict=True)]
    dark = book.style(bold=True, bg_color=LIGHT, border=1)
    plain = book.style(border=1)
    for offset, cells in enumerate(rows, start=1):
        for index, said in enumerate(cells):
            widths[index] = max(widths.get(index, 8), width_of(said))
            title = index == 0 if declared.form else offset == 1
            book.text(page, row + offset, index, said, dark if title else plain)
    return row + 1 + len(rows)
