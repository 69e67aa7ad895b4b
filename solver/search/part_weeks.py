"""Calendar weeks that two parts of the term share: the limits of a week hold over both.

Each part keeps every limit in its own pattern week. Where the term is cut inside a week, what a
person does before the cut and after it adds up; the part that is planned later gives up dates
until the limits hold, as if the person were away on them.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from solver.domain import District, StaffMember
from solver.domain.people import DatedAbsence
from solver.model.families.respect_availability import FullWeek
from solver.search.cover_duties import Work

WorkOf = Mapping[str, Mapping[date, Sequence[Work]]]
"""What people do on real dates, by person."""
Full = Mapping[str, Collection[date]]
"""Dates on which a week of a person is full, by person."""


def full_dates(staff: Mapping[str, StaffMember], mine: WorkOf, elsewhere: WorkOf) -> Full:
    """Returns the dates that a part has to give up, by person: as few as do in each shared week.

    Parameters
    ----------
    mine, elsewhere : mapping
        Work in this part of the term, and in those planned before.
    """
    found: dict[str, set[date]] = {}
    for staff_id, there in elsewhere.items():
        person = staff[staff_id]
        here = _by_week(mine.get(staff_id, {}))
        for week, others in _by_week(there).items():
            if week in here and (given := _given_up(person, here[week], others)):
                found.setdefault(staff_id, set()).update(given)
    return found


def _by_week(
    days: Mapping[date, Sequence[Work]],
) -> dict[tuple[int, int], dict[date, Sequence[Work]]]:
    weeks: dict[tuple[int, int], dict[date, Sequence[Work]]] = defaultdict(dict)
    for day, works in days.items():
        counted = [w for w in works if w.time.counts]
        if counted:
            iso = day.isocalendar()
            weeks[(iso.year, iso.week)][day] = counted
    return weeks


def _given_up(
    person: StaffMember,
    mine: Mapping[date, Sequence[Work]],
    others: Mapping[date, Sequence[Work]],
) -> set[date]:
    """Returns the dates to give up, those that free most of the limit passed, then the last."""
    left = dict(mine)
    while left:
        over = _passed(person, _measured({**others, **left}))
        if over is None:
            break
        most = max(left, key=lambda d: (_measured({d: left[d]})[over], d))
        if not _measured({most: left[most]})[over]:
            break  # the others alone pass it
        del left[most]
    return {*mine} - {*left}


def _measured(days: Mapping[date, Sequence[Work]]) -> Counter[str]:
    """Returns class-hours, days and evenings of some dates of a week."""
    return Counter(
        max_week_ch=sum(w.time.ch for works in days.values() for w in works),
        max_days=len(days),
        max_evenings=sum(any(w.evening for w in works) for works in days.values()),
    )


def _passed(person: StaffMember, reached: Counter[str]) -> str | None:
    """Returns the first limit of a person's week that is passed."""
    for name, value in reached.items():
        limit = getattr(person, name)
        if limit is not None and value > limit:
            return name
    return None


def with_full_weeks(district: District, full: Full) -> District:
    """Returns a district in which people are away on the dates on which their week is full."""
    if not any(full.values()):
        return district

    def at_limit(person: StaffMember) -> StaffMember:
        dates = full.get(person.id, ())
        more = [FullWeek(first=d, last=d) for d in sorted(dates)]
        absences: tuple[DatedAbsence, ...] = (*person.absences, *more)
        return person.model_copy(update={"absences": absences}) if more else person

    return district.model_copy(update={"staff": tuple(at_limit(p) for p in district.staff)})
