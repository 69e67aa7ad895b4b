"""The worst that each term could be: figures no legal plan exceeds, for people to read against.

They come from the input alone, and none is meant to be reached.
"""

from solver.domain import District, School, StaffMember
from solver.domain.calendar import service_dates
from solver.domain.choices import choice_counts
from solver.model.duty_statement import duty_reference
from solver.model.families import prefer_times
from solver.model.references import empty_references
from solver.model.wish_values import wish_values
from solver.policy import AppliedPolicy, Clause, PolicyPack, class_hours_ch, half_up, rate_fen
from solver.policy.encouraged import mode_rows_encouraged


def worst_values(district: District, pack: PolicyPack) -> dict[str, int]:
    """Returns the worst value of each term."""
    reference = empty_references(district, pack)
    nobody = wish_values(district, pack, (), ())
    days = [_days(s, c.grade) for s in district.schools for c in s.classes]
    slots = sum(sum(each.values()) for each in days)
    hours = sum(
        class_hours_ch(pack, s, p) * len(s.classes)
        for s in district.schools
        for p in s.periods
        if p.window == "regular"
    )
    policy = AppliedPolicy(district, pack)
    return {
        "place_everyone_once": reference["unmet_service"],
        "staff_duty_posts": duty_reference(district, pack),
        "balance_accounts": reference["missing_money"],
        "prefer_priority_groups": reference["priority_choices"],
        "satisfy_choices": reference["choices"],
        "follow_encouraged_mode": sum(
            _off(c, _days(s, k.grade))
            for s in district.schools
            for c in mode_rows_encouraged(policy, s)
            for k in s.classes
            if s.participants_term(k)
        ),
        "offer_variety": nobody["offer_variety"],
        "support_weak_schools": 1000 * any(s.is_weak for s in district.schools),
        "prefer_own_staff": slots,
        "guidance_daily": nobody["guidance_daily"],
        "attend_every_day": nobody["attend_every_day"],
        "keep_own_class_teacher": slots,
        "keep_same_adult": sum(max(0, sum(each.values()) - 1) for each in days),
        "balance_workload": hours,
        "limit_trips": 7 * sum(bool(p.home_school_id and p.lendable_to) for p in district.staff),
        "prefer_times": sum(_unwelcome(district, p) for p in district.staff),
        "save_money": _most_spent(district, pack),
    }


def _days(school: School, grade: int) -> dict[int, int]:
    """Returns the regular periods of a grade by weekday."""
    found: dict[int, int] = {}
    for p in school.periods:
        if p.window == "regular" and p.applies_to(grade):
            found[p.weekday] = found.get(p.weekday, 0) + 1
    return found


def _off(c: Clause, days: dict[int, int]) -> int:
    most, each = c.integer("max_guidance_per_day"), c.integer("daily_each_from_periods")
    off = sum(c.integer(f"min_{k}_per_week") or 0 for k in ("guidance", "sports", "extension"))
    for n in days.values():
        off += 0 if most is None else max(0, n - most)
        off += 3 if each is not None and n >= each else 0
    return off


def _most_spent(district: District, pack: PolicyPack) -> int:
    """Returns what it would cost if everybody served at every time and everybody enrolled."""
    price = {p.id: p.price_per_meeting_fen for p in district.providers}
    total = district.fund.size_fen if district.fund else 0
    for school in district.schools:
        hours = [
            (class_hours_ch(pack, school, p), len(service_dates(district.term, "", p.weekday)))
            for p in school.periods
        ]
        hours += [
            (p.class_hours_ch, len(service_dates(district.term, "", p.weekday)))
            for p in school.duty_posts
        ]
        for person in district.staff:
            if person.role == "instructor":
                each = price.get(person.provider_id or "", 0)
                total += each * sum(dates for _ch, dates in hours)
            elif school.id in (person.home_school_id, *person.lendable_to):
                students = sum(c.enrolled for c in school.classes)
                rates = [rate_fen(person, g.service_type, students) for g in person.group_pay]
                rate = max((*person.pay_fen.values(), *rates), default=0)
                total += sum(half_up(rate * ch, 100) * dates for ch, dates in hours)
    consumables = {a.id: a.consumables_fen for a in district.activities}
    wishes = choice_counts(district)
    return total + sum(n * consumables[a] for (_c, _m, a), n in wishes.items())


def _unwelcome(district: District, person: StaffMember) -> int:
    if not person.preferences:
        return 0
    meetings = sum(
        sum(p.window == "regular" for p in s.periods)
        for s in district.schools
        if person.role == "instructor" or s.id in (person.home_school_id, *person.lendable_to)
    )
    required = sum(t.preference == "required" for t in person.preferences)
    per_meeting = prefer_times.STRONGLY + prefer_times.OUTSIDE
    return per_meeting * meetings + prefer_times.REQUIRED * required
