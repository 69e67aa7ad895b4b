"""Own staff first, an own adult on site, lending between schools, travel, and people's hours."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from solver.domain import School, StaffMember, Travel
from solver.domain.base import OWN_ROLES
from solver.domain.pins import TravelTime
from solver.domain.school import ShortageDeclaration
from solver.plan import Duty, Meeting
from solver.policy import Clause, class_hours_ch
from tests.solver.verify.spoiling.good import (
    Good,
    NoPlace,
    Spoilt,
    Told,
    copy,
    kind,
    pick,
    structure,
    swapped,
)

OWN, LEND, TRAVEL, HOURS = "lead_by_own_staff", "lend_within_area", "allow_travel", "limit_hours"


def _basic(good: Good, school: School) -> list[Meeting]:
    return [
        m for m in good.in_window("regular")
        if m.school_id == school.id and good.activity(m).service_type == "basic"
    ]  # fmt: skip


@kind("basic service led by outsiders")
def outsiders_lead(good: Good, rng: Random) -> Spoilt:
    school, clause = pick(rng, good.bound(OWN, "own_share_num"))
    leading = {m.staff_ids[0] for m in _basic(good, school)}
    staff = tuple(
        copy(x, role="volunteer", home_school_id=None, lendable_to=(school.id,))
        if x.id in leading
        else x
        for x in good.district.staff
    )
    if not leading:
        raise NoPlace
    told = Told(clause.id, "own_share_low", school_id=school.id, subject=school.id)
    return good.given(told, staff=staff)


@kind("one basic meeting led by an outsider where own staff lead all")
def one_outsider_leads(good: Good, rng: Random) -> Spoilt:
    school, clause = pick(rng, [
        (s, c) for s, c in good.bound(OWN, "own_share_num")
        if c.integer("own_share_num") == c.integer("own_share_den")
    ])  # fmt: skip
    m = pick(rng, _basic(good, school))
    person = pick(rng, [
        x for x in good.district.staff
        if x.role not in OWN_ROLES or x.home_school_id != school.id
    ])  # fmt: skip
    told = Told(
        clause.id, "own_share_low", school_id=school.id, subject=school.id,
        amount=good.period(m).minutes,
    )  # fmt: skip
    return good.met(m, told, staff_ids=(person.id, *m.staff_ids[1:]))


@kind("outsider before the school signed that it is short")
def before_shortage(good: Good, rng: Random) -> Spoilt:
    school, clause = pick(rng, good.bound(OWN, "external_only_if_shortage"))
    m = pick(rng, [m for m in good.usual if m.school_id == school.id])
    leader = good.staff[m.staff_ids[0]]
    dates = sorted(good.served_days(leader.id, school.id))
    day = pick(rng, dates)
    early = sum(d < day for d in dates)
    if not early:
        raise NoPlace
    signed = ShortageDeclaration(signed_by="Head", signed_on=day, reason="short")
    told = Told(
        clause.id, "external_without_shortage", school_id=school.id, subject=leader.id,
        amount=early,
    )  # fmt: skip
    staff = swapped(
        good.district.staff, leader, role="external", home_school_id=None,
        lendable_to=(school.id,),
    )  # fmt: skip
    schools = swapped(good.district.schools, school, shortage_declaration=signed)
    return good.given(told, staff=staff, schools=schools)


@kind("outsider alone on site")
def alone(good: Good, rng: Random) -> Spoilt:
    def own(x: StaffMember, school_id: str) -> bool:
        return x.role in OWN_ROLES and x.home_school_id == school_id

    m = pick(rng, [
        m for m in good.usual if not any(own(good.staff[p], m.school_id) for p in m.staff_ids)
    ])  # fmt: skip
    together = {id(x) for x in good.plan.meetings if x.school_id == m.school_id
                and x is not m and good.period(x).weekday == good.period(m).weekday}  # fmt: skip
    plan = copy(
        good.plan,
        meetings=tuple(x for x in good.plan.meetings if id(x) not in together),
        duties=tuple(d for d in good.plan.duties if d.school_id != m.school_id),
    )
    told = structure(
        OWN, "no_own_adult", school_id=m.school_id, period_id=m.period_id, subject=m.id,
        amount=len(good.dates(m)),
    )  # fmt: skip
    return Spoilt(good.district, plan, (told,))


# --- lending ----------------------------------------------------------------------------------


def _lent(good: Good, rng: Random) -> tuple[StaffMember, School, Clause]:
    found = {
        (x.id, m.school_id): (x, good.schools[m.school_id], c)
        for x, m in good.serving()
        if x.home_school_id not in (None, m.school_id)
        for c in good.clauses(LEND, m.school_id)
    }
    return pick(rng, found.values())


def _lend(name: str, code: str, spoil: Callable[[Good, StaffMember, School, Told], Spoilt],
          clause_of: Callable[[Clause], str] = lambda c: c.id) -> None:  # fmt: skip
    @kind(name)
    def made(good: Good, rng: Random) -> Spoilt:
        person, school, clause = _lent(good, rng)
        told = Told(clause_of(clause), code, school_id=school.id, subject=person.id)
        return spoil(good, person, school, told)


def _types(good: Good, person: StaffMember, school: School, told: Told) -> Spoilt:
    mine = {m.activity_id for x, m in good.serving()
            if x.id == person.id and m.school_id == school.id}  # fmt: skip
    return good.given(told, activities=tuple(
        copy(a, service_type="special", grouping="by_choice", component="extension")
        if a.id in mine else a
        for a in good.district.activities
    ))  # fmt: skip


_lend("person lent to a school not named", "not_lendable",
      lambda g, x, s, t: g.person(x, t, lendable_to=()), lambda _: f"structure:{LEND}",
      )  # fmt: skip
_lend("person lent into another area", "other_area", lambda g, x, s, t: g.school(s, t, area_id="B"))
_lend("person lent to a school in no area", "other_area",
      lambda g, x, s, t: g.school(s, t, area_id=None))  # fmt: skip
_lend("person lent to a school that is not weak", "not_weak",
      lambda g, x, s, t: g.school(s, t, is_weak=False))  # fmt: skip
_lend("person lent who is not excellent", "not_excellent",
      lambda g, x, s, t: g.person(x, t, is_excellent=False))  # fmt: skip
_lend("person lent for a special service", "lent_service_type", _types)


@kind("lending that nobody switched on")
def lending_off(good: Good, rng: Random) -> Spoilt:
    """Where the pack is silent on lending, somebody's home becomes another school."""
    person, m, home = pick(rng, [
        (x, m, s.id)
        for x, m in good.serving()
        if x.role in OWN_ROLES and not good.clauses(LEND, m.school_id)
        and not good.pack.of_family(LEND)
        for s in good.district.schools
        if s.id != m.school_id and good.district.lending is None
    ])  # fmt: skip
    told = structure(LEND, "lending_off", school_id=m.school_id, subject=person.id)
    return good.person(person, told, home_school_id=home, lendable_to=(m.school_id,))


