"""Basic service is led by the school's own people. Encouraged (QC-6.1a, XY-6a).

Counts regular basic meetings that somebody else leads; that most minutes are led by own staff is
a rule (``lead_by_own_staff``), whose clauses ask for more with ``prefer_own``.
"""

from solver.model.context import Context
from solver.plan.levels import WEIGHTS
from solver.policy.encouraged import is_own, own_staff_clauses

TAG = "prefer_own_staff"


def add(ctx: Context) -> None:
    """Adds each period that somebody else leads."""
    objective = ctx.rows.objective("encouraged")
    clauses = {s: own_staff_clauses(ctx.policy, s) for s in ctx.views}
    for (w, a, pattern), var in ctx.v.lead.items():
        school_id = ctx.school_of_period[pattern[0]]
        regular = [t for t in pattern if ctx.period[t].window == "regular"]
        if ctx.activity[a].service_type != "basic" or not regular:
            continue
        if not all(is_own(ctx.staff[w], school_id, c) for c in clauses[school_id]):
            objective.add(var, WEIGHTS[TAG] * len(regular))
