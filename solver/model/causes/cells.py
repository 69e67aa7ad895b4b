"""Ways to serve a class by giving it another component in the period."""

from collections import defaultdict
from collections.abc import Iterator

from solver.domain.base import GridComponent
from solver.domain.messages.said import Value
from solver.model.causes.blocks import Block, Change, Way
from solver.model.causes.groups import group_ways
from solver.model.causes.people import Staff
from solver.model.causes.walks import walk_ways
from solver.model.causes.week import Week
from solver.model.families.follow_mode import binding_clauses
from solver.model.families.sports_without_pe import days_without_pe
from solver.model.grid import fixed_cells, unit_of
from solver.model.reach import Reach
from solver.model.school_view import GROUP_COMPONENTS, WALKING, SchoolView


def cell_ways(week: Week, staff: Staff, reach: Reach, class_id: str, t: str) -> Iterator[Way]:
    """Yields the ways that people and rooms are free for, and what fixes the component.

    Only where nobody whose component would change too has a place now.
    """
    view = reach.view
    now = week.cell[(class_id, t)]
    for k in (*GROUP_COMPONENTS, "extension"):
        if k == now or (k == "extension" and now in WALKING):
            continue
        unit = _unit(view, class_id, t, {now, k})
        if any(week.left.get((c, t), 0) < view.present(c, t) for c in unit):
            continue
        way = _open(week, staff, view, class_id, t, k)
        if way is None or way.change is None:
            continue
        blocks = _fixed(week, reach, unit, t, k)
        change = Change(**{**vars(way.change), "component": k})
        yield Way(way.activity_id, blocks, way.hold, None if blocks else change)


def _unit(
    view: SchoolView, class_id: str, t: str, components: set[GridComponent]
) -> tuple[str, ...]:
    """Returns the classes whose cells change together."""
    band = view.band_of[class_id]
    if any(unit_of(view, class_id, k) == band.id for k in components):
        return tuple(c for c in band.class_ids if t in view.slots[c])
    return (class_id,)


def _open(
    week: Week, staff: Staff, view: SchoolView, class_id: str, t: str, k: GridComponent
) -> Way | None:
    present = view.present(class_id, t)
    before = dict(week.cell)
    band = view.band_of[class_id].class_ids
    week.cell |= {(c, t): k for c in (band if k == "extension" else (class_id,))}
    try:
        ways = (
            walk_ways(week, staff, view, class_id, t)
            if k == "extension"
            else group_ways(week, staff, view, class_id, t, k, present)
        )
        return next((w for w in ways if not w.blocks), None)
    finally:
        week.cell = before


def _fixed(
    week: Week, reach: Reach, unit: tuple[str, ...], t: str, k: GridComponent
) -> tuple[Block, ...]:
    """Returns what keeps the cells of some classes from becoming another component."""
    view = reach.view
    now = week.cell[(unit[0], t)]
    params: dict[str, Value] = {
        "component": now,
        "other": k,
    }
    if any(fixed_cells(view, c, t) for c in unit):
        return (Block("pinned_cell", params),)
    if k not in reach.domain(unit[0], t):
        return (Block("no_activity", params),)
    for c in unit:
        broken = _breaks_mode(week, reach, c, t, k)
        if broken is not None:
            return (Block("mode", params | {"clause": broken}),)
        if view.school.sports_without_pe and _leaves_no_sports(week, view, c, t, k):
            return (Block("without_pe", params),)
        broken = _breaks_guidance(week, reach, c, t, k)
        if broken is not None:
            return (Block("guidance", params | {"clause": broken}),)
    return ()


def _breaks_mode(week: Week, reach: Reach, class_id: str, t: str, k: GridComponent) -> str | None:
    """Returns the mode clause that a class would break with another component in a period."""
    view = reach.view
    per_day: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for u in view.slots[class_id]:
        cell = k if u == t else week.cell[(class_id, u)]
        day = per_day[view.periods[u].weekday]
        day["extension" if cell in WALKING else cell] += 1
        day["periods"] += 1
    for c in binding_clauses(reach.ctx, view):
        most = c.integer("max_guidance_per_day")
        if most is not None and any(day["guidance"] > most for day in per_day.values()):
            return c.id
        each_from = c.integer("daily_each_from_periods")
        for name in ("guidance", "sports", "extension"):
            least = c.integer(f"min_{name}_per_week") or 0
            if sum(day[name] for day in per_day.values()) < least:
                return c.id
            if each_from is not None and any(
                day["periods"] >= each_from and not day[name] for day in per_day.values()
            ):
                return c.id
    return None


def _leaves_no_sports(
    week: Week, view: SchoolView, class_id: str, t: str, k: GridComponent
) -> bool:
    """Tells whether a day without PE would have no sports with another component in a period."""
    day = days_without_pe(view, class_id).get(view.periods[t].weekday, [])
    cells = [k if u == t else week.cell[(class_id, u)] for u in day]
    return t in day and "sports" not in cells


def _breaks_guidance(
    week: Week, reach: Reach, class_id: str, t: str, k: GridComponent
) -> str | None:
    """Returns the clause on guidance a day that a class would break with it in a period."""
    view = reach.view
    if k != "guidance":
        return None
    day = view.periods[t].weekday
    total = sum(
        view.ch[u]
        for u in view.slots[class_id]
        if view.periods[u].weekday == day and (u == t or week.cell[(class_id, u)] == "guidance")
    )
    for c in reach.ctx.policy.binding("limit_guidance", view.school.id):
        most = c.integer("max_guidance_ch_per_day")
        if most is not None and total > most:
            return c.id
    return None
