"""Sections are neither too small nor too large, and have the adults they need. Structural.

    min_students * sections <= students <= sum over rooms of (sections in it * seat limit)
    leaders = sections, helpers = needed * sections
    class quotas: min * running <= enrolments of the class <= max

Groups are made only in legal sizes (``make_variables``); their adults are counted here.
"""

from collections import defaultdict

from solver.model.context import Context, Terms
from solver.model.homes import home_of_group
from solver.model.room_kinds import seat_limit
from solver.model.school_view import Pattern
from solver.model.variables import ClassSet

TAG = "keep_section_sizes"


def add(ctx: Context) -> None:
    """Adds size rows of sections, adults of sections and groups, and class quotas."""
    rows, v = ctx.rows, ctx.v
    students: dict[tuple[str, Pattern], list[int]] = defaultdict(list)
    for way, var in v.enrol.items():
        students[(way.activity_id, way.pattern)].append(var)
    for (_c, a, t), var in v.seat.items():
        students[(a, (t,))].append(var)
    rooms: dict[tuple[str, Pattern], Terms] = defaultdict(list)
    for (a, pattern, name), var in v.section_room.items():
        view = ctx.view_of(pattern[0])
        kind = next(
            k
            for k in ctx.kinds[view.school.id]
            if k.key == name or any(r.id == name for r in k.rooms)
        )
        rooms[(a, pattern)].append((var, seat_limit(kind, ctx.activity[a])))
    for key, count in v.sections.items():
        activity = ctx.activity[key[0]]
        sitting = students[key]
        rows.add(TAG, [*((x, 1) for x in sitting), *((r, -n) for r, n in rooms[key])], high=0)
        least = max(activity.min_students, 1)
        rows.add(TAG, [*((x, 1) for x in sitting), (count, -least)], low=0)
        rows.equal(TAG, [(count, -1), *((r, 1) for r, _ in rooms[key])], 0)
        _adults(ctx, key, [(count, 1)])
    _group_adults(ctx)
    _stayers(ctx)
    _quotas(ctx)


def _stayers(ctx: Context) -> None:
    """Sizes of the care groups of split periods, between the least and what the room takes.

    With ``P`` participants: ``stayers + sum over rooms of (P - seat limit) * room <= P``. A class
    leaves its home room only if more stay than it seats.
    """
    rows, v = ctx.rows, ctx.v
    rooms: dict[tuple[str, ClassSet, str], Terms] = defaultdict(list)
    for (a, g, t, key), var in v.group_room.items():
        if g[-1:] == ("stay",):
            kinds = ctx.kinds[ctx.school_of_period[t]]
            kind = next(k for k in kinds if k.key == key)
            rooms[(a, g[:-1], t)].append((var, seat_limit(kind, ctx.activity[a])))
    for (a, classes, t), var in v.stay_group.items():
        activity, view = ctx.activity[a], ctx.view_of(t)
        staying = [(v.stay[(c, t)], 1) for c in classes]
        least = max(activity.min_students, 1)
        rows.add(TAG, [*staying, (var, -least)], low=0)
        if len(classes) > 1:
            for x, _ in staying:
                rows.add(TAG, [(x, 1), (var, -1)], low=0)
        limits = list(rooms[(a, classes, t)])
        home = home_of_group(view, activity, classes, t)
        if home is not None and limits:
            away = [(x, -home.seats - 1) for x, _ in limits]
            rows.add(TAG, [*staying, *away], low=0)
        small = v.stay_home.get((a, classes[0], t)) if home is not None else None
        if home is not None and small is not None:
            limits.append((small, min(home.seats, activity.capacity)))
        if not limits:
            limits = [(var, activity.capacity)]
        present = sum(view.present(c, t) for c in classes)
        most = [(x, max(0, present - n)) for x, n in limits]
        rows.add(TAG, [*staying, *most], high=present)


def _group_adults(ctx: Context) -> None:
    meeting: dict[tuple[str, Pattern], Terms] = defaultdict(list)
    for (a, _classes, t), var in ctx.v.group.items():
        meeting[(a, (t,))].append((var, 1))
    for (a, _c, t), var in ctx.v.stay_group.items():
        meeting[(a, (t,))].append((var, 1))
    for key, terms in meeting.items():
        _adults(ctx, key, terms)


def _adults(ctx: Context, key: tuple[str, Pattern], meetings: Terms) -> None:
    helpers = ctx.activity[key[0]].helpers
    negative = [(var, -coef) for var, coef in meetings]
    leaders = [(var, 1) for _, var in ctx.v.leaders_of[key]]
    ctx.rows.equal(TAG, [*leaders, *negative], 0)
    if helpers:
        assistants = [(var, 1) for _, var in ctx.v.assistants_of[key]]
        ctx.rows.equal(TAG, [*assistants, *((v, c * helpers) for v, c in negative)], 0)


def _quotas(ctx: Context) -> None:
    for school_id, view in ctx.views.items():
        for a in view.activities.values():
            own = {quota.class_id for quota in a.class_quotas}
            for quota in a.class_quotas:
                # A class's own quota replaces the one for each class.
                everybody = [c for c in view.classes if c not in own]
                classes = [quota.class_id] if quota.class_id else everybody
                for c in classes:
                    if c not in view.classes or not view.suits(a, c):
                        continue
                    mine = [
                        var
                        for way, var in ctx.v.enrol.items()
                        if way.activity_id == a.id and way.class_id == c
                    ]
                    if quota.max_students is not None:
                        ctx.rows.at_most(TAG, mine, quota.max_students)
                    if quota.min_students:
                        _least(ctx, school_id, a.id, mine, quota.min_students)


def _least(ctx: Context, school_id: str, activity_id: str, mine: list[int], least: int) -> None:
    """Adds ``enrolments >= least`` as soon as the activity has a section at the school."""
    runs = ctx.rows.var(("runs", school_id, activity_id))
    for (b, pattern), count in ctx.v.sections.items():
        if b == activity_id and pattern[0] in ctx.views[school_id].periods:
            ctx.rows.add(TAG, [(runs, ctx.rows.upper[count]), (count, -1)], low=0)
    ctx.rows.add(TAG, [*((x, 1) for x in mine), (runs, -least)], low=0)
