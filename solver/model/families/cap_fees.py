"""Fees stay under their caps (QC-5.1b 360 yuan, HF-3.2.3c 600 yuan, XY-10c, HF-5.1c).

Fees are data, so this is settled before any search. A basic or lunch fee above its cap is charged
whatever the plan; a special activity with such a fee never runs. The fee of a special activity
counts as often as the menu lets a student take from it, if the clause is about a student's total.
In a part of the term, whose fees are shares, the fee of the whole term counts.
"""

from solver.domain import Activity, Funding
from solver.model.context import Context
from solver.model.reasons import clause
from solver.model.school_view import SchoolView
from solver.plan import Finding
from solver.plan.outcome import Severity
from solver.policy import Clause

TAG = "cap_fees"


def restrict(ctx: Context) -> None:
    """Bars special activities, or their menus, whose fee is above a cap."""
    for school_id, view in ctx.views.items():
        for c in ctx.policy.binding(TAG, school_id):
            cap = _cap(c, _funding(view, c))
            if cap is None or _account(c) != "special":
                continue
            for a in ctx.district.activities:
                if a.service_type != "special" or a.school_id not in (None, school_id):
                    continue
                if a.term_fee_fen > cap:
                    view.banned[(a.id, 0)] = c.id
                    reason = clause(
                        c.id, "unused.fee_above_cap", activity=a.title, fee=a.term_fee_fen, cap=cap
                    )
                    ctx.bar("activity", a.id, school_id, reason)
                for menu_id, _times in _too_often(view, c, a, cap):
                    view.banned_menus[(a.id, menu_id)] = c.id


def add(ctx: Context) -> None:
    """Finds fees above a cap."""
    for school_id, view in ctx.views.items():
        for c in ctx.policy.binding(TAG, school_id):
            account, funding = _account(c), _funding(view, c)
            charges = c.integer("max_charges_per_term")
            if charges is not None and funding is not None and funding.charges_per_term > charges:
                _find(
                    ctx, view, c, "finding.too_many_charges", "", funding.charges_per_term, charges
                )
            _missing(ctx, view, c, account, funding)
            cap = _cap(c, funding)
            if cap is not None:
                _fees(ctx, view, c, account, funding, cap)


def _account(c: Clause) -> str:
    return str(c.get("account") or "basic")


def _funding(view: SchoolView, c: Clause) -> Funding | None:
    return next((f for f in view.school.funding if f.account == _account(c)), None)


def _cap(c: Clause, funding: Funding | None) -> int | None:
    """Returns the ceiling: the clause's own, or that of the account if it says so."""
    if c.flag("from_funding"):
        return funding.fee_cap_fen if funding else None
    return c.integer("cap_fen")


def _missing(
    ctx: Context, view: SchoolView, c: Clause, account: str, funding: Funding | None
) -> None:
    """Finds an account that charges without the ceiling that another document sets."""
    if not c.flag("from_funding") or funding is None or funding.fee_cap_fen is not None:
        return
    if account == "special" or funding.fee_fen:
        _find(ctx, view, c, "finding.fee_cap_missing", account, funding.fee_fen, 0)


def _too_often(view: SchoolView, c: Clause, a: Activity, cap: int) -> list[tuple[str, int]]:
    """Returns the menus that let a student take an activity so often that it costs too much."""
    if not c.flag("per_student_total"):
        return []
    takes = [(m.id, m.take or 1) for m in view.school.menus if a.id in m.activity_ids]
    return [(m, n) for m, n in takes if a.term_fee_fen <= cap < a.term_fee_fen * n]


def _fees(
    ctx: Context, view: SchoolView, c: Clause, account: str, funding: Funding | None, cap: int
) -> None:
    if account != "special":
        if funding is not None and funding.fee_fen > cap:
            _find(ctx, view, c, "finding.fee_above_cap", account, funding.fee_fen, cap)
        return
    for a in ctx.district.activities:
        if a.service_type != "special" or a.school_id not in (None, view.school.id):
            continue
        if a.term_fee_fen > cap:
            _find(ctx, view, c, "finding.fee_above_cap", a.title, a.term_fee_fen, cap, "note")
        for _menu, times in _too_often(view, c, a, cap)[:1]:
            _find(
                ctx, view, c, "finding.fees_above_cap", a.title, a.term_fee_fen * times, cap, "note"
            )


def _find(
    ctx: Context,
    view: SchoolView,
    c: Clause,
    code: str,
    subject: str,
    found: int,
    cap: int,
    severity: Severity = "infeasible",
) -> None:
    ctx.find(
        Finding(
            severity,
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
