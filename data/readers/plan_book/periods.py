"""Which period of a school a row means by its weekday and clock times."""

import re
import unicodedata
from collections.abc import Collection, Sequence

from data.readers.workbook.cells import CellError
from data.readers.workbook.clocks import as_minutes
from solver.domain.district import District
from solver.domain.school import Period

_SPAN = re.compile(r"(?P<start>[^-–—~至到]+?)\s*(?:-|–|—|~|至|到)\s*(?P<end>[^-–—~至到]+)")
_WITH_ID = re.compile(r"(?P<span>.+?)\s*[(（](?P<id>[^()（）]+)[)）]\s*")
_MOST_NAMED = 12
_HALF = 12 * 60


class Periods:
    """The periods of a district's schools by what a cell may say of them."""

    def __init__(self, district: District) -> None:
        self._of_school = {s.id: s.periods for s in district.schools}
        self._grades = {c.id: c.grade for s in district.schools for c in s.classes}

    def label(
        self, period: Period, school_id: str, class_ids: Collection[str], window: str | None
    ) -> str:
        """Returns the text by which a row of some classes means a period: its times, or with id."""
        try:
            found = self.find(period.span, school_id, period.weekday, class_ids, window)
            if found.id == period.id:
                return period.span
        except CellError:
            pass
        return f"{period.span}（{period.id}）"

    def find(
        self,
        said: str,
        school_id: str,
        weekday: int,
        class_ids: Collection[str],
        window: str | None,
        like: Period | None = None,
    ) -> Period:
        """Returns the period that a row names: by id, by its times, or by its start.

        Parameters
        ----------
        class_ids : collection of str
            The classes of the row; with several periods at these times, theirs is meant.
        window : str, optional
            Window in whose periods the row's activity meets; it decides next.
        like : Period, optional
            Where the meeting was: of several periods, one in the same phases is meant.

        Raises
        ------
        CellError
            If the school has none at these times on this weekday, or several.
        """
        periods = self._of_school.get(school_id, ())
        named = next((p for p in periods if p.id == said.strip()), None)
        both = _WITH_ID.fullmatch(said)
        if named is None and both is not None:
            named = next((p for p in periods if p.id == both["id"].strip()), None)
            said = both["span"] if named is None or named.weekday != weekday else said
            named = named if named is not None and named.weekday == weekday else None
        if named is not None:
            if named.weekday != weekday:
                raise CellError("period_of_other_day", value=said, allowed=_times(periods, weekday))
            return named
        start, end = _clocks(said)
        found: list[Period] = []
        # 4:30 on a clock may be in the afternoon, and 下午4点-5点 says so only once.
        for early, late in ((0, 0), (0, _HALF), (_HALF, _HALF)):
            found = found or [
                p
                for p in periods
                if (p.weekday, p.start_min) == (weekday, start + early)
                and (end is None or p.end_min == end + late)
            ]
        if not found:
            raise CellError("no_such_period", value=said, allowed=_times(periods, weekday))
        for narrower in (
            [p for p in found if self._suits(p, class_ids)],
            [p for p in found if self._suits(p, class_ids) and window in (None, p.window)],
            [p for p in found if like is not None and p.phase_ids == like.phase_ids],
        ):
            if len(found) > 1 and narrower:
                found = [p for p in found if p in narrower] or found
        if len(found) > 1:
            ids = ", ".join(f"{p.span}（{p.id}）" for p in found[:_MOST_NAMED])
            raise CellError("ambiguous_period", value=said, allowed=ids)
        return found[0]

    def _suits(self, period: Period, class_ids: Collection[str]) -> bool:
        grades = [self._grades[c] for c in class_ids if c in self._grades]
        return all(period.applies_to(grade) for grade in grades)


def _clocks(said: str) -> tuple[int, int | None]:
    text = unicodedata.normalize("NFKC", said).strip()
    span = _SPAN.fullmatch(text)
    try:
        if span is None:
            return as_minutes(text), None
        return as_minutes(span["start"]), as_minutes(span["end"])
    except CellError as error:
        raise CellError("not_time_span", value=said) from error


def _times(periods: Sequence[Period], weekday: int) -> str:
    spans = dict.fromkeys(p.span for p in periods if p.weekday == weekday)
    return ", ".join(list(spans)[:_MOST_NAMED]) or "–"
