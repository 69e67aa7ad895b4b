"""Needs that a plan states or hides: rows for served students, wrong figures, wrong places."""

from collections.abc import Callable
from random import Random
from typing import Any

from solver.plan import Meeting, Plan, UnmetNeed
from tests.solver.verify.spoiling.good import Good, NoPlace, Spoilt, claim, copy, kind, pick
from tests.solver.verify.spoiling.placement import of_meeting

FAMILIES = {"lunch": "serve_lunch", "extended": "offer_extended_care"}


def _row(good: Good, m: Meeting, class_id: str, students: int) -> UnmetNeed:
    """Returns the true row of students of a class who have no seat in the period of a meeting."""
    period = good.period(m)
    component = m.component if period.window == "regular" else "care"
    return UnmetNeed(
        family=FAMILIES.get(period.window, "place_everyone_once"),
        school_id=m.school_id,
        class_id=class_id,
        weekday=period.weekday,
        period_id=period.id,
        component=component,
        student_periods=students,
        minutes=students * (period.end_min - period.start_min),
        cause="model.no_room",
        from_date=None if _whole(good, m) else m.from_date,
        to_date=None if _whole(good, m) else m.to_date,
    )


def _whole(good: Good, m: Meeting) -> bool:
    term = good.district.term
    return m.from_date <= term.first_day and m.to_date >= term.last_day


def _short(good: Good, rng: Random) -> tuple[Plan, Meeting, str, int]:
    """Returns the plan without some students of a class in a meeting, and how many."""
    m, c, n = pick(rng, [
        (m, c, n) for m in good.usual for c, n in m.class_counts.items()
        if n and len(good.of_section(m.section_id)) == 1
    ])  # fmt: skip
    lost = rng.randint(1, n)
    counts = {**m.class_counts, c: n - lost}
    meetings = tuple(copy(x, class_counts=counts) if x is m else x for x in good.plan.meetings)
    return copy(good.plan, meetings=meetings), m, c, lost


def _stated(name: str, code: str, changes: Callable[[UnmetNeed, Random], dict[str, Any]]) -> None:
    """Registers a row with something wrong in it, of students who really are not served."""

    @kind(name)
    def made(good: Good, rng: Random) -> Spoilt:
        plan, m, c, lost = _short(good, rng)
        row = _row(good, m, c, lost)
        wrong = copy(row, **changes(row, rng))
        subject = f"{wrong.class_id}/{wrong.period_id}"
        told = claim("unmet", code, subject=subject)
        return Spoilt(good.district, copy(plan, unmet=(wrong,)), (told,))


_stated("minutes of a need off by one", "unmet_field", lambda r, rng: (
    {"minutes": r.minutes + rng.choice((-1, 1))}
))  # fmt: skip
_stated("need on another weekday", "unmet_field", lambda r, _: {"weekday": r.weekday % 7 + 1})
_stated("need of another family", "unmet_field", lambda r, _: {"family": "keep_menu"})
_stated("need of an unknown school", "unknown_id", lambda r, _: {"school_id": "elsewhere"})
_stated("need of an unknown class", "unknown_id", lambda r, _: {"class_id": "nobody"})
_stated("need in an unknown period", "unknown_id", lambda r, _: {"period_id": "never"})


@kind("need of another component")
def other_component(good: Good, rng: Random) -> Spoilt:
    plan, m, c, lost = _short(good, rng)
    row = _row(good, m, c, lost)
    cells = {e.component for e in good.plan.grid if (e.class_id, e.period_id) == (c, m.period_id)}
    if "split" in cells:
        raise NoPlace
    other = pick(rng, [x for x in ("sports", "guidance") if x != row.component])
    wrong = copy(row, component=other)
    told = claim("unmet", "unmet_field", subject=f"{c}/{m.period_id}")
    return Spoilt(good.district, copy(plan, unmet=(wrong,)), (told,))


@kind("need hidden")
def hidden(good: Good, rng: Random) -> Spoilt:
    plan, m, c, lost = _short(good, rng)
    told = of_meeting(good, m, "students_lost", subject=c, amount=lost)
    return Spoilt(good.district, plan, (told,))


