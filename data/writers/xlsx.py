"""A workbook with the formats of the documents: colours that also print in grey, A4 pages."""

import io
import math
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from data.readers.plan_book.cells import text_of
from data.readers.plan_book.store import mark_of
from data.writers.json_files import write_whole
from data.writers.tables import Kind, Table, Value, width_of
from data.writers.timetables import Cell

CELL_LIMIT = 32_000
_PAGE_CHARACTERS = 126
"""How many characters an A4 page is wide in landscape, with room to spare for wider fonts."""
_PAGE_POINTS = 470
"""How many points of rows stand below each other on such a page, with room to spare."""
_LINE = 1.5
"""Height of a line over the size of its font; the fonts for Chinese are tall."""
_TALLEST = 409
"""Excel's limit of a row, in points."""
# Light to dark also in grey: extension, guidance, split, care, sports; style.css has the same.
FILLS = {
    "guidance": "#DAE3F3",
    "sports": "#A9D08E",
    "extension": "#FFF2CC",
    "care": "#CFC0E0",
    "split": "#F8CBAD",
}
STATE_FILLS = {
    "violated": "#E8A9A0",
    "not_yet_enforced": "#F3D3BE",
    "waived": "#FBE7B6",
    "held": "#D5EBD5",
    "missing": "#E8A9A0",
    "closing": "#E7E6E6",
    "opening": "#F4F4F4",
    "unchecked": "#F3D3BE",
    "manual": "#F9EBE2",
    "refund": "#FBE7B6",
}
# Darker is worse; style.css has the same.
HEAT_FILLS = {
    "many": "#B9483A",
    "some": "#E39B8D",
    "full": "#F2CF96",
    "tight": "#F8ECC4",
    "calm": "#FFFFFF",
    "off": "#EEEEEE",
}


