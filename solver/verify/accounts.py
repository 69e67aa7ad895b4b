"""The accounts of each school over the term, counted from meetings, dates and funding records."""

from collections import Counter, defaultdict

from solver.domain import Funding, School
from solver.domain.base import Account
from solver.plan import AccountLine, AccountStatement
from solver.policy import half_up
from solver.verify.context import Context
from solver.verify.enrolments import menu_id_of, pattern_of, rosters
from solver.verify.epochs import epochs
from solver.verify.families.fees import charged_less, funding_of
from solver.verify.once import once
from solver.verify.pay import hourly_fen

ACCOUNTS: tuple[Account, ...] = ("basic", "special", "lunch")
PAID_BY: dict[str, Account] = {"special": "special", "lunch": "lunch"}
"""Accounts of service types; basic, extended and evening service are paid from ``basic``."""
OWN_LINE = {"external": "external_pay", "volunteer": "volunteer_allowance"}
"""Lines of people who are not the school's: hired ones are paid, volunteers have an allowance."""
Enrolment = tuple[str, str | None, str]
"""Class, menu and activity."""


FUND_LINE = "district_fund"
"""Line of what a school draws from the district's fund: the plan decides it."""
CAUSED = ("pay", *OWN_LINE.values(), "provider", FUND_LINE)
"""Lines, by the word before a colon, that stand for what a plan decides to spend."""


