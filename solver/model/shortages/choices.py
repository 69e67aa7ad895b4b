"""Choices that nobody can lead, no room suits, or a rule forbids: no plan serves them."""

from collections import defaultdict

from solver.domain import Activity
from solver.domain.messages.said import Message, Value
from solver.model.chances import Chance
from solver.model.reach import Reach
from solver.model.shortages.types import Shortage, short
from solver.model.shortages.who import barred_from, features, skills


def count_choices(reach: Reach) -> tuple[list[Shortage], int]:
    """Returns which choices are out of reach at a school, and how many there are."""
    wanted: dict[str, int] = defaultdict(int)
    for (c, _m, a), n in reach.ctx.wishes.items():
        if c in reach.view.classes and n:
            wanted[a] += n
    chances: dict[str, list[Chance]] = defaultdict(list)
    for of_period in reach.chances.values():
        for chance in of_period:
            chances[chance.activity.id].append(chance)
    found = []
    lost = 0
    for a, n in sorted(wanted.items()):
        why = _why(reach, reach.ctx.activity[a], chances[a])
        if why is not None:
            code, params = why
            lost += n
            found.append(
                short(
                    reach.view,
                    "choices",
                    "satisfy_choices",
                    code,
                    subject=a,
                    amount=n,
                    unit="students",
                    params={"activity": reach.ctx.activity[a].title, "students": n, **params},
                )
            )
    return found, lost


def _why(
    reach: Reach, activity: Activity, chances: list[Chance]
) -> tuple[str, dict[str, Value]] | None:
    view = reach.view
    if activity.id not in view.activities:
        reason = reach.ctx.barred.get(("activity", activity.id, view.school.id))
        if reason is None:
            return None
        return "choice_barred", {"reason": Message(reason.code, dict(reason.params))}
    if not chances:
        periods = {t for pattern in view.patterns.get(activity.id, {}) for t in pattern}
        rooms = [r for t in periods for r in view.open_rooms(activity, t)]
        if not periods:
            return "choice_without_time", {}
        if not any(r.seats >= activity.min_students for r in rooms):
            return "choice_without_room", {"features": features([activity])}
        return "choice_too_few", {"least": activity.min_students}
    if not any(reach.can_run(chance) for chance in chances):
        return (
            "choice_without_leader",
            {"skill": skills([activity]), "barred": barred_from(reach, chances, set())},
        )
    return None