class Book:
    """A workbook being written; user text is always text, never a formula or a link.

    Parameters
    ----------
    font : str
        The font of all cells.
    created : datetime
        Stamped into the file, so that the same content gives the same bytes.

    Attributes
    ----------
    marks : dict
        Marks of the cells that were written, by sheet, row and column.
    """

    def __init__(self, font: str, created: datetime = datetime(2000, 1, 1)) -> None:
        self._content = io.BytesIO()
        self.file: Any = xlsxwriter.Workbook(
            self._content,
            {
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self.file.set_properties({"created": created})
        self._font = font
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self._widths: dict[str, dict[int, float]] = {}
        self._heights: dict[str, dict[int, float]] = {}
        self._scales: dict[str, int] = {}
        self.marks: dict[str, dict[tuple[int, int], int]] = {}

    def save(self, path: Path) -> None:
        """Writes the finished workbook to a file.

        Rows get the heights that their wrapped texts need: not every program finds them itself.
        """
        for sheet in self.file.worksheets():
            for row, height in self._heights.get(sheet.name, {}).items():
                sheet.set_row(row, min(height, _TALLEST))
        self.file.close()
        write_whole(path, self._content.getvalue())

    def style(self, **options: object) -> Any:
        """Returns a cell format, made once per set of options."""
        full = {"font_name": self._font, "font_size": 10, "valign": "vcenter", **options}
        key = tuple(sorted(full.items()))
        if key not in self._formats:
            self._formats[key] = self.file.add_format(full)
        return self._formats[key]

    def sheet(self, name: str, width: int = 0, portrait: bool = False) -> Any:
        """Adds a sheet that prints on A4, as wide as one page.

        Parameters
        ----------
        width : int
            Width of its columns in characters, for a sheet with page breaks of its own: Excel
            ignores these where it fits the pages itself.
        portrait : bool
            Whether the page stands upright.
        """
        sheet = self.file.add_worksheet(name)
        if not portrait:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.75)
        if width:
            self._scales[name] = max(10, min(100, 100 * _PAGE_CHARACTERS // width))
            sheet.set_print_scale(self._scales[name])
        else:
            sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&A  &P / &N", {"margin": 0.4})
        return sheet

    def columns(self, sheet: Any, first: int, last: int, width: float) -> None:
        """Sets the width of columns; from then on the rows of the sheet grow with their texts."""
        sheet.set_column(first, last, width)
        known = self._widths.setdefault(sheet.name, {})
        known.update(dict.fromkeys(range(first, last + 1), width))

    def page_height(self, sheet: Any) -> float:
        """Returns how many points of rows fit on a page of a sheet with page breaks of its own."""
        return _PAGE_POINTS * 100 / self._scales[sheet.name]

    def text(
        self, sheet: Any, row: int, column: int, value: str, style: Any, width: float = 0
    ) -> None:
        """Writes text into a cell; what Excel cannot hold is cut with a mark.

        Parameters
        ----------
        width : float
            Width of a merged cell, if it is one.
        """
        if len(value) > CELL_LIMIT:
            value = value[:CELL_LIMIT] + "…"
        sheet.write_string(row, column, value, style)
        self._mark(sheet, row, column, value)
        width = width or self._widths.get(sheet.name, {}).get(column, 0)
        if width and style.text_wrap:
            heights = self._heights.setdefault(sheet.name, {})
            heights[row] = max(heights.get(row, 0), points_of(value, width, style.font_size))

    def number(self, sheet: Any, row: int, column: int, value: float, style: Any) -> None:
        """Writes a number into a cell."""
        sheet.write_number(row, column, value, style)
        self._mark(sheet, row, column, text_of(value))

    def _mark(self, sheet: Any, row: int, column: int, value: str) -> None:
        if value.strip():
            self.marks.setdefault(sheet.name, {})[(row, column)] = mark_of(value)

    def write_table(self, sheet: Any, table: Table, top: int = 0, marked: bool = True) -> int:
        """Writes a table with its heading; returns the row after it.

        Parameters
        ----------
        marked : bool
            Whether the cells are noted among the marks: not those of a sheet that may be edited.
        """
        heading = self.style(bold=True, bg_color="#D9D9D9", border=1, text_wrap=True)
        self.text(sheet, top, 0, table.title, self.style(bold=True, font_size=14))
        # The title spills over empty cells beside it, so only its own line needs room.
        heights = self._heights.setdefault(sheet.name, {})
        heights[top] = max(heights.get(top, 0), points_of("", 1, 14))
        if table.note:
            self.text(sheet, top, 3, table.note, self.style(italic=True))
        top += 1
        for index, column in enumerate(table.columns):
            self.text(sheet, top, index, column.heading, heading)
        for offset, row in enumerate(table.rows, start=1):
            state = table.states[offset - 1] if table.states else ""
            for index, value in enumerate(row):
                kind = table.columns[index].kind
                told = table.columns[index].told
                self.value(sheet, top + offset, index, value, kind, state, told)
        if not marked:
            self.marks.pop(sheet.name, None)
        return top + 1 + len(table.rows)

    def value(
        self,
        sheet: Any,
        row: int,
        column: int,
        value: Value,
        kind: Kind,
        state: str = "",
        told: bool = False,
    ) -> None:
        """Writes a value of a table in the format of its column."""
        options: dict[str, object] = {"border": 1, "text_wrap": True, "valign": "top"}
        fill = STATE_FILLS.get(state)
        if fill and (kind == "state" or state in ("closing", "missing", "opening")):
            options |= {"bg_color": fill, "bold": state in ("violated", "closing", "missing")}
        if told:
            options |= {"bg_color": "#F2F2F2", "font_color": "#7F7F7F"}
        if kind == "money" and isinstance(value, int):
            style = self.style(**options, num_format="#,##0.00;[Red]-#,##0.00")
            self.number(sheet, row, column, value / 100, style)
        elif kind == "share" and isinstance(value, int):
            style = self.style(**options, num_format="0.0%")
            self.number(sheet, row, column, value / 1000, style)
        elif kind == "hours" and isinstance(value, int):
            style = self.style(**options, num_format="0.##")
            self.number(sheet, row, column, value / 100, style)
        elif isinstance(value, int):
            self.number(sheet, row, column, value, self.style(**options, num_format="#,##0"))
        else:
            self.text(sheet, row, column, value, self.style(**options))

    def cell(self, sheet: Any, row: int, column: int, cell: Cell | None, size: int = 9) -> None:
        """Writes a cell of a timetable; its component is its colour and its first word."""
        options: dict[str, object] = {
            "border": 1,
            "text_wrap": True,
            "valign": "top",
            "font_size": size,
        }
        if cell is None:
            sheet.write_blank(row, column, None, self.style(**options, bg_color="#F2F2F2"))
            return
        if cell.missing:
            options |= {"bold": True, "border": 2}
        if cell.component in FILLS:
            options["bg_color"] = FILLS[cell.component]
        self.text(sheet, row, column, cell.text, self.style(**options))


def points_of(value: str, width: float, size: float) -> float:
    """Returns how high a cell must be for a text to fit, counted on the safe side."""
    room = max(1.0, (width - 0.5) * 10 / size)
    lines = sum(max(1, math.ceil(width_of(line) / room)) for line in value.split("\n"))
    return lines * size * _LINE + 3