def stated_draws(ctx: Context) -> dict[tuple[str, str], int]:
    """Returns what each account of the plan says that it draws from the district's fund, in fen."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for a in ctx.plan.accounts:
        for line in a.lines:
            if line.kind == FUND_LINE:
                found[(a.school_id, a.account)] += line.amount_fen
    return dict(found)


@once
def statements(ctx: Context) -> tuple[AccountStatement, ...]:
    """Returns the statement of each account that has funding, a cost or an income.

    Lines stand in a fixed order, one per kind; kinds without an amount are left out.
    """
    found = []
    draws = stated_draws(ctx)
    for school in ctx.district.schools:
        for account in ACCOUNTS:
            funding = funding_of(school, account)
            lines = _lines(ctx, school, account, funding or Funding(account=account))
            drawn = draws.get((school.id, account), 0)
            if drawn:
                lines[FUND_LINE] = drawn
            if funding is not None or lines:
                opening = funding.opening_fen if funding else 0
                closing = opening + sum(lines.values())
                found.append(
                    AccountStatement(
                        school_id=school.id,
                        account=account,
                        opening_fen=opening,
                        lines=tuple(AccountLine(kind=k, amount_fen=v) for k, v in lines.items()),
                        closing_fen=closing,
                        missing_fen=max(0, -closing),
                        refund_fen=max(0, closing) if account == "special" else 0,
                    )
                )
    return tuple(found)


def _lines(ctx: Context, school: School, account: Account, funding: Funding) -> dict[str, int]:
    lines: dict[str, int] = defaultdict(int)
    participants = payers(school, account)
    if funding.fee_published:
        if account == "special":
            lines["fees"] = _special_fees(ctx, school)
        else:
            lines["fees"] = participants * funding.fee_fen
            lines["fee_reductions"] = -reductions(ctx, school, funding)
    lines["subsidy"] = funding.subsidy_per_participant_fen * participants
    for lump in funding.lump_sums:
        lines[f"lump_sum:{lump.source}"] += lump.amount_fen
    for kind, amount in _meeting_costs(ctx, school, account).items():
        lines[kind] -= amount
    for cost in funding.running_costs:
        lines[f"running:{cost.kind}"] -= cost.amount_fen
    return {kind: amount for kind, amount in lines.items() if amount}


def payers(school: School, account: str) -> int:
    """Returns the students whom an account charges and a subsidy is given for.

    In the lunch account those who eat at school: of each class the most of any lunch period.
    """
    if account != "lunch":
        return sum(school.participants_term(c) for c in school.classes)
    return sum(
        max(
            (c.present(p) for p in school.periods if p.window == "lunch" and p.applies_to(c.grade)),
            default=0,
        )
        for c in school.classes
    )


def reductions(ctx: Context, school: School, funding: Funding) -> int:
    """Returns what reduced students do not pay: the fee less their rounded share each.

    Those who are only counted, and of the basic fee each listed student with a rate.
    """
    fee = funding.fee_fen
    rates = Counter[int]()
    for row in funding.reductions:
        rates[row.reduction_pct] += row.count
    if funding.account == "basic":
        rates.update(s.fee_reduction_pct for s in charged_less(ctx, school))
    return sum(n * (fee - half_up(fee * (100 - pct), 100)) for pct, n in rates.items())


def _special_fees(ctx: Context, school: School) -> int:
    """Returns the fees of special sections: each student once in the term."""
    return sum(
        students * ctx.activities[key[2]].fee_fen
        for key, students in _charged(ctx, school).items()
        if ctx.activities[key[2]].service_type == "special"
    )


def _charged(ctx: Context, school: School) -> Counter[Enrolment]:
    """Returns the students enrolled at a school, each once in the term.

    Where the term is cut, a class pays for the most students that it has in any part.
    """
    most: Counter[Enrolment] = Counter()
    for part in epochs(ctx):
        most |= _by_choice(part, school)
    return most


def _by_choice(ctx: Context, school: School) -> Counter[Enrolment]:
    """Returns the students of chosen sections, each once per section."""
    found: Counter[Enrolment] = Counter()
    for section_id, roster in rosters(ctx).items():
        meetings = ctx.of_section[section_id]
        activity = meetings[0].activity
        if meetings[0].school.id == school.id and activity.grouping == "by_choice":
            pattern = pattern_of(ctx, meetings)
            for class_id, students in roster.items():
                menu_id = menu_id_of(ctx, class_id, activity.id, pattern)
                found[(class_id, menu_id, activity.id)] += students
    return found


def _meeting_costs(ctx: Context, school: School, account: str) -> dict[str, int]:
    """Returns pay and provider prices of the meetings an account pays, on all their dates.

    Duties are basic service.
    """
    costs: dict[str, int] = defaultdict(int)
    for b in (*ctx.of_school[school.id], *ctx.duties_of[school.id]):
        service = b.activity.service_type
        if PAID_BY.get(service, "basic") != account:
            continue
        times = len(b.dates)
        provider = ctx.providers.get(b.activity.provider_id or "")
        if provider is not None:
            costs[f"provider:{provider.id}"] += provider.price_per_meeting_fen * times
        for person in b.people:
            if person.role == "instructor":
                continue  # The provider pays its own people.
            kind = OWN_LINE.get(person.role, "pay")
            costs[kind] += half_up(hourly_fen(person, b) * b.ch, 100) * times
    return costs


def money_spent(ctx: Context) -> int:
    """Returns what the plan costs: pay, providers, consumables, and what the fund gives, in fen.

    This is `save_money`. Of the accounts those lines count that meetings and duties cause, on
    their dates; consumables are paid by whoever enrols, once in the term.
    """
    spent = sum(
        abs(line.amount_fen)
        for a in statements(ctx)
        for line in a.lines
        if line.kind.partition(":")[0] in CAUSED
    )
    for school in ctx.district.schools:
        for key, students in _charged(ctx, school).items():
            spent += students * ctx.activities[key[2]].consumables_fen
    return spent


def reference_money(ctx: Context) -> tuple[int, int]:
    """Returns the money missing in the empty plan, and what the fund gives: nobody meets, no pay.

    The district's fund covers what basic accounts are short of, as far as it goes.
    """
    total = covered = 0
    for school in ctx.district.schools:
        for funding in school.funding:
            participants = payers(school, funding.account)
            closing = funding.opening_fen + funding.subsidy_per_participant_fen * participants
            closing += sum(lump.amount_fen for lump in funding.lump_sums)
            closing -= sum(cost.amount_fen for cost in funding.running_costs)
            if funding.account != "special" and funding.fee_published:
                closing += participants * funding.fee_fen - reductions(ctx, school, funding)
            total += max(0, -closing)
            if funding.account == "basic":
                covered += max(0, -closing)
    fund = ctx.district.fund
    given = min(covered, fund.size_fen if fund else 0)
    return total - given, given
