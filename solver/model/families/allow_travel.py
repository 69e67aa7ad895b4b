"""A person serves as many schools a day as the planner allows (default one), if travel fits.

Structural: no document prints a travel time or a number of schools a day, so both are the
district's. ``sum over schools of at[w, s, d] <= schools_per_day``; with more than one, two periods
or posts at different schools exclude each other unless the minutes between them cover travel and
margin; unknown minutes never fit.
"""

from collections import defaultdict
from math import ceil, cos, hypot, radians

from solver.domain import District, School
from solver.model.context import Context
from solver.model.times import Time

TAG = "allow_travel"


def add(ctx: Context) -> None:
    """Adds the day limits and, where several schools a day are allowed, the travel rows."""
    by_day: dict[tuple[str, int], list[int]] = defaultdict(list)
    for (w, _s, d), var in ctx.v.at.items():
        by_day[(w, d)].append(var)
    limit = ctx.district.travel.schools_per_day
    for variables in by_day.values():
        ctx.rows.at_most(TAG, variables, limit)
    if limit > 1:
        _travel(ctx)


def _travel(ctx: Context) -> None:
    shared = sorted({w for w, _s, _d in ctx.v.at})
    schools = {s.id: s for s in ctx.district.schools}
    for w in shared:
        at_time: dict[Time, list[int]] = defaultdict(list)
        for time, var in ctx.work_times(w):
            at_time[time].append(var)
        for p, first in at_time.items():
            for q, second in at_time.items():
                s, r = p.school_id, q.school_id
                if s == r or p.weekday != q.weekday or q.start_min < p.end_min:
                    continue
                minutes = travel_minutes(ctx.district, schools[s], schools[r])
                if minutes is None or p.end_min + minutes > q.start_min:
                    ctx.rows.at_most(TAG, [*first, *second], 1)


def travel_minutes(district: District, a: School, b: School) -> int | None:
    """Returns minutes from one school to another with the margin, or ``None`` if unknown."""
    travel = district.travel
    for row in travel.times:
        if (row.from_school_id, row.to_school_id) == (a.id, b.id):
            return row.minutes + travel.margin_min
    recipe = travel.recipe
    if recipe is None or None in (a.latitude, a.longitude, b.latitude, b.longitude):
        return None
    assert a.latitude is not None and b.latitude is not None
    assert a.longitude is not None and b.longitude is not None
    north = (a.latitude - b.latitude) * 111.2
    east = (a.longitude - b.longitude) * 111.2 * cos(radians((a.latitude + b.latitude) / 2))
    road_km = hypot(north, east) * recipe.road_factor
    return ceil(road_km / recipe.speed_kmh * 60) + recipe.fixed_min + travel.margin_min
