"""A school's first plan: everybody served and money found, before any relaxation is solved."""

from typing import TYPE_CHECKING

from solver.search.grid_choice import GridModel
from solver.search.levels import solve_levels

if TYPE_CHECKING:
    from solver.search.school import SchoolSearch

FIRST = 0.15
"""Share of what is left for serving everybody under the very first grid."""
FIRST_SLICE = 10.0
"""Units that it may use in any case, up to half of what is left: measured, a large city school is
served after 3 units of work under any grid, and after 15 with the grid free."""
LEAST_SLICE, MOST_SLICE = 5.0, 20.0
"""Units that a later solve gets at least if they are there, and any solve at most."""
NEARLY = 20
"""The empty plan leaves so many times as many unserved as one that is nearly complete."""


def first_plan(search: "SchoolSearch", first_grid: dict[int, int] | None) -> GridModel:
    """Makes a first plan under any grid that its counts admit, all served; returns the grids.

    Where its grid leaves somebody unserved, CP-SAT goes on from there with the grid free:
    measured, it serves all long before a third or fourth grid does.
    """
    grids = GridModel(search.ctx)
    if first_grid is not None and search.point is None:
        _serve(search, first_grid)
    for i in range(3):
        if search.is_served() or search.budget.left() <= 0.5:
            break
        grid = grids.round({}, search.budget, search.seed * 17 + i, 0.3)
        if grid is not None:
            _serve(search, grid, FIRST if i == 0 else 0.5)
        if i == 0 and grid is not None and _is_nearly_served(search):
            # A little longer under the same grid; with the grid free it would begin anew.
            _serve(search, grid, 0.4)
        if i == 0 and not search.is_served():
            _serve(search, None)
    return grids


def _serve(search: "SchoolSearch", grid: dict[int, int] | None, share: float = 0.5) -> None:
    """Solves the levels of need under a grid, or with the grid free from the point there is."""
    left = search.budget.left()
    least = min(left / 2, FIRST_SLICE) if share == FIRST else LEAST_SLICE
    slice_ = min(MOST_SLICE, max(least, left * share))
    point = solve_levels(
        search.ctx,
        search.budget,
        search.pass_of(slice_, slice_ / 2, 0, 0),
        grid,
        search.point if grid is None or _has(search, grid) else None,
        on_point=search.taking("serve"),
    )
    if point is not None:
        search.accept(point, "serve")


def _has(search: "SchoolSearch", grid: dict[int, int]) -> bool:
    """Tells whether the best point so far has a grid."""
    point = search.point
    return point is not None and all(point[v] == x for v, x in grid.items())


def _is_nearly_served(search: "SchoolSearch") -> bool:
    """Tells whether few are left of those whom the empty plan leaves unserved."""
    if search.point is None or search.is_served():
        return False
    unmet = search.levels[0]
    most = unmet.constant + sum(c * search.ctx.rows.upper[v] for v, c in unmet.terms.items())
    return NEARLY * unmet.value(search.point) <= most
