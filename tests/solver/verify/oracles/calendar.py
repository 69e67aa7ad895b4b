"""Day by day through the term: which weekday's pattern a date follows, and who has service."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from solver.domain import District, School, Term
from solver.plan import Duty, Meeting


def days(term: Term) -> list[date]:
    """Returns every date of the term."""
    found, day = [], term.first_day
    while day <= term.last_day:
        found.append(day)
        day += timedelta(days=1)
    return found


def pattern(term: Term, day: date) -> int:
    """Returns the weekday whose pattern a date follows."""
    for m in term.make_up_days:
        if m.day == day:
            return m.follows
    return day.weekday() + 1


def closed(term: Term, school_id: str, day: date) -> bool:
    """Tells whether a school is closed; a make-up day is worked whatever a closure says."""
    for m in term.make_up_days:
        if m.day == day:
            return False
    for c in term.closures:
        if c.first <= day <= c.last and (len(c.school_ids) == 0 or school_id in c.school_ids):
            return True
    return False


def begun(school: School, grade: int, day: date) -> bool:
    """Tells whether a grade has service on a date, or had before."""
    return all(day >= s.first_day for s in school.service_starts if grade in s.grades)


def in_phases(term: Term, phase_ids: Iterable[str], day: date) -> bool:
    """Tells whether a date is in one of some phases; none named means always."""
    named = list(phase_ids)
    return not named or any(p.first <= day <= p.last for p in term.phases if p.id in named)


@lru_cache(maxsize=256)
def open_days(term: Term, school_id: str) -> tuple[tuple[date, int], ...]:
    """Returns the dates on which a school is open, each with the weekday whose pattern it follows.

    Walked once for each term and school.
    """
    return tuple((d, pattern(term, d)) for d in days(term) if not closed(term, school_id, d))


def meeting_days(district: District, meeting: Meeting) -> list[date]:
    """Returns the dates on which a meeting takes place."""
    school, period = next(
        (s, p) for s in district.schools for p in s.periods if p.id == meeting.period_id
    )
    grades = {c.grade for s in district.schools for c in s.classes if c.id in meeting.class_counts}
    return [
        day
        for day, weekday in open_days(district.term, school.id)
        if weekday == period.weekday
        and meeting.from_date <= day <= meeting.to_date
        and day not in meeting.except_dates
        and (not grades or any(begun(school, g, day) for g in grades))
    ]


def duty_days(district: District, duty: Duty) -> list[date]:
    """Returns the dates on which somebody stands on a post of the school or eats along."""
    for school in district.schools:
        for post in school.duty_posts:
            if post.id == duty.post_id:
                grades = {c.grade for c in school.classes}
                return _post_days(district, school, post.weekday, grades, duty)
        for p in school.periods:
            if duty.post_id == f"accompany:{p.id}"[:80]:
                there = {
                    c.grade for c in school.classes if p.applies_to(c.grade) and c.present(p) > 0
                }
                found = _post_days(district, school, p.weekday, there, duty)
                return [d for d in found if in_phases(district.term, p.phase_ids, d)]
    return []


def _post_days(
    district: District, school: School, weekday: int, grades: set[int], duty: Duty
) -> list[date]:
    return [
        day
        for day, follows in open_days(district.term, school.id)
        if follows == weekday
        and duty.from_date <= day <= duty.to_date
        and day not in duty.except_dates
        and any(begun(school, g, day) for g in grades)
    ]
