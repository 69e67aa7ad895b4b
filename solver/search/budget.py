"""How long a search may go on: wall time, or deterministic work.

With a work limit every decision depends only on work done, so the same input, seed and limit give
the same plan on any machine.
"""

import time
from dataclasses import dataclass, field

from ortools.sat.python import cp_model


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

    @property
    def is_deterministic(self) -> bool:
        """Tells whether work, not time, limits the search."""
        return self.work is not None

    def left(self) -> float:
        """Units left: work if that is the limit, else seconds."""
        if self.work is not None:
            return self.work
        if self.seconds is None:
            return float("inf")
        return self.seconds - (time.monotonic() - self._started)

    def elapsed(self) -> float:
        """Seconds since the budget was made."""
        return time.monotonic() - self._started

    def charge(self, work: float) -> None:
        """Uses up work done outside CP-SAT; time is used up by itself."""
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
    ) -> cp_model.CpSolver:
        """Solves a model with at most ``most`` units and charges what it used.

        Parameters
        ----------
        alone : bool
            One worker instead of two. Two are another algorithm, not twice the speed: the second
            searches neighbourhoods and jumps to feasibility, which finds complete plans far
            sooner, even on one core.
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
        solver.solve(model)
        self.charge(solver.response_proto.deterministic_time)
        return solver


def has_point(solver: cp_model.CpSolver) -> bool:
    """Tells whether a solve found a point."""
    return len(solver.response_proto.solution) > 0
