"""From the weekly pattern to real dates.

A meeting happens on each date of its range, minus exceptions, closures and days before the
grade's service start, whose pattern weekday (its own, or the one a make-up day follows) is the
meeting's. A Saturday or Sunday that is no make-up day follows its own weekday like any other day.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from solver.domain.school import Period, School
from solver.domain.term import Term


def pattern_weekday(term: Term, day: date) -> int:
    """Returns the weekday (1 Monday ... 7 Sunday) whose pattern ``day`` follows."""
    for make_up in term.make_up_days:
        if make_up.day == day:
            return make_up.follows
    return day.isoweekday()


def is_closed(term: Term, day: date, school_id: str) -> bool:
    """Tells whether a school has no service on ``day``; a make-up day is never closed."""
    if any(m.day == day for m in term.make_up_days):
        return False
    return any(
        c.holds(day) and (not c.school_ids or school_id in c.school_ids) for c in term.closures
    )


@lru_cache(maxsize=4096)
def service_dates(term: Term, school_id: str, weekday: int) -> tuple[date, ...]:
    """Returns the dates of the term on which a school follows a weekday's pattern, ascending."""
    days = (term.last_day - term.first_day).days + 1
    found = []
    for offset in range(days):
        day = term.first_day + timedelta(days=offset)
        if pattern_weekday(term, day) == weekday and not is_closed(term, day, school_id):
            found.append(day)
    return tuple(found)


def first_service_day(school: School, term: Term, grades: Iterable[int]) -> date:
    """Returns the first date on which any of ``grades`` has service at the school."""
    starts = []
    for grade in grades:
        later = [s.first_day for s in school.service_starts if grade in s.grades]
        starts.append(max([term.first_day, *later]))
    return min(starts, default=term.first_day)


def meeting_dates(
    term: Term,
    school: School,
    weekday: int,
    grades: Iterable[int] = (),
    from_date: date | None = None,
    to_date: date | None = None,
    except_dates: Iterable[date] = (),
) -> tuple[date, ...]:
    """Returns the real dates of a weekly meeting at a school.

    Parameters
    ----------
    weekday : int
        The pattern weekday of the meeting's period.
    grades : iterable of int
        Grades that sit in it; it starts with the first of them to have service.
    from_date, to_date : date, optional
        Range of the meeting, both included; the term's by default.
    except_dates : iterable of date
        Dates taken out.
    """
    start = max(from_date or term.first_day, first_service_day(school, term, grades))
    end = to_date or term.last_day
    skipped = set(except_dates)
    return tuple(
        d for d in service_dates(term, school.id, weekday) if start <= d <= end and d not in skipped
    )


@lru_cache(maxsize=512)
def week_profiles(term: Term, school_id: str) -> tuple[tuple[int, ...], ...]:
    """Returns how often each weekday's pattern occurs in the calendar weeks of the term.

    Returns
    -------
    tuple of tuple of int
        Shape (n_profiles, 7), index 0 Monday; only weeks not dominated by another, since weekly
        limits that hold in a week hold in every week with no more days of each pattern.
    """
    weeks: dict[tuple[int, int], Counter[int]] = {}
    for weekday in range(1, 8):
        for day in service_dates(term, school_id, weekday):
            iso = day.isocalendar()
            weeks.setdefault((iso.year, iso.week), Counter())[weekday] += 1
    profiles = {tuple(c[w] for w in range(1, 8)) for c in weeks.values()}
    maximal = [
        p
        for p in profiles
        if not any(q != p and all(b >= a for a, b in zip(p, q, strict=True)) for q in profiles)
    ]
    return tuple(sorted(maximal, reverse=True))


@lru_cache(maxsize=64)
def week_kinds_of(term: Term, school_ids: tuple[str, ...]) -> tuple[Counter[tuple[str, int]], ...]:
    """Returns dates of each (school, weekday) in the real weeks that no other week dominates."""
    weeks: dict[tuple[int, int], Counter[tuple[str, int]]] = {}
    for school_id in school_ids:
        for weekday in range(1, 8):
            for day in service_dates(term, school_id, weekday):
                iso = day.isocalendar()
                weeks.setdefault((iso.year, iso.week), Counter())[(school_id, weekday)] += 1
    found = list({tuple(sorted(c.items())): c for c in weeks.values()}.values())
    return tuple(
        p
        for p in found
        if not any(q is not p and all(q[k] >= n for k, n in p.items()) for q in found)
    )


def periods_of(school: School, grade: int, weekday: int | None = None) -> tuple[Period, ...]:
    """Returns the periods of a grade (on a weekday), by weekday and start."""
    chosen = [
        p
        for p in school.periods
        if p.applies_to(grade) and (weekday is None or p.weekday == weekday)
    ]
    return tuple(sorted(chosen, key=lambda p: (p.weekday, p.start_min, p.id)))
