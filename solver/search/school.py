"""The search of one school (or a few together): first plan, dive, moves.

A first plan comes from any grid that the counts admit; then two or three whole days are freed at a
time. The relaxation guides a dive to another grid, which is solved level by level; after that days,
one band or two days of the grid are freed at a time until time is up or all levels are proved.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from solver.model.context import Context
from solver.model.counted import recounted
from solver.model.rows import Objective
from solver.search.board import Board
from solver.search.bounds import Bounds
from solver.search.budget import LITTLE, MORE, Budget
from solver.search.day_moves import DayMoves
from solver.search.dive import dive
from solver.search.first_plan import first_plan
from solver.search.grid_choice import GridModel
from solver.search.levels import (
    BLEND,
    DUE,
    LAST,
    NAMES,
    NEEDS,
    NOTHING,
    OnPoint,
    Pass,
    blend,
    shares,
    solve_levels,
    values,
)
from solver.search.neighbourhoods import Neighbourhoods
from solver.search.relaxation import Relaxation, Relaxed
from solver.search.staffing import restaffed

DAYS_SHARE = 0.6, 0.9
"""Share of what is left after the first plan that moves of whole days may use before the rest, and
where everybody is served: another grid is mostly better for who is not."""
FREE_SLICE = 10.0
"""Units that a solve with the grid free gets at least if they are there."""
Report = Callable[[str, tuple[int, ...], tuple[int, ...], list[int]], None]


@dataclass
class Answer:
    """The best point of a search with its level values and valid lower bounds.

    ``infeasible`` only if CP-SAT proved that the rows have no point at all.
    """

    point: list[int] | None
    values: tuple[int, ...]
    bounds: tuple[int, ...]
    infeasible: bool = False


Scope = Literal["due", "closing", "all"]


class SchoolSearch:
    """One search over the rows of a context.

    Its scope says what it is for: ``due`` the levels before what is encouraged; ``all`` every
    level; ``closing`` these too, but only a little longer than it took to settle those due.
    """

    def __init__(
        self,
        ctx: Context,
        budget: Budget,
        seed: int = 0,
        report: Report | None = None,
        scope: Scope = "closing",
        floors: tuple[int, ...] = NOTHING,
        board: Board | None = None,
    ) -> None:
        self.scope = scope
        self.until = DUE if scope == "due" else LAST
        self.ctx = ctx
        self.budget = budget
        self.seed = seed
        self.report = report
        self.relaxation = Relaxation(ctx.rows, budget.charge)
        self.levels = [ctx.rows.objective(name) for name in NAMES]
        self.board = board
        self.proofs = Bounds(ctx, self.relaxation, floors)
        self.point: list[int] | None = None
        self.wish: dict[int, float] = {}
        self.blend = blend(*zip(self.levels, BLEND, strict=True))

    def run(
        self,
        first_grid: dict[int, int] | None = None,
        moves: bool = True,
        quick: bool = True,
        free: float = 0.0,
    ) -> Answer:
        """Searches until the budget is used up or the optimum is proved.

        Parameters
        ----------
        first_grid : dict of int to int, optional
            A grid to start from (a plan that is continued).
        moves : bool
            Whether to go on with neighbourhoods after the first plans.
        quick : bool
            Whether to make a first plan before the relaxation is solved.
        free : float
            The share of what is left after it that CP-SAT with the grid free may use at most,
            before the relaxation.
        """
        grids = self.first(first_grid) if quick else GridModel(self.ctx)
        self._days(DAYS_SHARE[self.is_served()] if quick else 1.0)
        if free:
            self._free(free)
        if not self.is_done() and not self.is_due():
            # Another grid is worth its relaxations while somebody may still get more from it.
            self._guided(grids)
            self._days()
        if self.point is None and self._is_proved_empty():
            return Answer(None, (), tuple(self.bounds), infeasible=True)
        self.listen()
        self.tighten_bounds(self.until)
        if moves and self.point is not None:
            Neighbourhoods(self, grids).improve()
        return self.answer()

    def polish(self) -> Answer:
        """Improves the point that was resumed: first who leads what, then all but its grid."""
        if self.point is not None and not self.is_done():
            self.restaff(self.budget, self.budget.left() / 2)
            grid = {v: self.point[v] for v in self.ctx.v.grid.values()}
            plan = self.pass_of(0, 0, 0, self.budget.left())
            point = solve_levels(self.ctx, self.budget, plan, grid, self.point)
            if point is not None:
                self.accept(point, "polish")
            self.tighten_bounds()
            Neighbourhoods(self, GridModel(self.ctx)).improve()
        return self.answer()

    def restaff(self, budget: Budget, most: float) -> Answer:
        """Chooses anew who leads what at the best point, its places kept."""
        if self.point is not None and not self._meets_bounds(LAST):
            point = restaffed(self.ctx, self.point, budget, most, self.seed, tuple(self.bounds))
            if point is not None:
                self.accept(point, "staff")
        return self.answer()

    def pass_of(
        self, need: float, money: float, choices: float, wishes: float, seed: int | None = None
    ) -> Pass:
        """Returns a pass over the levels that this search is for, with its bounds as floors."""
        parts = shares(need, money, choices, wishes if self.until > DUE else 0)
        seed = self.seed if seed is None else seed
        return Pass(parts, tuple(self.bounds), seed, self.scope == "closing", self.proofs.proved)

    def first(self, first_grid: dict[int, int] | None = None) -> GridModel:
        """Makes a first plan without the relaxation; see ``first_plan``."""
        return first_plan(self, first_grid)

    def _days(self, share: float = 1.0) -> None:
        """Frees some days at a time; a share of what is left may be used."""
        if self.point is not None and not self.is_due():
            DayMoves(self).improve(self.budget.left() * (1 - share))

    def _free(self, share: float) -> None:
        """Goes on from the first plan with CP-SAT and the grid free, as long as it is of use.

        Slice by slice, so that what another search found is taken up in between; long ones, as
        each begins anew.
        """
        least = self.budget.left() * (1 - share)
        while self.point is not None and not self.is_done():
            left = self.budget.left()
            if left <= max(least, 1.0):
                return
            due = self.is_due()
            slice_ = left / 4 if due else max(left * 2 / 3, min(left, FREE_SLICE))
            slice_ = min(slice_, left - least)
            plan = self.pass_of(slice_, slice_ / 2, slice_, slice_ if due else 0)
            before = values(self.ctx, self.point)
            point = solve_levels(
                self.ctx, self.budget, plan, None, self.point, on_point=self.taking("free")
            )
            if point is not None:
                self.accept(point, "free")
            self.listen()
            gained = values(self.ctx, self.point)[:LAST] < before[:LAST]
            if due or not (gained or left - self.budget.left() > slice_ / 2):
                return

    def resume(self, point: list[int]) -> None:
        """Starts from a known point, if it keeps every row of this model."""
        point = recounted(self.ctx, point)
        if not self.ctx.rows.violated(point):
            self._keep(point, values(self.ctx, point))

    def _guided(self, grids: GridModel) -> None:
        """Relaxes, dives to a grid and solves it; other dives follow while service is unmet."""
        relaxed = self._relax()
        if relaxed is None or not relaxed.feasible:
            return
        self.wish = {v: float(relaxed.point[v]) for v in grids.cells}
        for i in range(3):
            noise = 0.15 if self.seed + i else 0.0
            grid = dive(self, grids, relaxed, self.seed * 101 + i, noise, self._step())
            if grid is not None:
                self._solve_fixed(grid)
            if self.is_served() or self.budget.left() <= 0.5:
                return

    def _step(self) -> int:
        """Bands fixed between two relaxations: fewer relaxations where they are long."""
        bands = sum(len(view.school.bands) for view in self.ctx.views.values())
        return max(2, -(-bands // 2)) if self.is_large else 2

    @property
    def is_large(self) -> bool:
        """Tells whether a relaxation takes long, so that no plan should wait for it."""
        return len(self.ctx.rows.lower) > 12_000

    @property
    def bounds(self) -> list[int]:
        """Valid lower bounds of the levels for all points that are no worse than the best one."""
        return self.proofs.now

    def answer(self) -> Answer:
        """Returns the best so far."""
        if self.point is None:
            return Answer(None, (), tuple(self.bounds))
        found = values(self.ctx, self.point)
        bounds = tuple(min(b, v) for b, v in zip(self.bounds, found, strict=True))
        return Answer(self.point, found, bounds)

    def is_done(self) -> bool:
        """Tells whether the budget is used up or nothing can be improved."""
        return self.budget.left() <= 0.3 or self._meets_bounds(self.until)

    def accept(self, point: list[int], phase: str) -> bool:
        """Keeps a point that is better, level by level; tells whether it was by more than cost."""
        point = recounted(self.ctx, point)
        found = values(self.ctx, point)
        before = None if self.point is None else values(self.ctx, self.point)
        if before is not None and found >= before:
            return False
        self._keep(point, found)
        if self.board is not None:
            self.board.put(found, point)
        if self.report is not None:
            self.report(phase, found, tuple(self.bounds), point)
        return before is None or found[:LAST] < before[:LAST]

    def listen(self) -> None:
        """Takes over what another search of the same rows found, if that is better."""
        if self.board is not None:
            mine = None if self.point is None else values(self.ctx, self.point)
            point = self.board.better_than(mine)
            if point is not None:
                self._keep(point, values(self.ctx, point))

    def _keep(self, point: list[int], found: tuple[int, ...]) -> None:
        self.point = point
        self.proofs.drop(found)
        self._close()

    def taking(self, phase: str) -> OnPoint:
        """Returns what keeps the better points of a solve that still goes on."""

        def take(point: list[int]) -> None:
            self.accept(point, phase)

        return take

    def is_served(self) -> bool:
        """Tells whether the levels of need meet their bounds."""
        return self._meets_bounds(NEEDS)

    def is_due(self) -> bool:
        """Tells whether every level before what is encouraged meets its bound."""
        return self._meets_bounds(DUE)

    def _meets_bounds(self, levels: int) -> bool:
        if self.point is None:
            return False
        return list(values(self.ctx, self.point)[:levels]) == self.bounds[:levels]

    def _close(self) -> None:
        """Ends the search soon if only levels are left whose best is rarely proved.

        What is encouraged gets little more; the wishes of the staff, half of the time used so far.
        """
        if self.scope == "closing" and self.is_due() and self.point is not None:
            wishes = LAST - 1
            content = self.levels[wishes].value(self.point) <= self.bounds[wishes]
            self.budget.close(LITTLE if content else MORE)

    def limit(self) -> float | None:
        """Wall limit of a relaxation; none in deterministic searches."""
        left = self.budget.left()
        return None if self.budget.is_deterministic or left == float("inf") else max(0.5, left)

    def _relax(self) -> Relaxed | None:
        """Relaxes all levels together; bounds unmet service if it cannot be zero."""
        unmet, money = self.levels[:NEEDS]
        nothing = [(unmet, self.bounds[0]), (money, self.bounds[1])]
        best = self.relaxation.solve(self.blend, nothing, None, self.limit())
        if best is None or best.feasible:
            return best
        first = self.relaxation.solve(unmet, (), None, self.limit())
        if first is not None and first.feasible:
            self.bounds[0] = max(self.bounds[0], first.bound)
        return self.relaxation.solve(self.blend, (), None, self.limit())

    def promise(self, grid: dict[int, int]) -> float:
        """Returns what the relaxation with a fixed grid promises, all levels together."""
        relaxed = self.relaxation.solve(self.blend, (), grid, self.limit())
        if relaxed is None or not relaxed.feasible:
            return float("inf")
        return float(relaxed.bound)

    def solve_integer(self, fixed: dict[int, int], share: float) -> list[int] | None:
        """Solves all levels together in integers under ``fixed`` within a share of the budget."""
        limit = self.limit()
        limit = None if limit is None else min(share, limit)
        return self.relaxation.solve_integer(
            self.blend, (), fixed, limit, 200 if self.budget.is_deterministic else None
        )

    def fits(self, share: float) -> bool:
        """Tells whether ``solve_integer`` is likely to get anywhere with so many units."""
        return self._integer_time() <= share

    def _solve_fixed(self, grid: dict[int, int]) -> None:
        """Solves all levels under a grid: level by level, then together if that may help."""
        left = self.budget.left()
        # Days with their grid free gain more than this grid has left after a while.
        plan = self.pass_of(left / 3, left / 6, left * 0.15, left * 0.3 if self.is_due() else 0)
        point = solve_levels(self.ctx, self.budget, plan, grid, on_point=self.taking("levels"))
        if point is not None:
            self.accept(point, "levels")
            if self._meets_bounds(self.until):
                return
        if self.fits(0.8 * self.budget.left()):
            whole = self.solve_integer(grid, self.budget.left() * 0.8)
            if whole is not None:
                self.accept(whole, "grid")

    def _integer_time(self) -> float:
        """Units that an integer solve with the grid fixed is likely to take, by size (measured)."""
        return (len(self.ctx.rows.lower) / 2500) ** 2

    def _is_proved_empty(self) -> bool:
        """Falls back to CP-SAT with the grid free; tells whether it proves that no plan exists."""
        share = max(1.0, self.budget.left() * 0.6)
        plan = self.pass_of(share, share / 4, share / 2, share / 4)
        point, empty = solve_levels(
            self.ctx, self.budget, plan, says_empty=True, on_point=self.taking("whole")
        )
        if point is not None:
            self.accept(point, "whole")
        return empty and not self.ctx.rows.has_stricter

    def tighten_bounds(self, levels: int = LAST) -> None:
        """Bounds the later levels by the relaxation, the earlier ones kept at their values.

        ``levels`` leaves out those from there on.
        """
        if self.point is None:
            return
        now = values(self.ctx, self.point)
        caps: list[tuple[Objective, int]] = []
        for i, objective in enumerate(self.levels[:levels]):
            if now[i] > self.bounds[i] and self.budget.left() > 0.3 and self.proofs.may(i):
                bound = self.proofs.relax(i, caps, self.limit())
                self.proofs.raised(i, min(bound, now[i]), now[:i])
            caps.append((objective, now[i]))

    def free_bounds(self, mine: tuple[int, ...], totals: tuple[int, ...]) -> tuple[int, ...]:
        """Returns bounds of this school's levels that hold in every plan of the whole district."""
        return self.proofs.free(mine, totals, self.limit())
