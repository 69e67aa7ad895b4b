"""Moves that free whole days of the week: their grid and all that takes place, the rest is fixed.

With the grid alone freed a solve still decides the whole week and seldom ends in time. Two days
with everything on them are two fifths of a week and mostly close in a second or two, and a rule
that ties one day's grid to another's (so many periods of a component a week) has both at hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from solver.model.context import Context
from solver.search.levels import solve_levels, values

if TYPE_CHECKING:
    from solver.search.school import SchoolSearch

SLICE = 3.0
"""Units that a school of ``SIZE`` variables gets for a try at first; a larger one gets more."""
SIZE = 10_000
AT_ONCE = (2, 3)
"""Days that are freed at once: more where fewer gain nothing any more."""
PROVED = 0.8
"""A try that took less of its slice has shown that its days gain nothing."""


def weekdays_of(ctx: Context) -> dict[int, frozenset[int]]:
    """Returns the weekdays of each variable that decides what takes place then, or with whom."""
    v = ctx.v
    days = {
        var: frozenset(ctx.period[t].weekday for t in periods) for var, periods in _periods_of(ctx)
    }
    for (_w, post_id), var in v.post.items():
        days[var] = frozenset({ctx.posts[post_id][0].record.weekday})
    for post_id, var in v.post_short.items():
        days[var] = frozenset({ctx.posts[post_id][0].record.weekday})
    return days


def _periods_of(ctx: Context) -> Iterator[tuple[int, tuple[str, ...]]]:
    v = ctx.v
    for (_unit, t, _k), var in v.grid.items():
        yield var, (t,)
    for groups in (v.group, v.stay_group):
        for (_a, _classes, t), var in groups.items():
            yield var, (t,)
    for seats in (v.stay_home, v.seat):
        yield from ((var, (key[2],)) for key, var in seats.items())
    for counts in (v.stay, v.unmet):
        yield from ((var, (t,)) for (_c, t), var in counts.items())
    yield from ((var, way.pattern) for way, var in v.enrol.items())
    yield from ((var, pattern) for (_a, pattern), var in v.sections.items())
    yield from ((var, pattern) for (_a, pattern, _key), var in v.section_room.items())
    yield from ((var, (t,)) for (_a, _g, t, _key), var in v.group_room.items())
    for work in (v.lead, v.assist):
        yield from ((var, pattern) for (_w, _a, pattern), var in work.items())
    yield from ((var, (t,)) for (_w, _a, _g, t), var in v.own.items())
    yield from ((var, (t,)) for t, var in v.lunch_alone.items())


class DayMoves:
    """Tries sets of days in turn until no set gains anything or the search is done."""

    def __init__(self, search: SchoolSearch) -> None:
        self.search = search
        self.weekdays = weekdays_of(search.ctx)
        self.days = sorted({d for days in self.weekdays.values() for d in days})
        self.slice = SLICE * max(1.0, len(search.ctx.rows.lower) / SIZE)

    def improve(self, least: float = 0.0) -> None:
        """Improves the search's point; ``least`` units are left for what comes after."""
        for times, count in enumerate(AT_ONCE, start=1):
            if count < len(self.days):
                self._descend(list(combinations(self.days, count)), times * self.slice, least)

    def _descend(self, sets: list[tuple[int, ...]], slice_: float, least: float) -> None:
        """Tries sets until each has gained nothing since the last gain."""
        # Searches side by side begin with different days.
        start = self.search.seed * 3 % len(sets)
        sets = sets[start:] + sets[:start]
        at, idle, open_ = 0, 0, False
        search = self.search
        while not (search.is_done() or search.is_due()) and search.budget.left() > max(least, 0.5):
            gained, proved = self.try_days(sets[at % len(sets)], slice_)
            at += 1
            idle = 0 if gained else idle + 1
            open_ = (open_ and not gained) or not proved
            if idle >= len(sets):
                if not open_ or slice_ > search.budget.left() / 8:
                    return
                slice_, idle, open_ = 2 * slice_, 0, False

    def try_days(self, days: tuple[int, ...], slice_: float) -> tuple[bool, bool]:
        """Frees days; tells whether that gained anything, and whether it was tried to the end."""
        search = self.search
        search.listen()
        point = search.point
        assert point is not None
        freed = set(days)
        fixed = {v: point[v] for v, when in self.weekdays.items() if not when & freed}
        wishes = slice_ / 2 if search.is_due() else 0.0
        plan = search.pass_of(slice_, slice_ / 2, slice_, wishes)
        before, used = values(search.ctx, point), search.budget.used()
        found = solve_levels(
            search.ctx, search.budget, plan, fixed, point, keep=True, on_point=search.taking("days")
        )
        if found is not None:
            search.accept(found, "days")
        proved = search.budget.used() - used < PROVED * slice_
        assert search.point is not None
        return values(search.ctx, search.point) < before, proved
