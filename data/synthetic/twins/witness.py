"""The plan that serves a twin once one of its facts is taken back."""

from collections.abc import Iterable

from data.synthetic.twins.edits import without_facts
from data.synthetic.twins.nurse import SKILL
from data.synthetic.twins.record import Clash, Fact
from solver.domain.district import District
from solver.domain.people import DutyPost
from solver.domain.school import School
from solver.plan import Duty, Meeting, Plan, digest


def witness(plan: Plan, twin: District, clash: Clash, fact: Fact) -> tuple[District, Plan]:
    """Returns the district without one fact of its clash, and a plan that serves it.

    Parameters
    ----------
    plan : Plan
        The planted plan. Its claims about wishes may not fit: only the service is meant.
    """
    district = without_facts(twin, (fact,))
    meetings = tuple(_led(m, fact) for m in plan.meetings)
    duties = tuple(_stood(d, fact) for d in on_posts(plan, district))
    provenance = plan.provenance.model_copy(update={"district_digest": digest(district)})
    changes = {
        "district_id": district.id,
        "meetings": meetings,
        "duties": duties,
        "provenance": provenance,
    }
    return district, plan.model_copy(update=changes)


def _led(meeting: Meeting, fact: Fact) -> Meeting:
    people = fact.remedy.get(meeting.id)
    return meeting.model_copy(update={"staff_ids": people}) if people else meeting


def _stood(duty: Duty, fact: Fact) -> Duty:
    people = fact.remedy.get(duty.id)
    return duty.model_copy(update={"staff_ids": people}) if people else duty


def on_posts(plan: Plan, district: District) -> Iterable[Duty]:
    """Yields who stands on posts: those of the planted plan, then those that a clash prepared."""
    yield from plan.duties
    known = {d.post_id for d in plan.duties}
    for school in district.schools:
        for post in school.duty_posts:
            if post.id not in known and post.skill == SKILL:
                yield _duty(district, school, post)


def _duty(district: District, school: School, post: DutyPost) -> Duty:
    able = [
        p.id
        for p in district.staff
        if SKILL in p.skills
        and p.role in post.roles
        and school.id in (p.home_school_id, *p.lendable_to)
    ]
    return Duty(
        id=f"{post.id}-duty",
        school_id=school.id,
        post_id=post.id,
        weekday=post.weekday,
        staff_ids=tuple(able[: post.people_needed]),
        from_date=district.term.first_day,
        to_date=district.term.last_day,
    )
