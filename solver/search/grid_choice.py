"""Choosing the component grid: roundings of the relaxation under the rows of the grid alone.

Only the grid has to be searched: with it fixed, the rest solves fast. A small model
holds the rows in which only grid variables stand, and counts of what a period can take at once
(leaders and places of each component, adults in all).
"""

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from solver.model.context import Context
from solver.model.cpsat import as_cpsat
from solver.model.grid import cell_var
from solver.model.rows import Objective, Rows
from solver.model.school_view import GROUP_COMPONENTS, SchoolView
from solver.search.budget import Budget, has_point


class GridModel:
    """The rows of the grid, and roundings to them."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.cells = sorted(ctx.v.grid.values())
        self._index = {var: i for i, var in enumerate(self.cells)}
        self.rows = Rows()
        for var in self.cells:
            self.rows.var(ctx.rows.names[var], ctx.rows.lower[var], ctx.rows.upper[var])
        for low, high, variables, coefs, tag, lp_only in ctx.rows.rows:
            if not lp_only and all(v in self._index for v in variables):
                terms = [(self._index[v], c) for v, c in zip(variables, coefs, strict=True)]
                self.rows.add(tag, terms, low, high)
        self._excess: list[int] = []
        for view in ctx.views.values():
            self._capacities(view)

    def _capacities(self, view: SchoolView) -> None:
        """Adds, per period, how many classes may do each component at once, and adults in all."""
        ctx = self.ctx
        for clique in ctx.school_cliques(view.school.id):
            adults: set[str] = set()
            able: dict[str, set[str]] = defaultdict(set)
            for w, work in ctx.v.work_of.items():
                for a, pattern, _var in work:
                    if any(t in clique for t in pattern):
                        adults.add(w)
                        able[ctx.activity[a].component].add(w)
            everything = []
            for k in GROUP_COMPONENTS:
                per_adult = self._largest_group(view, k)
                terms = []
                for t in clique:
                    for c in view.classes:
                        var = cell_var(ctx, c, t, k) if t in view.slots[c] else None
                        if var is not None and view.present(c, t):
                            terms.append((self._index[var], 1))
                places = self._places(view, k, clique)
                self._soft(terms, min(len(able[k]) * per_adult, places * per_adult))
                everything += terms
            for t in clique:
                for c in view.classes:
                    for k in ("extension", "split"):
                        var = cell_var(ctx, c, t, k) if t in view.slots[c] else None
                        if var is not None and view.present(c, t):
                            everything.append((self._index[var], 1))
            self._soft(everything, max(len(adults), 1) * self._largest_group(view, None))

    def _largest_group(self, view: SchoolView, component: str | None) -> int:
        sizes = [
            len(g)
            for a, sets in view.groups.items()
            for g in sets
            if component in (None, view.activities[a].component)
            and view.activities[a].window == "regular"
        ]
        return max(sizes, default=1)

    def _places(self, view: SchoolView, component: str, clique: tuple[str, ...]) -> int:
        rooms = set()
        for a in view.activities.values():
            if a.component == component and a.window == "regular":
                rooms |= {
                    r.id
                    for r in view.school.rooms
                    if view.room_suits(r, a) and any(view.room_is_open(r, t) for t in clique)
                }
        return sum(r.sections_at_once for r in view.school.rooms if r.id in rooms)

    def _soft(self, terms: list[tuple[int, int]], most: int) -> None:
        if len(terms) <= most:
            return
        excess = self.rows.var(("excess", len(self._excess)), 0, len(terms))
        self._excess.append(excess)
        self.rows.add("capacity", [*terms, (excess, -1)], high=most)

    def round(
        self,
        wish: Mapping[int, float],
        budget: Budget,
        seed: int,
        noise: float,
        fixed: Mapping[int, int] | None = None,
    ) -> dict[int, int] | None:
        """Returns the grid nearest to a wish (value per grid variable), with noise.

        ``fixed`` grid variables keep their values. Deterministic for a seed. ``None`` if no grid
        was found within the slice.
        """
        rng = np.random.default_rng(seed)
        objective = Objective()
        for i, var in enumerate(self.cells):
            weight = wish.get(var, 0.0) + (rng.normal(0, noise) if noise else 0.0)
            objective.add(i, -round(1000 * weight))
        for excess in self._excess:
            objective.add(excess, 3000)
        given = {self._index[var]: value for var, value in (fixed or {}).items()}
        model = as_cpsat(self.rows, objective, given)
        solver = budget.solve(model, 1.0, seed, relative_gap=0.005, alone=True)
        if not has_point(solver):
            return None
        point = list(solver.response_proto.solution)
        return {var: point[i] for i, var in enumerate(self.cells)}
