"""Naming who leads which group, once it is known which groups meet.

The search counts the leaders of an activity in a period (``Context.names_leaders``). Here the
groups, sections and rooms of its point are kept, and the leaders are chosen anew and by name: no
level before the wishes of the staff gets worse, and those are minimised with ``keep_same_adult``.
"""

import copy
from collections.abc import Mapping, Sequence
from typing import cast

from solver.model.context import Context
from solver.model.cpsat import as_cpsat
from solver.model.extract import SchoolPart, extract
from solver.model.extract_rooms import NoRoomsError
from solver.model.families.keep_same_adult import groups, name_leaders
from solver.model.meeting_pins import lead_named_groups
from solver.model.variables import ClassSet
from solver.model.wish_values import extra_adults
from solver.plan.levels import WEIGHTS
from solver.search.budget import LITTLE, Budget, has_point
from solver.search.levels import NAMES, values
from solver.search.staffing import places


def leaders_known(known: Mapping[tuple[object, ...], int]) -> dict[tuple[str, ClassSet, str], str]:
    """Returns who leads each group of a known point, as far as it names them."""
    found = {}
    for name, value in known.items():
        if name[0] == "who" and value:
            _who, w, a, classes, t, _sort = cast("tuple[str, str, str, ClassSet, str, str]", name)
            found[(a, classes, t)] = w
    return found


def plan_values(ctx: Context, found: Sequence[int], part: SchoolPart) -> tuple[int, ...]:
    """Returns the levels of a part: those of its point, and who leads which group."""
    if ctx.names_leaders:
        return tuple(found)
    extra = WEIGHTS["keep_same_adult"] * extra_adults(ctx.district, part.meetings)
    return (*found[:-1], found[-1] + extra)


def with_same_adults(
    ctx: Context, point: Sequence[int], budget: Budget, seed: int, most: float | None = None
) -> tuple[Context, list[int]] | None:
    """Returns a model with named leaders and its best point that keeps a point's groups.

    ``None`` if none was found that is better for the staff than the leaders as extracted. It takes
    ``most`` units, by default a little of what the budget was used for.
    """
    try:
        part = extract(ctx, point)
    except NoRoomsError:
        return None
    before = plan_values(ctx, values(ctx, point), part)
    if not extra_adults(ctx.district, part.meetings) or budget.left() <= 0.1:
        return None
    named = copy.copy(ctx)
    named.names_leaders = True
    named.rows = ctx.rows.copy()
    named.v = copy.copy(ctx.v)
    named.v.who, named.v.counted = {}, dict(ctx.v.counted)
    meeting = {key for key, var in groups(ctx).items() if point[var]}
    name_leaders(named, meeting.__contains__)
    lead_named_groups(named)
    hint = _as_extracted(named, point, part)
    fixed = places(ctx, point)
    earlier = [named.rows.objective(name) for name in NAMES[:-1]]
    caps = [(o, o.value(point)) for o in earlier if o.terms]
    model = as_cpsat(named.rows, named.rows.objective(NAMES[-1]), fixed, hint, caps)
    solver = budget.solve(model, budget.patience(LITTLE / 2) if most is None else most, seed)
    if not has_point(solver):
        return None
    found = list(solver.response_proto.solution)
    return (named, found) if values(named, found) < before else None


def _as_extracted(named: Context, point: Sequence[int], part: SchoolPart) -> list[int]:
    """Returns the point of the named model that stands for the part as it is."""
    leader = {
        (m.activity_id, tuple(sorted(m.class_counts)), m.period_id): m.staff_ids[0]
        for m in part.meetings
    }
    hint = [*point, *([0] * (len(named.rows.lower) - len(point)))]
    known = set()
    for (w, a, classes, t, _sort), var in named.v.who.items():
        if leader.get((a, tuple(sorted(classes)), t)) == w:
            hint[var] = 1
            known |= {(c, named.activity[a].component, w) for c in classes}
    for key, var in named.v.counted.items():
        if var >= len(point) and key[0] == "known":
            hint[var] = int(key[1:] in known)
        elif var >= len(point):
            terms = cast("tuple[tuple[int, int], ...]", key[1])
            hint[var] = max(0, sum(hint[v] * n for v, n in terms) - 1)
    return hint
