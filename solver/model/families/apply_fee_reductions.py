"""Students in hardship pay less, or nothing (HB-2.4b, XY-10e). Counted before search.

Counts of the basic account and students listed with a rate of their own both count. A listed
student without a rate says nothing of its own: the counts speak for it.
"""

from collections import Counter

from solver.model.context import Context
from solver.model.school_view import SchoolView
from solver.plan import Finding
from solver.policy import Reduced, listed
from solver.policy.reductions import LISTED

TAG = "apply_fee_reductions"


def add(ctx: Context) -> None:
    """Finds reductions that are too small or miss students in hardship."""
    for school_id, view in ctx.views.items():
        basic = next((f for f in view.school.funding if f.account == "basic"), None)
        if basic is None or basic.fee_fen == 0 or not basic.fee_published:
            continue
        hardship = sum(c.hardship for c in view.school.classes)
        for c in ctx.policy.binding(TAG, school_id):
            least = c.integer("min_reduction_pct")
            if least is None:
                continue
            groups = c.words("groups")
            rows = [
                Reduced(r.group, r.count, r.reduction_pct)
                for r in basic.reductions
                if not groups or r.group in groups
            ]
            rows += _of_students(ctx, view, groups)
            params = {"school": view.school.name, "least": str(least)}
            for r in rows:
                if r.reduction_pct < least:
                    ctx.find(
                        Finding(
                            "infeasible",
                            TAG,
                            c.id,
                            "finding.reduction_too_small",
                            r.group,
                            school_id,
                            least - r.reduction_pct,
                            "percent",
                            {**params, "group": r.group, "found": str(r.reduction_pct)},
                        )
                    )
            covered = sum(r.count for r in rows)
            if covered < hardship:
                ctx.find(
                    Finding(
                        "infeasible",
                        TAG,
                        c.id,
                        "finding.reduction_missing",
                        "hardship",
                        school_id,
                        hardship - covered,
                        "students",
                        {**params, "covered": str(covered), "hardship": str(hardship)},
                    )
                )


def _of_students(ctx: Context, view: SchoolView, groups: tuple[str, ...]) -> list[Reduced]:
    """Returns the listed students with a rate of their own, by group and rate."""
    rates = Counter(
        (s.priority_group or LISTED, s.fee_reduction_pct)
        for s in listed(ctx.district.students, view.school, groups)
    )
    return [Reduced(group, n, pct) for (group, pct), n in sorted(rates.items())]
