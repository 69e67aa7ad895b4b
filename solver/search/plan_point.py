"""An existing plan as a point of a model: not its grid alone, all that it decides.

What takes place, where, for whom and with whom is fixed as the plan has it and CP-SAT fills in
what only counts. Where the model cannot express all of it (people whom the search gave to another
school, rows stricter than the rules), the staff are chosen anew, then nothing but the grid stays.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from solver.domain import District
from solver.model.context import Context
from solver.model.school_view import Pattern
from solver.model.variables import ClassSet
from solver.plan import Duty, Meeting, Plan
from solver.policy import PolicyPack
from solver.search.budget import Budget
from solver.search.evening_shares import evenings_used
from solver.search.grid_start import cells_of_plan, grid_of_plan
from solver.search.levels import LAST, Pass, solve_levels
from solver.search.week_hours import hours_used

_PLACES = ("group", "stay_group", "stay", "enrol", "seat", "sections", "section_room", "group_room")
_STAFF = ("lead", "assist", "own", "post")
SHARE = 0.3
"""Part of what is left for filling in what a plan leaves open; it rarely takes that long."""


def point_of_plan(ctx: Context, plan: Plan, budget: Budget, seed: int = 0) -> list[int] | None:
    """Returns the point of a model that a plan stands for, or the nearest that can be told.

    Returns
    -------
    list of int or None
        ``None`` if the plan does not fit the model with its places kept.
    """
    grid = grid_of_plan(ctx, plan)
    if grid is None:
        return None
    decided = _decided(ctx, plan)
    rows = ctx.rows
    if any(not rows.lower[v] <= x <= rows.upper[v] for v, x in decided.items()):
        return None
    hint = [decided.get(v, grid.get(v, low)) for v, low in enumerate(rows.lower)]
    for kinds in ((*_PLACES, *_STAFF), _PLACES):
        fixed = dict(grid)
        for v, name in enumerate(rows.names):
            if name[0] in kinds and not rows.lp_only_var[v]:
                fixed[v] = decided.get(v, 0)
        share = max(1.0, budget.left() * SHARE / LAST)
        only = Pass((*(share,) * LAST, 0.0), seed=seed, closes=False)
        point = solve_levels(ctx, budget, only, fixed, hint)
        if point is not None:
            return point
    return None


def use_of_plan(
    district: District, pack: PolicyPack, plan: Plan
) -> tuple[dict[tuple[str, int], str], dict[tuple[str, str], int], dict[tuple[str, str], int]]:
    """Returns where a plan has each person on each weekday, and for how long in a week.

    The school by (staff, weekday), and class-hours, in hundredths, and evenings by (staff, school).
    """
    days: dict[tuple[str, int], str] = {}
    records: list[Meeting | Duty] = [*plan.meetings, *plan.duties]
    for record in records:
        for w in record.staff_ids:
            days.setdefault((w, record.weekday), record.school_id)
    periods = {p.id for s in district.schools for p in s.periods}
    meetings: dict[str, list[Meeting]] = defaultdict(list)
    duties: dict[str, list[Duty]] = defaultdict(list)
    for m in (m for m in plan.meetings if m.period_id in periods):
        meetings[m.school_id].append(m)
    for duty in plan.duties:
        duties[duty.school_id].append(duty)
    return (
        days,
        hours_used(district, pack, meetings, duties),
        evenings_used(district, meetings),
    )


def leaders_of_plan(ctx: Context, plan: Plan) -> dict[tuple[str, ClassSet, str], str]:
    """Returns who leads each group of a plan, by activity, classes and period of the model."""
    led = {
        (m.activity_id, frozenset(c for c, n in m.class_counts.items() if n), m.period_id): m
        for m in plan.meetings
        if m.staff_ids
    }
    return {
        (a, g, t): led[(a, frozenset(g), t)].staff_ids[0]
        for a, g, t in (*ctx.v.group, *ctx.v.stay_group)
        if (a, frozenset(g), t) in led
    }


def _decided(ctx: Context, plan: Plan) -> dict[int, int]:
    """Returns the values of a plan's decisions but the grid, those that are not zero."""
    values: Counter[int] = Counter()
    cells = cells_of_plan(ctx, plan)
    for bundle in _bundles(ctx, plan.meetings):
        first = bundle[0]
        split = any(cells.get((c, first.period_id)) == "split" for c in first.class_counts)
        if _group(ctx, bundle, values, "stay" if split else "group"):
            continue
        pattern = _pattern(ctx, bundle)
        if pattern is None:
            continue
        _put(values, ctx.v.sections.get((first.activity_id, pattern)))
        _seat(ctx, first, pattern, values)
        _put(values, _room(ctx, first, pattern))
        _people(ctx, first, pattern, values)
    for duty in plan.duties:
        for w in duty.staff_ids:
            var = ctx.v.post.get((w, duty.post_id))
            if var is not None:
                values[var] = 1
    return dict(values)


