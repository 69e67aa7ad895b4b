"""Nobody works beyond their own limits: day, week, days, evenings, consecutive periods, minimum.

Structural, from the person's record (no document prints a limit). Weekly limits hold in each real
calendar week, make-up Saturdays included: one row per week profile that no other week dominates.
"""

from collections import Counter, defaultdict

from solver.domain import StaffMember
from solver.domain.calendar import service_dates
from solver.model.context import Context, Terms
from solver.model.evening_limit import add_evening_limit

TAG = "limit_hours"


def add(ctx: Context) -> None:
    """Adds the rows of every person with limits."""
    profiles = week_kinds(ctx)
    for w, work in sorted(ctx.v.work_of.items()):
        person = ctx.staff[w]
        by_day: dict[int, Terms] = defaultdict(list)
        by_place: dict[tuple[str, int], Terms] = defaultdict(list)
        at_period: dict[str, list[int]] = defaultdict(list)
        for _a, pattern, var in work:
            for t in pattern:
                ch = ctx.view_of(t).ch[t]
                by_day[ctx.period[t].weekday].append((var, ch))
                by_place[(ctx.school_of_period[t], ctx.period[t].weekday)].append((var, ch))
                at_period[t].append(var)
        if person.max_day_ch is not None:
            for terms in by_day.values():
                ctx.rows.add(TAG, terms, high=person.max_day_ch)
        for school_id in ctx.views:
            limit = ctx.week_limit.get((w, school_id))
            if limit is not None:
                # A part of the person's own limit; other schools have the rest.
                _week(
                    ctx, {k: v for k, v in by_place.items() if k[0] == school_id}, profiles, limit
                )
        if person.max_week_ch is not None:
            _week(ctx, by_place, profiles, person.max_week_ch)
        _days(ctx, person, by_place, profiles)
        if person.max_evenings is not None:
            add_evening_limit(ctx, person, person.max_evenings, profiles)
        if person.min_week_ch:
            used = ctx.rows.var(("used", w))
            for _a, _pattern, var in work:
                ctx.rows.add(TAG, [(used, 1), (var, -1)], low=0)
            every = [term for terms in by_day.values() for term in terms]
            ctx.rows.add(TAG, [*every, (used, -person.min_week_ch)], low=0)
        if person.max_consecutive is not None:
            _runs(ctx, person.max_consecutive, at_period)


def _week(
    ctx: Context,
    by_place: dict[tuple[str, int], Terms],
    profiles: list[Counter[tuple[str, int]]],
    limit: int,
) -> None:
    for profile in profiles:
        weighted = [
            (var, ch * profile[place]) for place, terms in by_place.items() for var, ch in terms
        ]
        ctx.rows.add(TAG, weighted, high=limit)


def week_kinds(ctx: Context) -> list[Counter[tuple[str, int]]]:
    """Returns dates of each (school, weekday) in the real weeks that no other week dominates."""
    weeks: dict[tuple[int, int], Counter[tuple[str, int]]] = defaultdict(Counter)
    for school_id in ctx.views:
        for weekday in range(1, 8):
            for day in service_dates(ctx.district.term, school_id, weekday):
                iso = day.isocalendar()
                weeks[(iso.year, iso.week)][(school_id, weekday)] += 1
    unique = {tuple(sorted(c.items())): c for c in weeks.values()}
    found = list(unique.values())
    return [
        p
        for p in found
        if not any(q is not p and all(q[k] >= n for k, n in p.items()) for q in found)
    ]


def _days(
    ctx: Context,
    person: StaffMember,
    by_place: dict[tuple[str, int], Terms],
    profiles: list[Counter[tuple[str, int]]],
) -> None:
    limit = person.max_days
    if limit is None:
        return
    days = {}
    for d in sorted({d for _, d in by_place}):
        days[d] = ctx.rows.var(("day", person.id, d))
        for (_s, e), terms in by_place.items():
            if e == d:
                for var, _ch in terms:
                    ctx.rows.add(TAG, [(days[d], 1), (var, -1)], low=0)
    for profile in profiles:
        terms = [(days[d], max(profile[(s, e)] for s, e in by_place if e == d)) for d in days]
        ctx.rows.add(TAG, terms, high=limit)


def _runs(ctx: Context, limit: int, at_period: dict[str, list[int]]) -> None:
    """Forbids ``limit + 1`` periods in a row; the pack's short breaks leave a run unbroken."""
    short_break = ctx.pack.short_break_min
    following: dict[str, list[str]] = {
        t: [
            u
            for u in at_period
            if ctx.period[u].weekday == ctx.period[t].weekday
            and 0 <= ctx.period[u].start_min - ctx.period[t].end_min <= short_break
        ]
        for t in at_period
    }
    chains = [[t] for t in sorted(at_period)]
    for _ in range(limit):
        chains = [[*chain, u] for chain in chains for u in following[chain[-1]]]
    for chain in chains:
        terms = [(var, 1) for t in chain for var in at_period[t]]
        ctx.rows.add(TAG, terms, high=limit)
