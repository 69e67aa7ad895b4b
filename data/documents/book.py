"""A document as a workbook: a sheet for each paper, ready to print on A4."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

from data.documents.document import Paper, Request
from data.documents.registry import Document
from data.writers.tables import Table, width_of, widths_of
from data.writers.xlsx import Book

_LONGEST = 31
"""Excel's limit of a sheet's name."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_SIGNATURE = "＿" * 8
_FIELD_NAME = 24
"""How wide the names of fields may make the first column, in characters of half width."""
NARROWEST = 84
"""Width that a paper has at least: about what an upright A4 page holds in full size."""
PORTRAIT = 116
"""Papers up to this width are printed upright, if need be a little smaller; wider ones across."""


def write_book(request: Request, document: Document, out: Path) -> Path:
    """Writes the workbook of a document and returns its path."""
    book = Book(request.say("font"), _created(request))
    taken: set[str] = set()
    for paper in document.papers:
        _paper(book, paper, sheet_name(paper.name, taken))
    path = out / f"{document.key}.xlsx"
    book.save(path)
    return path


def sheet_name(name: str, taken: set[str]) -> str:
    """Returns a name that Excel takes and no other sheet has; ``taken`` is added to."""
    plain = _NOT_IN_NAMES.sub("·", name).strip() or "-"
    found, number = plain[:_LONGEST], 2
    while found.casefold() in taken:
        end = f"~{number}"
        found, number = plain[: _LONGEST - len(end)] + end, number + 1
    taken.add(found.casefold())
    return found


def _created(request: Request) -> datetime:
    try:
        made = datetime.fromisoformat(request.view.plan.provenance.created_at)
    except ValueError:
        return datetime(2000, 1, 1)
    return made.replace(tzinfo=None)


def _paper(book: Book, paper: Paper, name: str) -> None:
    widths = _widths(paper)
    last, whole = len(widths) - 1, sum(widths)
    sheet = book.sheet(name, portrait=whole <= PORTRAIT)
    sheet.center_horizontally()
    for index, width in enumerate(widths):
        book.columns(sheet, index, index, width)
    centred = book.style(bold=True, font_size=16, align="center", text_wrap=True)
    sheet.merge_range(0, 0, 0, last, "", centred)
    book.text(sheet, 0, 0, paper.title, centred, width=whole)
    row = 1
    if paper.subtitle:
        style = book.style(align="center", text_wrap=True)
        sheet.merge_range(row, 0, row, last, "", style)
        book.text(sheet, row, 0, paper.subtitle, style, width=whole)
        row += 1
    left = book.style(bold=True, border=1, bg_color="#EDEDED", valign="top", text_wrap=True)
    right = book.style(border=1, text_wrap=True, valign="top")
    for field in paper.fields:
        book.text(sheet, row, 0, field.name, left)
        sheet.merge_range(row, 1, row, last, "", right)
        book.text(sheet, row, 1, field.said, right, width=whole - widths[0])
        row += 1
    _tables(book, sheet, paper.tables, row)
    row += sum(len(t.rows) + 3 for t in paper.tables)
    plain = book.style(text_wrap=True, valign="top")
    for note in paper.notes:
        sheet.merge_range(row, 0, row, last, "", plain)
        book.text(sheet, row, 0, note, plain, width=whole)
        row += 1
    if paper.signatures:
        row += 1
        signed = "    ".join(f"{s}：{_SIGNATURE}" for s in paper.signatures)
        sheet.merge_range(row, 0, row, last, "", plain)
        book.text(sheet, row, 0, signed, plain, width=whole)


def _tables(book: Book, sheet: Any, tables: tuple[Table, ...], row: int) -> None:
    """Writes tables below each other; where all have the same headings, each page repeats them."""
    if tables and len({t.columns for t in tables}) == 1:
        sheet.repeat_rows(row + 1)
    for table in tables:
        row = book.write_table(sheet, table, row) + 1


def _widths(paper: Paper) -> list[float]:
    """Returns the widths of the columns that suit all tables and fields of a paper.

    A paper that would be narrow is stretched, so that titles, fields and notes have room.
    """
    found: list[float] = []
    for table in paper.tables:
        for index, width in enumerate(widths_of(table)):
            if index < len(found):
                found[index] = max(found[index], width)
            else:
                found.append(width)
    if not found:
        found = [20.0, 34.0, 34.0]
    if paper.fields:
        names = max(width_of(field.name) for field in paper.fields)
        found[0] = max(found[0], min(_FIELD_NAME, names + 3))
    share = NARROWEST / sum(found)
    return [round(width * max(1.0, share), 1) for width in found]
