"""Calendar months of the term, and the days between two monthly reports."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from solver.domain.term import DateRange, Term

_DAY = timedelta(days=1)
_FRIDAY = 5


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def before(self) -> "Month":
        """The month before."""
        day = self.first - _DAY
        return Month(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"

    def holds(self, day: date) -> bool:
        """Tells whether a day lies in the month."""
        return (day.year, day.month) == (self.year, self.month)


def parse_month(said: str) -> Month:
    """Reads ``YYYY-MM``.

    Raises
    ------
    ValueError
        If it is anything else.
    """
    year, dash, month = said.strip().partition("-")
    if dash and year.isdigit() and month.isdigit() and len(year) == 4 and 1 <= int(month) <= 12:
        return Month(int(year), int(month))
    raise ValueError(said)


def months_of(term: Term) -> tuple[Month, ...]:
    """Returns the months that the term touches, in order."""
    found = []
    day = term.first_day.replace(day=1)
    while day <= term.last_day:
        found.append(Month(day.year, day.month))
        day = found[-1].last + _DAY
    return tuple(found)


def is_workday(term: Term, day: date) -> bool:
    """Tells whether offices work: Monday to Friday and make-up days, public holidays apart.

    Closures of single schools are no public holidays.
    """
    if any(m.day == day for m in term.make_up_days):
        return True
    closed = any(c.holds(day) and not c.school_ids for c in term.closures)
    return day.isoweekday() <= _FRIDAY and not closed


def report_date(term: Term, month: Month, day_of_month: int) -> date:
    """Returns when a monthly report is sent: the last workday on or before its day (AX-3.4c)."""
    day = month.first.replace(day=min(day_of_month, month.last.day))
    while not is_workday(term, day) and day > month.first:
        day -= _DAY
    return day


def reported_days(term: Term, month: Month, day_of_month: int) -> DateRange:
    """Returns the days a monthly report is about: up to the day before it, from the one before."""
    first = report_date(term, month.before, day_of_month)
    return DateRange(first=first, last=max(first, report_date(term, month, day_of_month) - _DAY))
