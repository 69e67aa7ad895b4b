"""What a run had reached when: values and bounds of the levels over time."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

Figures = tuple[int, ...]


@dataclass
class Trace:
    """Values and bounds as they were found, in seconds since the run began.

    A bound of a later level holds while the levels before are no worse than the values reached;
    it is the same statement that a plan makes.

    Attributes
    ----------
    values : (seconds, value of every level) of each better plan.
    bounds : (seconds, bound of every level).
    facts : sizes and durations a method wants to state.
    """

    values: list[tuple[float, Figures]] = field(default_factory=list)
    bounds: list[tuple[float, Figures]] = field(default_factory=list)
    facts: dict[str, float] = field(default_factory=dict)
    _began: float = field(default_factory=time.monotonic)

    def elapsed(self) -> float:
        """Seconds since the run began."""
        return time.monotonic() - self._began

    def reached(self, values: Sequence[int]) -> None:
        """Records the values of a plan if they are better, level by level, than the last ones."""
        now = tuple(values)
        if not self.values or now < self.values[-1][1]:
            self.values.append((round(self.elapsed(), 3), now))

    def told(self, values: Sequence[int]) -> None:
        """Records the values of the plan as it is told.

        A point does not name who leads which group and leaves ``keep_same_adult`` out, so its plan
        may be worse for the staff.
        """
        self.values.append((round(self.elapsed(), 3), tuple(values)))

    def proved(self, bounds: Sequence[int]) -> None:
        """Records bounds if they changed."""
        now = tuple(bounds)
        if not self.bounds or now != self.bounds[-1][1]:
            self.bounds.append((round(self.elapsed(), 3), now))


def at(events: Sequence[tuple[float, Figures]], seconds: float) -> Figures | None:
    """Returns what the last event up to a time says, or ``None`` if there was none."""
    found = None
    for when, figures in events:
        if when <= seconds:
            found = figures
    return found


def first_complete(values: Sequence[tuple[float, Figures]]) -> float | None:
    """Returns when the first plan came that leaves nothing unmet and no money missing."""
    return next((when for when, v in values if v[0] == v[1] == 0), None)
