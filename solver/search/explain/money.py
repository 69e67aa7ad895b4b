"""What the accounts miss after the district's fund, and remedies with their price.

The plan at hand is legal however its money is found, so a remedy is proved by counting the plan's
money anew in the changed district and having it checked there.
"""

from dataclasses import replace
from typing import NamedTuple

from solver.domain import District, Funding, StaffMember
from solver.model.statement import accounts, fixed_lines, payers
from solver.plan import AccountStatement, Plan, Remedy
from solver.plan.explanation import Money, MoneyGap
from solver.policy import PolicyPack, rate_fen
from solver.search.explain.change import Change, World
from solver.search.explain.money_changes import (
    fees_up,
    fund_up,
    lump_sum,
    pay_down,
    published,
    running_costs_down,
    subsidy_up,
)
from solver.search.explain.trial import Trials
from solver.verify import check, restated


class Tried(NamedTuple):
    """A remedy and the world that it makes."""

    remedy: Remedy
    world: World


def money_of(
    district: District, pack: PolicyPack, plan: Plan, trials: Trials | None = None
) -> Money | None:
    """Returns what a plan's accounts miss, what of it is proved, and the remedies of each.

    What suffices is planned anew as far as the trials have time. ``None`` if nothing is missing.
    """
    short = [a for a in plan.accounts if a.missing_fen]
    if not short:
        return None
    levels = {level.name: level for level in plan.levels}
    unmet, missing = levels["unmet_service"], levels["missing_money"]
    enough = sum(a.missing_fen for a in short)
    least = min(missing.bound, enough)
    # More service may cost more: only the least unmet need makes the least money exact.
    exact = unmet.value == unmet.bound and least == enough
    gaps = tuple(_gap(World(district, pack), plan, a, trials) for a in short)
    return Money(least, enough, exact, gaps)


def _gap(
    world: World, plan: Plan, short: AccountStatement, trials: Trials | None = None
) -> MoneyGap:
    school = next(s for s in world.district.schools if s.id == short.school_id)
    funding = next((f for f in school.funding if f.account == short.account), None)
    funding = funding or Funding(account=short.account)
    need, students = short.missing_fen, payers(school, short.account)
    pot = (school, funding)
    found = [_tried(world, plan, short, lump_sum(*pot, need), need, "county")]
    if short.account == "basic" and _has_fund(world):
        found.append(_tried(world, plan, short, fund_up(world, need), need, "county"))
    if students and short.account != "special":
        each = -(-need // students)
        change = subsidy_up(*pot, each)
        found.append(_tried(world, plan, short, change, each * students, "county"))
    for fee in fees_up(world, *pot, need, plan):
        found.append(_tried(world, plan, short, fee.change, fee.cost_fen, "parents"))
    if short.account != "special" and funding.fee_fen and not funding.fee_published:
        change = published(*pot)
        gain = _income(change.apply(world), short) - _income(world, short)
        found.append(_tried(world, plan, short, change, gain, "parents"))
    found += [
        _tried(world, plan, short, change, change.amount, "school")
        for change in running_costs_down(*pot, need)
    ]
    if short.account == "basic":
        cut = _least_cut(world, plan, short)
        if cut is not None:
            change = pay_down(world, plan, short.school_id, cut)
            saved = need - _left(change.apply(world), plan, short)
            found.append(_tried(world, plan, short, change, saved, "staff"))
    found.sort(key=lambda tried: order(tried.remedy))
    remedies = tuple(_solved(plan, need, tried, trials) for tried in found)
    return MoneyGap(short.school_id, short.account, need, remedies)


def _solved(plan: Plan, need: int, tried: Tried, trials: Trials | None) -> Remedy:
    """Returns a remedy, marked as planned anew if a plan of the changed district is as good."""
    remedy = tried.remedy
    if trials is None or not remedy.allowed or remedy.left:
        return remedy
    unmet = sum(u.minutes for u in plan.unmet)
    missing = sum(a.missing_fen for a in plan.accounts) - need
    return replace(remedy, checked="solved") if trials.pays(tried.world, unmet, missing) else remedy


def order(remedy: Remedy) -> tuple[bool, bool, bool, int]:
    """Sorts what may be done and suffices first, by its price; what has none comes before."""
    price = -1 if remedy.cost_fen is None else remedy.cost_fen
    return (not remedy.allowed, remedy.left > 0, remedy.checked == "no", price)


def _income(world: World, short: AccountStatement) -> int:
    school = next(s for s in world.district.schools if s.id == short.school_id)
    pot = next((f for f in school.funding if f.account == short.account), None)
    return sum(x.amount_fen for x in fixed_lines(world.district, school, pot)) if pot else 0


def _has_fund(world: World) -> bool:
    return world.district.fund is not None or bool(world.pack.of_family("draw_district_fund"))


def _tried(
    world: World,
    plan: Plan,
    short: AccountStatement,
    change: Change,
    cost: int,
    payer: str,
) -> Tried:
    """Returns a remedy, checked: the same plan in the changed district."""
    changed = change.apply(world)
    left = _left(changed, plan, short)
    verdict = check(changed.district, changed.pack, restated(changed.district, changed.pack, plan))
    broken = sorted({v.clause_id for v in verdict.violations})
    remedy = remedy_of(
        replace(change, allowed=change.allowed and not broken),
        checked="recounted",
        cost_fen=cost,
        payer=payer,
        left=left,
        clause_id=", ".join(broken) or change.clause_id,
    )
    return Tried(remedy, changed)


def remedy_of(change: Change, **about: object) -> Remedy:
    """Returns a change as a remedy with its words."""
    fields: dict[str, object] = {
        "code": change.remedy.key,
        "path": change.path,
        "params": change.remedy.flat(),
        "amount": change.amount,
        "unit": change.unit,
        "allowed": change.allowed,
        "clause_id": change.clause_id,
        "text_zh": change.remedy.said("zh"),
        "text_en": change.remedy.said("en"),
    }
    return Remedy(**{**fields, **about})  # type: ignore[arg-type]


def _left(world: World, plan: Plan, short: AccountStatement) -> int:
    """Returns what of all that was short is still short, in fen: the fund may go elsewhere."""
    found = accounts(world.district, world.pack, plan.meetings, plan.duties)
    total = sum(a.missing_fen for a in found)
    others = sum(a.missing_fen for a in plan.accounts) - short.missing_fen
    return max(0, total - others)


def _least_cut(world: World, plan: Plan, short: AccountStatement) -> int | None:
    """Returns by how much a class-hour must be paid less, or the most that may be; in fen."""
    rates = [rate_fen(p, "basic", 0) for p in _paid(world.district, plan, short.school_id)]
    low, high = 0, max(rates, default=0)
    if not high:
        return None
    while low < high:
        cut = (low + high) // 2
        changed = pay_down(world, plan, short.school_id, cut).apply(world)
        if _left(changed, plan, short):
            low = cut + 1
        else:
            high = cut
    return low


def _paid(district: District, plan: Plan, school_id: str) -> list[StaffMember]:
    used = {w for m in plan.meetings if m.school_id == school_id for w in m.staff_ids}
    used |= {w for d in plan.duties if d.school_id == school_id for w in d.staff_ids}
    return [p for p in district.staff if p.id in used and p.role != "instructor"]