@kind("need stated too small")
def too_little(good: Good, rng: Random) -> Spoilt:
    plan, m, c, lost = _short(good, rng)
    told = of_meeting(good, m, "students_lost", subject=c, amount=1)
    if lost == 1:
        return Spoilt(good.district, plan, (told,))
    row = _row(good, m, c, lost - 1)
    return Spoilt(good.district, copy(plan, unmet=(row,)), (told,))


@kind("need stated too large")
def too_much(good: Good, rng: Random) -> Spoilt:
    plan, m, c, lost = _short(good, rng)
    row = _row(good, m, c, lost + 1)
    told = claim("unmet", "unmet_but_served", period_id=m.period_id, subject=c, amount=1)
    return Spoilt(good.district, copy(plan, unmet=(row,)), (told,))


@kind("need stated of served students")
def of_served(good: Good, rng: Random) -> Spoilt:
    m, c = pick(rng, [(m, c) for m in good.usual for c, n in m.class_counts.items() if n])
    students = rng.randint(1, 9)
    told = claim("unmet", "unmet_but_served", period_id=m.period_id, subject=c, amount=students)
    return good.said(told, unmet=(_row(good, m, c, students),))


@kind("need told twice")
def told_twice(good: Good, rng: Random) -> Spoilt:
    plan, m, c, lost = _short(good, rng)
    row = _row(good, m, c, lost)
    told = claim("unmet", "unmet_twice", subject=f"{c}/{m.period_id}", amount=1)
    return Spoilt(good.district, copy(plan, unmet=(row, row)), (told,))


@kind("honest need and the old level")
def old_level(good: Good, rng: Random) -> Spoilt:
    plan, m, c, lost = _short(good, rng)
    row = _row(good, m, c, lost)
    told = claim("levels", "level_value", subject="unmet_service")
    return Spoilt(good.district, copy(plan, unmet=(row,)), (told,))


@kind("honest need and the old term")
def old_term(good: Good, rng: Random) -> Spoilt:
    plan, m, c, lost = _short(good, rng)
    row = _row(good, m, c, lost)
    told = claim("terms", "term_value", subject="place_everyone_once")
    return Spoilt(good.district, copy(plan, unmet=(row,)), (told,))


@kind("incomplete plan called publishable")
def called_publishable(good: Good, rng: Random) -> Spoilt:
    plan, m, c, lost = _short(good, rng)
    row = _row(good, m, c, lost)
    told = claim("publishable", "own_word")
    return Spoilt(good.district, copy(plan, unmet=(row,)), (told,))


def _post_need(name: str, code: str, changes: dict[str, Any], manned: bool = False) -> None:
    """Registers a need of a post with something wrong in it."""

    @kind(name)
    def made(good: Good, rng: Random) -> Spoilt:
        d, post = pick(rng, [
            (d, p) for d in good.plan.duties
            for p in good.schools[d.school_id].duty_posts if p.id == d.post_id
        ])  # fmt: skip
        people = len({*d.staff_ids})
        row = UnmetNeed(
            family="staff_duty_posts",
            school_id=d.school_id,
            class_id=None,
            weekday=post.weekday,
            period_id=post.id,
            component="care",
            student_periods=people,
            minutes=people * (post.end_min - post.start_min),
            cause="x",
        )
        left = good.plan.duties if manned else tuple(x for x in good.plan.duties if x is not d)
        wrong = copy(row, **changes)
        told = claim("unmet", code, subject=wrong.period_id)
        return good.said(told, duties=left, unmet=(wrong,))


_post_need("need of a manned post", "unmet_but_manned", {}, manned=True)
_post_need("need of an unknown post", "unknown_id", {"period_id": "nowhere"})
_post_need("need of a post with wrong minutes", "unmet_field", {"minutes": 1})
_post_need("need of a post at another school", "unmet_field", {"school_id": "elsewhere"})
_post_need("need of a post of another component", "unmet_field", {"component": "sports"})
_post_need("need of a lunch that there is not", "unknown_id", {"family": "serve_lunch"})
