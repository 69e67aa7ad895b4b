"""Lower bounds of a search's levels, and under what they hold.

A bound of a level is over the points whose earlier levels are at most at some values. It is
dropped when the search goes on from a point that is worse in one of these.
"""

from collections.abc import Sequence

from solver.model.context import Context
from solver.model.rows import Objective
from solver.model.stand_in_savings import stand_in_savings
from solver.search.levels import LAST, NAMES, NOTHING
from solver.search.relaxation import Relaxation


class Bounds:
    """The best known bounds.

    Parameters
    ----------
    floors : tuple of int
        Bounds that hold whatever is planned.

    Attributes
    ----------
    now : bound of each level for the points that the search goes on from.
    """

    def __init__(
        self, ctx: Context, relaxation: Relaxation, floors: Sequence[int] = NOTHING
    ) -> None:
        self.ctx = ctx
        self.relaxation = relaxation
        self.levels = [ctx.rows.objective(name) for name in NAMES]
        self._saved = stand_in_savings(ctx)
        self.least = [
            max(self._trivial(i), n) for i, n in zip(range(len(NAMES)), floors, strict=True)
        ]
        self.now = [*self.least]
        self._caps: list[tuple[int, ...]] = [() for _ in NAMES]

    def _trivial(self, level: int) -> int:
        """Bound of a level from the bounds of its variables; no level is ever negative."""
        if level == LAST and not self.may(level):
            return 0
        rows, objective = self.ctx.rows, self.levels[level]
        total = objective.constant + sum(
            c * (rows.lower[v] if c > 0 else rows.upper[v]) for v, c in objective.terms.items()
        )
        return max(0, self._lowered(level, total))

    def _lowered(self, level: int, bound: int) -> int:
        """Returns a bound of points as one of plans: stand-ins may make these cheaper."""
        return bound - self._saved if level == LAST else bound

    def may(self, level: int) -> bool:
        """Tells whether the rows are exact for a level: money may be counted from above."""
        return level == 0 or not self.ctx.money_is_upper

    def raised(self, level: int, bound: int, kept: tuple[int, ...]) -> None:
        """Takes a bound that holds where the levels before are at most at ``kept``."""
        if bound > self.now[level]:
            self.now[level] = bound
            self._caps[level] = kept

    def proved(self, level: int, bound: int, kept: tuple[int, ...]) -> None:
        """Takes what CP-SAT proved over all its points, unless its rows leave out legal plans."""
        if self.may(level) and not self.ctx.rows.has_stricter:
            self.raised(level, self._lowered(level, bound), kept)

    def drop(self, values: tuple[int, ...]) -> None:
        """Drops what was shown under tighter caps than these values: it no longer holds."""
        for i, least in enumerate(self.least):
            if any(values[j] > cap for j, cap in enumerate(self._caps[i])):
                self.now[i] = least
                self._caps[i] = ()

    def relax(self, level: int, caps: Sequence[tuple[Objective, int]], most: float | None) -> int:
        """Returns the relaxation's bound of a level under caps, or the one that holds always."""
        relaxed = self.relaxation.solve(self.levels[level], caps, None, most)
        if relaxed is None or not relaxed.feasible:
            return self.least[level]
        return max(self.least[level], self._lowered(level, relaxed.bound))

    def free(
        self, mine: tuple[int, ...], totals: tuple[int, ...], most: float | None
    ) -> tuple[int, ...]:
        """Returns bounds of this school's levels that hold in every plan of the whole district.

        A level before is kept only where the district's total is zero: then each school's is.
        Otherwise it is dropped, which is weaker and still valid.
        """
        caps: list[tuple[Objective, int]] = []
        found = [*self.least]
        for i, objective in enumerate(self.levels):
            if mine[i] > found[i] and self.may(i):
                found[i] = max(found[i], min(self.relax(i, caps, most), mine[i]))
            if totals[i] == 0:
                caps.append((objective, 0))
        return tuple(found)
