"""What every account comes to, date by date and person by person, in fen."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from solver.domain import Activity, District, Funding, School, StaffMember
from solver.plan import Meeting, Plan, Section
from solver.policy import PolicyPack
from tests.solver.verify.oracles.calendar import begun, duty_days, meeting_days, open_days
from tests.solver.verify.oracles.hours import counted_ch

Lines = dict[str, int]


def accounts(
    district: District, pack: PolicyPack, plan: Plan
) -> dict[tuple[str, str], tuple[int, Lines]]:
    """Returns opening and lines of each account that has funding or any line."""
    found: dict[tuple[str, str], tuple[int, Lines]] = {}
    paid = _paid(district, pack, plan)
    for s in district.schools:
        funded = {f.account: f for f in s.funding}
        for account in ("basic", "special", "lunch"):
            f = funded.get(account)
            lines: Lines = defaultdict(int)
            if f is not None:
                _fixed(district, s, f, lines)
                if account == "special" and f.fee_published:
                    lines["fees"] = _special_fees(district, plan, s)
            for kind, fen in paid[(s.id, account)].items():
                lines[kind] -= fen
            lines = {k: n for k, n in lines.items() if n != 0}
            if f is not None or lines:
                found[(s.id, account)] = (f.opening_fen if f else 0, lines)
    return found


def taking_part(school: School, account: str) -> int:
    """Returns whom an account charges: of each class the most of any day, or of any lunch."""
    total = 0
    for c in school.classes:
        if account == "lunch":
            there = [c.present(p) for p in school.periods
                     if p.window == "lunch" and p.applies_to(c.grade)]  # fmt: skip
        else:
            there = list(c.participants.values())
            for p in school.periods:
                if p.window == "regular" and p.id in c.participants_by_period:
                    there.append(c.participants_by_period[p.id])
        total += max(there, default=0)
    return total


def _fixed(district: District, school: School, f: Funding, lines: Lines) -> None:
    heads = taking_part(school, f.account)
    lines["subsidy"] += heads * f.subsidy_per_participant_fen
    if f.account != "special" and f.fee_published:
        lines["fees"] += heads * f.fee_fen
        for r in f.reductions:
            for _ in range(r.count):
                pays = f.fee_fen * (100 - r.reduction_pct) / 100
                lines["fee_reductions"] -= f.fee_fen - int(pays + 0.5)
        for student in district.students if f.account == "basic" else ():
            if student.weekdays and student.class_id in {c.id for c in school.classes}:
                pays = f.fee_fen * (100 - student.fee_reduction_pct) / 100
                lines["fee_reductions"] -= f.fee_fen - int(pays + 0.5)
    for lump in f.lump_sums:
        lines[f"lump_sum:{lump.source}"] += lump.amount_fen
    for cost in f.running_costs:
        lines[f"running:{cost.kind}"] -= cost.amount_fen


class Payment(NamedTuple):
    """What one date of a meeting or a duty costs: whom it is paid to, from which account."""

    school_id: str
    account: str
    kind: str
    record_id: str
    day: date
    who: str
    fen: int


def _paid(district: District, pack: PolicyPack, plan: Plan) -> dict[tuple[str, str], Lines]:
    """Returns what schools pay from each account: each person and provider, on each date."""
    found: dict[tuple[str, str], Lines] = defaultdict(lambda: defaultdict(int))
    for x in payments(district, pack, plan):
        found[(x.school_id, x.account)][x.kind] += x.fen
    return found


def payments(district: District, pack: PolicyPack, plan: Plan) -> Iterator[Payment]:
    """Yields what is paid, date by date, to each person and provider."""
    at = {p.id: (s, p) for s in district.schools for p in s.periods}
    posts = {p.id: (s, p) for s in district.schools for p in s.duty_posts}
    prices = {p.id: p.price_per_meeting_fen for p in district.providers}
    people = {p.id: p for p in district.staff}
    activities: dict[str, Activity] = {a.id: a for a in district.activities}
    for m in plan.meetings:
        school, period = at[m.period_id]
        activity = activities[m.activity_id]
        service = activity.service_type
        account = service if service in ("special", "lunch") else "basic"
        ch, students = counted_ch(pack, school, period), sum(m.class_counts.values())
        provider = activity.provider_id
        for day in meeting_days(district, m):
            place = (school.id, account)
            if provider in prices:
                price = prices[str(provider)]
                yield Payment(*place, f"provider:{provider}", m.id, day, "", price)
            for who in {*m.staff_ids} & {*people}:
                kind, fen = _pay(people[who], service, ch, students)
                yield Payment(*place, kind, m.id, day, who, fen)
    for d in plan.duties:
        if d.post_id in posts:
            school, post = posts[d.post_id]
            for day in duty_days(district, d):
                for who in {*d.staff_ids} & {*people}:
                    kind, fen = _pay(people[who], "basic", post.class_hours_ch, None)
                    yield Payment(school.id, "basic", kind, d.id, day, who, fen)


def _pay(person: StaffMember, service: str, ch: int, students: int | None) -> tuple[str, int]:
    """Returns as what and how much a person is paid; instructors are paid by their provider."""
    if person.role == "instructor":
        return "pay", 0
    rate = person.pay_fen.get(service, 0)  # type: ignore[call-overload]
    if students is not None:
        for g in person.group_pay:
            if g.service_type == service:
                rate = g.base_fen
                for _ in range(g.up_to, students):
                    rate += g.per_student_fen
    fen, rest = divmod(rate * ch, 100)
    kind = {"external": "external_pay", "volunteer": "volunteer_allowance"}.get(person.role, "pay")
    return kind, fen + (1 if rest >= 50 else 0)


def _special_fees(district: District, plan: Plan, school: School) -> int:
    """Returns the fees of special sections: of each class the most that it has on any date.

    A date on which nobody in the district has service is none, nor is one before the class's own.
    """
    activities = {a.id: a for a in district.activities}
    grade_of = {c.id: (s, c.grade) for s in district.schools for c in s.classes}
    held: dict[str, list[Meeting]] = defaultdict(list)
    for m in plan.meetings:
        if activities[m.activity_id].service_type == "special":
            held[m.section_id].append(m)
    most: dict[tuple[str, str, str], int] = defaultdict(int)
    served = {
        d
        for x in district.schools
        for d, follows in open_days(district.term, x.id)
        if any(p.weekday == follows for p in x.periods)
    }
    if not any(held.values()):
        return 0
    for day in sorted(served):
        now: dict[tuple[str, str, str], int] = defaultdict(int)
        for s in plan.sections:
            here = [m for m in held[s.id] if _is_at(district, m, school) and _spans(s, m, day)]
            for c in {c for m in here for c in m.class_counts if begun(*grade_of[c], day)}:
                pattern = {m.period_id for m in held[s.id]} | {*s.period_ids}
                menu = _menu(school, c, here[0].activity_id, pattern)
                students = max(m.class_counts.get(c, 0) for m in here)
                now[(c, menu, here[0].activity_id)] += students
        for key, n in now.items():
            most[key] = max(most[key], n)
    return sum(n * activities[key[2]].fee_fen for key, n in most.items())


def _is_at(district: District, m: Meeting, school: School) -> bool:
    return any(p.id == m.period_id for p in school.periods)


def _spans(section: Section, m: Meeting, day: date) -> bool:
    return section.from_date <= day <= section.to_date and m.from_date <= day <= m.to_date


def _menu(school: School, class_id: str, activity_id: str, pattern: set[str]) -> str:
    for menu in school.menus:
        for band in school.bands:
            if band.id == menu.band_id and class_id in band.class_ids:
                fits = not menu.period_ids or pattern <= {*menu.period_ids}
                if fits and activity_id in menu.activity_ids:
                    return menu.id
    return ""
