"""Diving: the grid is fixed band by band, the relaxation answering after each step.

Rounding all bands at once loses what one band's grid means for the others; a relaxation after
every few bands keeps its promise (see benchmarks: dive against independent roundings).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.search.grid_choice import GridModel
from solver.search.relaxation import Relaxed

if TYPE_CHECKING:
    from solver.search.school import SchoolSearch


def dive(
    search: SchoolSearch, grids: GridModel, start: Relaxed, seed: int, noise: float, step: int = 2
) -> dict[int, int] | None:
    """Returns a grid, the surest bands fixed first, or ``None`` if no grid was found.

    Parameters
    ----------
    start : Relaxed
        The relaxation with the grid free.
    noise : float
        Standard deviation added to the relaxation's values when rounding.
    step : int
        Bands fixed between two relaxations.
    """
    cells = _cells_by_band(search)
    fixed: dict[int, int] = {}
    left = sorted(cells)
    relaxed = start
    while left:
        wish = {v: float(relaxed.point[v]) for v in grids.cells}
        left.sort(key=lambda b: (sum(min(wish[v], 1 - wish[v]) for v in cells[b]), b))
        grid = grids.round(wish, search.budget, seed, noise, fixed)
        if grid is None:
            return None
        now, left = left[:step], left[step:]
        fixed |= {v: grid[v] for b in now for v in cells[b]}
        if left:
            answer = search.relaxation.solve(search.blend, (), fixed, search.limit())
            if answer is None or not answer.feasible:
                return grid
            relaxed = answer
    return fixed


def _cells_by_band(search: SchoolSearch) -> dict[str, list[int]]:
    band_of = {}
    for view in search.ctx.views.values():
        for band in view.school.bands:
            band_of[band.id] = band.id
            band_of |= dict.fromkeys(band.class_ids, band.id)
    found: dict[str, list[int]] = {}
    for (unit, _t, _k), var in search.ctx.v.grid.items():
        found.setdefault(band_of[unit], []).append(var)
    return found
