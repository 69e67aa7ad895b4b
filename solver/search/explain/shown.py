"""Values of fields as people read them."""

from datetime import date
from typing import NamedTuple

from pydantic import BaseModel

from solver.domain import Interval
from solver.domain.messages import class_hours, listed, text, word, yuan
from solver.domain.term import DateRange

MOST_SHOWN = 6
"""Entries of a list that are named; of more only the number."""


class Shown(NamedTuple):
    """A field's value: clocks for minutes since midnight, yuan for fen, words for codes."""

    name: str
    value: object

    def said(self, lang: str) -> str:
        """Returns the value in the words of a language."""
        v = self.value
        if v is None or v == ():
            return text("explain.nothing", lang)
        if isinstance(v, bool):
            return text("explain.yes" if v else "explain.no", lang)
        if isinstance(v, tuple | list):
            said = [Shown(self.name, x).said(lang) for x in v]
            if len(said) > MOST_SHOWN or not all(
                isinstance(x, Interval | DateRange | str | int) for x in v
            ):
                return text("explain.entries", lang, count=len(v))
            return listed(said, lang)
        if isinstance(v, int):
            return self._figure(v)
        return _record(v, lang)

    def plain(self) -> str:
        """Returns the value as records keep it."""
        v = self.value
        if isinstance(v, BaseModel):
            return v.model_dump_json()
        if isinstance(v, tuple | list):
            return ", ".join(Shown(self.name, x).plain() for x in v)
        return "" if v is None else str(v)

    def _figure(self, n: int) -> str:
        if self.name.endswith("_fen"):
            return yuan(n)
        if self.name.endswith("_ch"):
            return class_hours(n)
        if self.name.endswith("_min"):
            return clock(n)
        return str(n)


def clock(minutes: int) -> str:
    """Returns minutes since midnight as people read them."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _record(v: object, lang: str) -> str:
    if isinstance(v, Interval):
        day = word(f"day_{v.weekday}", lang)
        return f"{day} {clock(v.start_min)}–{clock(v.end_min)}"
    if isinstance(v, DateRange):
        return f"{v.first}–{v.last}"
    if isinstance(v, date):
        return v.isoformat()
    if isinstance(v, BaseModel):
        for key in ("name", "title", "code", "kind", "status", "at_min", "id"):
            found = getattr(v, key, None)
            if found is not None:
                return Shown(key, found).said(lang)
        return text("explain.some", lang)
    return word(str(v), lang)
