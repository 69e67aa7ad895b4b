"""What a school sees of a plan: its own part, and of people whom others have too, when they serve.

No other school's classes, rooms or numbers are in it, and no place of anybody's other meetings.
"""

from typing import Any

from solver.domain import District, StaffMember
from solver.plan import Duty, Meeting, Plan, plan_digest


def plan_of_school(plan: Plan, district: District, school_id: str) -> Plan:
    """Returns a plan with one school's part alone; what it says of the whole district is left out.

    Of the provenance the digests stay, so that the part can be traced to its plan.
    """
    classes = {c.id for s in district.schools if s.id == school_id for c in s.classes}
    return plan.model_copy(
        update={
            "levels": (),
            "terms": (),
            "grid": tuple(g for g in plan.grid if g.class_id in classes),
            "sections": tuple(s for s in plan.sections if s.school_id == school_id),
            "meetings": tuple(m for m in plan.meetings if m.school_id == school_id),
            "duties": tuple(d for d in plan.duties if d.school_id == school_id),
            "accounts": tuple(a for a in plan.accounts if a.school_id == school_id),
            "unmet": tuple(u for u in plan.unmet if u.school_id == school_id),
            "unused": (),
            "clause_waivers": tuple(w for w in plan.clause_waivers if w.school_id == school_id),
            "changes": (),
            "verdict": None,
            "provenance": plan.provenance.model_copy(update={"notes": ()}),
        }
    )


def state_of_part(plan: Plan, district: District, school_id: str) -> str:
    """Returns what differs whenever a school's part of a plan does, whatever happens at others."""
    part = plan_of_school(plan, district, school_id)
    whole = {"version": 0, "parent_digest": None, "status": "unmet", "publishable": False}
    return "part-" + plan_digest(part.model_copy(update=whole))[:24]


def busy_elsewhere(plan: Plan, district: District, school_id: str) -> list[dict[str, Any]]:
    """Returns when people who may serve at a school serve at others: the time, not the place.

    Those are its own staff, people who may be lent to it, and instructors of providers that have
    an agreement with it.
    """
    may_come = {p.id for p in district.staff if _may_come(p, district, school_id)}
    periods = {p.id: (p.start_min, p.end_min) for s in district.schools for p in s.periods}
    posts = {p.id: (p.start_min, p.end_min) for s in district.schools for p in s.duty_posts}
    found = set()
    records: list[Meeting | Duty] = [*plan.meetings, *plan.duties]
    for record in records:
        if record.school_id == school_id:
            continue
        if isinstance(record, Meeting):
            span = periods.get(record.period_id)
        else:
            span = posts.get(record.post_id)
        if span is None:
            continue
        dates = (record.from_date.isoformat(), record.to_date.isoformat())
        for person in may_come.intersection(record.staff_ids):
            found.add((person, record.weekday, *span, *dates))
    names = ("staff_id", "weekday", "start_min", "end_min", "from_date", "to_date")
    return [dict(zip(names, row, strict=True)) for row in sorted(found)]


def _may_come(person: StaffMember, district: District, school_id: str) -> bool:
    if school_id in (person.home_school_id, *person.lendable_to):
        return True
    return any(
        provider.id == person.provider_id
        and any(a.school_id == school_id for a in provider.agreements)
        for provider in district.providers
    )


def district_of_school(district: District, plan: Plan, school_id: str) -> District:
    """Returns what a school's documents are made from: its own, and who serves there.

    It is for reading only: what refers to people who are left out is left out or dangles.
    """
    part = district.slice((school_id,))
    here = {w for m in plan.meetings if m.school_id == school_id for w in m.staff_ids}
    here |= {w for d in plan.duties if d.school_id == school_id for w in d.staff_ids}
    known = {p.id for p in part.staff}
    others = [p for p in district.staff if p.id in here and p.id not in known]
    staff = [p for p in part.staff if p.home_school_id == school_id or p.id in here]
    # Of somebody from elsewhere no more than the name and what the own documents reckon with.
    bare = {
        "home_school_id": None,
        "lendable_to": (),
        "busy": (),
        "absences": (),
        "preferences": (),
    }
    lent = [p.model_copy(update={**bare, "own_class_ids": ()}) for p in others]
    return part.model_copy(update={"staff": (*staff, *lent), "pins": (), "fund": None})
