"""Whether one more meeting would take a person over a limit of hours or days."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from solver.domain import StaffMember
from solver.model.causes.week import Week
from solver.model.school_view import Pattern


@dataclass(frozen=True)
class Over:
    """A limit that is passed: which, what would be reached, what is allowed.

    ``limit`` is ``day`` or ``week`` (class-hours), ``days``, ``evenings``, ``run`` (periods in a
    row), or ``least``: too little work to be used at all.
    """

    limit: str
    reached: int
    allowed: int


def over_hours(week: Week, person: StaffMember, pattern: Pattern) -> Over | None:
    """Returns the first limit of a person that work in some more periods would pass."""
    ctx = week.ctx
    periods = [m.period_id for m in week.work[person.id]] + list(pattern)
    at: Counter[tuple[str, int]] = Counter()
    by_day: dict[int, list[str]] = defaultdict(list)
    for t in periods:
        day = ctx.period[t].weekday
        at[(ctx.school_of_period[t], day)] += ctx.view_of(t).ch[t]
        by_day[day].append(t)
    days = {ctx.period[t].weekday for t in pattern}
    reached: list[tuple[str, int, int | None]] = [
        ("day", max(_sum(at, d) for d in days), person.max_day_ch),
        (
            "week",
            max(
                (sum(ch * kind[p] for p, ch in at.items()) for kind in week.kinds_of_week),
                default=0,
            ),
            person.max_week_ch,
        ),
        (
            "days",
            max(
                (
                    sum(max(kind[p] for p in at if p[1] == d) for d in by_day)
                    for kind in week.kinds_of_week
                ),
                default=0,
            ),
            person.max_days,
        ),
        ("evenings", _evenings(week, periods), person.max_evenings),
        ("run", max(_longest_run(week, by_day[d]) for d in days), person.max_consecutive),
    ]
    for limit, value, allowed in reached:
        if allowed is not None and value > allowed:
            return Over(limit, value, allowed)
    total = sum(at.values())
    if total < person.min_week_ch:
        return Over("least", total, person.min_week_ch)
    return None


def _evenings(week: Week, periods: list[str]) -> int:
    """Returns the most dates with evening study in a real week."""
    ctx = week.ctx
    places: dict[int, set[str]] = defaultdict(set)
    for t in periods:
        if ctx.period[t].window == "evening":
            places[ctx.period[t].weekday].add(ctx.school_of_period[t])
    return max(
        (
            sum(max(kind[(s, d)] for s in there) for d, there in places.items())
            for kind in week.kinds_of_week
        ),
        default=0,
    )


def _sum(at: Counter[tuple[str, int]], weekday: int) -> int:
    return sum(ch for (_s, d), ch in at.items() if d == weekday)


def _longest_run(week: Week, periods: list[str]) -> int:
    """Returns the most periods in a row, the pack's short breaks not counting."""
    short_break = week.ctx.pack.short_break_min
    ordered = sorted((week.ctx.period[t] for t in periods), key=lambda p: p.start_min)
    longest: list[int] = []
    for i, p in enumerate(ordered):
        before = [
            longest[j] for j in range(i) if 0 <= p.start_min - ordered[j].end_min <= short_break
        ]
        longest.append(1 + max(before, default=0))
    return max(longest, default=0)
