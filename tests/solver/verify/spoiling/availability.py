"""People and rooms at times when they are not free; skills and instructors."""

from datetime import timedelta
from random import Random

from solver.domain import Interval, Period, StaffMember
from solver.domain.people import DatedAbsence, TimePreference
from solver.domain.school import Dismissal, StaffBlock
from solver.domain.term import Phase
from solver.plan import Meeting
from tests.solver.verify.spoiling.good import Good, Spoilt, Told, copy, kind, pick, structure

FREE, SKILLS = "respect_availability", "require_skills"


def _at(m: Meeting, code: str, subject: str, **more: object) -> Told:
    return structure(FREE, code, period_id=m.period_id, subject=subject, **more)


def _touching(p: Period, rng: Random) -> Interval:
    """Returns an interval that shares at least a minute with a period."""
    start = rng.randint(max(0, p.start_min - 30), p.end_min - 1)
    end = max(start, p.start_min) + rng.randint(1, 30)
    return Interval(weekday=p.weekday, start_min=start, end_min=end)


@kind("person in a meeting outside the hours of being available")
def not_available(good: Good, rng: Random) -> Spoilt:
    person, m = pick(rng, good.serving())
    p = good.period(m)
    other = Interval(weekday=p.weekday, start_min=p.start_min + 1, end_min=p.end_min)
    told = _at(m, "staff_not_available", person.id)
    return good.person(person, told, availability=(other,))


@kind("meeting moved to a weekday on which its leader is not available")
def moved_to_free_day(good: Good, rng: Random) -> Spoilt:
    def covers(person: StaffMember, p: Period) -> bool:
        return any(
            i.weekday == p.weekday and i.start_min <= p.start_min and p.end_min <= i.end_min
            for i in person.availability
        )

    m, q, person = pick(rng, [
        (m, q, x)
        for x, m in good.serving()
        if x.availability
        for q in good.schools[m.school_id].periods
        if q.window == "regular" and not covers(x, q)
    ])  # fmt: skip
    told = structure(FREE, "staff_not_available", period_id=q.id, subject=person.id)
    return good.met(m, told, period_id=q.id, weekday=q.weekday)


@kind("busy person in a meeting")
def busy(good: Good, rng: Random) -> Spoilt:
    person, m = pick(rng, good.serving())
    when = _touching(good.period(m), rng)
    return good.person(person, _at(m, "staff_busy", person.id), busy=(*person.busy, when))


@kind("person in a meeting at a time refused")
def refused(good: Good, rng: Random) -> Spoilt:
    person, m = pick(rng, good.serving())
    when = TimePreference(when=_touching(good.period(m), rng), preference="prohibited")
    told = _at(m, "staff_refuses", person.id)
    return good.person(person, told, preferences=(*person.preferences, when))


@kind("absent person in a meeting")
def absent(good: Good, rng: Random) -> Spoilt:
    person, m = pick(rng, good.serving())
    first = pick(rng, good.dates(m))
    last = first + timedelta(days=rng.randint(0, 20))
    hit = sum(first <= d <= last for d in good.dates(m))
    away = DatedAbsence(first=first, last=last)
    told = _at(m, "staff_absent", person.id)
    if not person.absences:
        told = told._replace(amount=hit)
    return good.person(person, told, absences=(*person.absences, away))


def _block(good: Good, rng: Random, dated: bool) -> Spoilt:
    person, m = pick(rng, [(x, m) for x, m in good.serving() if x.home_school_id in good.schools])
    when = _touching(good.period(m), rng)
    day = pick(rng, good.dates(m))
    school = good.schools[str(person.home_school_id)]
    block = StaffBlock(
        id="training",
        title="Training",
        weekday=None if dated else when.weekday,
        on=day if dated else None,
        start_min=when.start_min,
        end_min=when.end_min,
        roles=(person.role,),
    )
    told = _at(m, "staff_blocked", person.id, amount=1 if dated else len(good.dates(m)))
    return good.school(school, told, blocks=(*school.blocks, block))


@kind("person in a meeting during a weekly school meeting")
def blocked_weekly(good: Good, rng: Random) -> Spoilt:
    return _block(good, rng, dated=False)


@kind("person in a meeting on a date of training")
def blocked_on_date(good: Good, rng: Random) -> Spoilt:
    return _block(good, rng, dated=True)


