"""The cost of a school's plan, when all the other levels are settled: lowered, and bounded."""

from solver.search.budget import Budget
from solver.search.levels import LAST, Pass, shares, solve_levels
from solver.search.school import Answer, SchoolSearch


def spared(search: SchoolSearch, budget: Budget, most: float) -> Answer:
    """Lowers what the best point costs under its grid, all other levels kept.

    Parameters
    ----------
    most : float
        Units of work or seconds to use at most.
    """
    if search.point is not None and search.levels[LAST].value(search.point) > search.bounds[LAST]:
        grid = {v: search.point[v] for v in search.ctx.v.grid.values()}
        plan = Pass(shares(0, 0, 0, 0, most), tuple(search.bounds), search.seed, closes=False)
        point = solve_levels(search.ctx, budget, plan, grid, search.point, keep=True)
        if point is not None:
            search.accept(point, "cost")
    return search.answer()


def bound_of_cost(search: SchoolSearch, reached: tuple[int, ...], most: float) -> int:
    """Returns a lower bound of the cost where the levels before are at most as given."""
    if not search.proofs.may(LAST):
        return search.bounds[LAST]
    caps = list(zip(search.levels[:LAST], reached[:LAST], strict=True))
    return min(search.proofs.relax(LAST, caps, most), reached[LAST])
