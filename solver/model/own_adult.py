"""An own adult on site at every minute in which an outsider works with students of a school.

Structural, part of ``lead_by_own_staff``. Outsiders are instructors, volunteers, externals and
people lent by another school; own adults count in meetings and on posts of the school. Per
stretch of minutes in which the same work may go on::

    each outsider's work <= there <= sum of own work

Where grades begin on different dates, the same holds for the dates before the last of them, with
the own work that has surely begun then. Those rows are stricter than the rule (``STRICTER``).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from solver.domain import StaffMember
from solver.domain.base import OWN_ROLES
from solver.domain.calendar import first_service_day
from solver.model.context import Context
from solver.model.rows import STRICTER
from solver.model.school_view import Pattern, SchoolView
from solver.model.times import Time, post_key

TAG = "lead_by_own_staff"
Work = tuple[str, Pattern]
"""Activity and pattern."""


@dataclass
class _Site:
    """Who may work at a school: variables with their times."""

    outside: list[tuple[str, Work, Time, int]] = field(default_factory=list)
    own: list[tuple[Work, Time, int]] = field(default_factory=list)
    posts: list[tuple[Time, int]] = field(default_factory=list)


def is_own_adult(person: StaffMember, school_id: str) -> bool:
    """Tells whether a person is of a school's own staff."""
    return person.home_school_id == school_id and person.role in OWN_ROLES


def add_own_adults(ctx: Context) -> None:
    """Adds the rows of each school in which an outsider may work."""
    for view in ctx.views.values():
        site = _site(ctx, view)
        if not site.outside:
            continue
        every = [(time, var) for _, time, var in site.own] + site.posts
        outside = [(w, time, var) for w, _, time, var in site.outside]
        _rows(ctx, TAG, outside, every)
        for grades in _early_grades(ctx, view):
            _early(ctx, view, site, grades)


def _site(ctx: Context, view: SchoolView) -> _Site:
    site = _Site()
    home = view.school.id
    for w, work in sorted(ctx.v.work_of.items()):
        person = ctx.staff[w]
        is_own = is_own_adult(person, home)
        for a, pattern, var in work:
            if pattern[0] not in view.periods:
                continue
            for t in pattern:
                if is_own:
                    site.own.append(((a, pattern), ctx.times[t], var))
                else:
                    site.outside.append((w, (a, pattern), ctx.times[t], var))
    for (w, post_id), var in ctx.v.post.items():
        time = ctx.times[post_key(post_id)]
        if time.school_id == home and is_own_adult(ctx.staff[w], home):
            site.posts.append((time, var))
    return site


def _rows(
    ctx: Context, tag: str, outside: list[tuple[str, Time, int]], own: list[tuple[Time, int]]
) -> None:
    """Adds ``outsider <= there <= own`` for each stretch of minutes, equal ones once."""
    done = set()
    for weekday, start in _stretches(outside, own):
        work: dict[str, list[int]] = defaultdict(list)
        for w, time, var in outside:
            if _covers(time, weekday, start):
                work[w].append(var)
        here = tuple(sorted({var for time, var in own if _covers(time, weekday, start)}))
        key = (tuple(sorted(map(tuple, work.values()))), here)
        if not work or key in done:
            continue
        done.add(key)
        if len(work) == 1:
            ((variables),) = work.values()
            ctx.rows.add(tag, [*((x, 1) for x in variables), *((x, -1) for x in here)], high=0)
            continue
        there = ctx.rows.var(("own_adult", tag, len(ctx.rows.lower)))
        ctx.rows.add(tag, [(there, 1), *((x, -1) for x in here)], high=0)
        for variables in work.values():
            ctx.rows.implies_at_most(tag, variables, there, 1)


def _stretches(
    outside: list[tuple[str, Time, int]], own: list[tuple[Time, int]]
) -> Iterator[tuple[int, int]]:
    """Yields weekday and first minute of each stretch in which an outsider may work."""
    times = {time for _, time, _ in outside}
    marks = times | {time for time, _ in own}
    for weekday in sorted({t.weekday for t in times}):
        minutes = {m for t in marks if t.weekday == weekday for m in (t.start_min, t.end_min)}
        for minute in sorted(minutes):
            if any(_covers(t, weekday, minute) for t in times):
                yield weekday, minute


def _covers(time: Time, weekday: int, minute: int) -> bool:
    return time.weekday == weekday and time.start_min <= minute < time.end_min


def _early_grades(ctx: Context, view: SchoolView) -> Iterator[frozenset[int]]:
    """Yields the grades that have begun, for each stretch of dates before the last begins."""
    begins: dict[date, set[int]] = defaultdict(set)
    served = {
        record.grade
        for c, record in view.classes.items()
        if any(view.present(c, t) for t in (*view.slots[c], *view.window_slots[c]))
    }
    for grade in sorted(served):
        begins[first_service_day(view.school, ctx.district.term, (grade,))].add(grade)
    begun: set[int] = set()
    for day in sorted(begins)[:-1]:
        begun |= begins[day]
        yield frozenset(begun)


def _early(ctx: Context, view: SchoolView, site: _Site, grades: frozenset[int]) -> None:
    """Adds the rows of dates on which only some grades have service.

    Own work of an activity and pattern counts if somebody of these grades sits in it and all its
    leaders are own: whoever leads which of its sections, one of them is there.
    """
    seated = _seated(ctx, view, grades)
    strangers: dict[Work, list[int]] = defaultdict(list)
    for _w, work, _time, var in site.outside:
        strangers[work].append(var)
    leaders: dict[Work, list[int]] = defaultdict(list)
    at: dict[Work, list[Time]] = defaultdict(list)
    for work, time, var in site.own:
        leaders[work].append(var)
        at[work].append(time)
    own = list(site.posts)
    for work, variables in leaders.items():
        if not seated[work]:
            continue
        sure = ctx.rows.var(("begun", *work, tuple(sorted(grades))))
        leading = [var for w, var in ctx.v.leaders_of[work] if var in set(variables)]
        ctx.rows.add(STRICTER, [(sure, 1), *((x, -1) for x in leading)], high=0)
        ctx.rows.add(STRICTER, [(sure, 1), *((x, -1) for x in seated[work])], high=0)
        for stranger in dict.fromkeys(strangers[work]):
            ctx.rows.at_most(STRICTER, [sure, stranger], 1)
        own += [(time, sure) for time in dict.fromkeys(at[work])]
    outside = [(w, time, var) for w, work, time, var in site.outside if seated[work]]
    _rows(ctx, STRICTER, outside, own)


def _seated(ctx: Context, view: SchoolView, grades: frozenset[int]) -> dict[Work, list[int]]:
    """Returns, by activity and pattern, what seats students of some grades."""
    v = ctx.v
    early = {c for c, record in view.classes.items() if record.grade in grades}
    found: dict[Work, list[int]] = defaultdict(list)
    for groups in (v.group, v.stay_group):
        for (a, classes, t), var in groups.items():
            if early & set(classes):
                found[(a, (t,))].append(var)
    for way, var in v.enrol.items():
        if way.class_id in early:
            found[(way.activity_id, way.pattern)].append(var)
    for (c, a, t), var in v.seat.items():
        if c in early:
            found[(a, (t,))].append(var)
    return found
