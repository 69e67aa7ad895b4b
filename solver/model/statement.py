"""What a plan claims of itself: levels, terms, accounts, computed from its meetings."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from solver.domain import District, Funding, School
from solver.domain.base import Account
from solver.domain.calendar import meeting_dates
from solver.domain.choices import menu_of
from solver.model.duty_statement import duty_pay
from solver.plan import AccountLine, AccountStatement, Duty, Meeting, UnmetNeed
from solver.policy import (
    PAY_LINES,
    PolicyPack,
    class_hours_ch,
    half_up,
    meeting_pay,
    pay_line,
    reduced,
)

ACCOUNTS: tuple[Account, ...] = ("basic", "special", "lunch")
FUND_LINE = "district_fund"
"""Kind of the account line that the district's fund pays."""


def account_of(service_type: str) -> Account:
    """Returns the account that pays a type of service."""
    if service_type == "special":
        return "special"
    return "lunch" if service_type == "lunch" else "basic"


def payers(school: School, account: str) -> int:
    """Returns the students of an account's fees and subsidies: of lunch those who eat at most."""
    if account == "lunch":
        lunches = [p for p in school.periods if p.window == "lunch"]
        return sum(
            max((c.present(p) for p in lunches if p.applies_to(c.grade)), default=0)
            for c in school.classes
        )
    return sum(school.participants_term(c) for c in school.classes)


def accounts(
    district: District,
    pack: PolicyPack,
    meetings: Iterable[Meeting],
    duties: Iterable[Duty] = (),
) -> tuple[AccountStatement, ...]:
    """Returns the statement of every account of every school over the term's real dates."""
    by_school: dict[str, list[Meeting]] = defaultdict(list)
    for m in meetings:
        by_school[m.school_id].append(m)
    found: list[AccountStatement] = []
    standing = duty_pay(district, pack, duties)
    for school in district.schools:
        moving = _moving(district, pack, school, by_school[school.id])
        moving["basic"].subtract(standing[school.id])
        for account in ACCOUNTS:
            funding = next((f for f in school.funding if f.account == account), None)
            lines = list(fixed_lines(district, school, funding)) if funding else []
            variable = moving[account]
            if account == "special" and not (funding and funding.fee_published):
                variable.pop("fees", None)
            lines += [AccountLine(kind=k, amount_fen=n) for k, n in sorted(variable.items()) if n]
            if funding is None and not lines:
                continue
            opening = funding.opening_fen if funding else 0
            closing = opening + sum(x.amount_fen for x in lines)
            found.append(
                AccountStatement(
                    school_id=school.id,
                    account=account,
                    opening_fen=opening,
                    lines=tuple(lines),
                    closing_fen=closing,
                    missing_fen=max(0, -closing),
                    refund_fen=max(0, closing) if account == "special" else 0,
                )
            )
    return tuple(with_draws(found, district.fund.size_fen if district.fund else 0))


