"""Duty posts with their people: planted last, beside a service that stays as it was.

Gate before the service, patrol during its first period, escort and the leader of the day after it:
usual posts, invented times. They count no class-hours.
"""

from random import Random

from data.synthetic.draft import DutyDraft, PersonDraft, SchoolDraft
from data.synthetic.people import FROM_MIN, TO_MIN
from data.synthetic.staffing import OWN
from solver.domain.district import ProvenanceNote
from solver.domain.people import DutyPost

DUTIES = "duties"
"""How they are asked for."""
NOTE = ProvenanceNote(
    path="schools[*].duty_posts",
    status="invented",
    note="常见岗位：课后服务前门岗、第一节巡查、结束后护送和值日领导；不计课时",
)
BEFORE_MIN, AFTER_MIN = 10, 15
SMALL = 8
"""Up to so many classes one person escorts, else two."""


def plant_duties(school: SchoolDraft, rng: Random) -> None:
    """Adds the posts of each weekday that somebody can stand on."""
    for weekday in sorted({p.weekday for p in school.periods}):
        for post in _posts(school, weekday):
            people = _people(school, post, rng)
            if people:
                school.duties.append(DutyDraft(post, people))


def _posts(school: SchoolDraft, weekday: int) -> list[DutyPost]:
    periods = [p for p in school.periods if p.weekday == weekday]
    first = min(periods, key=lambda p: (p.start_min, p.end_min))
    end = max(p.end_min for p in periods)
    escorts = 1 if len(school.classes) <= SMALL else 2
    wanted = (
        ("gate", "gate", first.start_min - BEFORE_MIN, first.start_min, 1),
        ("patrol", "patrol", first.start_min, first.end_min, 1),
        ("dismissal_escort", "escort", end, end + AFTER_MIN, escorts),
        ("leader_of_the_day", "leader", end, end + AFTER_MIN, 1),
    )
    return [
        DutyPost(
            id=f"{school.id}-d{weekday}-{slug}",
            role=role,  # type: ignore[arg-type]  # pydantic checks it
            weekday=weekday,
            start_min=start,
            end_min=stop,
            people_needed=needed,
        )
        for role, slug, start, stop, needed in wanted
        if start >= FROM_MIN and stop <= TO_MIN
    ]


def _people(school: SchoolDraft, post: DutyPost, rng: Random) -> list[PersonDraft]:
    """Chooses own people who are free, those who serve that day and stand least first."""
    free = [
        p
        for p in school.people
        if p.home == school.id
        and p.role in OWN
        and p.role in post.roles
        and p.school_on.get(post.weekday, school.id) == school.id
        and p.busy.free(post)
    ]
    times = {p.id: sum(p in d.people for d in school.duties) for p in free}
    free.sort(key=lambda p: (post.weekday not in p.school_on, times[p.id], rng.random()))
    chosen = free[: post.people_needed]
    if len(chosen) < post.people_needed:
        return []
    for person in chosen:
        person.busy.take(post)
        person.school_on[post.weekday] = school.id
        person.spare_days.discard(post.weekday)
        if person.service_days is not None:
            person.service_days.add(post.weekday)
    return chosen