def _put(values: Counter[int], var: int | None, times: int = 1) -> None:
    if var is not None:
        values[var] += times


def _bundles(ctx: Context, meetings: Iterable[Meeting]) -> Iterator[list[Meeting]]:
    """Yields the meetings of each section, groups one by one; stand-ins on single dates left out.

    Of several meetings of a section in a period the one of most dates tells.
    """
    term = ctx.district.term
    chosen: dict[tuple[str, str], Meeting] = {}
    for m in meetings:
        if m.period_id not in ctx.period or m.activity_id not in ctx.activity:
            continue
        if m.to_date < term.first_day or m.from_date > term.last_day:
            continue
        before = chosen.get((m.section_id, m.period_id))
        if before is None or _length(m) > _length(before):
            chosen[(m.section_id, m.period_id)] = m
    by_section: dict[tuple[str, ...], list[Meeting]] = {}
    for m in chosen.values():
        activity = ctx.activity[m.activity_id]
        walks = activity.meetings_per_week > 1 or activity.length_periods > 1
        key = (m.section_id,) if walks else (m.section_id, m.period_id)
        by_section.setdefault(key, []).append(m)
    yield from by_section.values()


def _length(m: Meeting) -> int:
    return (m.to_date - m.from_date).days - 7 * len(m.except_dates)


def _pattern(ctx: Context, bundle: list[Meeting]) -> Pattern | None:
    periods = {m.period_id for m in bundle}
    activity_id = bundle[0].activity_id
    return next((p for a, p in ctx.v.sections if a == activity_id and set(p) == periods), None)


def _group(ctx: Context, bundle: list[Meeting], values: Counter[int], sort: str) -> bool:
    """Notes a group of whole classes, or of those of a split period who ``stay``."""
    if len(bundle) > 1:
        return False
    (m,) = bundle
    view, t, a = ctx.view_of(m.period_id), m.period_id, m.activity_id
    counts = {c: n for c, n in m.class_counts.items() if n}
    for (b, g, u), var in (ctx.v.group if sort == "group" else ctx.v.stay_group).items():
        if (b, u) != (a, t) or set(g) != set(counts):
            continue
        if sort == "group" and any(view.present(c, t) != n for c, n in counts.items()):
            continue
        values[var] = 1
        _put(values, _group_room(ctx, m, g if sort == "group" else (*g, "stay")))
        if sort == "stay":
            values.update({ctx.v.stay[(c, t)]: n for c, n in counts.items()})
        _people(ctx, m, (t,), values, g)
        return True
    return False


def _group_room(ctx: Context, m: Meeting, named: ClassSet) -> int | None:
    for kind in ctx.kinds[m.school_id]:
        if any(r.id == m.room_id for r in kind.rooms):
            return ctx.v.group_room.get((m.activity_id, named, m.period_id, kind.key))
    return None


def _room(ctx: Context, m: Meeting, pattern: Pattern) -> int | None:
    named = ctx.v.section_room.get((m.activity_id, pattern, m.room_id or ""))
    if named is not None:
        return named
    for kind in ctx.kinds[m.school_id]:
        if any(r.id == m.room_id for r in kind.rooms):
            return ctx.v.section_room.get((m.activity_id, pattern, kind.key))
    return None


def _seat(ctx: Context, m: Meeting, pattern: Pattern, values: Counter[int]) -> None:
    """Notes the students of a section; of several menus each takes as many as wish it."""
    for c, n in m.class_counts.items():
        seat = ctx.v.seat.get((c, m.activity_id, pattern[0])) if len(pattern) == 1 else None
        if seat is not None:
            values[seat] += n
            continue
        for way, var in ctx.v.enrol_at.get((c, pattern[0]), ()):
            if (way.activity_id, way.pattern) == (m.activity_id, pattern):
                room = min(n, ctx.rows.upper[var] - values[var])
                values[var] += room
                n -= room


def _people(
    ctx: Context,
    m: Meeting,
    pattern: Pattern,
    values: Counter[int],
    group: ClassSet | None = None,
) -> None:
    leader, *helpers = m.staff_ids or ("",)
    pairs: Mapping[str, dict[tuple[str, str, Pattern], int]] = {leader: ctx.v.lead}
    pairs = {**dict.fromkeys(helpers, ctx.v.assist), **pairs}
    for w, variables in pairs.items():
        var = variables.get((w, m.activity_id, pattern))
        if var is not None:
            values[var] = 1
    own = ctx.v.own.get((leader, m.activity_id, group or (), m.period_id))
    if own is not None:
        values[own] = 1
