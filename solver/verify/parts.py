"""The plan as it stands in a part of the term: what is alive there, and on which dates."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Protocol, TypeVar

from solver.domain import District, Period, School, SchoolClass, Student, Term
from solver.domain.calendar import first_service_day, service_dates
from solver.domain.pins import AbsencePin, MeetingPin, Pin
from solver.domain.term import DateRange
from solver.verify.booking import Booking
from solver.verify.context import Context


class Dated(Protocol):
    """A record of the plan that may hold in a part of the term only."""

    @property
    def from_date(self) -> date | None: ...  # noqa: D102
    @property
    def to_date(self) -> date | None: ...  # noqa: D102


DatedT = TypeVar("DatedT", bound=Dated)


class Part(Context):
    """A part of the term: the district and the plan as they stand on its dates.

    Parameters
    ----------
    days : DateRange
        Its first and last date.
    by_week : bool
        Whether it is for rules about the pattern week. Then only periods, activities and classes
        that there are on these dates remain, and ``bookings`` has one meeting of each section and
        period. Otherwise every meeting with a date remains.
    is_cut : bool
        Whether the term has other parts.
    """

    def __init__(self, whole: Context, days: DateRange, *, by_week: bool, is_cut: bool) -> None:
        district = _cut(whole.district, days) if by_week else _clipped(whole.district, days)
        super().__init__(district, whole.pack, whole.plan.model_copy(update={"meetings": ()}))
        self.whole = whole
        self.record = whole.record
        self.days = days
        self.is_cut = is_cut
        self.policy = whole.policy
        if not by_week:
            dated = (self._here(b) for b in whole.bookings)
            self.bookings = self.held = tuple(b for b in dated if b.dates)
            return
        self.plan = self.plan.model_copy(
            update={
                "grid": tuple(
                    e
                    for e in alive(self.plan.grid, days)
                    if e.class_id in self.classes and e.period_id in self.periods
                ),
                "unmet": tuple(alive(self.plan.unmet, days)),
            }
        )
        self.held = tuple(
            self._here(b)
            for b in whole.bookings
            if overlaps(b.meeting, days)
            and b.period.id in self.periods
            and b.activity.id in self.activities
        )
        self.bookings = representatives(self.held)

    def _here(self, b: Booking) -> Booking:
        """Returns a meeting with its dates and classes of this part."""
        return replace(
            b,
            school=self.schools[b.school.id],
            seated=tuple((c, n) for c, n in b.seated if c.id in self.classes),
            dates=tuple(d for d in b.dates if self.days.holds(d)),
        )

    def ch(self, period: Period) -> int:
        """Returns what a period counts, as in the whole term."""
        return self.whole.ch(period)


def representatives(bookings: Iterable[Booking]) -> tuple[Booking, ...]:
    """Returns one meeting of each section and period: the one with most dates, or the first."""
    chosen: dict[tuple[str, str], Booking] = {}
    for b in bookings:
        key = (b.meeting.section_id, b.period.id)
        if key not in chosen or len(b.dates) > len(chosen[key].dates):
            chosen[key] = b
    return tuple(chosen.values())


def overlaps(record: Dated, days: DateRange) -> bool:
    """Tells whether a record holds on some of the dates; one without dates always does."""
    first, last = record.from_date or days.first, record.to_date or days.last
    return first <= last and first <= days.last and days.first <= last


def alive(records: Iterable[DatedT], days: DateRange) -> list[DatedT]:
    """Returns the records that hold on some of the dates."""
    return [r for r in records if overlaps(r, days)]


def dates_of_service(district: District, days: DateRange) -> list[date]:
    """Returns the dates of a range on which any school has service, ascending."""
    return sorted(
        {
            d
            for s in district.schools
            for weekday in {p.weekday for p in s.periods}
            for d in service_dates(district.term, s.id, weekday)
            if days.holds(d)
        }
    )


def _clipped(district: District, days: DateRange) -> District:
    """Returns the district with the term cut to some dates."""
    term = district.term
    make_up = tuple(m for m in term.make_up_days if days.holds(m.day))
    dates = {"first_day": days.first, "last_day": days.last, "make_up_days": make_up}
    return district.model_copy(update={"term": term.model_copy(update=dates)})


def _cut(district: District, days: DateRange) -> District:
    """Returns the district as it is on some dates.

    Periods and activities in none of their phases go, classes that begin later too, with the
    choices and pins that are about them; a listed student then wants the next that there is.
    """
    clipped = _clipped(district, days)
    phases = {p.id for p in district.term.phases if p.first <= days.last and days.first <= p.last}
    schools = tuple(_cut_school(s, clipped.term, phases) for s in district.schools)
    classes = {c.id for s in schools for c in s.classes}
    periods = {p.id for s in schools for p in s.periods}
    activities = tuple(a for a in district.activities if _is_live(a.phase_ids, phases))
    offered = {a.id for a in activities}

    def stays(pin: Pin) -> bool:
        if isinstance(pin, AbsencePin):
            return True
        if pin.period_id not in periods or pin.class_id not in (None, *classes):
            return False
        return not isinstance(pin, MeetingPin) or pin.activity_id in offered

    return clipped.model_copy(
        update={
            "schools": schools,
            "activities": activities,
            "choice_counts": tuple(
                c
                for c in district.choice_counts
                if c.class_id in classes and c.activity_id in offered
            ),
            "students": tuple(
                _cut_wishes(s, offered) for s in district.students if s.class_id in classes
            ),
            "pins": tuple(p for p in district.pins if stays(p)),
        }
    )


def _cut_wishes(student: Student, offered: set[str]) -> Student:
    if all(a in offered for c in student.choices for a in c.activity_ids):
        return student
    left = [(c, tuple(a for a in c.activity_ids if a in offered)) for c in student.choices]
    choices = tuple(c.model_copy(update={"activity_ids": ids}) for c, ids in left if ids)
    return student.model_copy(update={"choices": choices})


def _cut_school(school: School, term: Term, phases: set[str]) -> School:
    def has_begun(c: SchoolClass) -> bool:
        return first_service_day(school, term, (c.grade,)) <= term.last_day

    periods = tuple(p for p in school.periods if _is_live(p.phase_ids, phases))
    left = {p.id for p in periods}
    return school.model_copy(
        update={
            "periods": periods,
            "classes": tuple(c for c in school.classes if has_begun(c)),
            "fixed_grid": tuple(cell for cell in school.fixed_grid if cell.period_id in left),
        }
    )


def _is_live(phase_ids: tuple[str, ...], phases: set[str]) -> bool:
    return not phase_ids or not phases.isdisjoint(phase_ids)
