"""A school nurse and first-aid posts that nobody else may take: what clashes of posts prepare."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from data.synthetic.twins.ground import Ground
from data.synthetic.twins.record import Fact
from solver.domain.base import OWN_ROLES
from solver.domain.school import School

SKILL = "急救员证"
LENGTH_MIN = 10
ROLE = "first_aid"


def add_nurse(g: Ground, schools: Sequence[School], outside: bool = False) -> str:
    """Adds a person with all papers, without pay, who may serve at the schools at any time."""
    home = schools[0]
    like = next(
        p
        for p in g.district.staff
        if p.home_school_id == home.id and p.role in OWN_ROLES and "-n" not in p.id
    )
    first: date = g.district.term.first_day
    record = like.model_copy(
        update={
            "id": f"{home.id}-nurse",
            "name": "校医（模拟）",
            "role": "external" if outside else "other_staff",
            "home_school_id": None if outside else home.id,
            "external_kind": "社会专业人员" if outside else "",
            "skills": (SKILL,),
            "own_class_ids": (),
            "lendable_to": tuple(s.id for s in schools) if outside else (),
            "availability": (),
            "busy": (),
            "absences": (),
            "preferences": (),
            "pay_fen": {},
            "group_pay": (),
            "contract_from": first.replace(month=8, day=25),
            "contract_to": g.district.term.last_day.replace(month=7, day=10),
            "max_day_ch": None,
            "max_week_ch": None,
            "min_week_ch": 0,
            "max_days": None,
            "max_consecutive": None,
            "max_evenings": None,
            "target_week_ch": None,
            "is_excellent": False,
            "flexible_hours": False,
        }
    )
    document = record.model_dump(mode="json")
    document["qualifications"][0]["valid_to"] = str(g.district.term.last_day)
    g.prepare(f"staff[{record.id}]", document)
    return record.id


def add_posts(
    g: Ground, school: School, days: list[int], outside: bool = False, ch: int = 0
) -> list[dict[str, Any]]:
    """Adds a post for each of some weekdays; a second one of a day lies before the first."""
    made = []
    for i, day in enumerate(days):
        post = first_aid_post(g, school, day, outside, before=days[:i].count(day), ch=ch)
        g.prepare(f"schools[{school.id}].duty_posts[{post['id']}]", post)
        made.append(post)
    return made


def first_aid_post(
    g: Ground,
    school: School,
    weekday: int,
    outside: bool = False,
    before: int = 0,
    ch: int = 0,
    after: bool = False,
) -> dict[str, Any]:
    """Returns a first-aid post just before the service of a weekday, or in its last minutes.

    People from outside stand there while the service runs: somebody of the school is there then.
    """
    day = [p for p in g.regular(school) if p.weekday == weekday]
    start = min(p.start_min for p in day)
    if after:
        start = max(p.end_min for p in day) - LENGTH_MIN
    elif not outside:
        start -= LENGTH_MIN * (2 + before)
    return {
        "id": f"{school.id}-d{weekday}-aid{before + 1}",
        "role": ROLE,
        "weekday": weekday,
        "start_min": start,
        "end_min": start + LENGTH_MIN,
        "people_needed": 1,
        "own_staff_only": not outside,
        "class_hours_ch": ch,
        "skill": SKILL,
        "staff_roles": ["external"] if outside else [],
    }


def post_added(g: Ground, school: School, post: dict[str, Any]) -> Fact:
    """Returns the fact that a post is added to a school."""
    return g.fact(f"schools[{school.id}].duty_posts[{post['id']}]", post)
