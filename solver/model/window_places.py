"""Places outside the regular day: lunch, extended care and evening study have no grid cells.

Class ``c`` with ``P`` students in period ``t`` of such a window sits as a whole in a group of one
activity, or its students are spread over pools (``whole_band``), or are counted as unmet::

    P * groups + pool seats + unmet = P
"""

from collections import defaultdict

from solver.domain.base import Window
from solver.model.context import Context, Terms


def place(ctx: Context, tag: str, window: Window) -> None:
    """Adds the placement rows of a window and its part of the level of unmet service."""
    seated: dict[tuple[str, str], Terms] = defaultdict(list)
    for (_a, classes, t), var in ctx.v.group.items():
        if ctx.period[t].window == window:
            for c in classes:
                seated[(c, t)].append((var, ctx.view_of(t).present(c, t)))
    for (c, _a, t), var in ctx.v.seat.items():
        if ctx.period[t].window == window:
            seated[(c, t)].append((var, 1))
    objective = ctx.rows.objective("unmet_service")
    for view in ctx.views.values():
        for c in view.classes:
            for t in view.window_slots[c]:
                unmet = ctx.v.unmet.get((c, t))
                if view.periods[t].window == window and unmet is not None:
                    objective.add(unmet, view.periods[t].minutes)
                    terms = [*seated[(c, t)], (unmet, 1)]
                    ctx.rows.equal(tag, terms, view.present(c, t))
