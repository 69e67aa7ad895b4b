"""Cells of a plan's editable sheets: what they say now beside what was written, and its meaning."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from data.readers.plan_book.names import Names
from data.readers.workbook.cells import CellError, Raw, as_int, as_text, blank
from data.readers.workbook.clocks import as_date
from data.readers.workbook.grid import Grid, shown
from data.readers.workbook.lists import split_list
from data.readers.workbook.values import NOTHING, value_of
from data.readers.workbook.words import normal

_COUNTED = re.compile(r"(?P<name>.*\S)\s*[\s:×*]\s*(?P<count>\d+)\s*人?")
_JOINED = re.compile(r"(?P<name>.*\D)(?P<count>\d+)人?|(?P<whole>.+)\((?P<inside>\d+)人?\)")


class Row:
    """A row of an editable sheet.

    Parameters
    ----------
    written : mapping of str to str, optional
        What was written into its cells, by the keys of their columns; none for a new row.
    """

    def __init__(
        self, grid: Grid, number: int, names: Names, written: Mapping[str, str] | None
    ) -> None:
        self.grid = grid
        self.number = number
        self.names = names
        self.written = written
        self._wrong = False
        self._columns = {c.key: c for c in grid.sheet.columns}

    def is_wrong(self) -> bool:
        """Tells whether a mistake was noted in a cell of the row."""
        return self._wrong

    def said(self, key: str) -> str:
        """Returns the text of a cell; what was written if the sheet has lost the column."""
        raw = self.grid.cell(self.number, key)
        if raw is None:
            return (self.written or {}).get(key, "")
        return text_of(raw)

    def is_changed(self, key: str) -> bool:
        """Tells whether a cell says something else than what was written; a new row's always."""
        if self.is_lost(key):
            return True
        return self.written is None or _even(self.said(key)) != _even(self.written.get(key, ""))

    def is_lost(self, key: str) -> bool:
        """Tells whether something stands in a cell that did not come through."""
        return (self.number, self.grid.columns.get(key, -1)) in self.grid.raw.lost

    def is_blank(self, key: str) -> bool:
        """Tells whether a cell says nothing, or says so in words."""
        if self.is_lost(key):
            return False
        said = self.said(key)
        return blank(said) or normal(said) in NOTHING

    def place(self, key: str) -> str:
        """Returns sheet and cell of a column."""
        return self.grid.place(self.number, self._columns[key]).where

    def heading(self, key: str) -> str:
        """Returns the heading of a column."""
        return self.grid.place(self.number, self._columns[key]).heading

    def add(self, key: str, code: str, **params: object) -> None:
        """Notes a mistake in a cell."""
        self._wrong = True
        self.grid.add(self.grid.place(self.number, self._columns[key]), code, **params)

    def read(self, key: str, meaning: Callable[[Any], Any], otherwise: Any = None) -> Any:
        """Returns what a cell means; notes the mistake and returns ``otherwise`` if it cannot be.

        Parameters
        ----------
        meaning : callable
            Takes the raw cell; raises CellError.
        """
        column = self._columns[key]
        place = self.grid.place(self.number, column)
        if self.grid.is_lost(place):
            self._wrong = True
            return otherwise
        raw = self.grid.cell(self.number, key)
        try:
            return meaning("" if raw is None else raw)
        except CellError as error:
            self.add(key, error.code, **error.params)
            return otherwise

    def value(self, key: str, school: str | None, otherwise: Any = None) -> Any:
        """Returns the value of a cell as its column declares it."""
        column = self._columns[key]

        def resolve(kind: str, said: str, quoted: bool) -> str:
            return self.names.find(kind, said, school, quoted)

        return self.read(key, lambda raw: value_of(column, raw, resolve, self.grid.lang), otherwise)

    def class_counts(self, school: str | None) -> dict[str, int | None]:
        """Returns the students of each class; ``None`` where only the class is named."""

        def meaning(raw: Raw) -> dict[str, int | None]:
            found: dict[str, int | None] = {}
            for item, quoted in split_list(raw):
                class_id, count = self._class_count(item, quoted, school)
                if class_id in found:
                    raise CellError("class_twice", value=item)
                found[class_id] = count
            return found

        return dict(self.read("classes", meaning, {}) or {})

    def _class_count(self, item: str, quoted: bool, school: str | None) -> tuple[str, int | None]:
        text = unicodedata.normalize("NFKC", item).strip()
        apart = _COUNTED.fullmatch(text)
        mistake = None
        if apart is not None:
            name = item[: len(apart["name"])] if len(text) == len(item) else apart["name"]
            try:
                return self.names.find("class", name, school, quoted), int(apart["count"])
            except CellError as error:
                mistake = error
        try:
            return self.names.find("class", item, school, quoted), None
        except CellError as error:
            mistake = mistake or error
        joined = _JOINED.fullmatch(text)
        if joined is not None:
            name, count = joined["name"] or joined["whole"], joined["count"] or joined["inside"]
            try:
                return self.names.find("class", name, school), as_int(count)
            except CellError:
                pass
        raise mistake

    def dates(self, key: str) -> tuple[date, ...]:
        """Returns the dates that a cell lists, ascending."""

        def meaning(raw: Any) -> tuple[date, ...]:
            if isinstance(raw, date):
                return (as_date(raw),)
            return tuple(sorted(as_date(item) for item, _ in split_list(raw)))

        found: tuple[date, ...] = self.read(key, meaning, ())
        return found


def text_of(raw: Raw) -> str:
    """Returns what a cell says as text; dates as the workbook writes them."""
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw == datetime(*raw.timetuple()[:3]) else str(raw)
    if isinstance(raw, date):
        return raw.isoformat()
    try:
        return as_text(raw)
    except CellError:
        return shown(raw)


def _even(said: str) -> str:
    """Returns a text without full-width forms and with single spaces; spaces still part it."""
    return " ".join(unicodedata.normalize("NFKC", said).split())
