"""People with a home school travel to others as rarely as possible. Wish: person-days away.

Counted are days with a meeting of a regular period there. Where all somebody could do there is of
that sort, presence says it; else ``trip >= work`` of each regular meeting.
"""

from collections import defaultdict

from solver.model.context import Context
from solver.plan.levels import TERMS

TAG = "limit_trips"
WEIGHT = next(t.weight for t in TERMS if t.family == TAG)


def add(ctx: Context) -> None:
    """Counts days at schools that are not home."""
    objective = ctx.rows.objective("staff_wishes")
    work = _work(ctx)
    for (w, s, d), var in ctx.v.at.items():
        home = ctx.staff[w].home_school_id
        if home is None or home == s:
            continue
        regular, others = work[(w, s, d, True)], work[(w, s, d, False)]
        if not regular:
            continue
        trip = var
        if others:
            trip = ctx.v.counted[(TAG, w, s, d)] = ctx.rows.var((TAG, w, s, d))
            for x in regular:
                ctx.rows.add(TAG, [(trip, 1), (x, -1)], low=0)
        objective.add(trip, WEIGHT)


def _work(ctx: Context) -> dict[tuple[str, str, int, bool], list[int]]:
    """Returns work by person, school and weekday: of the regular day, and of other windows."""
    found: dict[tuple[str, str, int, bool], list[int]] = defaultdict(list)
    for w, work in ctx.v.work_of.items():
        for _a, pattern, var in work:
            for d in {ctx.period[t].weekday for t in pattern}:
                first = ctx.period[pattern[0]]
                found[(w, ctx.school_of_period[first.id], d, first.window == "regular")].append(var)
    # Duty posts are no meetings of the regular day either.
    for w, posts in ctx.v.posts_of.items():
        for post_id, var in posts:
            post, _dates = ctx.posts[post_id]
            found[(w, post.school.id, post.record.weekday, False)].append(var)
    return found
