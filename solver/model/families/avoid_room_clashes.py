"""A room holds no more sections at a minute than it takes. Structural.

Rooms of one kind are counted together per maximal set of overlapping periods. Sections of several
periods keep one room: they name a single room, whose own row also counts its class at home.
A class at home occupies its home room, so home rooms are free only while their class is away.
"""

from collections import defaultdict

from solver.model.context import Context, Terms
from solver.model.homes import home_seat, stays_home
from solver.model.school_view import SchoolView

TAG = "avoid_room_clashes"


def add(ctx: Context) -> None:
    """Adds one row per kind and clique, and per single room where sections name it."""
    for view in ctx.views.values():
        _school(ctx, view)


def _school(ctx: Context, view: SchoolView) -> None:
    kinds = ctx.kinds[view.school.id]
    kind_of = {r.id: k for k in kinds for r in k.rooms}
    at_kind: dict[tuple[str, str], Terms] = defaultdict(list)
    at_room: dict[tuple[str, str], Terms] = defaultdict(list)
    named = set()
    for (_a, pattern, key), var in ctx.v.section_room.items():
        if pattern[0] not in view.periods:
            continue
        single = len(pattern) > 1 and len(kind_of[key].rooms) > 1 and ctx.names_rooms
        for t in pattern:
            at_kind[(kind_of[key].key, t)].append((var, 1))
            if single:
                at_room[(key, t)].append((var, 1))
                named.add(key)
    for (_a, _g, t, key), var in ctx.v.group_room.items():
        if t in view.periods:
            at_kind[(key, t)].append((var, 1))
    for c, t, var in _at_home(ctx, view):
        home = view.home_room(c)
        assert home is not None
        at_kind[(kind_of[home.id].key, t)].append((var, 1))
        at_room[(home.id, t)].append((var, 1))
    _group_rooms(ctx, view)
    for clique in ctx.school_cliques(view.school.id):
        for kind in kinds:
            terms = [term for t in clique for term in at_kind[(kind.key, t)]]
            capacity = sum(r.sections_at_once for r in kind.rooms)
            ctx.rows.add(TAG, terms, high=capacity)
        for room_id in sorted(named):
            terms = [term for t in clique for term in at_room[(room_id, t)]]
            room = next(r for r in kind_of[room_id].rooms if r.id == room_id)
            ctx.rows.add(TAG, terms, high=room.sections_at_once)


def _at_home(ctx: Context, view: SchoolView) -> list[tuple[str, str, int]]:
    """Returns ``(class, period, var)`` of what takes place in home rooms."""
    found = [
        (g[0], t, var)
        for (a, g, t), var in ctx.v.group.items()
        if t in view.periods and home_seat(view, ctx.activity[a], g, t)
    ]
    found += [
        (g[0], t, var)
        for (a, g, t), var in ctx.v.stay_group.items()
        if t in view.periods and stays_home(view, ctx.activity[a], g, t)
    ]
    found += [(c, t, var) for (_a, c, t), var in ctx.v.stay_home.items() if t in view.periods]
    return found


def _group_rooms(ctx: Context, view: SchoolView) -> None:
    """A group that does not sit at home has exactly one room."""
    rooms: dict[tuple[str, tuple[str, ...], str], list[int]] = defaultdict(list)
    for (a, g, t, _key), var in ctx.v.group_room.items():
        rooms[(a, g, t)].append(var)
    for (a, c, t), var in ctx.v.stay_home.items():
        rooms[(a, (c, "stay"), t)].append(var)
    for (a, g, t), variables in rooms.items():
        if t not in view.periods:
            continue
        stays = g[-1:] == ("stay",)
        meeting = ctx.v.stay_group[(a, g[:-1], t)] if stays else ctx.v.group[(a, g, t)]
        ctx.rows.equal(TAG, [*((x, 1) for x in variables), (meeting, -1)], 0)