# --- travel -----------------------------------------------------------------------------------


def _moves(good: Good) -> list[tuple[Meeting, Meeting, str]]:
    """Returns meetings of one day at two schools, one after the other, and who leads the first."""
    return [
        (a, b, a.staff_ids[0])
        for a in good.usual
        for b in good.usual
        if a.school_id != b.school_id
        and good.period(a).weekday == good.period(b).weekday
        and good.period(a).end_min <= good.period(b).start_min
        and good.staff[a.staff_ids[0]].home_school_id == a.school_id
        and {*good.dates(a)} & {*good.dates(b)}
    ]


@kind("person at two schools on one date")
def two_schools(good: Good, rng: Random) -> Spoilt:
    if good.district.travel.schools_per_day != 1:
        raise NoPlace
    _, b, person = pick(rng, _moves(good))
    told = structure(TRAVEL, "too_many_schools", subject=person, amount=1)
    return good.met(b, told, staff_ids=(person, *b.staff_ids[1:]))


def _journey(name: str, code: str, travel: Callable[[Meeting, Meeting], Travel]) -> None:
    @kind(name)
    def made(good: Good, rng: Random) -> Spoilt:
        a, b, person = pick(rng, [
            (a, b, p) for a, b, p in _moves(good)
            if not any(
                p in x.staff_ids and x is not b
                and good.period(x).weekday == good.period(b).weekday
                and good.period(x).start_min >= good.period(a).end_min
                for x in good.held
            )
        ])  # fmt: skip
        plan = copy(good.plan, meetings=swapped(
            good.plan.meetings, b, staff_ids=(person, *b.staff_ids[1:])
        ))  # fmt: skip
        told = structure(TRAVEL, code, period_id=b.period_id, subject=person)
        return good.given(told, plan=plan, travel=travel(a, b))


