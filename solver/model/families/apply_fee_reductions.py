"""Students in hardship pay less, or nothing (HB-2.4b, XY-10e). Counted before search."""

from solver.model.context import Context
from solver.plan import Finding

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
            listed = [r for r in basic.reductions if not groups or r.group in groups]
            params = {"school": view.school.name, "least": str(least)}
            for r in listed:
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
            covered = sum(r.count for r in listed)
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
