"""The best point that several searches of the same rows know of, in memory that they share.

Used with a limit of time only: what is read depends on who was faster.
"""

import multiprocessing
from collections.abc import Sequence
from multiprocessing.sharedctypes import RawArray

PATIENCE_S = 1.0
"""Seconds to wait for another search that reads or writes; then a point is simply not told."""


class Board:
    """Holds one point with the values of its levels.

    Made before the searches are forked; they then see the same memory.

    Parameters
    ----------
    size : int
        Number of variables.
    levels : int
        Number of levels.
    """

    def __init__(self, size: int, levels: int) -> None:
        self._lock = multiprocessing.get_context("fork").Lock()
        self._values = RawArray("q", levels)
        self._point = RawArray("q", size)
        self._used = RawArray("b", 1)

    def put(self, values: Sequence[int], point: Sequence[int]) -> None:
        """Keeps a point if its values are better, level by level, than those of the one there."""
        if not self._lock.acquire(timeout=PATIENCE_S):
            return
        try:
            if not self._used[0] or list(values) < list(self._values):
                self._values[:] = list(values)
                self._point[:] = list(point)
                self._used[0] = 1
        finally:
            self._lock.release()

    def better_than(self, values: Sequence[int] | None) -> list[int] | None:
        """Returns the point there if it is better than one of these values (or than none)."""
        if not self._lock.acquire(timeout=PATIENCE_S):
            return None
        try:
            known = bool(self._used[0])
            if known and (values is None or list(self._values) < list(values)):
                return list(self._point)
            return None
        finally:
            self._lock.release()
