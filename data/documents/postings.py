"""Every sum behind an account line: the meeting or duty and its dates, or the funding record.

The lines of a plan's accounts add up to these (tested): pay and prices are told per person,
meeting and date, so that each yuan can be traced to where and when it was earned or spent.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from data.writers.events import Event
from data.writers.view import PlanView
from solver.domain.money import Funding
from solver.domain.people import StaffMember
from solver.domain.school import School
from solver.policy.applied import half_up
from solver.policy.pay import pay_line, rate_fen
from solver.policy.reductions import reduced

ACCOUNTS = ("basic", "special", "lunch")
_FUND = "district_fund"
_OWN_ACCOUNT = ("special", "lunch")


@dataclass(frozen=True)
class Posting:
    """A sum in an account: income positive, cost negative, in fen.

    Parameters
    ----------
    kind : str
        The account line it belongs to, e.g. ``pay`` or ``provider:<id>``.
    amount_fen : int
        Of all dates together.
    dates : tuple of date
        When it was earned; empty for a record of funding and for fees.
    event : Event, optional
        The meeting or duty that it comes from.
    staff_id : str
        Whom it is paid to, if to a person.
    ch : int
        Class-hours of one date, in hundredths.
    rate_fen : int
        Pay per class-hour, price per meeting, or fee per student.
    count : int
        How often the rate is counted without dates: students or reductions.
    about : str
        What a record of funding says of itself, or the activity of a fee (its id).
    """

    school_id: str
    account: str
    kind: str
    amount_fen: int
    dates: tuple[date, ...] = ()
    event: Event | None = None
    staff_id: str = ""
    ch: int = 0
    rate_fen: int = 0
    count: int = 0
    about: str = ""

    @property
    def each_fen(self) -> int:
        """What one date is worth."""
        return self.amount_fen // len(self.dates) if self.dates else self.amount_fen


def account_of(service_type: str) -> str:
    """Returns the account that pays a service: special and lunch their own, else basic."""
    return service_type if service_type in _OWN_ACCOUNT else "basic"


def postings(view: PlanView) -> tuple[Posting, ...]:
    """Returns the sums of all accounts: income first, then costs by weekday and time."""
    found: list[Posting] = []
    costs: dict[str, list[Posting]] = defaultdict(list)
    for event in view.events.all:
        costs[event.school.id].extend(_costs(view, event))
    for school in view.district.schools:
        for account in ACCOUNTS:
            funding = next((f for f in school.funding if f.account == account), None)
            if funding is not None:
                found.extend(_income(view, school, funding))
            found.extend(_drawn(view, school, account))
            found.extend(p for p in costs[school.id] if p.account == account)
            if funding is not None:
                found.extend(
                    Posting(
                        school.id,
                        account,
                        f"running:{cost.kind}",
                        -cost.amount_fen,
                        about=cost.note,
                    )
                    for cost in funding.running_costs
                    if cost.amount_fen
                )
    return tuple(found)


def payers(school: School, account: str) -> int:
    """Returns the students whom an account charges: those taking part, or those who eat."""
    if account != "lunch":
        return sum(school.participants_term(c) for c in school.classes)
    lunches = [p for p in school.periods if p.window == "lunch"]
    return sum(
        max((c.present(p) for p in lunches if p.applies_to(c.grade)), default=0)
        for c in school.classes
    )


def _income(view: PlanView, school: School, funding: Funding) -> Iterator[Posting]:
    account, students = funding.account, payers(school, funding.account)
    if funding.fee_published:
        yield from _fees(view, school, funding, students)
    subsidy = funding.subsidy_per_participant_fen
    if subsidy and students:
        yield Posting(
            school.id, account, "subsidy", subsidy * students, rate_fen=subsidy, count=students
        )
    for lump in funding.lump_sums:
        if lump.amount_fen:
            yield Posting(
                school.id, account, f"lump_sum:{lump.source}", lump.amount_fen, about=lump.source
            )


def _drawn(view: PlanView, school: School, account: str) -> Iterator[Posting]:
    """Yields what the plan has the account draw from the district's fund."""
    fund = view.district.fund
    for a in view.plan.accounts:
        if (a.school_id, a.account) == (school.id, account):
            drawn = sum(x.amount_fen for x in a.lines if x.kind == _FUND)
            if drawn:
                name = fund.name if fund else ""
                yield Posting(school.id, account, _FUND, drawn, about=name)


