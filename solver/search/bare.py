"""A school's plan before any search: the least that is legal, and what is easily placed.

CP-SAT fills a grid that the counts admit from the point at which nothing takes place, without
looking for anything better: that point is legal, or nearly so (a mode may ask for some titles, a
pin for a meeting), so it takes a tenth of a second. The rest is placed one by one (``greedy``).
"""

from collections.abc import Callable, Mapping

from ortools.sat.python import cp_model

from solver.model.context import Context
from solver.model.counted import recounted
from solver.model.cpsat import as_cpsat
from solver.model.extract import extract
from solver.model.extract_rooms import NoRoomsError
from solver.search.budget import Budget, has_point
from solver.search.counting import count_shortages
from solver.search.engines import Send
from solver.search.greedy import greedy_point
from solver.search.grid_choice import GridModel
from solver.search.levels import values
from solver.search.tasks import Found

SOON, MOST = 1.0, 10.0
"""Units for the attempt with the grid chosen, and for the one with the grid free."""


def bare_part(
    ctx: Context, seed: int, deterministic: bool, alone: bool
) -> tuple[Found | None, bool]:
    """Returns a legal plan of a model's school, and whether it is proved to have none.

    Parameters
    ----------
    deterministic : bool
        Whether work limits the attempts, not time.
    alone : bool
        Leave out whoever may serve several schools and the district's fund: such a plan goes
        together with any plans of the other schools.
    """
    budget = Budget(work=MOST) if deterministic else Budget(seconds=MOST)
    point, empty = bare_point(ctx, budget, seed, alone)
    if point is None:
        return None, empty
    try:
        part = extract(ctx, point)
    except NoRoomsError:
        return None, False
    part.untried = frozenset(ctx.views)
    names = {ctx.rows.names[i]: x for i, x in enumerate(point) if x}
    return Found(values(ctx, point), part, point=names), False


def bare_point(
    ctx: Context,
    budget: Budget,
    seed: int,
    alone: bool = False,
    grid: Mapping[int, int] | None = None,
) -> tuple[list[int] | None, bool]:
    """Returns the point of ``bare_part``, under a grid if that has a point.

    What is used of the budget is charged to it but for placing what is easily placed.
    """
    left_out = dict.fromkeys([*ctx.v.at.values(), *ctx.v.draw.values()], 0) if alone else {}
    if grid is None:
        grid = GridModel(ctx).round({}, budget, seed, 0.3) or {}
    empty = _empty(ctx, grid)
    model = as_cpsat(ctx.rows, None, {**grid, **left_out}, empty)
    solver = budget.solve_first(model, SOON, seed, presolve=False)
    if not has_point(solver):
        solver = budget.solve_first(as_cpsat(ctx.rows, None, left_out, empty), MOST, seed)
    if not has_point(solver):
        proved = solver.response_proto.status == cp_model.INFEASIBLE
        return None, proved and not left_out and not ctx.rows.has_stricter
    point = recounted(ctx, list(solver.response_proto.solution))
    return recounted(ctx, greedy_point(ctx, point, left_out)), False


def _empty(ctx: Context, grid: Mapping[int, int]) -> list[int]:
    """Returns the point with a grid at which nothing takes place; it may break rows."""
    point = [*ctx.rows.lower]
    for var, value in grid.items():
        point[var] = value
    for short in (ctx.v.unmet, ctx.v.post_short, ctx.v.lunch_alone):
        for var in short.values():
            point[var] = ctx.rows.upper[var]
    return recounted(ctx, point)


def bare_task(
    make: Callable[[], Context], seed: int, deterministic: bool, alone: bool
) -> Callable[[Send], None]:
    """Returns the task of a school that has no plan when the time is up.

    It sends what counting finds, and the least plan or that there is none.
    """

    def run(send: Send) -> None:
        ctx = make()
        send(("counted", count_shortages(ctx), ctx.findings, ctx.barred))
        if any(f.severity == "infeasible" for f in ctx.findings):
            return
        found, empty = bare_part(ctx, seed, deterministic, alone)
        if found is not None:
            send(("bare", found))
        elif empty:
            send(("empty", None))

    return run
