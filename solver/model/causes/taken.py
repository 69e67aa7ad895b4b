"""What a person's other work in the week leaves no room for."""

from collections.abc import Sequence

from solver.domain import StaffMember
from solver.model.causes.hours import Over, over_hours
from solver.model.causes.week import Week
from solver.model.families.allow_travel import travel_minutes
from solver.model.reasons import Reason
from solver.model.times import Time

Detail = Reason | Over | None


def taken(week: Week, person: StaffMember, times: Sequence[Time]) -> dict[str, Detail]:
    """Returns what keeps a person from some times of one school: ``busy`` or ``elsewhere`` then.

    Also ``hours``: the limits of hours and days, if the times count for them.
    """
    found: dict[str, Detail] = {}
    if week.is_busy(person.id, times):
        return {"busy": None}
    if any(is_elsewhere(week, p, week.held(person.id)) for p in times):
        found["elsewhere"] = None
    if times[0].counts:
        over = over_hours(week, person, times)
        if over is not None:
            found["hours"] = over
    return found


def is_elsewhere(week: Week, time: Time, work: Sequence[Time]) -> bool:
    """Tells whether work at other schools on that day leaves no time for one at this school."""
    district = week.ctx.district
    schools = {s.id: s for s in district.schools}
    held = [m for m in work if m.weekday == time.weekday]
    away = [m for m in held if m.school_id != time.school_id]
    there = {m.school_id for m in held} | {time.school_id}
    if away and len(there) > district.travel.schools_per_day:
        return True
    for q in away:
        first, then = (q, time) if q.end_min <= time.start_min else (time, q)
        minutes = travel_minutes(district, schools[first.school_id], schools[then.school_id])
        if minutes is None or first.end_min + minutes > then.start_min:
            return True
    return False
