"""What stand-ins may save: the most by which a plan can cost less than its point of the model.

The model pays whoever leads a meeting for all its dates. On dates on which that person may not
serve others stand in, found after the search, and these may be paid less.
"""

from collections import defaultdict
from datetime import date

from solver.domain.base import ServiceType
from solver.model.context import Context
from solver.model.people import blocked, closed
from solver.model.times import Time, post_key
from solver.policy import half_up


def stand_in_savings(ctx: Context) -> int:
    """Returns an upper bound, in fen, over all points of a context's model."""
    if ctx.no_gaps is None:
        return 0
    least = _least_rates(ctx)
    most: dict[tuple[str, str], int] = defaultdict(int)
    for w, works in ctx.v.work_of.items():
        for a, pattern, _var in works:
            for t in pattern:
                saved = _saved(ctx, w, ctx.activity[a].service_type, ctx.times[t].ch, least)
                most[(w, t)] = max(most[(w, t)], saved)
    for w, posts in ctx.v.posts_of.items():
        for post_id, _var in posts:
            key = post_key(post_id)
            most[(w, key)] = _saved(ctx, w, "basic", ctx.times[key].ch, least)
    found: dict[tuple[str, str], tuple[date, ...]] = {}
    total = 0
    for (w, t), saved in most.items():
        if saved:
            time = ctx.times[t]
            total += saved * len(_gaps(ctx, w, time, found))
    return total


def _least_rates(ctx: Context) -> dict[ServiceType, int]:
    """Returns the least that anybody is paid per class-hour, by type of service."""
    paid = [p.pay_fen for p in ctx.staff.values() if p.role != "instructor"]
    return {s: min(rates.get(s, 0) for rates in paid) for s in {k for r in paid for k in r}}


def _saved(
    ctx: Context, staff_id: str, service: ServiceType, ch: int, least: dict[ServiceType, int]
) -> int:
    person = ctx.staff[staff_id]
    if person.role == "instructor":
        return 0
    own = half_up(person.pay_fen.get(service, 0) * ch, 100)
    return max(0, own - half_up(least.get(service, 0) * ch, 100))


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
