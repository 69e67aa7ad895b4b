"""A copy of a user's workbook with every wrong cell filled and commented, and a list in front."""

import re
import warnings
from collections.abc import Iterable
from copy import copy
from pathlib import Path
from typing import Any

from data.readers.workbook.words import say
from data.writers.error_list import add_error_list, remove_error_list
from data.writers.json_files import write_whole
from data.writers.signature import is_untouched, signed
from solver.domain.errors import InputFinding
from solver.domain.messages import LANGUAGES, text

MOST_COMMENTS = 2000
"""More comments make Excel slow; every wrong cell is filled and listed all the same."""
_AUTHOR = "kehou"
_FILL = "FFFFC8CE"
_RULE = "\n――――――――\n"
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d*)")
_ENDINGS = {lang: say("marked_ending", lang) for lang in LANGUAGES}
_IS_COPY = re.compile(rf"\.(?:{'|'.join(map(re.escape, _ENDINGS.values()))})\d*$")
_MOST_SAID = 3000

Place = tuple[str, str]
"""Names of a sheet and a cell; the cell is empty where the sheet as a whole is meant."""


def write_marked_copy(source: Path, findings: Iterable[InputFinding], lang: str) -> Path | None:
    """Writes a copy of a refused workbook beside it; the workbook itself stays as it is.

    A copy that somebody has worked on since is kept: the new one gets the next number.

    Returns
    -------
    Path or None
        The copy; ``None`` if no finding is about a sheet of the workbook.

    Raises
    ------
    OSError
        If it cannot be written.
    ValueError
        If the workbook can be read but not copied.
    """
    told = list(findings)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about parts that do not come into the copy
        book = _load(source)
        places = _places(book, told)
        if not places:
            return None
        _clean(book)
        said: dict[Place, list[str]] = {}
        for number, place in places.items():
            finding = told[number]
            if len(said) < MOST_COMMENTS or place in said:
                message = text(finding.code, lang, **finding.params)
                said.setdefault(place, []).append(message)
            else:
                said[place] = []
        filled: dict[bytes, Any] = {}
        for (sheet, cell), messages in said.items():
            if cell:
                _mark(book[sheet], cell, messages, filled)
        add_error_list(book, told, places, lang)
        content = signed(book)
    path = _free_path(source, lang)
    write_whole(path, content)
    return path


def _load(source: Path) -> Any:
    import openpyxl

    try:
        return openpyxl.load_workbook(source)
    except OSError:
        raise
    except Exception as error:  # whatever a file that only other readers take makes it raise
        raise ValueError(str(error)) from error


def _places(book: Any, findings: list[InputFinding]) -> dict[int, Place]:
    """Returns where each finding about a sheet of the book is to be marked, by its number."""
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    anchors: dict[str, dict[str, str]] = {}
    found = {}
    for number, finding in enumerate(findings):
        name, _, cell = finding.where.rpartition("!")
        if finding.where in sheets:
            found[number] = (finding.where, "")
        elif name in sheets and _CELL.fullmatch(cell):
            if name not in anchors:
                anchors[name] = _anchors(sheets[name])
            found[number] = (name, anchors[name].get(cell, cell))
    return found


def _anchors(sheet: Any) -> dict[str, str]:
    """Returns the first cell of the merged range that a cell is in, by the cell."""
    from openpyxl.utils import get_column_letter

    return {
        f"{get_column_letter(column)}{row}": area.start_cell.coordinate
        for area in sheet.merged_cells.ranges
        for row, column in area.cells
    }


def _mark(sheet: Any, cell: str, messages: list[str], filled: dict[bytes, Any]) -> None:
    """Fills a cell and comments it; ``filled`` keeps every style once it has got the fill."""
    from openpyxl.styles import PatternFill

    marked = sheet[cell]
    style = bytes(marked._style or ())  # a cell that the file does not hold has no style at all
    if style in filled:
        marked._style = copy(filled[style])
    else:
        marked.fill = PatternFill("solid", fgColor=_FILL)
        filled[style] = marked._style
    sheet.sheet_state = "visible"
    sheet.row_dimensions[marked.row].hidden = False
    for dimension in sheet.column_dimensions.values():
        if (dimension.min or 0) <= marked.column <= (dimension.max or 0):
            dimension.hidden = False
    if messages:
        said = "\n".join(messages)[:_MOST_SAID]
        before = marked.comment.text if marked.comment is not None else ""
        marked.comment = _comment(said + (_RULE + before if before else ""))


def _comment(said: str, author: str = _AUTHOR) -> Any:
    from openpyxl.comments import Comment

    return Comment(said, author, width=320, height=40 + 18 * (1 + len(said) // 22))


def _clean(book: Any) -> None:
    """Takes away what an earlier copy marked, and gives the user's own comments their room."""
    from openpyxl.styles import PatternFill

    remove_error_list(book)
    for sheet in book.worksheets:
        for cell in list(sheet._cells.values()):
            if cell.has_style and cell.fill.fgColor.rgb == _FILL:
                cell.fill = PatternFill()
            comment = cell.comment
            if comment is None:
                continue
            if comment.author == _AUTHOR:
                _, _, before = comment.text.partition(_RULE)
                cell.comment = _comment(before, "") if before else None
            else:
                cell.comment = _comment(comment.text, comment.author or "")


def _free_path(source: Path, lang: str) -> Path:
    """Returns where to write the copy without losing anybody's work."""
    stem = _IS_COPY.sub("", source.stem)
    number = 1
    while True:
        name = f"{stem}.{_ENDINGS[lang]}{number if number > 1 else ''}.xlsx"
        path = source.with_name(name)
        if path != source and (not path.exists() or is_untouched(path)):
            return path
        number += 1
