"""Nobody works beyond their own limits: day, week, days, evenings, consecutive periods, minimum.

Structural, from the person's record (no document prints a limit). Weekly limits hold in each real
calendar week, make-up Saturdays included: one row per week profile that no other week dominates.
A duty post counts like a meeting if it counts class-hours, else not at all.
"""

from collections import Counter, defaultdict

from solver.domain import StaffMember
from solver.domain.calendar import week_kinds_of
from solver.model.context import Context, Terms
from solver.model.evening_limit import add_evening_limit
from solver.model.times import Time

TAG = "limit_hours"


def add(ctx: Context) -> None:
    """Adds the rows of every person with limits."""
    profiles = week_kinds(ctx)
    for w in ctx.workers:
        person = ctx.staff[w]
        by_day: dict[int, Terms] = defaultdict(list)
        by_place: dict[tuple[str, int], Terms] = defaultdict(list)
        at_time: dict[Time, list[int]] = defaultdict(list)
        for time, var in ctx.work_times(w):
            if time.counts:
                by_day[time.weekday].append((var, time.ch))
                by_place[(time.school_id, time.weekday)].append((var, time.ch))
                at_time[time].append(var)
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
        if person.min_week_ch and at_time:
            used = ctx.rows.var(("used", w))
            for var in dict.fromkeys(x for variables in at_time.values() for x in variables):
                ctx.rows.add(TAG, [(used, 1), (var, -1)], low=0)
            every = [term for terms in by_day.values() for term in terms]
            ctx.rows.add(TAG, [*every, (used, -person.min_week_ch)], low=0)
        if person.max_consecutive is not None:
            _runs(ctx, person.max_consecutive, at_time)


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
    return list(week_kinds_of(ctx.district.term, tuple(ctx.views)))


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


def _runs(ctx: Context, limit: int, at_time: dict[Time, list[int]]) -> None:
    """Forbids ``limit + 1`` periods in a row; the pack's short breaks leave a run unbroken."""
    short_break = ctx.pack.short_break_min
    following = {
        t: [
            u
            for u in at_time
            if u.weekday == t.weekday and 0 <= u.start_min - t.end_min <= short_break
        ]
        for t in at_time
    }
    chains = [[t] for t in sorted(at_time)]
    for _ in range(limit):
        chains = [[*chain, u] for chain in chains for u in following[chain[-1]]]
    for chain in chains:
        terms = [(var, 1) for t in chain for var in at_time[t]]
        ctx.rows.add(TAG, terms, high=limit)
