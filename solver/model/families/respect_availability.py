"""People and rooms are used only when they are there; a known absence bars its weekday.

Structural. Nobody serves outside the dates of a contract, whether or not a clause asks for one.
Rooms are filtered in ``fit_rooms``; dismissal by grade in ``end_within_window``.
"""

from datetime import date

from solver.domain import StaffMember
from solver.domain.people import DatedAbsence
from solver.model.reasons import Reason, structure
from solver.model.times import Time


class FullWeek(DatedAbsence):
    """Dates of a week whose limit a person has reached in another part of the term."""


def bar_time(person: StaffMember, time: Time) -> Reason | None:
    """Returns why a person is not there in a period or at a post, or ``None``."""
    when = (time.weekday, time.start_min, time.end_min)
    if person.availability and not any(i.covers(*when) for i in person.availability):
        return structure("respect_availability", "unused.not_available", person=person.name)
    if any(i.overlaps(*when) for i in person.busy):
        return busy(person)
    if any(t.preference == "prohibited" and t.when.overlaps(*when) for t in person.preferences):
        return structure("respect_availability", "unused.prohibited", person=person.name)
    return None


def busy(person: StaffMember) -> Reason:
    """Returns the reason of a person who has something else to do then."""
    return structure("respect_availability", "unused.busy", person=person.name)


def bar_dates(person: StaffMember, dates: tuple[date, ...]) -> Reason | None:
    """Returns a reason if an absence, or no contract, falls on one of the dates."""
    if dates and not (_begun(person, min(dates)) and _lasts(person, max(dates))):
        return structure("respect_availability", "unused.clearance_contract", person=person.name)
    for absence in person.absences:
        for day in dates:
            if absence.holds(day):
                if isinstance(absence, FullWeek):
                    return structure(
                        "limit_hours", "unused.week_full", person=person.name, date=day
                    )
                return structure(
                    "respect_availability", "unused.absent", person=person.name, date=day
                )
    return None


def _begun(person: StaffMember, day: date) -> bool:
    return person.contract_from is None or person.contract_from <= day


def _lasts(person: StaffMember, day: date) -> bool:
    return person.contract_to is None or day <= person.contract_to
