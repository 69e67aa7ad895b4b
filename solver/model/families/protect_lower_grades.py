"""Lower grades sit in nothing that sets written homework (HB-3.3.2b)."""

from solver.domain import Activity
from solver.model.context import Context
from solver.model.reasons import clause
from solver.model.school_view import SchoolView
from solver.policy import Clause


def restrict(ctx: Context) -> None:
    """Bars activities with written homework for the protected grades."""
    for school_id, view in ctx.views.items():
        for c in ctx.policy.binding("protect_lower_grades", school_id):
            if c.flag("no_written_homework"):
                for a in ctx.district.activities:
                    if a.written_homework:
                        _ban(ctx, view, c, a)


def _ban(ctx: Context, view: SchoolView, c: Clause, a: Activity) -> None:
    grades = c.numbers("grades")
    for grade in grades:
        view.banned[(a.id, grade)] = c.id
    here = sorted({k.grade for k in view.school.classes if k.grade in grades})
    kept_out = [grade for grade in here if a.suits_grade(grade)]
    if kept_out and a.school_id in (None, view.school.id):
        said = ", ".join(map(str, kept_out))
        reason = clause(c.id, "unused.lower_grades", activity=a.title, grades=said)
        ctx.bar("activity", a.id, view.school.id, reason)
