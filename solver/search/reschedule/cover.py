"""Cover for one day: all absences together, and the ranking of stand-ins for one meeting.

Who is asked first: the school's own people, then whoever is in the building at that hour or beside
it, then whoever stood in least this term.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from solver.domain import District, StaffMember
from solver.domain.base import OWN_ROLES
from solver.domain.changes import ChangeRequest, PersonAbsent
from solver.plan import Plan
from solver.plan.rescheduled import Rescheduled
from solver.policy import PolicyPack
from solver.search.reschedule.cases import Case
from solver.search.reschedule.items import Items
from solver.search.reschedule.run import Run

OUTSIDER, NOT_THERE, COVER = 10_000, 1_000, 10
"""Points of a person from outside, of one who has to come in, and of each stand-in so far."""
MOST_COVERS = 90
MOST_EXTRA = 2
"""Places that one person takes on one day at most, unless it is said otherwise."""


def cover(
    district: District,
    pack: PolicyPack,
    plan: Plan,
    day: date,
    absent: Iterable[str],
    *,
    reason: str = "",
    most_extra: int | None = MOST_EXTRA,
    time_limit_s: float = 20.0,
    seed: int = 0,
) -> Rescheduled:
    """Returns a version of a plan in which the absences of a day are covered, all or none.

    Parameters
    ----------
    absent : iterable of str
        Ids of the people who are away on the day.
    most_extra : int, optional
        The most places that one person takes on top of their own; ``None`` sets no limit.

    Raises
    ------
    InputErrors
        If somebody is not in the district or the day not in the term; all of it at once.
    """
    changes = tuple(
        PersonAbsent(staff_id=w, first=day, last=day, reason=reason) for w in dict.fromkeys(absent)
    )
    request = ChangeRequest(changes=changes)
    run = Run(district, pack, plan, request, time_limit_s, seed, most_extra=most_extra)
    run.costs = _Fair(run.items, covers_so_far(plan, district)).costs
    return run.run()


def covers_so_far(plan: Plan, district: District) -> Counter[str]:
    """Returns how often each person stood in this term: known before, and on the plan's record."""
    found = Counter({p.id: p.done_covers for p in district.staff})
    for row in plan.changes:
        if row.get("kind") in ("meeting_staff", "duty_staff"):
            before = row["was"].split(", ")
            dates = len(row["dates"].split(", "))
            for w in row["now"].split(", "):
                if w not in before:
                    found[w] += dates
    return found


class _Fair:
    def __init__(self, items: Items, covers: Mapping[str, int]) -> None:
        self.items, self.covers = items, covers

    def costs(
        self, cases: Sequence[Case], staff: Mapping[str, StaffMember]
    ) -> dict[tuple[str, int, str], int]:
        """Returns the points of each person at each place."""
        found: dict[tuple[str, int, str], int] = {}
        for case in cases:
            there = {
                (i.school_id, w)
                for day in case.dates
                for i in self.items.by_date[day]
                for w in i.staff_ids
            }
            for place in case.places:
                for w in place.able:
                    if w == place.now:
                        continue
                    p, school_id = staff[w], place.item.school_id
                    own = p.role in OWN_ROLES and p.home_school_id == school_id
                    found[(place.item.id, place.position, w)] = (
                        (0 if own else OUTSIDER)
                        + (0 if (school_id, w) in there else NOT_THERE)
                        + COVER * min(self.covers.get(w, 0), MOST_COVERS)
                    )
        return found
