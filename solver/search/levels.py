"""Lexicographic passes: each level is minimised, then kept while the next one is."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, overload

from ortools.sat.python import cp_model

from solver.model.context import Context
from solver.model.cpsat import as_cpsat
from solver.model.rows import Objective
from solver.plan.levels import LEVELS
from solver.search.budget import LITTLE, MORE, Budget, has_point

NAMES = tuple(level.name for level in LEVELS)
NOTHING = (0,) * len(NAMES)
NEEDS = 2
"""Levels that say whether everybody is served: unmet service and missing money."""
DUE = NAMES.index("encouraged")
"""Levels that the search is for; the later ones get what is left, or a little more time."""
LAST = NAMES.index("save_money")
"""The cost, hardly ever proved nor zero: no search goes on for its sake, and what a plan costs is
lowered when all else is settled."""
BLEND = (200, 1, 4000, 2000, 10, 1, 0)
"""Weights of the levels where one solve looks at all of them: only to guide, never to judge."""


def shares(
    need: float, money: float, choices: float, wishes: float, cost: float = 0.0
) -> tuple[float, ...]:
    """Returns the shares of a pass; what is encouraged has a third of what wishes may use."""
    return (need, money, choices, choices, wishes / 3, wishes * 2 / 3, cost)


def blend(*parts: tuple[Objective, int]) -> Objective:
    """Returns a weighted sum of objectives, to guide a solve (never to bound a level)."""
    total = Objective()
    for objective, weight in parts:
        if not weight:
            continue
        for var, coef in objective.terms.items():
            total.add(var, coef * weight)
        total.constant += objective.constant * weight
    return total


def values(ctx: Context, point: Sequence[int]) -> tuple[int, ...]:
    """Returns the value of every level at a point."""
    return tuple(ctx.rows.objective(name).value(point) for name in NAMES)


OnPoint = Callable[[list[int]], None]
OnBound = Callable[[int, int, tuple[int, ...]], None]
"""Told a level, a lower bound of it, and the values that the levels before may have at most."""


@dataclass
class Pass:
    """What a pass over the levels may use.

    Attributes
    ----------
    shares : units of work per level, in the order of the levels.
    floors : lower bounds known for each level; a level stops when it meets its own.
    closes : whether the budget closes once only the levels after those that are due are left.
    on_bound : told what CP-SAT proves of a level over all points of the rows; not told of a pass
        that fixes variables or looks near a hint only.
    """

    shares: tuple[float, ...]
    floors: tuple[int, ...] = NOTHING
    seed: int = 0
    closes: bool = True
    on_bound: OnBound | None = None


@overload
def solve_levels(
    ctx: Context,
    budget: Budget,
    plan: Pass,
    fixed: Mapping[int, int] | None = None,
    hint: Sequence[int] | None = None,
    *,
    keep: bool = False,
    on_point: OnPoint | None = None,
    says_empty: Literal[False] = False,
) -> list[int] | None: ...


@overload
def solve_levels(
    ctx: Context,
    budget: Budget,
    plan: Pass,
    fixed: Mapping[int, int] | None = None,
    hint: Sequence[int] | None = None,
    *,
    keep: bool = False,
    on_point: OnPoint | None = None,
    says_empty: Literal[True],
) -> tuple[list[int] | None, bool]: ...


def solve_levels(
    ctx: Context,
    budget: Budget,
    plan: Pass,
    fixed: Mapping[int, int] | None = None,
    hint: Sequence[int] | None = None,
    *,
    keep: bool = False,
    on_point: OnPoint | None = None,
    says_empty: bool = False,
) -> list[int] | tuple[list[int] | None, bool] | None:
    """Returns the best point that CP-SAT finds under ``fixed``, or ``None``.

    Parameters
    ----------
    hint : sequence of int, optional
        A point to start from; if it satisfies rows and ``fixed`` it is never made worse.
    keep : bool
        Look only for points that are no worse than the hint: worse in a level at most where an
        earlier one is better.
    on_point : callable, optional
        Given better points while they are found; see ``Budget.solve``.
    says_empty : bool
        Return also whether CP-SAT proved that no point exists.
    """
    point = _usable(ctx, fixed, hint)
    start = values(ctx, point) if point is not None and keep else None
    caps: list[tuple[Objective, int]] = []
    # A level in which nothing can be decided is what it is: it is not solved.
    open_ = [i for i, name in enumerate(NAMES) if ctx.rows.objective(name).terms]
    # Nor is the cost where it has no share: the levels before are what finds a point.
    for i in [i for i in open_ if i < LAST or plan.shares[i] > 0] or [0]:
        objective = ctx.rows.objective(NAMES[i])
        known = objective.value(point) if point is not None else None
        if known is not None and (
            known <= plan.floors[i] or plan.shares[i] <= 0 or budget.left() <= 0.1
        ):
            caps.append((objective, known))
            continue
        if i >= DUE and plan.closes and not budget.is_closing and _due_met(ctx, plan, point):
            budget.close(MORE)
        limits = list(caps)
        if start is not None and point is not None and values(ctx, point)[:i] == start[:i]:
            # What is better in an earlier level may be worse in this one.
            limits.append((objective, start[i]))
        model = as_cpsat(ctx.rows, objective, fixed, point or hint, limits, plan.floors[i])
        solver = budget.solve(
            model,
            min(plan.shares[i], budget.patience(LITTLE)) if i == DUE else plan.shares[i],
            plan.seed,
            # Measured: placing everybody goes faster without cuts, choices with them.
            linearization=1 if i < NEEDS else 2,
            on_point=on_point,
        )
        if has_point(solver):
            found = list(solver.response_proto.solution)
            if point is None or values(ctx, found) <= values(ctx, point):
                point = found
            if plan.on_bound is not None and not fixed and start is None:
                proved = math.ceil(solver.response_proto.best_objective_bound - 1e-6)
                plan.on_bound(i, proved, _kept(ctx, caps, i))
        if point is None:
            empty = solver.response_proto.status == cp_model.INFEASIBLE
            return (None, empty) if says_empty else None
        caps.append((objective, objective.value(point)))
    return (point, False) if says_empty else point


def _kept(ctx: Context, caps: Sequence[tuple[Objective, int]], level: int) -> tuple[int, ...]:
    """Returns the most that each level before one may be; what cannot change is as it is."""
    limit = {id(objective): most for objective, most in caps}
    before = [ctx.rows.objective(name) for name in NAMES[:level]]
    return tuple(limit.get(id(o), o.constant) for o in before)


def _due_met(ctx: Context, plan: Pass, point: Sequence[int] | None) -> bool:
    """Tells whether nothing is left to gain but in the levels that are rarely proved."""
    return point is not None and values(ctx, point)[:DUE] <= plan.floors[:DUE]


def _usable(
    ctx: Context, fixed: Mapping[int, int] | None, hint: Sequence[int] | None
) -> list[int] | None:
    if hint is None or ctx.rows.violated(hint):
        return None
    if fixed and any(hint[v] != x for v, x in fixed.items()):
        return None
    return list(hint)
