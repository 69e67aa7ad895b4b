"""Fees stay under their caps (QC-5.1b 360 yuan, HF-3.2.3c 600 yuan, XY-10c, HF-5.1c).

Fees are data, so this is counted before any search. A special activity's fee counts as often as
its menu lets a student take from it.
"""

from solver.domain import Funding
from solver.model.context import Context
from solver.model.school_view import SchoolView
from solver.plan import Finding
from solver.policy import Clause

TAG = "cap_fees"


def add(ctx: Context) -> None:
    """Finds fees above a cap."""
    for school_id, view in ctx.views.items():
        for c in ctx.policy.binding(TAG, school_id):
            account = c.get("account") or "basic"
            funding = next((f for f in view.school.funding if f.account == account), None)
            cap = c.integer("cap_fen")
            if c.flag("from_funding") and funding is not None:
                cap = funding.fee_cap_fen
            charges = c.integer("max_charges_per_term")
            if charges is not None and funding is not None and funding.charges_per_term > charges:
                _find(
                    ctx, view, c, "finding.too_many_charges", "", funding.charges_per_term, charges
                )
            if cap is not None:
                _fees(ctx, view, c, str(account), funding, cap)


def _fees(
    ctx: Context, view: SchoolView, c: Clause, account: str, funding: Funding | None, cap: int
) -> None:
    if account != "special":
        if funding is not None and funding.fee_fen > cap:
            _find(ctx, view, c, "finding.fee_above_cap", account, funding.fee_fen, cap)
        return
    takes = {a: m.take or 1 for m in view.school.menus for a in m.activity_ids}
    for a in view.activities.values():
        if a.service_type == "special":
            most = a.fee_fen
            if most > cap:
                _find(ctx, view, c, "finding.fee_above_cap", a.title, most, cap)
            elif most * takes.get(a.id, 1) > cap:
                _find(
                    ctx, view, c, "finding.fees_above_cap", a.title, most * takes.get(a.id, 1), cap
                )


def _find(
    ctx: Context, view: SchoolView, c: Clause, code: str, subject: str, found: int, cap: int
) -> None:
    ctx.find(
        Finding(
            "infeasible",
            TAG,
            c.id,
            code,
            subject,
            view.school.id,
            found - cap,
            "fen",
            {"school": view.school.name, "subject": subject, "found": str(found), "cap": str(cap)},
        )
    )