@kind("room in use when it is not available")
def room_shut(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, [m for m in good.usual if m.room_id])
    school, room = good.rooms[str(m.room_id)]
    p = good.period(m)
    until = Interval(weekday=p.weekday, start_min=0, end_min=p.end_min - rng.randint(1, 20))
    told = _at(m, "room_not_available", room.id)
    return good.within("rooms", school, room, told, availability=(until,))


@kind("service before a grade's lessons end")
def before_dismissal(good: Good, rng: Random) -> Spoilt:
    m, c = pick(rng, [
        (m, c) for m in good.usual if good.period(m).window != "lunch"
        for c, n in m.class_counts.items() if n
    ])  # fmt: skip
    school, period = good.periods[m.period_id]
    late = rng.randint(1, 30)
    bell = Dismissal(
        grades=(good.classes[c][1].grade,),
        weekday=period.weekday,
        at_min=period.start_min + late,
    )
    told = _at(m, "before_dismissal", m.id, amount=late)
    return good.school(school, told, dismissal=(*school.dismissal, bell))


def _phased(good: Good, rng: Random) -> tuple[Meeting, Phase, int]:
    m = pick(rng, [m for m in good.usual if len(good.dates(m)) > 1])
    days = good.dates(m)
    last = pick(rng, days[:-1])
    phase = Phase(id="early", name="early", first=good.district.term.first_day, last=last)
    return m, phase, sum(d > last for d in days)


@kind("period used outside its phase")
def period_outside_phase(good: Good, rng: Random) -> Spoilt:
    m, phase, outside = _phased(good, rng)
    school, period = good.periods[m.period_id]
    if period.phase_ids:
        outside = sum(d > phase.last for d in good.dates(m))
    term = copy(good.district.term, phases=(*good.district.term.phases, phase))
    periods = tuple(copy(p, phase_ids=("early",)) if p is period else p for p in school.periods)
    schools = tuple(copy(s, periods=periods) if s is school else s for s in good.district.schools)
    told = _at(m, "period_outside_phase", m.id, amount=outside)
    return good.given(told, term=term, schools=schools)


@kind("activity outside its phase")
def activity_outside_phase(good: Good, rng: Random) -> Spoilt:
    m, phase, outside = _phased(good, rng)
    term = copy(good.district.term, phases=(*good.district.term.phases, phase))
    activities = tuple(
        copy(a, phase_ids=("early",)) if a.id == m.activity_id else a
        for a in good.district.activities
    )
    told = _at(m, "activity_outside_phase", m.id, amount=outside)
    return good.given(told, term=term, activities=activities)


@kind("leader without the skill")
def no_skill(good: Good, rng: Random) -> Spoilt:
    m, person = pick(rng, [
        (m, x)
        for m in good.usual
        if (skill := good.activity(m).skill) is not None
        for x in good.district.staff
        if skill not in x.skills and x.id not in m.staff_ids and x.role != "instructor"
    ])  # fmt: skip
    told = structure(SKILLS, "no_skill", period_id=m.period_id, subject=person.id)
    return good.met(m, told, staff_ids=(person.id, *m.staff_ids[1:]))


@kind("skill that the leader has lost")
def skill_lost(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, [m for m in good.usual if good.activity(m).skill is not None])
    leader = good.staff[m.staff_ids[0]]
    left = tuple(s for s in leader.skills if s != good.activity(m).skill)
    told = structure(SKILLS, "no_skill", period_id=m.period_id, subject=leader.id)
    return good.person(leader, told, skills=left)


@kind("provider's activity led by somebody else")
def not_of_provider(good: Good, rng: Random) -> Spoilt:
    m, person = pick(rng, [
        (m, x)
        for m in good.usual
        if (provider := good.activity(m).provider_id) is not None
        for x in good.district.staff
        if x.provider_id != provider
    ])  # fmt: skip
    told = structure(SKILLS, "not_of_provider", period_id=m.period_id, subject=person.id)
    return good.met(m, told, staff_ids=(person.id, *m.staff_ids[1:]))


@kind("instructor in the school's own service")
def instructor_elsewhere(good: Good, rng: Random) -> Spoilt:
    m, person = pick(rng, [
        (m, x)
        for m in good.usual
        if good.activity(m).provider_id is None
        for x in good.district.staff
        if x.role == "instructor"
    ])  # fmt: skip
    told = structure(SKILLS, "instructor_elsewhere", period_id=m.period_id, subject=person.id)
    return good.met(m, told, staff_ids=(person.id, *m.staff_ids[1:]))
