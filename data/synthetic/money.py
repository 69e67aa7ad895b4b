"""Accounts of the planted plan, and the funding that balances them with a modest surplus."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from random import Random

from data.synthetic.draft import MeetingDraft, SchoolDraft
from solver.domain.base import Account
from solver.domain.calendar import meeting_dates
from solver.domain.money import FeeReduction, Funding, LumpSum, RunningCost, Spending
from solver.domain.people import Provider, StaffMember
from solver.domain.school import Period, School
from solver.domain.term import Term
from solver.plan import AccountLine, AccountStatement
from solver.policy import PAY_LINES, PolicyPack, half_up, pay_line

Dates = Callable[[MeetingDraft, Period], int]


def dates_counter(school: School, term: Term) -> Dates:
    """Returns how many real dates a planted group has in a period."""
    grades = {c.id: c.grade for c in school.classes}
    found: dict[tuple[int, tuple[int, ...]], int] = {}

    def count(meeting: MeetingDraft, period: Period) -> int:
        key = (period.weekday, tuple(sorted({grades[i] for i in meeting.counts})))
        if key not in found:
            dates: tuple[date, ...] = meeting_dates(term, school, *key)
            found[key] = len(dates)
        return found[key]

    return count


def fund_school(
    draft: SchoolDraft,
    dates: Dates,
    staff: dict[str, StaffMember],
    providers: dict[str, Provider],
    pack: PolicyPack,
    rng: Random,
) -> tuple[list[Funding], list[AccountStatement]]:
    """Returns the funding of a school and the accounts of the planted plan."""
    basic = _basic(draft, dates, staff, _allowed(pack), rng)
    fundings, statements = [basic[0]], [basic[1]]
    if any(a.service_type == "special" for a in draft.activities):
        special = _special(draft, dates, providers)
        fundings.append(special[0])
        statements.append(special[1])
    return fundings, statements


def _basic(
    draft: SchoolDraft,
    dates: Dates,
    staff: dict[str, StaffMember],
    allowed: tuple[Spending, ...],
    rng: Random,
) -> tuple[Funding, AccountStatement]:
    money = draft.recipe.money
    participants = sum(max(c.recipe.present) for c in draft.classes)
    hardship = sum(c.recipe.hardship for c in draft.classes)
    pay: Counter[str] = Counter()
    for m in draft.meetings:
        if m.service_type not in ("basic", "extended", "evening"):
            continue
        for p in m.periods:
            for person in m.staff:
                rate = staff[person.id].pay_fen.get(m.service_type, 0)
                pay[pay_line(staff[person.id])] += half_up(rate * draft.ch[p.id], 100) * dates(m, p)
    running = _running(participants, allowed, rng)
    charged = money.fee_fen if money.fee_published else 0
    reduced = half_up(charged * (100 - money.reduction_pct), 100)
    fees = participants * charged
    reductions = hardship * (charged - reduced)
    subsidy = money.subsidy_per_participant_fen * participants
    cost = sum(pay.values()) + sum(r.amount_fen for r in running)
    short = cost + cost // 20 - (fees - reductions) - subsidy
    lump = -(-short // 100_000) * 100_000 if short > 0 else 0
    funding = Funding(
        account="basic",
        fee_fen=money.fee_fen,
        fee_published=money.fee_published,
        fee_approval_ref=money.fee_approval_ref,
        fee_cap_fen=money.fee_cap_fen,
        fee_cap_ref=money.fee_cap_ref,
        charges_per_term=1 if money.fee_fen else 0,
        reductions=(
            FeeReduction(
                group=money.reduction_group, count=hardship, reduction_pct=money.reduction_pct
            ),
        )
        if hardship
        else (),
        subsidy_per_participant_fen=money.subsidy_per_participant_fen,
        lump_sums=(LumpSum(source=money.lump_source, amount_fen=lump),) if lump else (),
        running_costs=tuple(running),
        allowed_spending=tuple(dict.fromkeys(("personnel", "external_pay", *allowed))),
    )
    lines = [
        ("fees", fees),
        ("fee_reductions", -reductions),
        ("subsidy", subsidy),
        *((f"lump_sum:{s.source}", s.amount_fen) for s in funding.lump_sums),
        ("pay", -pay["pay"]),
        ("external_pay", -pay["external_pay"]),
        ("volunteer_allowance", -pay["volunteer_allowance"]),
        *((f"running:{r.kind}", -r.amount_fen) for r in running),
    ]
    return funding, statement(draft.id, "basic", lines)


def _allowed(pack: PolicyPack) -> tuple[Spending, ...]:
    """Running costs of a planted school that every clause of the pack lets it pay."""
    kinds: list[Spending] = ["electricity", "consumables"]
    for clause in pack.of_family("balance_accounts"):
        listed = clause.words("allowed_spending")
        if listed and clause.get("account") != "special":
            kinds = [k for k in kinds if k in listed]
    return tuple(kinds)


def _running(participants: int, allowed: tuple[Spending, ...], rng: Random) -> list[RunningCost]:
    """Light and material: 3 to 6 yuan per participant and kind that the pack lets pay."""
    return [
        RunningCost(kind=kind, amount_fen=participants * rng.randint(300, 600)) for kind in allowed
    ]


def _special(
    draft: SchoolDraft, dates: Dates, providers: dict[str, Provider]
) -> tuple[Funding, AccountStatement]:
    """Special service at cost: the fee of each activity covers its meetings, rounded up."""
    cost: Counter[str] = Counter()
    by_activity: Counter[str] = Counter()
    students: Counter[str] = Counter()
    for m in draft.meetings:
        if m.service_type == "special" and m.activity.provider_id:
            price = providers[m.activity.provider_id].price_per_meeting_fen
            amount = sum(price * dates(m, p) for p in m.periods)
            cost[m.activity.provider_id] += amount
            by_activity[m.activity.id] += amount
            students[m.activity.id] += m.students
    fees = 0
    for i, activity in enumerate(draft.activities):
        if activity.service_type == "special" and students[activity.id]:
            per_head = by_activity[activity.id] * 103 // 100 / students[activity.id]
            fee = -(-int(per_head) // 500) * 500 + 500
            fees += fee * students[activity.id]
            draft.activities[i] = activity.model_copy(update={"fee_fen": fee})
    for m in draft.meetings:
        if m.service_type == "special":
            m.activity = next(a for a in draft.activities if a.id == m.activity.id)
    funding = Funding(
        account="special",
        fee_published=True,
        charges_per_term=1,
        allowed_spending=("provider",),
    )
    lines = [("fees", fees), *((f"provider:{i}", -n) for i, n in sorted(cost.items()))]
    return funding, statement(draft.id, "special", lines)


def cost_of(accounts: Iterable[AccountStatement]) -> int:
    """Returns what some accounts pay for meetings and duties, and draw, in fen: `save_money`.

    No planted activity has consumables.
    """
    decided = (*PAY_LINES, "provider", "district_fund")
    return sum(
        abs(line.amount_fen)
        for a in accounts
        for line in a.lines
        if line.kind.partition(":")[0] in decided
    )


def statement(school_id: str, account: Account, lines: list[tuple[str, int]]) -> AccountStatement:
    """Returns an account that opens with nothing; lines of nothing are left out."""
    closing = sum(n for _, n in lines)
    return AccountStatement(
        school_id=school_id,
        account=account,
        opening_fen=0,
        lines=tuple(AccountLine(kind=k, amount_fen=n) for k, n in lines if n),
        closing_fen=closing,
        missing_fen=max(0, -closing),
        refund_fen=max(0, closing) if account == "special" else 0,
    )
