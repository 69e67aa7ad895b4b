"""The grid of an existing plan, as values of a model's grid variables."""

from solver.model.context import Context
from solver.model.grid import cell_var
from solver.plan import Plan


def cells_of_plan(ctx: Context, plan: Plan) -> dict[tuple[str, str], str]:
    """Returns a plan's component of each class and period on the dates of a model's district."""
    first, last = ctx.district.term.first_day, ctx.district.term.last_day
    return {
        (g.class_id, g.period_id): g.component
        for g in plan.grid
        if (g.from_date or first) <= last and first <= (g.to_date or last)
    }


def grid_of_plan(ctx: Context, plan: Plan) -> dict[int, int] | None:
    """Returns grid values of a plan, or ``None`` if it lacks a cell or has an impossible one."""
    given = cells_of_plan(ctx, plan)
    grid = dict.fromkeys(ctx.v.grid.values(), 0)
    for view in ctx.views.values():
        for c in view.classes:
            for t in view.slots[c]:
                component = given.get((c, t))
                var = cell_var(ctx, c, t, component) if component else None
                if var is None or ctx.rows.upper[var] == 0:
                    return None
                grid[var] = 1
    return grid
