"""Sections: one roster, leader and room, patterns, choices and menus."""

from random import Random

from solver.domain import School
from solver.plan import Meeting, Section
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

ENROL, MENU = "keep_enrolment", "keep_menu"


def _of_several(good: Good, rng: Random, by_choice: bool | None = None) -> Meeting:
    """Returns a meeting of a section with several periods, none with a stand-in."""
    return pick(rng, [
        m
        for m in good.usual
        if len({x.period_id for x in good.of_section(m.section_id)}) > 1
        and len(good.of_section(m.section_id))
        == len({x.period_id for x in good.of_section(m.section_id)})
        and by_choice in (None, good.activity(m).grouping == "by_choice")
    ])  # fmt: skip


def _enrol(m: Meeting, code: str) -> Told:
    return structure(ENROL, code, school_id=m.school_id, subject=m.section_id, amount=1)


@kind("another leader in one meeting of a section")
def other_leader(good: Good, rng: Random) -> Spoilt:
    m = _of_several(good, rng)
    person = pick(rng, [p for p in good.staff if p not in m.staff_ids])
    return good.met(m, _enrol(m, "section_staff_differs"), staff_ids=(person, *m.staff_ids[1:]))


@kind("another room in one meeting of a section")
def other_room(good: Good, rng: Random) -> Spoilt:
    m = _of_several(good, rng)
    room = pick(rng, [r.id for r in good.schools[m.school_id].rooms if r.id != m.room_id])
    return good.met(m, _enrol(m, "section_room_differs"), room_id=room)


@kind("another roster in one meeting of a chosen section")
def other_roster(good: Good, rng: Random) -> Spoilt:
    m = _of_several(good, rng, by_choice=True)
    c = pick(rng, [c for c, n in m.class_counts.items() if n])
    counts = {**m.class_counts, c: m.class_counts[c] + 1}
    return good.met(m, _enrol(m, "section_roster_differs"), class_counts=counts)


@kind("another class in one meeting of a group")
def other_classes(good: Good, rng: Random) -> Spoilt:
    m = _of_several(good, rng, by_choice=False)
    c = pick(rng, [
        c.id for c in good.schools[m.school_id].classes if c.id not in m.class_counts
    ])  # fmt: skip
    return good.met(m, _enrol(m, "section_classes_differ"), class_counts={**m.class_counts, c: 1})


@kind("meeting of a section's pattern dropped")
def pattern_missing(good: Good, rng: Random) -> Spoilt:
    m = _of_several(good, rng)
    told = structure(
        ENROL, "pattern_period_missing", period_id=m.period_id, subject=m.section_id, amount=1
    )
    return good.said(told, meetings=tuple(x for x in good.plan.meetings if x is not m))


@kind("meeting in a period that its section does not have")
def pattern_extra(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, good.usual)
    section = _section(good, m)
    period = pick(rng, [
        p for p in good.schools[m.school_id].periods
        if p.id not in section.period_ids and p.phase_ids in ((), good.period(m).phase_ids)
    ])  # fmt: skip
    told = structure(
        ENROL, "pattern_period_extra", period_id=period.id, subject=m.section_id, amount=1
    )
    return good.met(m, told, period_id=period.id, weekday=period.weekday)


def _section(good: Good, m: Meeting) -> Section:
    return next(s for s in good.plan.sections if s.id == m.section_id)


def _chosen(good: Good, rng: Random) -> Meeting:
    return pick(rng, [m for m in good.usual if good.activity(m).grouping == "by_choice"])


@kind("section on fewer days than its activity meets")
def too_few_days(good: Good, rng: Random) -> Spoilt:
    m = _chosen(good, rng)
    activity = good.activity(m)
    if activity.meetings_per_week > 4:
        raise NoPlace
    told = structure(ENROL, "pattern_wrong", subject=m.section_id)
    return good.offer(activity, told, meetings_per_week=activity.meetings_per_week + 1)


@kind("long activity in one period")
def not_consecutive(good: Good, rng: Random) -> Spoilt:
    m = _chosen(good, rng)
    activity = good.activity(m)
    if activity.length_periods > 3:
        raise NoPlace
    told = structure(ENROL, "pattern_wrong", subject=m.section_id)
    return good.offer(activity, told, length_periods=activity.length_periods + 1)


@kind("long activity with a period between its two")
def gap_between(good: Good, rng: Random) -> Spoilt:
    """A section of two periods of a day of three, the first and the last of them."""
    m = pick(rng, [
        m for m in good.usual
        if good.activity(m).grouping == "by_choice" and len(_section(good, m).period_ids) == 1
        and not good.period(m).phase_ids
    ])  # fmt: skip
    school, period = good.periods[m.period_id]
    day = sorted(
        (p for p in school.periods if p.weekday == period.weekday and p.window == "regular"
         and p.grades == period.grades and not p.phase_ids),
        key=lambda p: p.start_min,
    )  # fmt: skip
    end = max(p.end_min for p in school.periods if p.weekday == period.weekday)
    more = [
        copy(period, id=f"{period.id}~{i}", start_min=end + 20 * i, end_min=end + 20 * i + 20)
        for i in (1, 2)
    ]
    ids = (day[-1].id, more[1].id)
    activities = swapped(good.district.activities, good.activity(m), length_periods=2)
    schools = swapped(good.district.schools, school, periods=(*school.periods, *more))
    first = copy(m, period_id=ids[0], weekday=period.weekday)
    last = copy(m, id=f"{m.id}~2", period_id=ids[1], weekday=period.weekday)
    meetings = [x for x in good.plan.meetings if x.section_id != m.section_id]
    plan = copy(
        good.plan,
        sections=swapped(good.plan.sections, _section(good, m), period_ids=ids),
        meetings=(*meetings, first, last),
    )
    told = structure(ENROL, "pattern_wrong", subject=m.section_id)
    return good.given(told, plan=plan, schools=schools, activities=activities)


