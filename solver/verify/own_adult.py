"""An own adult on site: at every minute in which an outsider works with students of a school.

Structural, part of `lead_by_own_staff`. Outsiders are volunteers, externals, instructors and
people lent by another school; own adults are teachers, other staff and leaders whose home is the
school, in any meeting or on any post there at that minute of that date.
"""

from collections import Counter, defaultdict
from datetime import date

from solver.domain import School, StaffMember
from solver.domain.base import OWN_ROLES
from solver.plan import Violation
from solver.verify.booking import Booking
from solver.verify.context import Context
from solver.verify.report import breach, clock

Span = tuple[int, int]


def check_own_adult(ctx: Context) -> list[Violation]:
    """Returns one record per meeting with an outsider and no own adult; amount in dates."""
    found = []
    for school in ctx.district.schools:
        work = [*ctx.of_school[school.id], *ctx.duties_of[school.id]]
        alone: dict[str, tuple[Booking, Span, Counter[Span]]] = {}
        for day, dates in _days(work).items():
            own = [work[i] for i in day if _has_own(work[i], school)]
            for b in (work[i] for i in day):
                gap = _uncovered(b, own) if b.post is None and _outsiders(b, school) else None
                if gap is not None:
                    kept = alone.setdefault(b.id, (b, gap, Counter()))
                    kept[2][gap] += dates
        found += [_record(school, b, gap, sum(dates.values())) for b, gap, dates in alone.values()]
    return found


def _days(work: list[Booking]) -> dict[tuple[int, ...], int]:
    """Returns the different days: indices of what takes place on it, and on how many dates."""
    held: dict[date, list[int]] = defaultdict(list)
    for i, b in enumerate(work):
        for d in b.dates:
            held[d].append(i)
    return Counter(tuple(indices) for indices in held.values())


def _is_own(person: StaffMember, school: School) -> bool:
    return person.role in OWN_ROLES and person.home_school_id == school.id


def _has_own(b: Booking, school: School) -> bool:
    return any(_is_own(p, school) for p in b.people)


def _outsiders(b: Booking, school: School) -> list[StaffMember]:
    return [p for p in b.people if not _is_own(p, school)]


def _uncovered(b: Booking, own: list[Booking]) -> Span | None:
    """Returns the first minutes of a meeting in which no own adult is there."""
    at = b.period.start_min
    while at < b.period.end_min:
        ends = [o.period.end_min for o in own if o.period.start_min <= at < o.period.end_min]
        if not ends:
            begins = [o.period.start_min for o in own if o.period.start_min > at]
            return (at, min([b.period.end_min, *begins]))
        at = max(ends)
    return None


def _record(school: School, b: Booking, gap: Span, dates: int) -> Violation:
    return breach(
        "lead_by_own_staff",
        "no_own_adult",
        at=b,
        amount=dates,
        unit="dates",
        activity=b.activity.title,
        person=_outsiders(b, school)[0].name,
        start=clock(gap[0]),
        end=clock(gap[1]),
    )
