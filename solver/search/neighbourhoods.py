"""Moves of the large-neighbourhood search: which part of the grid is freed, the rest is fixed.

``part`` frees two days with all that takes place on them and nothing else, ``band`` one band's
grid, ``days`` two days of all grids, ``grid`` none (staff and sections only), ``round`` starts
again from a noisy rounding. Weights follow success.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solver.search.day_moves import DayMoves
from solver.search.grid_choice import GridModel
from solver.search.levels import BLEND, DUE, solve_levels, values

if TYPE_CHECKING:
    from solver.search.school import SchoolSearch

MOVES = ("part", "grid", "band", "days", "round")
SLICE = 4.0


class Neighbourhoods:
    """Tries moves until the search is done."""

    def __init__(self, search: SchoolSearch, grids: GridModel) -> None:
        self.search = search
        self.grids = grids
        self.parts = DayMoves(search)
        self.rng = np.random.default_rng(search.seed + 7)
        self.weight = dict.fromkeys(MOVES, 1.0)

    def improve(self, most_failures: int = 24) -> None:
        """Improves the search's point until done or so many moves in a row failed."""
        failures = 0
        slice_ = SLICE
        while not self.search.is_done() and failures < most_failures:
            self.search.listen()
            move = self._draw()
            if self._try(move, slice_):
                failures = 0
                self.weight[move] = min(4.0, self.weight[move] * 1.15)
                self.search.tighten_bounds(DUE)
            else:
                failures += 1
                self.weight[move] = max(0.2, self.weight[move] * 0.9)
                if failures % 8 == 0:
                    slice_ *= 2

    def _draw(self) -> str:
        weights = np.array([self.weight[m] for m in MOVES])
        return str(self.rng.choice(MOVES, p=weights / weights.sum()))

    def _try(self, move: str, slice_: float) -> bool:
        search = self.search
        point = search.point
        assert point is not None
        current = values(search.ctx, point)
        if move == "part":
            return self.parts.try_days(self._two_days(), slice_)[0]
        if move == "round":
            seed = int(self.rng.integers(1 << 30))
            grid = self.grids.round(search.wish, search.budget, seed, 0.3)
            blend = sum(w * v for w, v in zip(BLEND, current, strict=True))
            if grid is None or search.promise(grid) >= blend:
                return False
            found = self._solved(grid, slice_)
            return found is not None and search.accept(found, move)
        free = self._freed(move)
        fixed = {v: point[v] for v in self.grids.cells if v not in free}
        together = self.rng.random() < 0.5 and search.fits(slice_ * 2)
        if together and not search.is_due():
            found = search.solve_integer(fixed, slice_ * 2)
            return found is not None and search.accept(found, move)
        unserved = current[0] > search.bounds[0]
        later = 0.0 if unserved else slice_
        seed = search.seed + int(self.rng.integers(1000))
        plan = search.pass_of(slice_, slice_ / 2, later, later, seed)
        found = solve_levels(search.ctx, search.budget, plan, fixed, point, keep=True)
        return found is not None and search.accept(found, move)

    def _solved(self, grid: dict[int, int], slice_: float) -> list[int] | None:
        """Solves another grid: all levels together, or in their order where that takes too long."""
        search = self.search
        if search.fits(slice_ * 2):
            return search.solve_integer(grid, slice_ * 2)
        plan = search.pass_of(slice_, slice_ / 2, slice_, slice_)
        return solve_levels(search.ctx, search.budget, plan, grid)

    def _freed(self, move: str) -> set[int]:
        ctx = self.search.ctx
        if move == "grid":
            return set()
        if move == "band":
            bands = [b for view in ctx.views.values() for b in view.school.bands]
            band = bands[int(self.rng.integers(len(bands)))]
            units = {band.id, *band.class_ids}
            return {var for (u, _t, _k), var in ctx.v.grid.items() if u in units}
        chosen = self._two_days()
        return {var for (_u, t, _k), var in ctx.v.grid.items() if ctx.period[t].weekday in chosen}

    def _two_days(self) -> tuple[int, ...]:
        days = sorted({p.weekday for p in self.search.ctx.period.values()})
        return tuple(self.rng.choice(days, size=min(2, len(days)), replace=False).tolist())
