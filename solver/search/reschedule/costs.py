"""Who is asked first: the class's own teachers, the school's people, whoever stood in least."""

from collections.abc import Callable, Mapping, Sequence

from solver.domain import StaffMember
from solver.domain.base import OWN_ROLES
from solver.plan.levels import WEIGHTS
from solver.search.reschedule.cases import Case, Place

Costs = Callable[[Sequence[Case], Mapping[str, StaffMember]], dict[tuple[str, int, str], int]]
"""Per item id, position and person, how unwelcome the person is at that place."""
UNLIKED = {"discouraged": 10, "strongly_discouraged": 20}
COVER = 5
"""What one stand-in of this term weighs, so that they go round."""
MOST_COVERS = 20


def costs_of(
    cases: Sequence[Case], staff: Mapping[str, StaffMember]
) -> dict[tuple[str, int, str], int]:
    """Returns how unwelcome each person is at each place, in points of the plan's own wishes."""
    found: dict[tuple[str, int, str], int] = {}
    for case in cases:
        for place in case.places:
            for w in place.able:
                if w != place.now:
                    found[(place.item.id, place.position, w)] = _cost(place, staff[w])
    return found


def _cost(place: Place, person: StaffMember) -> int:
    item = place.item
    cost = COVER * min(person.done_covers, MOST_COVERS)
    if person.role not in OWN_ROLES or person.home_school_id != item.school_id:
        cost += WEIGHTS["limit_trips"]
    guided = item.activity is not None and item.activity.component == "guidance"
    if guided and not set(person.own_class_ids).intersection(item.class_ids):
        cost += WEIGHTS["keep_own_class_teacher"]
    t = item.time
    for wish in person.preferences:
        if wish.when.overlaps(t.weekday, t.start_min, t.end_min):
            cost += UNLIKED.get(wish.preference, 0)
    return cost
