"""The parts of the term in which a week looks the same: for a class, a person, a room, a school."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

from data.writers.events import Event
from data.writers.view import PlanView
from solver.domain.term import DateRange

_DAY = timedelta(days=1)


class Dated(Protocol):
    """A record that may hold in a part of the term only."""

    @property
    def from_date(self) -> date | None: ...  # noqa: D102
    @property
    def to_date(self) -> date | None: ...  # noqa: D102


def parts_of(
    view: PlanView,
    events: Iterable[Event],
    records: Iterable[Dated] = (),
    phase_ids: Iterable[str] = (),
) -> list[DateRange]:
    """Returns the ranges of dates between which something begins or ends, by date.

    Stand-ins on single dates make no part of their own.

    Parameters
    ----------
    records : iterable of Dated
        Cells of the grid and stated needs.
    phase_ids : iterable of str
        Phases of the term that periods belong to.
    """
    term = view.district.term
    whole = DateRange(first=term.first_day, last=term.last_day)
    named = set(phase_ids)
    ranges = [(e.record.from_date, e.record.to_date) for e in events if e.usual is None]
    ranges += [(p.first, p.last) for p in term.phases if p.id in named]
    starts = {whole.first}
    for first, last in (*ranges, *((r.from_date, r.to_date) for r in records)):
        starts.add(first or whole.first)
        starts.add(last + _DAY if last else whole.first)
    inside = sorted(d for d in starts if whole.first <= d <= whole.last)
    ends = [*(d - _DAY for d in inside[1:]), whole.last]
    return [DateRange(first=a, last=b) for a, b in zip(inside, ends, strict=True)]


def overlaps(record: Dated, part: DateRange | None) -> bool:
    """Tells whether a record holds on some dates of a part; ``None`` is the whole term."""
    if part is None:
        return True
    first, last = record.from_date or part.first, record.to_date or part.last
    return first <= part.last and part.first <= last


def has_phase(view: PlanView, phase_ids: tuple[str, ...], part: DateRange | None) -> bool:
    """Tells whether a period of some phases is there in a part of the term."""
    return (
        part is None
        or not phase_ids
        or any(
            p.id in phase_ids and p.first <= part.last and part.first <= p.last
            for p in view.district.term.phases
        )
    )


def range_said(view: PlanView, first: date, last: date) -> str:
    """Returns a range of dates; nothing for the whole term."""
    term = view.district.term
    if first <= term.first_day and last >= term.last_day:
        return ""
    return view.words("part_of_term", first=short(view, first), last=short(view, last))


def short(view: PlanView, day: date) -> str:
    """Returns a date without its year."""
    return view.words("short_date", month=day.month, day=day.day)


def dates_said(view: PlanView, days: Iterable[date]) -> str:
    """Returns dates one by one; many of them as from, to and how many."""
    found = sorted(days)
    if len(found) <= 4:
        return view.words.listed([short(view, d) for d in found])
    return view.words(
        "many_dates", first=short(view, found[0]), last=short(view, found[-1]), count=len(found)
    )
