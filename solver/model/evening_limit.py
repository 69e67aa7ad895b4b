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
    granted = _granted_days(ctx, person, limit)
    if granted is not None:
        for d, var in evenings.items():
            if d not in granted:
                ctx.rows.fix(var, 0)


def _granted_days(ctx: Context, person: StaffMember, limit: int) -> set[int] | None:
    """Returns the weekdays on which a shared person may serve evenings, wherever it works then.

    Schools that are searched apart must not use up the same limit twice, whoever has the person
    on which day: each reckons the same days, those first on which most of the schools have
    evenings. ``None`` for people who are not shared.
    """
    if all(w != person.id for w, _d in ctx.day_school):
        return None
    schools = {*person.lendable_to, person.home_school_id}
    hosts: dict[int, set[str]] = defaultdict(set)
    for s in ctx.district.schools:
        for p in s.periods:
            if s.id in schools and p.window == "evening":
                hosts[p.weekday].add(s.id)
    weeks: dict[tuple[int, int], Counter[tuple[str, int]]] = defaultdict(Counter)
    for d, where in hosts.items():
        for school_id in where:
            for day in service_dates(ctx.district.term, school_id, d):
                iso = day.isocalendar()
                weeks[(iso.year, iso.week)][(school_id, d)] += 1
    granted: set[int] = set()
    for d in sorted(hosts, key=lambda d: (-len(hosts[d]), d)):
        more = {*granted, d}
        if all(
            sum(max(week[(s, e)] for s in hosts[e]) for e in more) <= limit
            for week in weeks.values()
        ):
            granted = more
    return granted
