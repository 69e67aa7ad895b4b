"""Naming who leads which group, once it is known which groups meet.

The search counts the leaders of an activity in a period (``Context.names_leaders``). Here the
groups, sections and rooms of its point are kept, and the leaders are chosen anew and by name: no
level before the wishes of the staff gets worse, and those are minimised with ``keep_same_adult``;
then the cost is, with all the others kept.
"""

import copy
from collections.abc import Mapping, Sequence
from typing import cast

from solver.model.context import Context
from solver.model.counted import recounted
from solver.model.cpsat import as_cpsat
from solver.model.extract import SchoolPart, extract
from solver.model.extract_rooms import NoRoomsError
from solver.model.families.keep_same_adult import groups, name_leaders
from solver.model.meeting_pins import lead_named_groups
from solver.model.rows import Objective
from solver.model.variables import ClassSet
from solver.model.wish_values import extra_adults
from solver.plan.levels import WEIGHTS
from solver.search.budget import LITTLE, Budget, has_point
from solver.search.levels import LAST, NAMES, values
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
    return (*found[: LAST - 1], found[LAST - 1] + extra, *found[LAST:])


def with_same_adults(
    ctx: Context, point: Sequence[int], budget: Budget, seed: int, most: float | None = None
) -> tuple[Context, list[int]] | None:
    """Returns a model with named leaders and its best point that keeps a point's groups.

    ``None`` if none was found that is better for the staff, or as good and cheaper, than the
    leaders as extracted. It takes ``most`` units for the staff, by default a little of what the
    budget was used for, and that little once more for the cost.
    """
    try:
        part = extract(ctx, point)
    except NoRoomsError:
        return None
    before = plan_values(ctx, values(ctx, point), part)
    if budget.left() <= 0.1:
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
    levels = [named.rows.objective(name) for name in NAMES]
    caps = [(o, o.value(point)) for o in levels[: LAST - 1] if o.terms]
    little = budget.patience(LITTLE / 2)
    found = None if named.rows.violated(hint) else hint
    if extra_adults(ctx.district, part.meetings) or found is None:
        units = little if most is None else most
        found = _least(named, levels[LAST - 1], fixed, hint, caps, budget, units, seed) or found
    if found is None:
        return None
    if levels[LAST].terms and budget.left() > 0.1:
        caps.append((levels[LAST - 1], levels[LAST - 1].value(found)))
        found = _least(named, levels[LAST], fixed, found, caps, budget, little, seed) or found
    found = recounted(named, found)
    return (named, found) if values(named, found) < before else None


def _least(
    named: Context,
    objective: Objective,
    fixed: Mapping[int, int],
    hint: Sequence[int],
    caps: Sequence[tuple[Objective, int]],
    budget: Budget,
    units: float,
    seed: int,
) -> list[int] | None:
    """Returns the point with the least of a level that is found under the caps, if any is."""
    solver = budget.solve(as_cpsat(named.rows, objective, fixed, hint, caps), units, seed)
    return list(solver.response_proto.solution) if has_point(solver) else None


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
