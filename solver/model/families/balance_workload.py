"""Nobody works far beyond their target. Wish (XY-15b).

``over[w] >= class-hours of the pattern week - target``: convex, so never a max minus min.
"""

from collections import Counter

from solver.model.context import Context
from solver.plan.levels import TERMS

TAG = "balance_workload"
WEIGHT = next(t.weight for t in TERMS if t.family == TAG)


def add(ctx: Context) -> None:
    """Adds the overload of everybody with a target."""
    objective = ctx.rows.objective("staff_wishes")
    for w in ctx.workers:
        target = ctx.staff[w].target_week_ch
        if target is None:
            continue
        hours: Counter[int] = Counter()
        for time, var in ctx.work_times(w):
            hours[var] += time.ch
        terms = list(hours.items())
        over = ctx.rows.var(("over", w), 0, max(0, sum(c for _, c in terms) - target))
        ctx.v.over[w] = over
        ctx.rows.add(TAG, [*terms, (over, -1)], high=target)
        objective.add(over, WEIGHT)
