"""No activity of a banned kind (collective teaching, new lessons, make-up, exam drill) runs.

Clauses QC-3.1b, XY-5d, HF-5.2b, HB-3.3.2d, HB-4.4b. A banned activity has no variables.
"""

from solver.model.context import Context
from solver.model.reasons import clause


def restrict(ctx: Context) -> None:
    """Bars activities whose ``banned_kinds`` meet the clause's list."""
    for school_id, view in ctx.views.items():
        for c in ctx.policy.binding("ban_kinds", school_id):
            kinds = set(c.words("kinds"))
            for a in ctx.district.activities:
                hit = sorted(kinds & set(a.banned_kinds))
                if hit:
                    view.banned[(a.id, 0)] = c.id
                    reason = clause(c.id, "unused.banned_kind", activity=a.title, kind=hit[0])
                    ctx.bar("activity", a.id, school_id, reason)
