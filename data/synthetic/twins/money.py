"""Clashes of money: fees over their caps, subsidies under their floor, accounts that fall short."""

from data.synthetic.twins.ground import Ground, infeasible, poor
from data.synthetic.twins.record import Clash
from solver.domain.money import Funding
from solver.domain.school import School
from solver.policy import PAY_LINES, AppliedPolicy, class_hours_ch, half_up

OVER_FEN = 1000
SHORT_FEN = 12_300
"""By how much the basic account falls short of the least cost."""


def fee_over_cap(g: Ground) -> Clash | None:
    """The basic fee is above the cap."""
    for school in g.schools():
        for c in AppliedPolicy(g.district, g.pack).binding("cap_fees", school.id):
            cap = c.integer("cap_fen")
            if c.get("account") == "basic" and cap is not None:
                return g.clash(
                    [g.fact(f"schools[{school.id}].funding[basic].fee_fen", cap + OVER_FEN)],
                    infeasible("finding.fee_above_cap"),
                    "cap_fees",
                    c.id,
                    [school.id],
                    amount=OVER_FEN,
                    unit="fen",
                )
    return None


def subsidy_under_floor(g: Ground) -> Clash | None:
    """The subsidy per participant is below its floor."""
    for school in g.schools():
        ruled = g.clause("meet_subsidy_floor", "floor_fen", school)
        if ruled is not None:
            path = f"schools[{school.id}].funding[basic].subsidy_per_participant_fen"
            return g.clash(
                [g.fact(path, ruled[1] - OVER_FEN)],
                infeasible("finding.subsidy_below_floor"),
                "meet_subsidy_floor",
                ruled[0].id,
                [school.id],
                amount=OVER_FEN,
                unit="fen",
            )
    return None


def reduction_too_small(g: Ground) -> Clash | None:
    """Students in hardship pay a tenth more than the policy lets them."""
    for school in g.schools():
        ruled = g.clause("apply_fee_reductions", "min_reduction_pct", school)
        basic = _basic(school)
        listed = [r for r in basic.reductions if r.group == "hardship"] if basic else []
        if ruled is not None and listed and ruled[1] >= 1:
            less = min(10, ruled[1])
            path = f"schools[{school.id}].funding[basic].reductions[hardship].reduction_pct"
            return g.clash(
                [g.fact(path, ruled[1] - less)],
                infeasible("finding.reduction_too_small"),
                "apply_fee_reductions",
                ruled[0].id,
                [school.id],
                amount=less,
                unit="percent",
            )
    return None


def spending_not_allowed(g: Ground) -> Clash | None:
    """The basic account pays for something that it may not pay for."""
    for school in g.schools():
        for c in AppliedPolicy(g.district, g.pack).binding("balance_accounts", school.id):
            allowed = c.words("allowed_spending")
            if allowed and c.get("account") in (None, "basic") and "lunch" not in allowed:
                cost = {"kind": "lunch", "note": "", "amount_fen": OVER_FEN}
                n = len((_basic(school) or Funding(account="basic")).running_costs)
                return g.clash(
                    [g.fact(f"schools[{school.id}].funding[basic].running_costs[{n}]", cost)],
                    infeasible("finding.spending_not_allowed"),
                    "balance_accounts",
                    c.id,
                    [school.id],
                    amount=OVER_FEN,
                    unit="fen",
                )
    return None


def money_short(g: Ground) -> Clash | None:
    """A running cost leaves less than the least pay of the service by some yuan."""
    for school in g.schools():
        least = _least_pay(g, school)
        basic = _basic(school)
        if basic is None or not basic.running_costs or not least:
            continue
        more = _income(g, school) - least + SHORT_FEN
        path = f"schools[{school.id}].funding[basic].running_costs[0].amount_fen"
        return g.clash(
            [g.fact(path, basic.running_costs[0].amount_fen + more)],
            poor(SHORT_FEN, "finding.money_short"),
            "balance_accounts",
            "structure:balance_accounts",
            [school.id],
            amount=SHORT_FEN,
            unit="fen",
        )
    return None


def fee_unpublished(g: Ground) -> Clash | None:
    """The fee was not published, so it may not be charged, and the account falls short."""
    for school in g.schools():
        basic = _basic(school)
        clauses = AppliedPolicy(g.district, g.pack).binding("balance_accounts", school.id)
        asks = next((c for c in clauses if c.flag("fee_needs_publication")), None)
        if basic is None or asks is None or not basic.fee_published:
            continue
        fees = _line(g, school, "fees") + _line(g, school, "fee_reductions")
        short = _least_pay(g, school) - (_income(g, school) - fees)
        if short > 0:
            return g.clash(
                [g.fact(f"schools[{school.id}].funding[basic].fee_published", False)],
                poor(short, "finding.money_short"),
                "balance_accounts",
                "structure:balance_accounts",
                [school.id],
                amount=short,
                unit="fen",
            )
    return None


def _basic(school: School) -> Funding | None:
    return next((f for f in school.funding if f.account == "basic"), None)


def _line(g: Ground, school: School, kind: str) -> int:
    account = next(a for a in g.plan.accounts if (a.school_id, a.account) == (school.id, "basic"))
    return sum(line.amount_fen for line in account.lines if line.kind == kind)


def _income(g: Ground, school: School) -> int:
    """Returns what the basic account has for pay, in the planted plan's statement."""
    account = next(a for a in g.plan.accounts if (a.school_id, a.account) == (school.id, "basic"))
    pay = sum(x.amount_fen for x in account.lines if x.kind in PAY_LINES)
    return account.closing_fen - pay


def _least_pay(g: Ground, school: School) -> int:
    """Returns less than any plan pays: every group full, the cheapest people, the fewest dates.

    Students who chose special service are left out, whenever they have it.
    """
    special = {a.id for a in g.district.activities if a.service_type == "special"}
    away = sum(
        c.count
        for c in g.district.choice_counts
        if c.activity_id in special and any(k.id == c.class_id for k in school.classes)
    )
    full = max(a.capacity for a in g.district.activities if a.service_type == "basic")
    rates = sorted(
        p.pay_fen.get("basic", 0)
        for p in g.district.staff
        if p.home_school_id == school.id or school.id in p.lendable_to
    )
    total = 0
    for period in g.regular(school):
        groups = -(-max(0, g.present(school, period) - away) // full)
        ch = class_hours_ch(g.pack, school, period)
        total += sum(half_up(r * ch, 100) for r in rates[:groups]) * g.dates(school, period)
    return total
