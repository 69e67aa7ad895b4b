"""Pay, fees, reductions, subsidies, spending, and every line of every account."""

from random import Random

from solver.domain import Funding, School
from solver.domain.money import FeeReduction, RunningCost
from solver.plan import AccountLine, AccountStatement
from solver.policy import Clause
from tests.solver.verify.spoiling.good import (
    Good,
    NoPlace,
    Spoilt,
    Told,
    claim,
    copy,
    kind,
    pick,
    structure,
    swapped,
)


def _words(clause: Clause, name: str) -> tuple[str, ...]:
    value = clause.get(name)
    return (value,) if isinstance(value, str) else clause.words(name)


def _pay(good: Good, rng: Random, family: str, parameter: str, code: str, sign: int) -> Spoilt:
    found = []
    for x, m in good.serving():
        for c in good.clauses(family, m.school_id, parameter):
            roles, types = _words(c, "roles"), _words(c, "service_types")
            service = good.activity(m).service_type
            limit = c.integer(parameter)
            if (
                limit is not None
                and (not roles or x.role in roles)
                and (not types or service in types)
                and limit + sign >= 0
            ):
                found.append((x, m, c, service, limit))
    person, m, clause, service, limit = pick(rng, found)
    told = Told(clause.id, code, school_id=m.school_id, subject=person.id)
    return good.person(person, told, pay_fen={**person.pay_fen, service: limit + sign})


@kind("pay a fen over the cap")
def over_cap(good: Good, rng: Random) -> Spoilt:
    return _pay(good, rng, "keep_pay_cap", "cap_fen", "pay_over_cap", 1)


@kind("pay a fen under the floor")
def under_floor(good: Good, rng: Random) -> Spoilt:
    return _pay(good, rng, "keep_pay_floor", "floor_fen", "pay_under_floor", -1)


@kind("nobody paid for a service")
def unpaid(good: Good, rng: Random) -> Spoilt:
    found = [
        (x, m, c)
        for x, m in good.serving()
        for c in good.clauses("keep_pay_floor", m.school_id, "floor_fen")
        if x.role in _words(c, "roles")
    ]
    person, m, clause = pick(rng, found)
    told = Told(clause.id, "pay_under_floor", school_id=m.school_id, subject=person.id)
    return good.person(person, told, pay_fen={})


def _funding(good: Good, account: str) -> list[tuple[School, Funding]]:
    return [(s, f) for s in good.district.schools for f in s.funding if f.account == account]


def _fees(good: Good, account: str, *parameters: str) -> list[tuple[School, Funding, Clause]]:
    return [
        (s, f, c)
        for s, f in _funding(good, account)
        for c in good.clauses("cap_fees", s.id, *parameters)
        if str(c.get("account") or "basic") == account
    ]


@kind("fee a fen over the cap")
def fee_over(good: Good, rng: Random) -> Spoilt:
    school, funding, clause = pick(rng, _fees(good, "basic", "cap_fen"))
    told = Told(clause.id, "fee_over_cap", school_id=school.id, subject="basic", amount=1)
    fee = (clause.integer("cap_fen") or 0) + 1
    return good.within("funding", school, funding, told, fee_fen=fee)


@kind("fee over the cap of another document")
def fee_over_own(good: Good, rng: Random) -> Spoilt:
    school, funding, clause = pick(rng, [
        x for x in _fees(good, "basic", "from_funding") if x[1].fee_fen
    ])  # fmt: skip
    told = Told(clause.id, "fee_over_cap", school_id=school.id, subject="basic", amount=1)
    return good.within("funding", school, funding, told, fee_cap_fen=funding.fee_fen - 1)


@kind("cap of another document not given")
def cap_missing(good: Good, rng: Random) -> Spoilt:
    school, funding, clause = pick(rng, _fees(good, "basic", "from_funding"))
    told = Told(clause.id, "fee_cap_missing", school_id=school.id, subject="basic")
    return good.within("funding", school, funding, told, fee_cap_fen=None)


