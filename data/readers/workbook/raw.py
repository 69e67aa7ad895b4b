"""A workbook's cells as they stand, and the cells whose value a reader would silently lose."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import python_calamine

from data.readers.files import file_bytes, refuse
from data.readers.workbook.cells import Raw
from solver.domain.errors import InputErrors

MOST_BYTES = 600 * 1024 * 1024
"""A workbook that unpacks to more is refused: no district needs it, and memory is finite."""

_CELL = re.compile(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_REFERENCE = re.compile(r'\br="([A-Z]+)(\d+)"')
_VALUE = re.compile(r"<v\b[^>]*>[^<]")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class RawSheet:
    """The cells of a sheet from A1 on.

    ``lost`` maps row and column (from 0) to ``formula_without_value`` or ``error_value``: such a
    cell reads as empty. ``merged`` lists merged ranges that are higher than one row.
    """

    name: str
    rows: list[list[Raw]]
    lost: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()


def open_workbook(path: Path) -> list[RawSheet]:
    """Returns the sheets of a workbook.

    Raises
    ------
    InputErrors
        If it is damaged or too big.
    """
    content = file_bytes(path)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if not any(item.startswith("xl/") for item in archive.namelist()):
                raise refuse(path, "input.archive", file=path.name)
            if sum(item.file_size for item in archive.infolist()) > MOST_BYTES:
                raise refuse(path, "input.workbook_too_big", file=path.name)
            lost = _lost_cells(archive)
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return [_sheet(book, name, lost.get(name, {})) for name in book.sheet_names]
    except InputErrors:
        raise
    except Exception as error:  # whatever a damaged file makes its readers raise
        raise refuse(path, "input.not_a_workbook", file=path.name) from error


def _sheet(
    book: python_calamine.CalamineWorkbook, name: str, lost: dict[tuple[int, int], str]
) -> RawSheet:
    sheet = book.get_sheet_by_name(name)
    rows: list[list[Raw]] = sheet.to_python(skip_empty_area=False)
    merged = tuple(r for r in (sheet.merged_cell_ranges or ()) if r[0][0] != r[1][0])
    return RawSheet(name, rows, lost, merged)


def _lost_cells(archive: zipfile.ZipFile) -> dict[str, dict[tuple[int, int], str]]:
    """Returns formulas without a stored value and error values, by sheet name and place."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {r.get("Id"): str(r.get("Target")) for r in relations}
    names = set(archive.namelist())
    found = {}
    for sheet in book.iter():
        if not sheet.tag.endswith("}sheet"):
            continue
        target = targets.get(sheet.get(_RELATION), "").removeprefix("/")
        part = target if target.startswith("xl/") else f"xl/{target}"
        if part in names:
            found[str(sheet.get("name"))] = _lost_in(archive.read(part))
    return found


def _lost_in(content: bytes) -> dict[tuple[int, int], str]:
    if b"<f" not in content and b't="e"' not in content:
        return {}
    found = {}
    for cell in _CELL.finditer(content.decode("utf-8", "replace")):
        options, inner = cell.groups()
        place = _REFERENCE.search(options)
        if place is None or inner is None:
            continue
        if 't="e"' in options:
            reason = "error_value"
        elif "<f" in inner and 't="str"' not in options and not _VALUE.search(inner):
            reason = "formula_without_value"
        else:
            continue
        found[(int(place[2]) - 1, column_number(place[1]))] = reason
    return found


def column_number(letters: str) -> int:
    """Returns the number of a column, A is 0."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def column_letters(number: int) -> str:
    """Returns the letters of a column, 0 is A."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