def with_draws(found: Sequence[AccountStatement], size_fen: int) -> list[AccountStatement]:
    """Returns statements in which the fund covers what basic accounts are short of.

    A fund that does not cover all of it is divided by what each is short of, rounded down; what
    the rounding leaves goes to the first of them.
    """
    short = [a.missing_fen if a.account == "basic" else 0 for a in found]
    total = sum(short)
    given = min(total, size_fen)
    draws = [n * given // total if total else 0 for n in short]
    left = given - sum(draws)
    for i, n in enumerate(short):
        more = min(left, n - draws[i])
        draws[i], left = draws[i] + more, left - more
    return [
        a.model_copy(
            update={
                "lines": (*a.lines, AccountLine(kind=FUND_LINE, amount_fen=n)),
                "closing_fen": a.closing_fen + n,
                "missing_fen": a.missing_fen - n,
            }
        )
        if n
        else a
        for a, n in zip(found, draws, strict=True)
    ]


def fixed_lines(district: District, school: School, funding: Funding) -> list[AccountLine]:
    """Returns the lines of an account that do not depend on the plan."""
    students = payers(school, funding.account)
    lines = []
    if funding.account != "special" and funding.fee_published and funding.fee_fen:
        lines.append(AccountLine(kind="fees", amount_fen=students * funding.fee_fen))
        less = sum(
            r.count * (funding.fee_fen - half_up(funding.fee_fen * (100 - r.reduction_pct), 100))
            for r in reduced(district.students, school, funding)
        )
        if less:
            lines.append(AccountLine(kind="fee_reductions", amount_fen=-less))
    subsidy = students * funding.subsidy_per_participant_fen
    if subsidy:
        lines.append(AccountLine(kind="subsidy", amount_fen=subsidy))
    for lump in funding.lump_sums:
        lines.append(AccountLine(kind=f"lump_sum:{lump.source}", amount_fen=lump.amount_fen))
    for cost in funding.running_costs:
        lines.append(
            AccountLine(kind=f"running:{cost.kind}", amount_fen=-cost.amount_fen, note=cost.note)
        )
    return lines


def _moving(
    district: District, pack: PolicyPack, school: School, meetings: list[Meeting]
) -> dict[str, Counter[str]]:
    people = {p.id: p for p in district.staff}
    activity = {a.id: a for a in district.activities}
    providers = {p.id: p for p in district.providers}
    periods = {p.id: p for p in school.periods}
    grade = {c.id: c.grade for c in school.classes}
    found: dict[str, Counter[str]] = {a: Counter() for a in ACCOUNTS}
    for m in meetings:
        a = activity[m.activity_id]
        account = found[account_of(m.service_type)]
        grades = [grade[c] for c in m.class_counts]
        dates = len(
            meeting_dates(
                district.term, school, m.weekday, grades, m.from_date, m.to_date, m.except_dates
            )
        )
        ch = class_hours_ch(pack, school, periods[m.period_id])
        for w in m.staff_ids:
            if people[w].role == "instructor":
                continue
            students = sum(m.class_counts.values())
            account[pay_line(people[w])] -= (
                meeting_pay(people[w], m.service_type, students, ch) * dates
            )
        if a.provider_id:
            price = providers[a.provider_id].price_per_meeting_fen
            account[f"provider:{a.provider_id}"] -= price * dates
    fees = _special_fees(district, school, meetings)
    if fees:
        found["special"]["fees"] += fees
    return found


def _special_fees(district: District, school: School, meetings: list[Meeting]) -> int:
    """Returns the fees of chosen special activities: each student pays once a term."""
    special = {a.id: a.fee_fen for a in district.activities if a.service_type == "special"}
    return _once_a_term(school, meetings, special)


def _once_a_term(school: School, meetings: list[Meeting], amounts: Mapping[str, int]) -> int:
    """Returns what enrolments cost by activity, each student once a term.

    Where the term is cut, a class pays for the most students that it has in any part of it.
    """
    sections: dict[str, list[Meeting]] = defaultdict(list)
    for m in meetings:
        if m.activity_id in amounts:
            sections[m.section_id].append(m)
    seats: dict[tuple[str, str | None, str], Counter[date]] = defaultdict(Counter)
    for members in sections.values():
        first = members[0]
        end = max(m.to_date for m in members)
        for c, n in first.class_counts.items():
            menu = menu_of(school, c, first.activity_id, {m.period_id for m in members})
            seats[(c, menu.id if menu else None, first.activity_id)][end] += n
    return sum(max(n.values()) * amounts[a] for (_c, _m, a), n in seats.items())


def spent(
    district: District, statements: Iterable[AccountStatement], meetings: Iterable[Meeting]
) -> int:
    """Returns the value of term ``save_money``, in fen.

    That is pay and prices of providers, what is drawn from the fund, and the consumables of
    enrolments.
    """
    by_school: dict[str, list[Meeting]] = defaultdict(list)
    for m in meetings:
        by_school[m.school_id].append(m)
    chosen = {
        a.id: a.consumables_fen
        for a in district.activities
        if a.grouping == "by_choice" and a.consumables_fen
    }
    total = sum(_once_a_term(s, by_school[s.id], chosen) for s in district.schools)
    for line in (line for a in statements for line in a.lines):
        kind = line.kind.partition(":")[0]
        if kind in (*PAY_LINES, "provider"):
            total -= line.amount_fen
        elif kind == FUND_LINE:
            total += line.amount_fen
    return total


def unmet_minutes(unmet: Iterable[UnmetNeed]) -> int:
    """Returns the value of term ``place_everyone_once``: rows about students of a class."""
    return sum(u.minutes for u in unmet if u.class_id is not None)
