"""A small district by hand: school S of grades 2 and 7, school W of grade 2.

Term of two weeks, Monday 2 March to Friday 13 March 2026. Each school has two periods on Monday
and Tuesday, 16:00-17:00 and 17:00-18:00 (960, 1020, 1080 minutes), for all its grades.
"""

from datetime import date
from typing import Any

from solver.domain import (
    Activity,
    Band,
    District,
    Funding,
    Menu,
    Period,
    School,
    SchoolClass,
    StaffMember,
    Term,
)
from solver.domain.term import Season

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 13)


def season(**changes: Any) -> Season:
    """Returns the one season of the term, off work at 17:30."""
    fields: dict[str, Any] = {"id": "spring", "name": "春季", "first": FIRST, "last": LAST}
    return Season(**fields | {"off_work_min": 1050} | changes)


def term(**changes: Any) -> Term:
    """Returns the two weeks."""
    fields: dict[str, Any] = {
        "id": "T",
        "name": "2026 春",
        "first_day": FIRST,
        "last_day": LAST,
        "seasons": (season(),),
    }
    return Term(**fields | changes)


def school(name: str = "S", grades: tuple[int, ...] = (2, 7), **changes: Any) -> School:
    """Returns a school with a class and a band for each grade, 30 of 40 taking part."""
    fields: dict[str, Any] = {
        "id": name,
        "name": f"{name} 校",
        "stage": "nine_year",
        "periods": tuple(
            Period(id=f"{name}-{day}-{k}", weekday=day, start_min=start, end_min=start + 60)
            for day in (1, 2)
            for k, start in ((1, 960), (2, 1020))
        ),
        "classes": tuple(
            SchoolClass(
                id=f"{name}{g}", name=f"{g} 班", grade=g, enrolled=40, participants={1: 30, 2: 30}
            )
            for g in grades
        ),
        "bands": tuple(
            Band(id=f"{name}-band{g}", name=f"{g} 组", class_ids=(f"{name}{g}",)) for g in grades
        ),
        "menus": tuple(
            Menu(id=f"{name}-menu{g}", band_id=f"{name}-band{g}", activity_ids=("chess",))
            for g in grades
        ),
    }
    return School(**fields | changes)


def chess(**changes: Any) -> Activity:
    """Returns a club that both schools may run, for all grades."""
    fields: dict[str, Any] = {
        "id": "chess",
        "title": "象棋",
        "component": "extension",
        "field": "club",
        "grouping": "by_choice",
    }
    return Activity(**fields | changes)


def teacher(name: str = "t1", **changes: Any) -> StaffMember:
    """Returns a teacher of school S."""
    fields: dict[str, Any] = {"id": name, "name": name, "role": "teacher", "home_school_id": "S"}
    return StaffMember(**fields | changes)


def basic(**changes: Any) -> Funding:
    """Returns a basic account with a published fee of 300 yuan."""
    fields: dict[str, Any] = {"account": "basic", "fee_fen": 30_000, "fee_published": True}
    return Funding(**fields | changes)


def district(*schools: School, **changes: Any) -> District:
    """Returns a district of the given schools, or of S and W."""
    fields: dict[str, Any] = {
        "id": "D",
        "name": "某区",
        "policy_pack_id": "qiaocheng",
        "term": term(),
        "schools": schools or (school(), school("W", (2,))),
        "activities": (chess(),),
    }
    return District(**fields | changes)
