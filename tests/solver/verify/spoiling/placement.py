"""Who sits where: participants lost and invented, wrong classes, wrong windows."""

from random import Random
from typing import Any

from solver.domain import Period, School
from solver.plan import Meeting
from tests.solver.verify.spoiling.good import (
    Good,
    NoPlace,
    Spoilt,
    Told,
    claim,
    copy,
    kind,
    pick,
    structure,
)

PLACE = "place_everyone_once"


def seat(good: Good, school: School, period: Period, code: str, **place: Any) -> Told:
    """Returns what is told of seats in a period: under the family of its window."""
    at: dict[str, Any] = {"school_id": school.id, "period_id": period.id, **place}
    if period.window == "lunch":
        return structure("serve_lunch", code, **at)
    if period.window != "extended":
        return structure(PLACE, code, **at)
    firm = [
        c.id
        for c in good.clauses("offer_extended_care", school.id)
        if c.get("mode") == "must_on_application" and not c.is_waivable
    ]
    if firm:
        return Told(firm[0], code, **at)
    return structure("offer_extended_care", code, **at)


def of_meeting(good: Good, m: Meeting, code: str, **place: Any) -> Told:
    """Returns what is told of seats in the period of a meeting."""
    return seat(good, *good.periods[m.period_id], code, **place)


def _seated(good: Good, rng: Random, *windows: str) -> tuple[Meeting, str, int]:
    """Returns a meeting with a class in it and the number of its students there."""
    return pick(
        rng,
        [(m, c, n) for m in good.in_window(*windows) for c, n in m.class_counts.items() if n],
    )


def _dropping(window: str) -> None:
    @kind(f"meeting dropped in the {window} window")
    def dropped(good: Good, rng: Random) -> Spoilt:
        m, c, n = _seated(good, rng, window)
        kept = tuple(x for x in good.plan.meetings if x is not m)
        told = of_meeting(good, m, "students_lost", subject=c, amount=n)
        return good.said(told, meetings=kept)

    @kind(f"students lost in the {window} window")
    def lost(good: Good, rng: Random) -> Spoilt:
        m, c, n = _seated(good, rng, window)
        gone = rng.randint(1, n)
        told = of_meeting(good, m, "students_lost", subject=c, amount=gone)
        return good.met(m, told, class_counts={**m.class_counts, c: n - gone})

    @kind(f"students invented in the {window} window")
    def invented(good: Good, rng: Random) -> Spoilt:
        m, c, n = _seated(good, rng, window)
        more = rng.randint(1, 5)
        told = of_meeting(good, m, "students_surplus", subject=c, amount=more)
        return good.met(m, told, class_counts={**m.class_counts, c: n + more})


for _window in ("regular", "lunch", "extended", "evening"):
    _dropping(_window)


@kind("all meetings dropped")
def all_dropped(good: Good, rng: Random) -> Spoilt:
    m, c, _ = _seated(good, rng, "regular")
    present = good.classes[c][1].present(good.period(m))
    told = of_meeting(good, m, "students_lost", subject=c, amount=present)
    return good.said(told, meetings=())


@kind("one date taken out of a meeting")
def date_out(good: Good, rng: Random) -> Spoilt:
    m, c, n = _seated(good, rng, "regular", "lunch", "extended", "evening")
    day = pick(rng, good.dates(m))
    told = of_meeting(good, m, "students_lost", subject=c, amount=n)
    return good.met(m, told, except_dates=(*m.except_dates, day))


@kind("meeting ends before its last date")
def ends_early(good: Good, rng: Random) -> Spoilt:
    m, c, n = _seated(good, rng, "regular")
    days = good.dates(m)
    last = pick(rng, days[:-1])
    told = of_meeting(good, m, "students_lost", subject=c, amount=n)
    return good.met(m, told, to_date=last)


@kind("meeting begins after its first date")
def begins_late(good: Good, rng: Random) -> Spoilt:
    m, c, n = _seated(good, rng, "regular")
    first = pick(rng, good.dates(m)[1:])
    told = of_meeting(good, m, "students_lost", subject=c, amount=n)
    return good.met(m, told, from_date=first)


@kind("class of another school in a meeting")
def other_school(good: Good, rng: Random) -> Spoilt:
    m, c = pick(
        rng, [(m, c) for m in good.usual for c, (s, _) in good.classes.items()
              if s.id != m.school_id and c not in m.class_counts],
    )  # fmt: skip
    told = structure(PLACE, "class_of_other_school", period_id=m.period_id, subject=m.id, amount=7)
    return good.met(m, told, class_counts={**m.class_counts, c: 7})


