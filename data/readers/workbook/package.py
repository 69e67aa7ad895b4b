"""What the package of a workbook says beside the values of its cells.

The reader of values gives blank cells for formulas that were never computed and for errors, plain
numbers for percentages and for digits shown with zeros in front, and it does not tell what is
hidden. All that is looked up here in the package's parts.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

Cell = tuple[int, int]
"""Row and column, both from 0."""

MOST_CELLS = 5_000_000
"""A sheet that reaches further has a stray cell far below or beside its table."""

TOLD = ""
"""In place of a reason: why the cell is blank is told at another cell."""

PERCENT = -1
"""In place of a number of digits: the number is shown as a percentage."""

_P = rb"(?:\w+:)?"
_CELL = re.compile(rb"<" + _P + rb"c\b([^>]*?)(?:/>|>(.*?)</" + _P + rb"c>)", re.DOTALL)
_FILLED = re.compile(
    rb"<" + _P + rb"c\b[^>]*?\br=[\"']([A-Z]+)(\d+)[\"'][^>/]*><" + _P + rb"(?:v|f|is)\b"
)
_ROW = re.compile(rb"<" + _P + rb"row\b([^>]*)>")
_ROW_NUMBER = re.compile(rb"<" + _P + rb"row\b[^>]*?\br=[\"'](\d+)[\"']")
_COLUMN = re.compile(rb"<" + _P + rb"col\b([^>]*)/?>")
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]+)(\d+)[\"']")
_STYLE = re.compile(rb"\bs=[\"'](\d+)[\"']")
_TYPE = re.compile(rb"\bt=[\"'](\w+)[\"']")
_FORMULA = re.compile(rb"<" + _P + rb"f\b")
_VALUE = re.compile(rb"<" + _P + rb"v\b[^>]*>[^<]")
_HIDDEN = re.compile(rb"\bhidden=[\"'](1|true)[\"']")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PERCENT_FORMATS = {9, 10}
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class SheetFacts:
    """What a sheet's part says beside its values.

    Attributes
    ----------
    lost : dict
        Cells that read as blank although something stands in them, with the reason.
    digits : dict
        How many digits a number is shown with at least, or :data:`PERCENT`.
    hidden : bool
        Whether the whole sheet is hidden.
    hidden_rows, hidden_columns : frozenset of int
        Those hidden by hand or by a filter, from 0.
    last : tuple of int
        A row and a column beyond which nothing stands. They are exact only for a sheet that would
        otherwise seem to have more than :data:`MOST_CELLS` cells.
    """

    lost: dict[Cell, str] = field(default_factory=dict)
    digits: dict[Cell, int] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    last: Cell = (0, 0)

    @property
    def too_big(self) -> bool:
        """Tells whether a stray cell far off makes a sheet too big to be held in memory."""
        return _area(self.last) > MOST_CELLS


def sheet_facts(archive: zipfile.ZipFile) -> dict[str, SheetFacts]:
    """Returns the facts of every sheet by its name."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {r.get("Id"): str(r.get("Target")) for r in relations}
    names = set(archive.namelist())
    styles = _styles(archive.read("xl/styles.xml")) if "xl/styles.xml" in names else {}
    found = {}
    for sheet in book.iter():
        if not sheet.tag.endswith("}sheet"):
            continue
        target = targets.get(sheet.get(_RELATION), "").removeprefix("/")
        part = target if target.startswith("xl/") else f"xl/{target}"
        if part in names:
            facts = _facts(archive.read(part), styles)
            facts.hidden = sheet.get("state", "visible") != "visible"
            found[str(sheet.get("name"))] = facts
    return found


def _styles(content: bytes) -> dict[bytes, int]:
    """Returns digits or :data:`PERCENT` by the number of every cell style that needs it."""
    tree = ElementTree.fromstring(content)
    codes: dict[int, str] = {}
    formats: list[int] = []
    for part in tree.iter():
        name = part.tag.rpartition("}")[2]
        if name == "numFmt":
            codes[int(part.get("numFmtId", 0))] = part.get("formatCode", "")
        elif name == "cellXfs":
            formats = [int(xf.get("numFmtId", 0)) for xf in part]
    found = {}
    for number, id_ in enumerate(formats):
        plain = _QUOTED.sub("", codes.get(id_, ""))
        if id_ in _PERCENT_FORMATS or "%" in plain:
            found[str(number).encode()] = PERCENT
        elif re.fullmatch(r"0{2,}", plain.partition(";")[0]):
            found[str(number).encode()] = len(plain.partition(";")[0])
    return found


def _facts(content: bytes, styles: Mapping[bytes, int]) -> SheetFacts:
    facts = SheetFacts(last=_last(content))
    if facts.too_big:
        return facts
    if b"hidden" in content:
        facts.hidden_rows = frozenset(_hidden_rows(content))
        facts.hidden_columns = frozenset(_hidden_columns(content))
    used = {style for style in styles if re.search(rb"\bs=[\"']" + style + rb"[\"']", content)}
    if not (used or _FORMULA.search(content) or b't="e"' in content or b"t='e'" in content):
        return facts
    for cell in _CELL.finditer(content):
        options, inner = cell.groups()
        reference = _REFERENCE.search(options)
        if reference is None or inner is None:
            continue
        place = (int(reference[2]) - 1, column_number(reference[1].decode()))
        kind = _TYPE.search(options)
        said = kind[1] if kind else b"n"
        if said == b"e":
            facts.lost[place] = "error_value"
        elif said != b"str" and _FORMULA.search(inner) and not _VALUE.search(inner):
            facts.lost[place] = "formula_without_value"
        elif used and said == b"n":
            style = _STYLE.search(options)
            if style is not None and style[1] in used:
                facts.digits[place] = styles[style[1]]
    return facts


def _last(content: bytes) -> Cell:
    """Returns a row and a column beyond which a sheet has no values, no closer than needed."""
    numbers = _ROW_NUMBER.findall(content)
    row = max(map(int, numbers)) - 1 if numbers else len(_ROW.findall(content))
    wide = re.search(rb"\br=[\"'][A-Z]{3}\d", content) is not None
    last = (row, 16_383 if wide else 701)
    if _area(last) <= MOST_CELLS:
        return last
    letters = set(re.findall(rb"\br=[\"']([A-Z]+)\d", content))
    last = (row, max((column_number(said.decode()) for said in letters), default=0))
    if _area(last) <= MOST_CELLS:
        return last
    filled = _FILLED.findall(content)
    return (
        max((int(row) - 1 for _, row in filled), default=0),
        max((column_number(said.decode()) for said, _ in filled), default=0),
    )


def _area(last: Cell) -> int:
    return (last[0] + 1) * (last[1] + 1)


def _hidden_rows(content: bytes) -> Iterator[int]:
    for row in _ROW.finditer(content):
        number = re.search(rb"\br=[\"'](\d+)[\"']", row[1])
        if number is not None and _HIDDEN.search(row[1]):
            yield int(number[1]) - 1


def _hidden_columns(content: bytes) -> Iterator[int]:
    for column in _COLUMN.finditer(content):
        ends = [re.search(rb"\b%s=[\"'](\d+)[\"']" % name, column[1]) for name in (b"min", b"max")]
        if all(ends) and _HIDDEN.search(column[1]):
            first, last = (int(end[1]) for end in ends if end is not None)
            yield from range(first - 1, last)


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
