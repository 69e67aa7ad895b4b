"""People work at times they like. Wish.

Per meeting of a regular period that overlaps a time: strongly discouraged 40 points, else
discouraged 10; 5 more outside every time that the person prefers, if there are any. A required time
without such a meeting costs 40 if the person has any. Prohibited times are no matter of wishes
(``respect_availability``).
"""

from collections.abc import Iterable, Iterator, Sequence

from solver.domain import Period, StaffMember
from solver.domain.people import TimePreference
from solver.model.context import Context
from solver.model.school_view import Pattern
from solver.plan.levels import WEIGHTS

TAG = "prefer_times"
DISCOURAGED, STRONGLY, OUTSIDE, REQUIRED = 10, 40, 5, 40


def points_of(person: StaffMember, times: Sequence[Period]) -> int:
    """Returns the points of somebody's regular meetings, given their periods."""
    if not times:
        return 0
    empty = sum(
        not any(_touches(wish, p) for p in times)
        for wish in person.preferences
        if wish.preference == "required"
    )
    return REQUIRED * empty + sum(_points(person, p) for p in times)


def add(ctx: Context) -> None:
    """Adds the points of each meeting and of each required time."""
    objective = ctx.rows.objective("staff_wishes")
    for w, work in sorted(ctx.v.work_of.items()):
        person = ctx.staff[w]
        if not person.preferences:
            continue
        for pattern, var in _regular(ctx, work):
            cost = sum(_points(person, p) for p in pattern)
            if cost:
                objective.add(var, WEIGHTS[TAG] * cost)
        for i, wish in enumerate(person.preferences):
            if wish.preference == "required":
                _required(ctx, person, i, wish)


def _regular(
    ctx: Context, work: Iterable[tuple[str, Pattern, int]]
) -> Iterator[tuple[list[Period], int]]:
    """Yields the periods and variable of each work in the regular day."""
    for _a, pattern, var in work:
        periods = [ctx.period[t] for t in pattern]
        if all(p.window == "regular" for p in periods):
            yield periods, var


def _touches(wish: TimePreference, period: Period) -> bool:
    return wish.when.overlaps(period.weekday, period.start_min, period.end_min)


def _points(person: StaffMember, period: Period) -> int:
    met = {x.preference for x in person.preferences if _touches(x, period)}
    likes = {"preferred", "strongly_preferred"}
    has_likes = any(x.preference in likes for x in person.preferences)
    outside = OUTSIDE if has_likes and not met & likes else 0
    if "strongly_discouraged" in met:
        return outside + STRONGLY
    return outside + (DISCOURAGED if "discouraged" in met else 0)


def _required(ctx: Context, person: StaffMember, number: int, wish: TimePreference) -> None:
    """``missed >= any work elsewhere - work there``."""
    work = list(_regular(ctx, ctx.v.work_of[person.id]))
    there = [(x, 1) for periods, x in work if any(_touches(wish, p) for p in periods)]
    elsewhere = [x for periods, x in work if not any(_touches(wish, p) for p in periods)]
    if not elsewhere or _may_be_away(ctx, person):
        return
    missed = ctx.rows.var((TAG, person.id, number))
    ctx.v.counted[(TAG, person.id, number)] = missed
    for x in elsewhere:
        ctx.rows.add(TAG, [(missed, 1), (x, -1), *there], low=0)
    ctx.rows.objective("staff_wishes").add(missed, WEIGHTS[TAG] * REQUIRED)


def _may_be_away(ctx: Context, person: StaffMember) -> bool:
    """Tells whether somebody may meet the time at a school that this model does not hold."""
    shared = any(w == person.id for w, _s, _d in ctx.v.at)
    return shared and len(ctx.views) < len(ctx.district.schools)