@kind("fee of a special activity over the cap")
def special_fee(good: Good, rng: Random) -> Spoilt:
    school, _, clause = pick(rng, _fees(good, "special", "cap_fen"))
    m = pick(rng, [
        m for m in good.usual
        if m.school_id == school.id and good.activity(m).service_type == "special"
    ])  # fmt: skip
    told = Told(clause.id, "fee_over_cap", school_id=school.id, subject=m.activity_id)
    fee = (clause.integer("cap_fen") or 0) + 1
    return good.offer(good.activity(m), told, fee_fen=fee)


@kind("charged twice in a term")
def charged_twice(good: Good, rng: Random) -> Spoilt:
    school, funding, clause = pick(rng, _fees(good, "special", "max_charges_per_term"))
    most = clause.integer("max_charges_per_term") or 0
    told = Told(clause.id, "too_many_charges", school_id=school.id, subject="special", amount=1)
    return good.within("funding", school, funding, told, charges_per_term=most + 1)


def _reduced(good: Good, rng: Random) -> tuple[School, Funding, Clause]:
    return pick(rng, [
        (s, f, c)
        for s, f in _funding(good, "basic")
        if f.fee_fen
        for c in good.clauses("apply_fee_reductions", s.id)
    ])  # fmt: skip


@kind("students in hardship who pay too much")
def reduction_low(good: Good, rng: Random) -> Spoilt:
    school, funding, clause = _reduced(good, rng)
    least = clause.integer("min_reduction_pct") or 0
    row = pick(rng, [r for r in funding.reductions if r.group in _words(clause, "groups")])
    told = Told(clause.id, "reduction_low", school_id=school.id, subject=row.group, amount=1)
    rows = swapped(funding.reductions, row, reduction_pct=least - 1)
    return good.within("funding", school, funding, told, reductions=rows)


@kind("students in hardship without a reduction")
def hardship(good: Good, rng: Random) -> Spoilt:
    school, funding, clause = _reduced(good, rng)
    total = sum(c.hardship for c in school.classes)
    if not total:
        raise NoPlace
    told = Told(clause.id, "hardship_not_reduced", school_id=school.id, subject=school.id, amount=1)
    rows = (FeeReduction(group="hardship", count=total - 1, reduction_pct=100),)
    return good.within("funding", school, funding, told, reductions=rows)


@kind("subsidy a fen under the floor")
def subsidy(good: Good, rng: Random) -> Spoilt:
    school, clause = pick(rng, good.bound("meet_subsidy_floor", "floor_fen"))
    funding = next(f for f in school.funding if f.account == "basic")
    floor = clause.integer("floor_fen") or 0
    told = Told(clause.id, "subsidy_low", school_id=school.id, subject="basic", amount=1)
    return good.within("funding", school, funding, told, subsidy_per_participant_fen=floor - 1)


@kind("money spent on what is not allowed")
def spending(good: Good, rng: Random) -> Spoilt:
    school, funding, clause = pick(rng, [
        (s, f, c)
        for s, c in good.bound("balance_accounts", "allowed_spending")
        for f in s.funding
        if f.account in ((str(c.get("account")),) if c.get("account") else ("basic", "special"))
    ])  # fmt: skip
    cost = RunningCost(kind="lunch", amount_fen=rng.randint(1, 5000))
    told = Told(
        clause.id, "spending_not_allowed", school_id=school.id, subject=funding.account,
        amount=cost.amount_fen,
    )  # fmt: skip
    costs = (*funding.running_costs, cost)
    return good.within("funding", school, funding, told, running_costs=costs)


# --- accounts ---------------------------------------------------------------------------------


def _line(good: Good, rng: Random, told_of: str) -> tuple[AccountStatement, AccountLine]:
    return pick(rng, [
        (a, x) for a in good.plan.accounts for x in a.lines if x.kind.split(":")[0] == told_of
    ])  # fmt: skip


def _account(good: Good, a: AccountStatement, told: Told, **changes: object) -> Spoilt:
    return good.said(told, accounts=swapped(good.plan.accounts, a, **changes))


def _off(line_kind: str) -> None:
    @kind(f"account line {line_kind} off by a fen")
    def made(good: Good, rng: Random) -> Spoilt:
        a, line = _line(good, rng, line_kind)
        off = rng.choice((-1, 1))
        told = claim(
            "accounts", "account_line", school_id=a.school_id,
            subject=f"{a.account}/{line.kind}", amount=1,
        )  # fmt: skip
        lines = swapped(a.lines, line, amount_fen=line.amount_fen + off)
        return _account(good, a, told, lines=lines)


