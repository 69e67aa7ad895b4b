"""Choices that nobody can lead, no room suits, or a rule forbids: no plan serves them.

A rule of the school's own is among them: an activity to which each class must send some students
runs only if so many of each chose it. Who is to be sent beyond them is for the class teacher to
say, in the choices; no plan puts anybody into what was not chosen.
"""

from collections import defaultdict
from dataclasses import replace

from solver.domain import Activity
from solver.domain.messages.said import Message, Row, Value
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
    for a in sorted(reach.view.activities):
        if not wanted[a] and (few := too_few_of_class(reach, reach.view.activities[a])):
            told = _told(reach, a, 0, "quota_without_choices", few)
            found.append(replace(told, finding=replace(told.finding, severity="note")))
    for a, n in sorted(wanted.items()):
        if not n:
            continue
        why = _why(reach, reach.ctx.activity[a], chances[a])
        if why is not None:
            code, params = why
            lost += n
            found.append(_told(reach, a, n, code, params))
    return found, lost


def _told(
    reach: Reach, activity_id: str, students: int, code: str, params: dict[str, Value]
) -> Shortage:
    activity = reach.ctx.activity[activity_id]
    return short(
        reach.view,
        "choices",
        "satisfy_choices",
        code,
        subject=activity_id,
        amount=students,
        unit="students",
        params={"activity": activity.title, "students": students, **params},
    )


def too_few_of_class(reach: Reach, activity: Activity) -> dict[str, Value]:
    """Returns which classes must send more students to an activity than chose it, and how many.

    Empty if there is none. A class's own quota replaces the one for each class.
    """
    if activity.grouping != "by_choice":
        return {}
    view = reach.view
    own = {q.class_id: q.min_students for q in activity.class_quotas}
    few = []
    missing = 0
    for c in view.classes:
        least = own.get(c, own.get(None, 0))
        chose = reach.wishes_of[c].get(activity.id, 0)
        if view.suits(activity, c) and chose < least:
            missing += least - chose
            figures: dict[str, Value] = {"least": least, "chose": chose}
            named = {"name": view.classes[c].name, **figures}
            few.append(Message("finding.quota_of_class", named))
    return {"classes": Row(tuple(few)), "short": missing} if few else {}


def _why(
    reach: Reach, activity: Activity, chances: list[Chance]
) -> tuple[str, dict[str, Value]] | None:
    view = reach.view
    if activity.id not in view.activities:
        reason = reach.ctx.barred.get(("activity", activity.id, view.school.id))
        if reason is None:
            return None
        return "choice_barred", {"reason": Message(reason.code, dict(reason.params))}
    few = too_few_of_class(reach, activity)
    if few:
        return "choice_under_quota", few
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