def _fees(view: PlanView, school: School, funding: Funding, students: int) -> Iterator[Posting]:
    account, fee = funding.account, funding.fee_fen
    if account == "special":
        for activity_id, count in sorted(special_students(view, school).items()):
            each = view.activities[activity_id].fee_fen
            if each and count:
                yield Posting(
                    school.id,
                    account,
                    "fees",
                    each * count,
                    rate_fen=each,
                    count=count,
                    about=activity_id,
                )
        return
    if fee and students:
        yield Posting(school.id, account, "fees", fee * students, rate_fen=fee, count=students)
    for r in reduced(view.district.students, school, funding):
        off = fee - half_up(fee * (100 - r.reduction_pct), 100)
        if off and r.count:
            yield Posting(
                school.id,
                account,
                "fee_reductions",
                -off * r.count,
                rate_fen=-off,
                count=r.count,
                about=r.group,
            )


def special_students(view: PlanView, school: School) -> Counter[str]:
    """Returns the students charged per special activity: each once, however the term is cut.

    Of each class the most students that are in the activity's sections on any date.
    """
    by_class: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in view.events.all:
        m = event.meeting
        if m is None or event.school is not school or m.activity_id not in view.activities:
            continue
        if view.activities[m.activity_id].service_type == "special":
            for class_id, students in m.class_counts.items():
                if students:
                    by_class[(m.activity_id, class_id)].append(event)
    found: Counter[str] = Counter()
    for (activity_id, class_id), events in by_class.items():
        found[activity_id] += _most_at_once(events, class_id)
    return found


def _most_at_once(events: list[Event], class_id: str) -> int:
    """Returns the most students of a class in the sections of an activity in one part."""
    sections: dict[str, tuple[date, date, int]] = {}
    for e in events:
        m = e.meeting
        if m is None:
            continue
        first, last, most = sections.get(m.section_id, (m.from_date, m.to_date, 0))
        sections[m.section_id] = (
            min(first, m.from_date),
            max(last, m.to_date),
            max(most, m.class_counts[class_id]),
        )
    return max(
        sum(n for a, b, n in sections.values() if a <= day <= b)
        for day in {first for first, _, _ in sections.values()}
    )


def _costs(view: PlanView, event: Event) -> Iterator[Posting]:
    if not event.dates:
        return
    m, school = event.meeting, event.school
    activity = view.activities.get(m.activity_id) if m is not None else None
    service = activity.service_type if activity is not None else "basic"
    account = account_of(service)
    if m is not None and activity is not None and activity.provider_id in view.providers:
        provider = view.providers[activity.provider_id]
        price = provider.price_per_meeting_fen
        if price:
            yield Posting(
                school.id,
                account,
                f"provider:{provider.id}",
                -price * len(event.dates),
                event.dates,
                event,
                rate_fen=price,
            )
    ch = view.class_hours(m) if m is not None else _post_hours(view, event)
    for staff_id in dict.fromkeys(event.staff_ids):
        person = view.staff.get(staff_id)
        if person is None or person.role == "instructor":
            continue  # its provider pays it, whatever the service
        students = None if m is None else sum(m.class_counts.values())
        rate = rate_fen(person, service, students)
        yield from _pay(person, account, ch, rate, event)


def _post_hours(view: PlanView, event: Event) -> int:
    post = view.posts.get(event.duty.post_id) if event.duty else None
    return post.record.class_hours_ch if post else 0


def _pay(person: StaffMember, account: str, ch: int, rate: int, event: Event) -> Iterator[Posting]:
    each = half_up(rate * ch, 100)
    if each:
        yield Posting(
            event.school.id,
            account,
            pay_line(person),
            -each * len(event.dates),
            event.dates,
            event,
            person.id,
            ch,
            rate,
        )


def totals(found: Iterable[Posting]) -> dict[tuple[str, str], dict[str, int]]:
    """Returns the sums of each account's lines, by school and account."""
    sums: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for p in found:
        sums[(p.school_id, p.account)][p.kind] += p.amount_fen
    return {k: {kind: v for kind, v in lines.items() if v} for k, lines in sums.items()}
