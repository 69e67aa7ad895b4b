"""How many students of a class have a seat in a period, on every date of the term."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from solver.domain import Period, School, SchoolClass
from solver.verify.booking import Booking
from solver.verify.context import Context


class Seats(NamedTuple):
    """Fewest and most seats of a class in a period over its dates, and on how many dates each."""

    fewest: int
    fewest_dates: int
    most: int
    most_dates: int


def seats_of(ctx: Context, school: School, school_class: SchoolClass, period: Period) -> Seats:
    """Counts the seats of a class in one of its periods, date by date.

    Meetings that all run on every date of the class are simply added up.
    """
    here = [b for b in ctx.of_class.get(school_class.id, ()) if b.period.id == period.id]
    days = ctx.service_dates(school, school_class, period.weekday)
    if all(_covers(b, days) for b in here):
        total = sum(b.holds(school_class.id) for b in here)
        return Seats(total, len(days), total, len(days))
    by_date: Counter[date] = Counter({d: 0 for d in days})
    for b in here:
        for d in b.dates:
            if d in by_date:
                by_date[d] += b.holds(school_class.id)
    fewest, most = min(by_date.values()), max(by_date.values())
    values = list(by_date.values())
    return Seats(fewest, values.count(fewest), most, values.count(most))


def _covers(booking: Booking, days: tuple[date, ...]) -> bool:
    return booking.dates is days or set(days) <= set(booking.dates)


def lost_students(ctx: Context) -> dict[tuple[str, str], int]:
    """Returns participants of the pattern week without a seat, by class and period."""
    found = {}
    for school, school_class, period in ctx.needed_cells:
        present = school_class.present(period)
        if present:
            missing = present - seats_of(ctx, school, school_class, period).fewest
            if missing > 0:
                found[(school_class.id, period.id)] = missing
    return found
