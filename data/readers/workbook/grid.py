"""The rows of a known sheet: its heading row found, its columns known, its blank rows dropped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from data.readers.workbook.cells import CellError, Raw, as_text, blank
from data.readers.workbook.footers import is_footer
from data.readers.workbook.package import column_letters
from data.readers.workbook.raw import RawSheet
from data.readers.workbook.spec import Column, Sheet, Variant
from data.readers.workbook.values import literal
from data.readers.workbook.words import (
    codes,
    heading,
    heading_meanings,
    meaning,
    normal,
    word,
)
from solver.domain.errors import InputFinding


@dataclass(slots=True)
class Place:
    """A cell, with the heading of its column and what stands in it."""

    sheet: str
    row: int
    column: int
    heading: str = ""
    raw: Raw = ""

    @property
    def value(self) -> str:
        """What stands in the cell, as a message shows it."""
        return shown(self.raw)

    @property
    def where(self) -> str:
        """The cell as users name it: ``教室!E7``."""
        return f"{self.sheet}!{column_letters(self.column)}{self.row + 1}"


@dataclass
class Grid:
    """A sheet of the workbook that the declaration knows."""

    sheet: Sheet
    lang: str
    raw: RawSheet
    top: int = 0
    columns: dict[str, int] = field(default_factory=dict)
    findings: list[InputFinding] = field(default_factory=list)
    notes: list[InputFinding] = field(default_factory=list)
    _rows: list[int] | None = None

    def __post_init__(self) -> None:
        self._headings = {c.key: heading(self.sheet, c, self.lang) for c in self.sheet.columns}

    def rows(self) -> list[int]:
        """Returns the numbers of the rows that hold records, once the columns are known."""
        if self._rows is None:
            self._rows = list(self._filled_rows())
        return self._rows

    def _filled_rows(self) -> Iterator[int]:
        used = list(self.columns.values())
        must = [self.columns[c.key] for c in self.sheet.columns if self._must_have(c)]
        for number in range(self.top + 1, len(self.raw.rows)):
            row = self.raw.rows[number]
            if any(self.raw.lost.get((number, i)) for i in used):
                yield number
            elif any(not blank(row[i]) for i in used):
                if self._is_heading(row):
                    self.note(Place(self.raw.name, number, min(used)), "heading_again")
                elif is_footer(row, must):
                    first = next(i for i, cell in enumerate(row) if not blank(cell))
                    self.note(Place(self.raw.name, number, first, "", row[first]), "footer")
                else:
                    yield number

    def _is_heading(self, row: Sequence[Raw]) -> bool:
        """Tells whether a row repeats headings, as it does where tables were pasted together."""
        known = heading_meanings(self.sheet.key)
        said = {key: row[i] for key, i in self.columns.items() if not blank(row[i])}
        return len(said) > 1 and all(
            isinstance(cell, str) and (column := known.get(normal(cell))) and column.key == key
            for key, cell in said.items()
        )

    def _must_have(self, column: Column) -> bool:
        return column.key in self.columns and self.sheet.required(column)

    def cell(self, row: int, key: str) -> Raw | None:
        """Returns what stands in a column of a row; ``None`` if the sheet lacks the column."""
        index = self.columns.get(key)
        return None if index is None else self.raw.rows[row][index]

    def place(self, row: int, column: Column) -> Place:
        """Returns where a column of a row is; its first column if the sheet lacks it."""
        name = self._headings[column.key]
        index = self.columns.get(column.key)
        if index is None:
            return Place(self.raw.name, row, min(self.columns.values(), default=0), name)
        return Place(self.raw.name, row, index, name, self.raw.rows[row][index])

    def line(self, row: int, column: Column) -> Place:
        """Returns where the value of a line of a form is: beside its name."""
        cells = self.raw.rows[row]
        return Place(self.raw.name, row, 1, self._headings[column.key], (*cells, "", "")[1])

    def plain(self, row: int, key: str) -> str:
        """Returns the text in a column of a row, empty if there is none."""
        raw = self.cell(row, key)
        if raw is None or blank(raw):
            return ""
        try:
            return literal(as_text(raw))
        except CellError:
            return ""

    def variant(self, row: int, say: bool) -> Variant | None:
        """Returns the kind of a row; ``say`` notes the mistake if it has none."""
        if not self.sheet.has_kinds:
            return self.sheet.variants[0]
        raw = self.cell(row, "kind")
        if raw is None:
            return None
        column = self.sheet.kind_column
        code = None if blank(raw) else meaning(column.group, str(raw))
        found = next((v for v in self.sheet.variants if v.code == code), None)
        if found is None and say:
            words = ", ".join(word(column.group, c, self.lang) for c in codes(column.group))
            mistake = "missing" if blank(raw) else "not_allowed"
            self.add(self.place(row, column), mistake, allowed=words)
        return found

    def kind(self, variant: Variant) -> str:
        """Returns the word for a kind of row."""
        return word(self.sheet.kind_column.group, variant.code, self.lang)

    def is_lost(self, place: Place) -> bool:
        """Tells, and notes unless it is told, whether a cell's value did not come through."""
        code = self.raw.lost.get((place.row, place.column))
        if code:
            self.add(place, code)
        return code is not None

    def add(self, place: Place, code: str, **params: object) -> None:
        """Notes a mistake in a cell."""
        self.findings.append(self._said(place, f"input.{code}", params))

    def note(self, place: Place, code: str, **params: object) -> None:
        """Notes what users should know of a cell although nothing is wrong with it."""
        self.notes.append(self._said(place, f"note.{code}", params))

    def _said(self, place: Place, code: str, params: dict[str, object]) -> InputFinding:
        words = {"column": place.heading, "value": place.value, "sheet": place.sheet}
        words.update((name, str(value)) for name, value in params.items())
        return InputFinding(where=place.where, code=code, params=words)


def shown(raw: Raw) -> str:
    """Returns what stands in a cell as a message shows it."""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    said = "".join(c if c.isprintable() else repr(c)[1:-1] for c in str(raw).strip())
    return said if len(said) <= 60 else said[:59] + "…"
