"""People with a home school travel to others as rarely as possible. Wish: person-days away."""

from solver.model.context import Context
from solver.plan.levels import TERMS

TAG = "limit_trips"
WEIGHT = next(t.weight for t in TERMS if t.family == TAG)


def add(ctx: Context) -> None:
    """Counts days at schools that are not home."""
    objective = ctx.rows.objective("staff_wishes")
    for (w, s, _d), var in ctx.v.at.items():
        home = ctx.staff[w].home_school_id
        if home is not None and home != s:
            objective.add(var, WEIGHT)
