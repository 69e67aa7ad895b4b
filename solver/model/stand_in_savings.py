"""What stand-ins may save: the most by which a plan can cost less than its point of the model.

The model pays whoever leads a meeting for all its dates. On dates on which that person may not
serve others stand in, found after the search, and these may be paid less.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from solver.domain import Activity, StaffMember
from solver.domain.base import ServiceType
from solver.model.context import Context
from solver.model.people import blocked, closed
from solver.model.times import Time, post_key
from solver.policy import half_up, rate_fen


def stand_in_savings(ctx: Context) -> int:
    """Returns an upper bound, in fen, over all points of a context's model."""
    if ctx.no_gaps is None:
        return 0
    paid = [p for p in ctx.staff.values() if p.role != "instructor"]
    services: set[ServiceType] = {"basic", *(a.service_type for a in ctx.activity.values())}
    least = {(s, n): _least(paid, s, n) for s in services for n in (0, None)}
    most: dict[tuple[str, str], int] = defaultdict(int)
    for w, works in ctx.v.work_of.items():
        for a, pattern, _var in works:
            activity = ctx.activity[a]
            for t in pattern:
                saved = _saved(ctx, w, activity, ctx.times[t], least)
                most[(w, t)] = max(most[(w, t)], saved)
    for w, posts in ctx.v.posts_of.items():
        for post_id, _var in posts:
            key = post_key(post_id)
            most[(w, key)] = _saved(ctx, w, None, ctx.times[key], least)
    found: dict[tuple[str, str], tuple[date, ...]] = {}
    return sum(
        saved * len(_gaps(ctx, w, ctx.times[t], found)) for (w, t), saved in most.items() if saved
    )


Least = Mapping[tuple[ServiceType, int | None], int]


def _least(people: Iterable[StaffMember], service: ServiceType, students: int | None) -> int:
    return min((rate_fen(p, service, students) for p in people), default=0)


def _saved(ctx: Context, staff_id: str, activity: Activity | None, time: Time, least: Least) -> int:
    """Returns what a meeting, or a duty, costs less at most if whoever is paid least takes it."""
    person = ctx.staff[staff_id]
    if person.role == "instructor":
        return 0
    # Pay never falls as a group grows.
    if activity is None:
        own, other = rate_fen(person, "basic", None), least[("basic", None)]
    else:
        service = activity.service_type
        own, other = rate_fen(person, service, activity.max_students), least[(service, 0)]
    return max(0, half_up(own * time.ch, 100) - half_up(other * time.ch, 100))


def _gaps(
    ctx: Context, staff_id: str, time: Time, known: dict[tuple[str, str], tuple[date, ...]]
) -> set[date]:
    """Returns the dates of a time on which a person may not serve."""
    person = ctx.staff[staff_id]
    dates = ctx.views[time.school_id].pattern_dates(time.weekday)
    key = (staff_id, time.school_id)
    if key not in known:
        view = ctx.views[time.school_id]
        every = tuple(sorted({d for day in range(1, 8) for d in view.pattern_dates(day)}))
        shut = closed(ctx, person, time.school_id, every) is not None
        known[key] = tuple(
            d for d in every if shut and closed(ctx, person, time.school_id, (d,)) is not None
        )
    return {*blocked(ctx, person, time, dates), *(d for d in known[key] if d in set(dates))}
