"""How many evenings a week a person may serve, at one school or shared by several.

Structural, from the person's record; stated with ``limit_hours``.
"""

from collections import Counter, defaultdict

from solver.domain import StaffMember
from solver.domain.calendar import service_dates
from solver.model.context import Context

TAG = "limit_hours"


def add_evening_limit(
    ctx: Context, person: StaffMember, limit: int, profiles: list[Counter[tuple[str, int]]]
) -> None:
    """Adds the rows: dates with evening study in each real week are at most ``limit``.

    Parameters
    ----------
    profiles : list of Counter
        Dates of each (school, weekday) in the weeks that no other week dominates.
    """
    places: dict[int, set[str]] = defaultdict(set)
    evenings: dict[int, int] = {}
    for _a, pattern, var in ctx.v.work_of[person.id]:
        for t in pattern:
            if ctx.period[t].window == "evening":
                d = ctx.period[t].weekday
                places[d].add(ctx.school_of_period[t])
                if d not in evenings:
                    evenings[d] = ctx.rows.var(("evening", person.id, d))
                ctx.rows.add(TAG, [(evenings[d], 1), (var, -1)], low=0)
    for profile in profiles:
        terms = [(evenings[d], max(profile[(s, d)] for s in places[d])) for d in evenings]
        ctx.rows.add(TAG, terms, high=limit)
    for school_id in ctx.views:
        part = ctx.evening_limit.get((person.id, school_id))
        if part is not None:
            _at_school(ctx, evenings, places, school_id, part)


def _at_school(
    ctx: Context,
    evenings: dict[int, int],
    places: dict[int, set[str]],
    school_id: str,
    limit: int,
) -> None:
    """Adds the rows of a school's part of the limit; other schools, searched apart, have the rest.

    The model holds that school alone, so the person's evenings there are those of the model.
    """
    here = [d for d in evenings if school_id in places[d]]
    weeks: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    for d in here:
        for day in service_dates(ctx.district.term, school_id, d):
            iso = day.isocalendar()
            weeks[(iso.year, iso.week)][d] += 1
    for dates in {tuple(sorted(week.items())) for week in weeks.values()}:
        ctx.rows.add(TAG, [(evenings[d], n) for d, n in dates], high=limit)
