"""The county's subsidy per participant meets its floor (HF-3.2.2c). Counted before search."""

from solver.model.context import Context
from solver.plan import Finding

TAG = "meet_subsidy_floor"


def add(ctx: Context) -> None:
    """Finds schools whose subsidy is below the floor."""
    for school_id, view in ctx.views.items():
        for c in ctx.policy.binding(TAG, school_id):
            floor = c.integer("floor_fen")
            basic = next((f for f in view.school.funding if f.account == "basic"), None)
            found = basic.subsidy_per_participant_fen if basic else 0
            if floor is not None and found < floor:
                ctx.find(
                    Finding(
                        "infeasible",
                        TAG,
                        c.id,
                        "finding.subsidy_below_floor",
                        view.school.name,
                        school_id,
                        floor - found,
                        "fen",
                        {"school": view.school.name, "found": str(found), "floor": str(floor)},
                    )
                )
