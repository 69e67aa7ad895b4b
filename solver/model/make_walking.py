"""Makes the variables of activities that students of several classes walk to, and their rooms."""

from solver.domain import Activity
from solver.model.context import Context
from solver.model.room_kinds import RoomKind, seat_limit
from solver.model.school_view import WALKING, Pattern, SchoolView


def make_walking(ctx: Context, view: SchoolView) -> None:
    """Makes the students, sections and rooms of chosen activities and of those for whole bands."""
    _by_choice(ctx, view)
    _whole_band(ctx, view)


def _by_choice(ctx: Context, view: SchoolView) -> None:
    kinds = ctx.kinds[view.school.id]
    for a_id, patterns in view.patterns.items():
        a = view.activities[a_id]
        for pattern, ways in patterns.items():
            limits = [
                min(
                    view.wishes[(w.class_id, w.menu_id, a_id)],
                    *(view.present(w.class_id, t) for t in pattern),
                )
                for w in ways
            ]
            if sum(limits) < max(a.min_students, 1):
                continue
            most = sum(limits) // max(a.min_students, 1)
            if not _housing(ctx, view, a, pattern, kinds, most):
                continue
            for way, limit in zip(ways, limits, strict=True):
                if limit:
                    ctx.v.enrol[way] = ctx.rows.var(("enrol", way), 0, limit)


def _whole_band(ctx: Context, view: SchoolView) -> None:
    kinds = ctx.kinds[view.school.id]
    for a in view.activities.values():
        if a.grouping != "whole_band":
            continue
        for t in view.periods:
            if not view.allowed_on(a, t):
                continue
            sitting = [
                c
                for c in view.classes
                if view.has(c, t)
                and view.suits(a, c)
                and view.present(c, t)
                and (
                    t not in view.regular
                    or any((view.band_of[c].id, t, k) in ctx.v.grid for k in WALKING)
                )
            ]
            total = sum(view.present(c, t) for c in sitting)
            most = total // max(a.min_students, 1)
            if sitting and most and _housing(ctx, view, a, (t,), kinds, most):
                for c in sitting:
                    key = (c, a.id, t)
                    ctx.v.seat[key] = ctx.rows.var(("seat", *key), 0, view.present(c, t))


def _housing(
    ctx: Context,
    view: SchoolView,
    a: Activity,
    pattern: Pattern,
    kinds: tuple[RoomKind, ...],
    most: int,
) -> bool:
    """Makes the section count and its rooms; sections of several periods name single rooms."""
    v, rows = ctx.v, ctx.rows
    options = []
    for kind in kinds:
        if not view.room_suits(kind.rooms[0], a) or not all(
            view.room_is_open(kind.rooms[0], t) for t in pattern
        ):
            continue
        if seat_limit(kind, a) < max(a.min_students, 1):
            continue
        if len(pattern) > 1 and len(kind.rooms) > 1 and ctx.names_rooms:
            options += [(r.id, r.sections_at_once) for r in kind.rooms]
        else:
            options.append((kind.key, kind.capacity(view, pattern[0])))
    if not options:
        return False
    upper = min(most, sum(n for _, n in options))
    if upper < 1:
        return False
    v.sections[(a.id, pattern)] = rows.var(("sections", a.id, pattern), 0, upper)
    for key, n in options:
        name = (a.id, pattern, key)
        v.section_room[name] = rows.var(("section_room", *name), 0, min(n, upper))
    return True