@kind("more enrolled than chose")
def not_chosen(good: Good, rng: Random) -> Spoilt:
    if good.district.students:
        raise NoPlace
    row = pick(rng, [
        r for r in good.district.choice_counts
        if r.count and any(
            r.activity_id == m.activity_id and m.class_counts.get(r.class_id) for m in good.usual
        )
    ])  # fmt: skip
    told = structure(ENROL, "not_chosen", subject=row.class_id, amount=1)
    fewer = swapped(good.district.choice_counts, row, count=row.count - 1)
    return good.given(told, choice_counts=fewer)


@kind("enrolled one more than chose")
def enrolled_unasked(good: Good, rng: Random) -> Spoilt:
    m = _chosen(good, rng)
    c = pick(rng, [c for c, n in m.class_counts.items() if n])
    told = structure(ENROL, "not_chosen", subject=c, amount=1)
    counts = {**m.class_counts, c: m.class_counts[c] + 1}
    return good.sections_met(m.section_id, told, class_counts=counts)


@kind("activity of another school")
def not_offered(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, good.usual)
    told = structure(MENU, "not_offered", period_id=m.period_id, subject=m.id)
    other = good.other_school(rng, m.school_id)
    return good.offer(good.activity(m), told, school_id=other)


@kind("activity on a weekday that it does not allow")
def weekday(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, good.usual)
    others = tuple(d for d in range(1, 6) if d != good.period(m).weekday)
    told = structure(MENU, "weekday_not_allowed", period_id=m.period_id, subject=m.id)
    return good.offer(good.activity(m), told, weekdays=others)


@kind("activity taken off the menus")
def not_on_menu(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, [m for m in good.usual if good.activity(m).grouping == "by_choice"
                   and good.schools[m.school_id].menus])  # fmt: skip
    school = good.schools[m.school_id]
    if good.district.students:
        raise NoPlace
    menus = tuple(
        copy(x, activity_ids=tuple(a for a in x.activity_ids if a != m.activity_id))
        for x in school.menus
        if x.activity_ids != (m.activity_id,)
    )
    if not menus:
        raise NoPlace  # a school without menus offers everything
    told = structure(MENU, "not_on_menu", school_id=school.id, subject=m.section_id)
    schools = swapped(good.district.schools, school, menus=menus)
    asked = tuple(r for r in good.district.choice_counts if r.activity_id != m.activity_id)
    return good.given(told, schools=schools, choice_counts=asked)


def _fewer(good: Good, rng: Random) -> tuple[School, str, int, Spoilt]:
    """Returns a plan in which fewer of a class take part than are enrolled in one activity."""
    m = _chosen(good, rng)
    c = pick(rng, [c for c, n in m.class_counts.items() if n])
    school, school_class = good.classes[c]
    left = m.class_counts[c] - 1
    low = copy(
        school_class,
        participants=dict.fromkeys(range(1, 6), left),
        participants_by_period={},
        hardship=min(left, school_class.hardship),
    )
    classes = tuple(low if k is school_class else k for k in school.classes)
    told = structure(MENU, "enrolled_twice", school_id=school.id, subject=c)
    return school, c, left, good.school(school, told, classes=classes)


@kind("more enrolled in an activity than take part")
def enrolled_twice(good: Good, rng: Random) -> Spoilt:
    return _fewer(good, rng)[3]


@kind("more taken from a menu than it allows")
def menu_overtaken(good: Good, rng: Random) -> Spoilt:
    school, c, _, spoilt = _fewer(good, rng)
    if not any(x.take == 1 for x in school.menus):
        raise NoPlace
    if any(x.take != 1 for x in school.menus):
        raise NoPlace
    told = structure(MENU, "menu_overtaken", school_id=school.id, subject=c)
    return spoilt._replace(told=(told,))


@kind("another room on the dates of a stand-in")
def substitute_room(good: Good, rng: Random) -> Spoilt:
    m = _stand_in(good, rng)
    room = pick(rng, [r.id for r in good.schools[m.school_id].rooms if r.id != m.room_id])
    told = structure(ENROL, "substitute_room_differs", period_id=m.period_id, subject=m.id)
    return good.met(m, told, room_id=room)


@kind("other students on the dates of a stand-in")
def substitute_roster(good: Good, rng: Random) -> Spoilt:
    m = _stand_in(good, rng)
    c = pick(rng, m.class_counts)
    counts = {**m.class_counts, c: m.class_counts[c] - 1}
    told = structure(ENROL, "substitute_roster_differs", period_id=m.period_id, subject=m.id)
    return good.met(m, told, class_counts=counts)


@kind("stand-in beside the usual meeting")
def substitute_twice(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, [m for m in _stand_ins(good) if good.activity(m).grouping == "by_choice"])
    usual = next(x for x in good.usual if x.section_id == m.section_id
                 and x.period_id == m.period_id)  # fmt: skip
    told = structure(
        ENROL, "pattern_period_twice", period_id=m.period_id, subject=m.section_id, amount=1
    )
    return good.met(usual, told, except_dates=())


def _stand_ins(good: Good) -> list[Meeting]:
    usual = {id(m) for m in good.usual}
    return [m for m in good.held if id(m) not in usual]


def _stand_in(good: Good, rng: Random) -> Meeting:
    return pick(rng, _stand_ins(good))
