"""Homework is finished at school: guidance on every day of service. Encouraged (XY-5c).

One per class and weekday with regular periods but without a guidance cell; ``stages`` of the
clause say whose classes count.
"""

from solver.model.context import Context
from solver.model.counted import short_of
from solver.model.families.follow_mode import cells_by_day, taking_part
from solver.plan.levels import WEIGHTS

TAG = "guidance_daily"


def add(ctx: Context) -> None:
    """Adds the days without guidance of each class."""
    objective = ctx.rows.objective("encouraged")
    for school_id, view in ctx.views.items():
        for c in ctx.policy.speaking(TAG, school_id):
            stages = c.words("stages")
            for class_id in taking_part(view):
                grade = view.classes[class_id].grade
                if stages and view.school.stage_of(grade) not in stages:
                    continue
                cells, days = cells_by_day(ctx, view, class_id)
                for day in days:
                    guided = [(x, 1) for x in cells[("guidance", day)]]
                    missing = short_of(ctx, TAG, guided, 1)
                    if missing is not None:
                        objective.add(missing, WEIGHTS[TAG])
