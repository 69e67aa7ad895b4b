"""Homework is finished at school: guidance on every day of service. Encouraged (XY-5c).

One per class and weekday with regular periods but without a guidance cell; ``stages`` of the
clause say whose classes count. Classes of its ``mostly_stages``, who finish most of it, are asked
for guidance on more than half of their days: of ``n`` days without any on ``m``, with ``need =
n // 2 + 1``, ``max(0, m - (n - need))`` count.
"""

from solver.model.context import Context
from solver.model.counted import beyond, short_of
from solver.model.families.follow_mode import cells_by_day, taking_part
from solver.model.school_view import SchoolView
from solver.plan.levels import WEIGHTS
from solver.policy import Clause

TAG = "guidance_daily"


def add(ctx: Context) -> None:
    """Adds the days without guidance of each class."""
    for school_id, view in ctx.views.items():
        for c in ctx.policy.speaking(TAG, school_id):
            for class_id in taking_part(view):
                _of_class(ctx, view, c, class_id)


def days_asked(c: Clause, stage: str, days: int) -> int:
    """Returns on how many of some days of service a clause asks a stage to have guidance."""
    if stage in c.words("mostly_stages"):
        return min(days, days // 2 + 1)
    stages = c.words("stages")
    return days if not stages or stage in stages else 0


def _of_class(ctx: Context, view: SchoolView, c: Clause, class_id: str) -> None:
    objective = ctx.rows.objective("encouraged")
    cells, days = cells_by_day(ctx, view, class_id)
    asked = days_asked(c, view.school.stage_of(view.classes[class_id].grade), len(days))
    if not asked or not days:
        return
    missing = []
    for day in days:
        short = short_of(ctx, TAG, [(x, 1) for x in cells[("guidance", day)]], 1)
        if short is not None:
            missing.append(short)
    if asked < len(days):
        over = beyond(ctx, TAG, [(x, 1) for x in missing], len(days) - asked)
        missing = [] if over is None else [over]
    for var in missing:
        objective.add(var, WEIGHTS[TAG])
