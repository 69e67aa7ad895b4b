"""The least that is legal at a school: what the rules ask to run at all, nearly all needs unmet.

For a school that no search had time for. A grid that the counts admit is filled by CP-SAT from the
point at which nothing takes place, without looking for anything better: that point is legal, or
nearly so (a mode may ask for some titles, a pin for a meeting), so it takes a tenth of a second.
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
from solver.search.grid_choice import GridModel
from solver.search.levels import values
from solver.search.tasks import Found

SOON, MOST = 1.0, 10.0
"""Units for the attempt with the grid chosen, and for the one with the grid free."""


def bare_part(
    ctx: Context, seed: int, deterministic: bool, alone: bool
) -> tuple[Found | None, bool]:
    """Returns the least legal plan of a model's school, and whether it is proved to have none.

    Parameters
    ----------
    deterministic : bool
        Whether work limits the attempts, not time.
    alone : bool
        Leave out whoever may serve several schools and the district's fund: such a plan goes
        together with any plans of the other schools.
    """
    left_out = dict.fromkeys([*ctx.v.at.values(), *ctx.v.draw.values()], 0) if alone else {}
    budget = Budget(work=MOST) if deterministic else Budget(seconds=MOST)
    grid = GridModel(ctx).round({}, budget, seed, 0.3) or {}
    empty = _empty(ctx, grid)
    solver = budget.solve_first(as_cpsat(ctx.rows, None, grid | left_out, empty), SOON, seed, False)
    if not has_point(solver):
        solver = budget.solve_first(as_cpsat(ctx.rows, None, left_out, empty), MOST, seed)
    if not has_point(solver):
        proved = solver.response_proto.status == cp_model.INFEASIBLE
        return None, proved and not left_out and not ctx.rows.has_stricter
    point = recounted(ctx, list(solver.response_proto.solution))
    try:
        part = extract(ctx, point)
    except NoRoomsError:
        return None, False
    part.untried = frozenset(ctx.views)
    names = {ctx.rows.names[i]: x for i, x in enumerate(point) if x}
    return Found(values(ctx, point), part, point=names), False


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
