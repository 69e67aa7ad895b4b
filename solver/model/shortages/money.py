"""Yuan: what serving everybody costs at least against what the basic account takes in.

The special account is left out: its fees come with its enrolments.
"""

from fractions import Fraction

from solver.domain import Funding
from solver.model.families.balance_accounts import fixed_income
from solver.model.reach import Reach
from solver.model.shortages.demand import ceil
from solver.model.shortages.types import Shortage, short
from solver.policy import meeting_pay


def count_money(reach: Reach) -> tuple[list[Shortage], int]:
    """Returns what yuan are short if everybody is served, and the same in fen.

    Per period the fewest adults of basic service are paid at the rates of the cheapest who may
    serve then, on the fewest dates of any grade; pay by group size is that of the smallest group.
    What other windows cost is left out. The whole district's fund counts as income: other schools
    need not draw on it.
    """
    view = reach.view
    funding = next((f for f in view.school.funding if f.account == "basic"), None)
    funding = funding or Funding(account="basic")
    # Income is told before running costs: less than nothing is no income that anybody has.
    running = sum(x.amount_fen for x in funding.running_costs)
    income = fixed_income(view, funding) + running
    fund = reach.ctx.district.fund
    income += fund.size_fen if fund else 0
    cost = running + sum(_least_cost(reach, t) for t in view.regular)
    missing = max(0, cost - income)
    if not missing:
        return [], 0
    shortage = short(
        view,
        "money",
        "balance_accounts",
        "money_short",
        subject="basic",
        amount=missing,
        unit="fen",
        params={"cost": cost, "running": running, "income": income, "short": missing},
    )
    return [shortage], missing


def _least_cost(reach: Reach, t: str) -> int:
    view = reach.view
    basic = [c for c in reach.chances.get(t, ()) if c.activity.service_type == "basic"]
    grades = {c.grade for c in view.classes.values() if t in view.slots[c.id]}
    dates = min((view.dates(t, (g,)) for g in grades), default=0)
    shares = [_basic_share(reach, c, t) for c in view.classes if t in view.slots[c]]
    adults = ceil(sum(shares, Fraction(0)))
    if not adults or not dates:
        return 0
    able = {w for c in basic for w in reach.leaders(c) | reach.helpers(c)}
    rates = sorted(
        meeting_pay(reach.ctx.staff[w], "basic", 0, view.ch[t])
        for w in able
        if reach.ctx.staff[w].role != "instructor"
    )
    # With too few people not everybody can be served, and this says nothing.
    return sum(rates[:adults]) * dates if len(rates) >= adults else 0


def _basic_share(reach: Reach, class_id: str, t: str) -> Fraction:
    """Returns the adults that a class takes of basic service, all it can being in special."""
    domain = reach.domain(class_id, t)
    mine = reach.chances_of.get((class_id, t), ())
    special = {c.activity.id for c in mine if c.activity.service_type == "special"}
    away = sum(n for a, n in reach.wishes_of[class_id].items() if a in special)
    students = max(0, reach.view.present(class_id, t) - away)
    ratios = [
        Fraction(c.adults, c.hold)
        for c in mine
        if c.activity.service_type == "basic" and any(c.serves(k) for k in domain)
    ]
    return min(ratios) * students if ratios else Fraction(0)
