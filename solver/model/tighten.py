"""Rows that only strengthen the linear relaxation: per-band perspective and rounding.

For band ``b``, activity ``a``, pattern ``sigma`` let ``nu`` be the sections that the band needs.
Taking ``nu = ceil(students of b / capacity) <= sections`` every row here holds in integers:

(p2) students of b <= capacity * nu;  nu <= sections;  nu <= most * cell[b, t];
     sum of nu over activities of a room group <= its rooms * cell;
     sum of nu over all activities <= people who may lead any of them in t * cell
(p3) sum over patterns of students of b <= D - r * (q - sum of nu),
     q = ceil(D / capacity), r = D - (q - 1) * capacity

The decisive part is that leaders, rooms and seats are conditional on the band having extension.
"""

from collections import defaultdict

from solver.model.context import Context, Terms
from solver.model.grid import walking_vars
from solver.model.school_view import Pattern, SchoolView

TAG = "tighten"


def tighten(ctx: Context) -> None:
    """Adds the strengthening rows of every band."""
    for view in ctx.views.values():
        for band in view.school.bands:
            _band(ctx, view, band.class_ids)


def _band(ctx: Context, view: SchoolView, class_ids: tuple[str, ...]) -> None:
    rows, v = ctx.rows, ctx.v
    mine: dict[tuple[str, Pattern], Terms] = defaultdict(list)
    wanted: dict[str, dict[tuple[str, str | None], int]] = defaultdict(dict)
    for way, var in v.enrol.items():
        if way.class_id in class_ids:
            mine[(way.activity_id, way.pattern)].append((var, 1))
            key = (way.class_id, way.menu_id)
            wanted[way.activity_id][key] = ctx.wishes[(*key, way.activity_id)]
    need: dict[str, list[int]] = defaultdict(list)
    at: dict[str, list[tuple[str, Pattern, int]]] = defaultdict(list)
    for (a, pattern), terms in mine.items():
        capacity = ctx.activity[a].capacity
        count = v.sections[(a, pattern)]
        band_most = sum(rows.upper[var] for var, _ in terms)
        most = min(rows.upper[count], -(-band_most // capacity))
        nu = rows.var(("needed", class_ids[0], a, pattern), 0, most, lp_only=True)
        rows.add(TAG, [*terms, (nu, -capacity)], high=0, lp_only=True)
        rows.add(TAG, [(nu, 1), (count, -1)], high=0, lp_only=True)
        for t in pattern:
            cells = [(x, -most) for x in walking_vars(ctx, class_ids[0], t)]
            rows.add(TAG, [(nu, 1), *cells], high=0, lp_only=True)
            at[t].append((a, pattern, nu))
        need[a].append(nu)
    for a, needed in need.items():
        capacity, demand = ctx.activity[a].capacity, sum(wanted[a].values())
        q = -(-demand // capacity)
        r = demand - (q - 1) * capacity
        flows = [term for (b, _p), terms in mine.items() if b == a for term in terms]
        rows.add(TAG, [*flows, *((x, -r) for x in needed)], high=demand - r * q, lp_only=True)
    for t, sections in at.items():
        _rooms_and_leaders(ctx, view, class_ids[0], t, sections)


def _rooms_and_leaders(
    ctx: Context,
    view: SchoolView,
    class_id: str,
    t: str,
    sections: list[tuple[str, Pattern, int]],
) -> None:
    cells = walking_vars(ctx, class_id, t)
    by_rooms: dict[frozenset[str], list[int]] = defaultdict(list)
    leaders: set[str] = set()
    per_activity: dict[str, list[int]] = defaultdict(list)
    who: dict[str, set[str]] = defaultdict(set)
    for a, pattern, nu in sections:
        rooms = frozenset(
            r.id
            for r in view.school.rooms
            if view.room_suits(r, ctx.activity[a]) and view.room_is_open(r, t)
        )
        by_rooms[rooms].append(nu)
        able = {w for w, _ in ctx.v.leaders_of[(a, pattern)]}
        leaders |= able
        per_activity[a].append(nu)
        who[a] |= able
    for rooms, needed in by_rooms.items():
        places = sum(r.sections_at_once for r in view.school.rooms if r.id in rooms)
        ctx.rows.add(
            TAG, [*((x, 1) for x in needed), *((x, -places) for x in cells)], high=0, lp_only=True
        )
    for a, needed in per_activity.items():
        row = [*((x, 1) for x in needed), *((x, -len(who[a])) for x in cells)]
        ctx.rows.add(TAG, row, high=0, lp_only=True)
    row = [
        *((nu, 1) for _a, _p, nu in sections),
        *((x, -len(leaders)) for x in cells),
    ]
    ctx.rows.add(TAG, row, high=0, lp_only=True)
