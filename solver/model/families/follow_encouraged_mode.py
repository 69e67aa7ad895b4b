"""A mode that is encouraged and was not adopted: how far the grid is from its rows. Encouraged.

Clauses QC-3.3b, AX-2a with AX-2b. Per class the cells that the mode's rows (``follow_mode``) lack
or have too many, in class-periods; titles are no matter of a class and count as variety.
"""

from solver.model.context import Context, Terms
from solver.model.counted import beyond, short_of
from solver.model.families.follow_mode import cells_by_day, taking_part
from solver.model.school_view import SchoolView
from solver.plan.levels import WEIGHTS
from solver.policy import Clause
from solver.policy.encouraged import mode_rows_encouraged

TAG = "follow_encouraged_mode"


def add(ctx: Context) -> None:
    """Adds what each class is off the rows of each clause."""
    for view in ctx.views.values():
        for c in mode_rows_encouraged(ctx.policy, view.school):
            for class_id in taking_part(view):
                _class(ctx, view, c, class_id)


def _class(ctx: Context, view: SchoolView, c: Clause, class_id: str) -> None:
    cells, count = cells_by_day(ctx, view, class_id)
    found = []
    most = c.integer("max_guidance_per_day")
    if most is not None:
        found += [beyond(ctx, TAG, _sum(cells[("guidance", d)]), most) for d in count]
    each_from = c.integer("daily_each_from_periods")
    for k in ("guidance", "sports", "extension"):
        week = [x for d in count for x in cells[(k, d)]]
        found.append(short_of(ctx, TAG, _sum(week), c.integer(f"min_{k}_per_week") or 0))
        for d, n in count.items():
            if each_from is not None and n >= each_from:
                found.append(short_of(ctx, TAG, _sum(cells[(k, d)]), 1))
    for var in found:
        if var is not None:
            ctx.rows.objective("encouraged").add(var, WEIGHTS[TAG])


def _sum(variables: list[int]) -> Terms:
    return [(x, 1) for x in variables]
