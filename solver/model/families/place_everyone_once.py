"""Every participant has exactly one place in each period, or is counted as unmet.

Structural; serves QC-1c, XY-2b, XY-5a, HF-2.3b, HB-2.3b, HB-3.1a, HB-3.4.3. For class ``c`` with
``P`` participants in regular period ``t``::

    P * whole groups + stayers + enrolments + reading seats + unmet = P
    groups of component k <= grid[c, t, k]          one cell per class and period
    stayers, enrolments, seats <= their number * (extension or split cell)      (p1)

Evening study has no cells (``solver.model.window_places``). Level ``unmet_service`` is the sum of
``unmet * minutes``.
"""

from collections import defaultdict

from solver.domain.base import GridComponent
from solver.model.context import Context, Terms
from solver.model.grid import cell_var, walking_vars
from solver.model.school_view import GROUP_COMPONENTS, WALKING
from solver.model.variables import ClassSet
from solver.model.window_places import place

TAG = "place_everyone_once"


def add(ctx: Context) -> None:
    """Adds the cell, placement and switch rows and the level of unmet service."""
    v, rows = ctx.v, ctx.rows
    objective = rows.objective("unmet_service")
    groups: dict[tuple[str, str, GridComponent], list[int]] = defaultdict(list)
    for (a, classes, t), var in v.group.items():
        for c in classes:
            groups[(c, t, ctx.activity[a].component)].append(var)
    stay_groups = defaultdict(list)
    for (_a, classes, t), var in v.stay_group.items():
        for c in classes:
            stay_groups[(c, t)].append((classes, var))
    seats = defaultdict(list)
    for (c, _a, t), var in v.seat.items():
        seats[(c, t)].append(var)
    for view in ctx.views.values():
        for c in view.classes:
            for t in view.slots[c]:
                cells = {k: cell_var(ctx, c, t, k) for k in (*GROUP_COMPONENTS, *WALKING)}
                rows.equal(TAG, [(x, 1) for x in cells.values() if x is not None], 1)
                present = view.present(c, t)
                if not present:
                    continue
                unmet = v.unmet[(c, t)]
                objective.add(unmet, view.periods[t].minutes)
                terms: Terms = [(unmet, 1)]
                for k in GROUP_COMPONENTS:
                    cell = cells[k]
                    if cell is not None and groups[(c, t, k)]:
                        rows.implies_at_most(TAG, groups[(c, t, k)], cell, 1)
                    elif groups[(c, t, k)]:
                        for var in groups[(c, t, k)]:
                            rows.fix(var, 0)
                    terms += [(var, present) for var in groups[(c, t, k)]]
                terms += _walk(ctx, c, t, present, stay_groups[(c, t)], seats[(c, t)])
                rows.equal(TAG, terms, present)
    place(ctx, TAG, "evening")


def _walk(
    ctx: Context,
    c: str,
    t: str,
    present: int,
    stay_groups: list[tuple[ClassSet, int]],
    seats: list[int],
) -> Terms:
    v, rows = ctx.v, ctx.rows
    walking = walking_vars(ctx, c, t)
    terms: Terms = []
    movers = [var for _, var in v.enrol_at[(c, t)]] + seats
    terms += [(var, 1) for var in movers]
    # One row per activity: a student enrols once in it, so all its patterns share the limit.
    sharing: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for way, var in v.enrol_at[(c, t)]:
        sharing[(way.menu_id, way.activity_id)].append(var)
    for (menu_id, a), variables in sharing.items():
        limit = min(present, ctx.wishes[(c, menu_id, a)])
        rows.add(TAG, [*((x, 1) for x in variables), *((x, -limit) for x in walking)], high=0)
    if movers:
        rows.add(TAG, [*((x, 1) for x in movers), *((x, -present) for x in walking)], high=0)
    stay = v.stay.get((c, t))
    if stay is not None:
        _stay_cells(ctx, c, t, present, stay_groups)
        rows.add(TAG, [(stay, 1), *((x, -present) for _, x in stay_groups)], high=0)
        terms.append((stay, 1))
    return terms


def _stay_cells(
    ctx: Context, c: str, t: str, present: int, stay_groups: list[tuple[ClassSet, int]]
) -> None:
    """Lets stayers meet in split cells, and beside a whole class of another band that has care."""
    rows = ctx.rows
    band = set(ctx.view_of(t).band_of[c].class_ids)
    split, care = cell_var(ctx, c, t, "split"), cell_var(ctx, c, t, "care")
    inside = [(x, 1) for g, x in stay_groups if set(g) <= band]
    across = [(g, x) for g, x in stay_groups if not set(g) <= band]
    here = [] if split is None else [(split, -1)]
    rows.add(TAG, [*inside, *here], high=0)
    if not across:
        return
    whole = [] if care is None else [(care, -1)]
    rows.add(TAG, [*inside, *((x, 1) for _, x in across), *here, *whole], high=0)
    stay = ctx.v.stay[(c, t)]
    for g, x in across:
        if care is not None:
            rows.add(TAG, [(stay, 1), (x, -present), (care, -present)], low=-present)
        if c == g[0]:
            splits = {cell_var(ctx, d, t, "split") for d in g} - {None}
            rows.add(TAG, [(x, 1), *((s, -1) for s in splits if s is not None)], high=0)
