"""Lower grades sit in nothing that sets written homework (HB-3.3.2b)."""

from solver.model.context import Context


def restrict(ctx: Context) -> None:
    """Bars activities with written homework for the protected grades."""
    for school_id, view in ctx.views.items():
        for c in ctx.policy.binding("protect_lower_grades", school_id):
            if c.flag("no_written_homework"):
                for a in ctx.district.activities:
                    if a.written_homework:
                        for grade in c.numbers("grades"):
                            view.banned[(a.id, grade)] = c.id
