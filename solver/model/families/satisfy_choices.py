"""Students get what they chose: the level counts choices that no section serves.

Wish (XY-4, AX-3.3b). ``value = sum of choice counts - enrolments``; with counts only, joint
wishes of one student are unknown, so the value is labelled optimistic.
"""

from solver.model.context import Context


def add(ctx: Context) -> None:
    """Adds the level of unserved choices."""
    objective = ctx.rows.objective("choices")
    classes = {c for view in ctx.views.values() for c in view.classes}
    objective.constant += sum(n for (c, _m, _a), n in ctx.wishes.items() if c in classes)
    for var in ctx.v.enrol.values():
        objective.add(var, -1)
