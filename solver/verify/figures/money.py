"""Fees, reductions, subsidies and accounts beside what is required."""

from collections.abc import Iterator

from solver.plan import ClauseFigure, Violation
from solver.policy import Clause
from solver.verify.accounts import statements
from solver.verify.context import Context
from solver.verify.families.balance_accounts import accounts_named
from solver.verify.families.fees import charges_fee, fees_compared, funding_of, reduction_rates
from solver.verify.figures.tally import Tightest, barred, judged
from solver.verify.parameters import words


def fees(ctx: Context, clause: Clause, _: list[Violation]) -> Iterator[ClauseFigure]:
    """Compares fees with the ceiling, charges with their number."""
    cap_name = "from_funding" if clause.flag("from_funding") else "cap_fen"
    caps = Tightest(cap_name, "most", "fen")
    charges = Tightest("max_charges_per_term", "most", "charges")
    most = clause.integer("max_charges_per_term")
    account = str(clause.get("account") or "basic")
    for school in judged(ctx, clause):
        funding = funding_of(school, account)
        if most is not None and funding is not None:
            charges.add(most, funding.charges_per_term, school=school, subject=account)
        for _code, subject, fee, cap in fees_compared(ctx, school, clause):
            caps.add(cap, fee, school=school, subject=subject)
    for tally in (caps, charges):
        yield from tally.figures()


def reductions(ctx: Context, clause: Clause, _: list[Violation]) -> Iterator[ClauseFigure]:
    """Compares rates of reduction with the least, students reduced with those in hardship."""
    rates = Tightest("min_reduction_pct", "least", "percent")
    counts = Tightest("groups", "least", "students")
    least = clause.integer("min_reduction_pct") or 0
    for school in judged(ctx, clause):
        funding = funding_of(school, "basic")
        if funding is None or not charges_fee(funding):
            continue
        rows = reduction_rates(ctx, school, funding, clause)
        for group, pct, _n in rows:
            rates.add(least, pct, school=school, subject=group)
        hardship = sum(c.hardship for c in school.classes)
        counts.add(hardship, sum(n for _, _, n in rows), school=school)
    for tally in (rates, counts):
        yield from tally.figures()


def subsidy(ctx: Context, clause: Clause, _: list[Violation]) -> Iterator[ClauseFigure]:
    """Compares the subsidy per participant with the floor."""
    floor = clause.integer("floor_fen")
    if floor is None:
        return
    tally = Tightest("floor_fen", "least", "fen")
    for school in judged(ctx, clause):
        funding = funding_of(school, "basic")
        paid = funding.subsidy_per_participant_fen if funding else 0
        tally.add(floor, paid, school=school, subject="basic")
    yield from tally.figures()


def accounts(ctx: Context, clause: Clause, breaches: list[Violation]) -> Iterator[ClauseFigure]:
    """Compares closing balances with nothing, spending of other kinds, refunds with surplus."""
    schools = {s.id: s for s in judged(ctx, clause)}
    only = clause.get("account")
    mine = [a for a in statements(ctx) if a.school_id in schools and only in (None, a.account)]
    closing = Tightest("closing", "least", "fen")
    for a in mine:
        closing.add(0, a.closing_fen, school=schools[a.school_id], subject=a.account)
    yield from closing.figures()
    if words(clause, "allowed_spending"):
        rows = [
            c
            for s in schools.values()
            for f in s.funding
            if f.account in accounts_named(clause)
            for c in f.running_costs
        ]
        other = [v for v in breaches if v.code == "spending_not_allowed"]
        yield barred("allowed_spending", "fen", len(rows), other)
    if clause.flag("surplus_refunded"):
        refunds = Tightest("surplus_refunded", "least", "fen")
        said = {(a.school_id, a.account): a.refund_fen for a in ctx.plan.accounts}
        for a in mine:
            if a.account == "special":
                refund = said.get((a.school_id, a.account), 0)
                school = schools[a.school_id]
                refunds.add(a.refund_fen, refund, school=school, subject=a.account)
        yield from refunds.figures()
    if clause.flag("fee_needs_publication"):
        unpublished = Tightest("fee_needs_publication", "most", "fen")
        charged = {
            (a.school_id, a.account): sum(
                line.amount_fen for line in a.lines if line.kind == "fees"
            )
            for a in ctx.plan.accounts
        }
        for s in schools.values():
            for f in s.funding:
                taken = 0 if f.fee_published else charged.get((s.id, f.account), 0)
                unpublished.add(0, taken, school=s, subject=f.account)
        yield from unpublished.figures()
