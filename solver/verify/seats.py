"""How many students of a class have a seat in a period, on every date of the term or part."""

from collections import Counter, defaultdict
from datetime import date
from typing import NamedTuple

from solver.domain import Period, SchoolClass
from solver.verify.booking import Booking
from solver.verify.context import Context
from solver.verify.once import once


class Seats(NamedTuple):
    """Fewest and most seats of a class in a period over its dates, and on how many dates each."""

    fewest: int
    fewest_dates: int
    most: int
    most_dates: int


@once
def all_seats(ctx: Context) -> dict[tuple[str, str], Seats]:
    """Counts the seats of every class in every period of its grade, date by date."""
    here: dict[tuple[str, str], list[tuple[Booking, int]]] = defaultdict(list)
    for b in ctx.held:
        for school_class, students in b.seated:
            here[(school_class.id, b.period.id)].append((b, students))
    found = {}
    for s, c, p in ctx.needed_seats:
        key, days = (c.id, p.id), ctx.service_dates(s, c, p)
        if days or not (ctx.is_cut or p.phase_ids):
            found[key] = _seats(days, here[key])
        else:
            found[key] = _without_dates(ctx, c, p, here[key])
    return found


def _seats(days: tuple[date, ...], meetings: list[tuple[Booking, int]]) -> Seats:
    """Counts the seats on each date; meetings that run on every one are simply added up."""
    if all(_covers(b, days) for b, _ in meetings):
        total = sum(students for _, students in meetings)
        return Seats(total, len(days), total, len(days))
    by_date: Counter[date] = Counter(dict.fromkeys(days, 0))
    for b, students in meetings:
        for d in b.dates:
            if d in by_date:
                by_date[d] += students
    values = list(by_date.values())
    fewest, most = min(values), max(values)
    return Seats(fewest, values.count(fewest), most, values.count(most))


def _without_dates(
    ctx: Context, school_class: SchoolClass, period: Period, meetings: list[tuple[Booking, int]]
) -> Seats:
    """Returns the seats of a period that never takes place in this part of the term.

    Nobody is without one there, except as far as the pattern week has none and the plan says so.
    """
    present = school_class.present(period)
    seated = min(present, sum(students for _, students in meetings))
    lost = min(present - seated, ctx.unmet.get((school_class.id, period.id), 0))
    return Seats(present - lost, 0, present - lost, 0)


def _covers(booking: Booking, days: tuple[date, ...]) -> bool:
    return booking.dates is days or set(days) <= set(booking.dates)


@once
def lost_students(ctx: Context) -> dict[tuple[str, str], int]:
    """Returns participants of the pattern week without a seat, by class and period."""
    found = {}
    for _, school_class, period in ctx.needed_seats:
        key = (school_class.id, period.id)
        missing = school_class.present(period) - all_seats(ctx)[key].fewest
        if missing > 0:
            found[key] = missing
    return found
