"""The service runs on as many weekdays as the policy says (QC-2a, XY-3a, AX-3.1b, HF-3.2.1a).

The periods of the data all run, so this is counted before any search.
"""

from solver.model.context import Context
from solver.plan import Finding

TAG = "run_every_day"


def add(ctx: Context) -> None:
    """Finds grades without a regular period on enough weekdays."""
    for school_id, view in ctx.views.items():
        for c in ctx.policy.binding(TAG, school_id):
            wanted = c.integer("service_days_per_week")
            if wanted is None:
                continue
            here = [x for x in view.classes.values() if view.school.participants_term(x)]
            for grade in sorted({x.grade for x in here}):
                days = {
                    p.weekday
                    for p in view.regular.values()
                    if p.applies_to(grade) and p.weekday <= 5
                }
                if len(days) < wanted:
                    ctx.find(
                        Finding(
                            "infeasible",
                            TAG,
                            c.id,
                            "finding.too_few_days",
                            f"grade {grade}",
                            school_id,
                            wanted - len(days),
                            "days",
                            {
                                "school": view.school.name,
                                "grade": str(grade),
                                "found": str(len(days)),
                                "wanted": str(wanted),
                            },
                        )
                    )