for _kind in (
    "fees", "fee_reductions", "subsidy", "lump_sum", "pay", "external_pay", "volunteer_allowance",
    "provider", "running",
):  # fmt: skip
    _off(_kind)


def _figure(name: str, field: str) -> None:
    @kind(name)
    def made(good: Good, rng: Random) -> Spoilt:
        a = pick(rng, good.plan.accounts)
        off = 1 if field in ("missing_fen", "refund_fen") else rng.choice((-1, 1))
        told = claim(
            "accounts", "account_line", school_id=a.school_id,
            subject=f"{a.account}/{field}", amount=1,
        )  # fmt: skip
        return _account(good, a, told, **{field: getattr(a, field) + off})


_figure("closing of an account off by a fen", "closing_fen")
_figure("opening of an account off by a fen", "opening_fen")
_figure("refund of an account off by a fen", "refund_fen")
_figure("shortfall claimed that is none", "missing_fen")


@kind("account line left out")
def line_left_out(good: Good, rng: Random) -> Spoilt:
    a, line = pick(rng, [(a, x) for a in good.plan.accounts for x in a.lines])
    told = claim(
        "accounts", "account_line", school_id=a.school_id, subject=f"{a.account}/{line.kind}",
        amount=abs(line.amount_fen),
    )  # fmt: skip
    return _account(good, a, told, lines=tuple(x for x in a.lines if x is not line))


@kind("account line invented")
def line_invented(good: Good, rng: Random) -> Spoilt:
    a = pick(rng, good.plan.accounts)
    more = AccountLine(kind="running:other", amount_fen=-rng.randint(1, 900))
    if any(x.kind == more.kind for x in a.lines):
        raise NoPlace
    told = claim(
        "accounts", "account_line", school_id=a.school_id,
        subject=f"{a.account}/running:other", amount=-more.amount_fen,
    )  # fmt: skip
    return _account(good, a, told, lines=(*a.lines, more))


@kind("account left out")
def account_left_out(good: Good, rng: Random) -> Spoilt:
    a = pick(rng, [a for a in good.plan.accounts if a.lines])
    told = claim("accounts", "account_missing", school_id=a.school_id, subject=a.account)
    return good.said(told, accounts=tuple(x for x in good.plan.accounts if x is not a))


@kind("account told twice")
def account_twice(good: Good, rng: Random) -> Spoilt:
    a = pick(rng, good.plan.accounts)
    told = claim("accounts", "account_twice", school_id=a.school_id, subject=a.account, amount=1)
    return good.said(told, accounts=(*good.plan.accounts, a))


@kind("account of an unknown school")
def account_of_nobody(good: Good, rng: Random) -> Spoilt:
    a = pick(rng, good.plan.accounts)
    told = claim("accounts", "unknown_id", subject="elsewhere")
    return good.said(told, accounts=(*good.plan.accounts, copy(a, school_id="elsewhere")))


@kind("shortfall not stated")
def shortfall(good: Good, rng: Random) -> Spoilt:
    a = pick(rng, good.plan.accounts)
    school = good.schools[a.school_id]
    funding = pick(rng, [f for f in school.funding if f.account == a.account])
    short = rng.randint(1, 9000)
    told = structure(
        "balance_accounts", "shortfall_not_stated", school_id=a.school_id, subject=a.account,
        amount=short,
    )  # fmt: skip
    opening = funding.opening_fen - a.closing_fen - short
    return good.within("funding", school, funding, told, opening_fen=opening)


@kind("fees charged although they are not published")
def unpublished(good: Good, rng: Random) -> Spoilt:
    a, line = _line(good, rng, "fees")
    school = good.schools[a.school_id]
    funding = pick(rng, [f for f in school.funding if f.account == a.account])
    told = claim(
        "accounts", "account_line", school_id=a.school_id, subject=f"{a.account}/fees",
        amount=line.amount_fen,
    )  # fmt: skip
    return good.within("funding", school, funding, told, fee_published=False)
