"""An own adult on site at every minute in which an outsider works with students of a school.

Structural, part of ``lead_by_own_staff``. Outsiders are instructors, volunteers, externals and
people lent by another school; own adults count in meetings and on posts of the school. Per
stretch of minutes in which the same work may go on::

    sum of outsiders' work <= number of outsiders * sum of own work

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
MOST_SURE = 6
"""Clubs of a period that may stand for the own adult while only some grades have begun."""


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
        outside = [(w, time, var) for w, _, time, var in site.outside]
        _rows(ctx, TAG, outside, [*_own_work(ctx, site), *site.posts])
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


def _own_work(ctx: Context, site: _Site) -> Iterator[tuple[Time, int]]:
    """Yields what tells of own work: its meetings where only own people may lead, else people."""
    people: dict[Work, dict[int, list[Time]]] = defaultdict(lambda: defaultdict(list))
    for work, time, var in site.own:
        people[work][var].append(time)
    groups: dict[Work, list[int]] = defaultdict(list)
    for held in (ctx.v.group, ctx.v.stay_group):
        for (a, _classes, t), var in held.items():
            groups[(a, (t,))].append(var)
    for work, own in people.items():
        count = ctx.v.sections.get(work)
        meetings = groups[work] if count is None else [count]
        led_by_own = all(var in own for _w, var in ctx.v.leaders_of[work])
        if led_by_own and len(meetings) < len(own):
            times = dict.fromkeys(time for of_person in own.values() for time in of_person)
            yield from ((time, var) for time in times for var in meetings)
        else:
            yield from ((time, var) for var, times in own.items() for time in times)


def _rows(
    ctx: Context, tag: str, outside: list[tuple[str, Time, int]], own: list[tuple[Time, int]]
) -> None:
    """Adds the row of each stretch of minutes, equal ones once."""
    done = set()
    for weekday, start in _stretches(outside, own):
        work = [(w, var) for w, time, var in outside if _covers(time, weekday, start)]
        here = tuple(sorted({var for time, var in own if _covers(time, weekday, start)}))
        if not work or (tuple(work), here) in done:
            continue
        done.add((tuple(work), here))
        # Nobody works twice at a minute, so there are never more outsiders than people.
        most = len({w for w, _var in work})
        terms = [*((x, 1) for _w, x in work), *((x, -most) for x in here)]
        ctx.rows.add(tag, terms, high=0)


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
    leaders are own: whoever leads which of its sections, one of them is there. Of clubs the most
    wished for are enough.
    """
    seated = _seated(ctx, view, grades)
    strangers: dict[Work, list[int]] = defaultdict(list)
    for _w, work, _time, var in site.outside:
        strangers[work].append(var)
    leaders: dict[Work, set[int]] = defaultdict(set)
    at: dict[Work, list[Time]] = defaultdict(list)
    for work, time, var in site.own:
        leaders[work].add(var)
        at[work].append(time)
    own = list(site.posts)
    free = dict.fromkeys((t for _, pattern in leaders for t in pattern), MOST_SURE)
    for work in sorted(leaders, key=lambda w: (w in strangers, -_wished(ctx, view, grades, w), w)):
        groups, others = seated[work]
        if work not in strangers:
            # Whoever leads such a group is own.
            own += [(time, group) for time in dict.fromkeys(at[work]) for group in groups]
            groups = []
        if not (groups or others) or not all(free[t] for t in work[1]):
            continue
        for t in work[1]:
            free[t] -= 1
        sure = ctx.rows.var(("begun", *work, tuple(sorted(grades))))
        leading = [var for _w, var in ctx.v.leaders_of[work] if var in leaders[work]]
        ctx.rows.add(STRICTER, [(sure, 1), *((x, -1) for x in leading)], high=0)
        ctx.rows.add(STRICTER, [(sure, 1), *((x, -1) for x in (*groups, *others))], high=0)
        for stranger in dict.fromkeys(strangers.get(work, ())):
            ctx.rows.at_most(STRICTER, [sure, stranger], 1)
        own += [(time, sure) for time in dict.fromkeys(at[work])]
    outside = [(w, time, var) for w, work, time, var in site.outside if any(seated[work])]
    _rows(ctx, STRICTER, outside, own)


def _wished(ctx: Context, view: SchoolView, grades: frozenset[int], work: Work) -> int:
    """Returns how many students of some grades chose an activity."""
    return sum(
        n
        for (c, _m, a), n in ctx.wishes.items()
        if a == work[0] and c in view.classes and view.classes[c].grade in grades
    )


def _seated(
    ctx: Context, view: SchoolView, grades: frozenset[int]
) -> dict[Work, tuple[list[int], list[int]]]:
    """Returns, by activity and pattern, what seats students of some grades.

    Groups of whole classes, and anything else.
    """
    v = ctx.v
    early = {c for c, record in view.classes.items() if record.grade in grades}
    found: dict[Work, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for groups in (v.group, v.stay_group):
        for (a, classes, t), var in groups.items():
            if early & set(classes):
                found[(a, (t,))][0].append(var)
    for way, var in v.enrol.items():
        if way.class_id in early:
            found[(way.activity_id, way.pattern)][1].append(var)
    for (c, a, t), var in v.seat.items():
        if c in early:
            found[(a, (t,))][1].append(var)
    return found
