"""How long a search may go on: wall time, or deterministic work.

With a work limit every decision depends only on work done, so the same input, seed and limit give
the same plan on any machine.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

LITTLE, MORE = 0.2, 0.4
"""Shares of what was used so far that a search gives to levels that may never be proved."""
LEAST = 1.0, 0.05
"""Units, and the share of what is left, that it gives them in any case."""
EVERY = 1.0
"""Seconds between two points that are handed on during one solve."""


@dataclass
class Budget:
    """A limit that is used up by solves.

    Parameters
    ----------
    seconds : float, optional
        Wall time left from now on.
    work : float, optional
        Deterministic work left (CP-SAT's deterministic time, about one unit a second).
    """

    seconds: float | None = None
    work: float | None = None
    _started: float = field(default_factory=time.monotonic)
    _charged: float = 0.0
    _closing: float | None = None

    @property
    def is_deterministic(self) -> bool:
        """Tells whether work, not time, limits the search."""
        return self.work is not None

    def left(self) -> float:
        """Units left: work if that is the limit, else seconds; fewer if the search is closing."""
        left = self._whole()
        return left if self._closing is None else min(left, self._closing - self.used())

    def _whole(self) -> float:
        if self.work is not None:
            return self.work
        return float("inf") if self.seconds is None else self.seconds - self.elapsed()

    def before(self, share: float) -> "Budget":
        """Returns a budget for what comes first, with a share of this one kept for the rest.

        What it uses has to be charged here, if work is counted.
        """
        return Budget(
            None if self.seconds is None else self.seconds * (1 - share),
            None if self.work is None else self.work * (1 - share),
        )

    def at_least(self, units: float) -> "Budget":
        """Returns a budget of what is left, but at least so many units: a search may overrun.

        What it uses has to be charged here, if work is counted.
        """
        left = max(units, self._whole())
        return Budget(work=left) if self.is_deterministic else Budget(seconds=left)

    def used(self) -> float:
        """Units used: work if that is the limit, else seconds."""
        return self._charged if self.is_deterministic else self.elapsed()

    def patience(self, share: float) -> float:
        """Units worth waiting for something that is only a little better than what there is."""
        units, part = LEAST
        whole = self._whole()
        return max(units, share * self.used(), 0 if whole == float("inf") else part * whole)

    @property
    def is_closing(self) -> bool:
        """Tells whether only patience is left."""
        return self._closing is not None

    def close(self, share: float) -> None:
        """Leaves patience and no more from now on; called again, it is counted anew."""
        self._closing = self.used() + self.patience(share)

    def elapsed(self) -> float:
        """Seconds since the budget was made."""
        return time.monotonic() - self._started

    def charge(self, work: float) -> None:
        """Uses up work done outside CP-SAT; time is used up by itself."""
        self._charged += work
        if self.work is not None:
            self.work -= work

    def solve(
        self,
        model: cp_model.CpModel,
        most: float,
        seed: int = 0,
        relative_gap: float | None = None,
        alone: bool = False,
        linearization: int = 2,
        on_point: Callable[[list[int]], None] | None = None,
    ) -> cp_model.CpSolver:
        """Solves a model with at most ``most`` units and charges what it used.

        Parameters
        ----------
        alone : bool
            One worker instead of two. Two are another algorithm, not twice the speed: the second
            searches neighbourhoods and jumps to feasibility, which finds complete plans far
            sooner, even on one core.
        on_point : callable, optional
            Given better points as they are found, not more than one a second; never called with
            a limit of work.
        """
        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.num_workers = 1 if alone else 2
        parameters.interleave_search = self.is_deterministic and not alone
        parameters.linearization_level = linearization
        parameters.catch_sigint_signal = False
        parameters.random_seed = seed % 2**31  # what CP-SAT holds
        parameters.symmetry_level = 1
        if relative_gap is not None:
            parameters.relative_gap_limit = relative_gap
        units = max(0.05, min(most, self.left()))
        if self.work is not None:
            parameters.max_deterministic_time = units
        else:
            parameters.max_time_in_seconds = units
        watch = _Watch(on_point) if on_point and not self.is_deterministic else None
        solver.solve(model, watch)
        self.charge(solver.response_proto.deterministic_time)
        return solver

    def solve_first(
        self, model: cp_model.CpModel, most: float, seed: int = 0, presolve: bool = True
    ) -> cp_model.CpSolver:
        """Looks for any point from the model's hint on, without an objective or relaxation.

        Where the hint is nearly a point, it is found soonest without presolve.
        """
        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.num_workers = 1
        parameters.stop_after_first_solution = True
        parameters.cp_model_presolve = presolve
        parameters.linearization_level = 0
        parameters.catch_sigint_signal = False
        parameters.random_seed = seed % 2**31
        units = max(0.05, min(most, self.left()))
        if self.work is not None:
            parameters.max_deterministic_time = units
        else:
            parameters.max_time_in_seconds = units
        solver.solve(model)
        self.charge(solver.response_proto.deterministic_time)
        return solver


class _Watch(cp_model.CpSolverSolutionCallback):
    """Hands on better points while a solve goes on: who stops it then loses little."""

    def __init__(self, on_point: Callable[[list[int]], None]) -> None:
        super().__init__()
        self._on_point = on_point
        self._last = time.monotonic()

    def on_solution_callback(self) -> None:
        """Hands on a point, unless one was a moment ago."""
        if time.monotonic() - self._last >= EVERY:
            self._on_point(list(self.response_proto.solution))
            self._last = time.monotonic()


def has_point(solver: cp_model.CpSolver) -> bool:
    """Tells whether a solve found a point."""
    return len(solver.response_proto.solution) > 0
