"""Guidance fills at most so many class-hours of a class's day (HB-3.3.2e)."""

from collections import defaultdict

from solver.model.context import Context, Terms
from solver.model.grid import cell_var

TAG = "limit_guidance"


def add(ctx: Context) -> None:
    """Adds one row per class and weekday."""
    for school_id, view in ctx.views.items():
        for c in ctx.policy.binding(TAG, school_id):
            most = c.integer("max_guidance_ch_per_day")
            if most is None:
                continue
            for class_id in view.classes:
                per_day: dict[int, Terms] = defaultdict(list)
                for t in view.slots[class_id]:
                    var = cell_var(ctx, class_id, t, "guidance")
                    if var is not None:
                        per_day[view.periods[t].weekday].append((var, view.ch[t]))
                for terms in per_day.values():
                    ctx.rows.add(TAG, terms, high=most)