@kind("grade in a period that it does not have")
def no_period(good: Good, rng: Random) -> Spoilt:
    m, c, n = _seated(good, rng, "regular")
    school, period = good.periods[m.period_id]
    # The classes of a band have the same periods: none of its grades has this one now.
    band = next(b for b in school.bands if c in b.class_ids)
    grades = {good.classes[x][1].grade for x in band.class_ids}
    others = tuple(g for g in (period.grades or range(1, 10)) if g not in grades)
    if not others:
        mine = {k.grade for k in school.classes}
        others = tuple(g for g in range(1, 10) if g not in mine)
    told = structure(PLACE, "grade_without_period", period_id=m.period_id, subject=m.id, amount=n)
    return good.within("periods", school, period, told, grades=others)


@kind("grade that an activity is not for")
def not_suited(good: Good, rng: Random) -> Spoilt:
    m, c, n = _seated(good, rng, "regular")
    grade = good.classes[c][1].grade
    others = tuple(g for g in range(1, 10) if g != grade)
    told = structure(PLACE, "grade_not_suited", period_id=m.period_id, subject=m.id, amount=n)
    return good.offer(good.activity(m), told, grades=others)


@kind("classes merged that the school does not list")
def unlisted_merge(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, [
        m for m in good.usual
        if good.activity(m).grouping == "merged" and len(m.class_counts) > 1
    ])  # fmt: skip
    told = structure(
        PLACE, "merge_not_listed", period_id=m.period_id, subject=m.id,
        amount=len(m.class_counts) - 1,
    )  # fmt: skip
    return good.school(good.schools[m.school_id], told, merges=())


@kind("several classes in a group of one class")
def by_class_several(good: Good, rng: Random) -> Spoilt:
    m, c = pick(rng, [
        (m, c.id)
        for m in good.usual
        if good.activity(m).grouping == "by_class"
        for c in good.schools[m.school_id].classes
        if c.id not in m.class_counts
    ])  # fmt: skip
    told = structure(PLACE, "by_class_several", period_id=m.period_id, subject=m.id, amount=1)
    return good.met(m, told, class_counts={**m.class_counts, c: 3})


@kind("meeting in another window")
def other_window(good: Good, rng: Random) -> Spoilt:
    m, period = pick(rng, [
        (m, p)
        for m in good.usual
        for p in good.schools[m.school_id].periods
        if p.window != good.period(m).window
    ])  # fmt: skip
    told = structure(PLACE, "other_window", period_id=period.id, subject=m.id)
    return good.met(m, told, period_id=period.id, weekday=period.weekday)


@kind("part of a class in a group outside the regular day")
def part_of_class(good: Good, rng: Random) -> Spoilt:
    m, c, n = pick(rng, [
        (m, c, n)
        for m in good.in_window("lunch", "extended", "evening")
        if good.is_group(m)
        for c, n in m.class_counts.items()
        if n > 1
    ])  # fmt: skip
    told = structure(PLACE, "group_part_of_class", subject=m.id, amount=1)
    return good.met(m, told, class_counts={**m.class_counts, c: n - 1})


@kind("student in two meetings at once")
def student_twice(good: Good, rng: Random) -> Spoilt:
    a, b = pick(rng, [
        (a, b) for a in good.usual if a.student_ids for b in good.clashing(a)
        if good.period(a).start_min <= good.period(b).start_min
    ])  # fmt: skip
    student = pick(rng, [s for s in a.student_ids if s not in b.student_ids])
    told = structure(PLACE, "student_twice", subject=student, amount=good.together(a, b))
    return good.met(b, told, student_ids=(*b.student_ids, student))


@kind("listed students and counts differ")
def roster_count(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, [m for m in good.usual if m.student_ids])
    gone = pick(rng, m.student_ids)
    told = claim("meetings", "roster_count", period_id=m.period_id, subject=m.id, amount=1)
    return good.met(m, told, student_ids=tuple(s for s in m.student_ids if s != gone))


@kind("unknown student in a meeting")
def unknown_student(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, [m for m in good.usual if m.student_ids])
    told = claim("meetings", "unknown_id", period_id=m.period_id, subject=m.id, amount=1)
    return good.met(m, told, student_ids=(*m.student_ids, "nobody"))


@kind("more take part than the plan knows")
def more_present(good: Good, rng: Random) -> Spoilt:
    m, c, _ = _seated(good, rng, "regular")
    school, school_class = good.classes[c]
    if m.period_id in school_class.participants_by_period:
        raise NoPlace
    weekday = good.period(m).weekday
    more = {**school_class.participants, weekday: school_class.participants[weekday] + 2}
    told = of_meeting(good, m, "students_lost", subject=c, amount=2)
    raised = copy(school_class, participants=more, enrolled=school_class.enrolled + 2)
    classes = tuple(raised if k is school_class else k for k in school.classes)
    return good.school(school, told, classes=classes)
