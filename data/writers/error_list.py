"""The sheet in front of a marked copy: every error with a link to its cell."""

from collections.abc import Mapping, Sequence
from typing import Any

from data.readers.workbook.words import say
from solver.domain.errors import InputFinding
from solver.domain.messages import LANGUAGES, text

_TOP = 4
MOST_LINES = 20_000
"""Further errors are counted only; their cells are filled all the same."""
_MOST_LINKS = 2000
_WIDTHS = (16, 12, 24, 100)


def add_error_list(
    book: Any,
    findings: Sequence[InputFinding],
    places: Mapping[int, tuple[str, str]],
    lang: str,
) -> None:
    """Adds the list of all findings as the first sheet.

    Parameters
    ----------
    places : mapping
        Sheet and cell of the findings that have one, by their number.
    """
    from openpyxl.styles import Alignment, Font

    page = book.create_sheet(say("sheet_errors", lang), 0)
    _write(page, 1, 1, say("errors_title", lang).format(count=len(findings)))
    page.cell(1, 1).font = Font(bold=True, size=14)
    _write(page, 2, 1, say("errors_how", lang))
    for column, key in enumerate(("sheet", "cell", "value", "message"), start=1):
        _write(page, _TOP, column, say(f"errors_{key}", lang))
        page.cell(_TOP, column).font = Font(bold=True)
        page.column_dimensions[chr(ord("A") + column - 1)].width = _WIDTHS[column - 1]
    wrapped = Alignment(wrap_text=True, vertical="top")
    for number, finding in enumerate(findings[:MOST_LINES]):
        row = _TOP + 1 + number
        sheet, cell = places.get(number, (finding.where, ""))
        _write(page, row, 1, sheet)
        _write(page, row, 2, cell)
        _write(page, row, 3, finding.params.get("value", ""))
        _write(page, row, 4, text(finding.code, lang, **finding.params))
        if number < _MOST_LINKS:
            page.cell(row, 4).alignment = wrapped
            if number in places:
                _link(page.cell(row, 2 if cell else 1), sheet, cell or "A1")
    if len(findings) > MOST_LINES:
        more = say("errors_more", lang).format(count=len(findings) - MOST_LINES)
        _write(page, _TOP + 1 + MOST_LINES, 1, more)
    page.freeze_panes = f"A{_TOP + 1}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToHeight = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is page
    book.active = 0


def remove_error_list(book: Any) -> None:
    """Takes away the list of an earlier copy."""
    for lang in LANGUAGES:
        name = say("sheet_errors", lang)
        if name in book.sheetnames:
            del book[name]


def _write(page: Any, row: int, column: int, said: str) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell = page.cell(row, column)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", said)
    if cell.value:
        cell.data_type = "s"  # a value that begins with = stays text


def _link(cell: Any, sheet: str, place: str) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    quoted = sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{place}")
    cell.font = Font(underline="single", color="FF0563C1")
