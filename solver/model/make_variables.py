"""Makes the variables of a model: only where a rule leaves them a chance to be true."""

from solver.domain import Activity
from solver.model.cells import asked, components
from solver.model.context import Context
from solver.model.families import require_skills
from solver.model.grid import unit_of
from solver.model.homes import home_of_group, home_seat, pinned_room, stays_home
from solver.model.make_walking import make_walking
from solver.model.people import People
from solver.model.room_kinds import RoomKind, seat_limit
from solver.model.school_view import Pattern, SchoolView


def make_variables(ctx: Context) -> None:
    """Makes the variables of every school of the model, then those of people across schools."""
    people = People(ctx)
    for view in ctx.views.values():
        _grid(ctx, view)
        _groups(ctx, view)
        make_walking(ctx, view)
        _leaders(ctx, view, people)
        for c in view.classes:
            for t in (*view.slots[c], *view.window_slots[c]):
                present = view.present(c, t)
                if present:
                    ctx.v.unmet[(c, t)] = ctx.rows.var(("unmet", c, t), 0, present)
    _presence(ctx)


def _grid(ctx: Context, view: SchoolView) -> None:
    wanted = asked(ctx, view)
    for c in view.classes:
        for t in view.slots[c]:
            for k in components(view, c, t, wanted):
                key = (unit_of(view, c, k), t, k)
                if key not in ctx.v.grid:
                    ctx.v.grid[key] = ctx.rows.var(("grid", *key))


def _rooms_for(
    ctx: Context,
    view: SchoolView,
    activity: Activity,
    classes: tuple[str, ...],
    t: str,
    size: int,
) -> list[RoomKind]:
    pinned = pinned_room(view, activity, classes[0], t) if len(classes) == 1 else None
    return [
        kind
        for kind in ctx.kinds[view.school.id]
        if view.room_suits(kind.rooms[0], activity)
        and view.room_is_open(kind.rooms[0], t)
        and min(r.seats for r in kind.rooms) >= size
        and (pinned is None or kind.key == pinned)
    ]


def _groups(ctx: Context, view: SchoolView) -> None:
    v, rows = ctx.v, ctx.rows
    for a in view.activities.values():
        for classes in view.groups.get(a.id, ()):
            for t in view.periods:
                if not view.allowed_on(a, t) or not all(view.has(c, t) for c in classes):
                    continue
                sizes = [view.present(c, t) for c in classes]
                if min(sizes) == 0:
                    continue
                if a.component == "care" and any(
                    (unit_of(view, c, "split"), t, "split") in v.grid for c in classes
                ):
                    _stay(ctx, view, a, classes, t)
                at_home = home_seat(view, a, classes, t)
                kinds = [] if at_home else _rooms_for(ctx, view, a, classes, t, sum(sizes))
                if not at_home and not kinds:
                    continue
                if a.min_students <= sum(sizes) <= a.capacity:
                    v.group[(a.id, classes, t)] = rows.var(("group", a.id, classes, t))
                    for kind in kinds:
                        key = (a.id, classes, t, kind.key)
                        v.group_room[key] = rows.var(("group_room", *key))


def _stay(ctx: Context, view: SchoolView, a: Activity, classes: tuple[str, ...], t: str) -> None:
    """Makes the care group of those who stay; how many do is decided, so any room may fit."""
    v, rows = ctx.v, ctx.rows
    least = max(a.min_students, len(classes))
    if min(sum(view.present(c, t) for c in classes), a.capacity) < least:
        return
    always = stays_home(view, a, classes, t)
    home = home_of_group(view, a, classes, t)
    too_many = max(least, home.seats + 1) if home is not None else least
    kinds = [] if always else _rooms_for(ctx, view, a, classes, t, too_many)
    kinds = [k for k in kinds if seat_limit(k, a) >= too_many]
    few = not always and home is not None and home.seats >= least
    if not (always or few or kinds):
        return
    for c in classes:
        if (c, t) not in v.stay:
            v.stay[(c, t)] = rows.var(("stay", c, t), 0, view.present(c, t))
    v.stay_group[(a.id, classes, t)] = rows.var(("stay_group", a.id, classes, t))
    if few:
        v.stay_home[(a.id, classes[0], t)] = rows.var(("stay_home", a.id, classes[0], t))
    for kind in kinds:
        key = (a.id, (*classes, "stay"), t, kind.key)
        v.group_room[key] = rows.var(("group_room", *key))


def _leaders(ctx: Context, view: SchoolView, people: People) -> None:
    v, rows = ctx.v, ctx.rows
    candidates = people.candidates(view.school.id)
    work: list[tuple[str, Pattern]] = list(key for key in v.sections if key[1][0] in view.periods)
    groups = {(a, (t,)) for (a, _g, t) in v.group if t in view.periods}
    groups |= {(a, (t,)) for (a, _c, t) in v.stay_group if t in view.periods}
    work += sorted(groups)
    for a_id, pattern in work:
        a = view.activities[a_id]
        for person in candidates:
            if not people.may_work(person, view.school.id, a, pattern):
                continue
            key = (person.id, a_id, pattern)
            if require_skills.may_lead(person, a):
                v.lead[key] = rows.var(("lead", *key))
            if a.helpers:
                v.assist[key] = rows.var(("assist", *key))
    for a_id, classes, t in v.group:
        if t not in view.regular or view.activities[a_id].component != "guidance":
            continue
        for person in candidates:
            if set(person.own_class_ids) & set(classes) and (person.id, a_id, (t,)) in v.lead:
                own = (person.id, a_id, classes, t)
                v.own[own] = rows.var(("own", *own))


def _presence(ctx: Context) -> None:
    """Makes ``at`` for people who might work at more than one school, here or outside the model."""
    places: dict[str, set[tuple[str, int]]] = {}
    for w, work in ctx.v.work_of.items():
        for _a, pattern, _var in work:
            school_id = ctx.school_of_period[pattern[0]]
            for t in pattern:
                places.setdefault(w, set()).add((school_id, ctx.period[t].weekday))
    for w, seen in sorted(places.items()):
        person = ctx.staff[w]
        at_home = {s for s, _ in seen} == {person.home_school_id}
        if not at_home or person.lendable_to:
            for s, d in sorted(seen):
                ctx.v.at[(w, s, d)] = ctx.rows.var(("at", w, s, d))