_journey("journey longer than the break", "travel_too_long", lambda a, b: Travel(
    times=(TravelTime(from_school_id=a.school_id, to_school_id=b.school_id, minutes=600),),
    schools_per_day=2,
))  # fmt: skip
_journey("journey of unknown length", "travel_unknown", lambda a, b: Travel(schools_per_day=2))


# --- hours ------------------------------------------------------------------------------------


def _days(good: Good, person: str) -> dict[date, list[tuple[int, int, int, bool]]]:
    """Returns start, end, class-hours and whether it is evening of what somebody does by date."""
    found: dict[date, list[tuple[int, int, int, bool]]] = defaultdict(list)
    for m in good.held:
        if person in m.staff_ids:
            school, p = good.periods[m.period_id]
            ch = class_hours_ch(good.pack, school, p)
            for d in good.dates(m):
                found[d].append((p.start_min, p.end_min, ch, p.window == "evening"))
    for duty in good.plan.duties:
        if person in duty.staff_ids:
            for d in good.dates(duty):
                found[d] += [(*at, False) for at in _counted(good, duty)]
    return found


def _counted(good: Good, duty: Duty) -> list[tuple[int, int, int]]:
    return [
        (p.start_min, p.end_min, p.class_hours_ch)
        for p in good.schools[duty.school_id].duty_posts
        if p.id == duty.post_id and p.class_hours_ch
    ]


def _week(days: dict[date, Any], value: Callable[[Any], int]) -> int:
    weeks: dict[tuple[int, int], int] = defaultdict(int)
    for d, held in days.items():
        weeks[(d.isocalendar().year, d.isocalendar().week)] += value(held)
    return max(weeks.values())


def _run(held: list[tuple[int, int, int, bool]], gap: int) -> int:
    best = run = 0
    end = -(10**6)
    for start, stop, _, _ in sorted(held):
        run = run + 1 if start - end <= gap else 1
        end, best = max(end, stop), max(best, run)
    return best


Measure = Callable[[dict[date, Any], int], int]
MEASURES: dict[str, Measure] = {
    "max_day_ch": lambda days, _: max(sum(x[2] for x in held) for held in days.values()),
    "max_week_ch": lambda days, _: _week(days, lambda held: sum(x[2] for x in held)),
    "max_days": lambda days, _: _week(days, lambda _: 1),
    "max_evenings": lambda days, _: _week(days, lambda held: int(any(x[3] for x in held))),
    "max_consecutive": lambda days, gap: max(_run(held, gap) for held in days.values()),
}


def _limited(limit: str, measure: Measure) -> None:
    @kind(f"person over {limit}")
    def made(good: Good, rng: Random) -> Spoilt:
        people = {x.id: x for x, _ in good.serving()}
        person = pick(rng, list(people.values()))
        days = {d: held for d, held in _days(good, person.id).items() if held}
        most = measure(days, good.pack.short_break_min)
        if not most or (limit == "max_consecutive" and most == 1):
            raise NoPlace
        told = structure(HOURS, f"over_{limit}", subject=person.id, amount=1)
        return good.person(person, told, **{limit: most - 1})


for _limit, _measure in MEASURES.items():
    _limited(_limit, _measure)


@kind("person under the least of a week")
def under_least(good: Good, rng: Random) -> Spoilt:
    person, _ = pick(rng, good.serving())
    told = structure(HOURS, "under_min_week_ch", subject=person.id)
    return good.person(person, told, min_week_ch=10_000)
