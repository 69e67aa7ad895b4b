"""A point of the rows that is changed step by step: a step that breaks a row is taken back.

A step sets what it decides; variables that only count (days used, money missing, hours beyond a
target) follow by themselves, as the rows ask. So a step is right whatever rules there are.
"""

from collections.abc import Collection, Mapping, Sequence

from solver.model.rows import Rows

MOST_REPAIRS = 200
"""Changes of counting variables that one step may need."""


class Trial:
    """A point with the sums of its rows.

    Parameters
    ----------
    rows : Rows
        The rows; those only for the relaxation are left out.
    point : sequence of int
        A point that keeps all of them.
    decided : collection of int
        Variables that never follow by themselves.
    """

    def __init__(self, rows: Rows, point: Sequence[int], decided: Collection[int]) -> None:
        self.rows = rows
        self.point = [*point]
        self._decided = decided
        self._at: list[list[tuple[int, int]]] = [[] for _ in point]
        self._sum = [0] * len(rows.rows)
        for i, (_low, _high, variables, coefs, _tag, lp_only) in enumerate(rows.rows):
            if not lp_only:
                for v, c in zip(variables, coefs, strict=True):
                    self._at[v].append((i, c))
                    self._sum[i] += c * self.point[v]
        # What costs nothing follows before what does: a fund is drawn on before money is missing.
        self._costs = {v for o in rows.objectives.values() for v in o.terms}
        self._undo: list[tuple[int, int]] = []

    def step(self, changes: Mapping[int, int]) -> bool:
        """Adds to variables and lets the counts follow; tells whether that kept every row.

        Else the point is as before.
        """
        self._undo = []
        broken: list[int] = []
        for var, by in changes.items():
            if not self._move(var, by, broken):
                return self._back()
        repairs = 0
        while broken:
            i = broken.pop()
            low, high = self.rows.rows[i][:2]
            if low <= self._sum[i] <= high:
                continue
            repairs += 1
            if repairs > MOST_REPAIRS or not self._repair(i, broken):
                return self._back()
        return True

    def _move(self, var: int, by: int, broken: list[int]) -> bool:
        value = self.point[var] + by
        if not self.rows.lower[var] <= value <= self.rows.upper[var]:
            return False
        self.point[var] = value
        self._undo.append((var, by))
        for i, c in self._at[var]:
            self._sum[i] += c * by
            low, high = self.rows.rows[i][:2]
            if not low <= self._sum[i] <= high:
                broken.append(i)
        return True

    def _repair(self, i: int, broken: list[int]) -> bool:
        """Moves a counting variable of a row as far as the row needs."""
        low, high, variables, coefs, _tag, _lp_only = self.rows.rows[i]
        missing = low - self._sum[i] if self._sum[i] < low else high - self._sum[i]
        counts = [p for p in zip(variables, coefs, strict=True) if p[0] not in self._decided]
        for v, c in sorted(counts, key=lambda p: p[0] in self._costs):
            size = -(-abs(missing) // abs(c))
            by = size if (missing > 0) == (c > 0) else -size
            # What another row has just asked for is not undone: two rows would go back and forth.
            if not any(
                u == v and (moved > 0) != (by > 0) for u, moved in self._undo
            ) and self._move(v, by, broken):
                return True
        return False

    def _back(self) -> bool:
        for var, by in reversed(self._undo):
            self.point[var] -= by
            for i, c in self._at[var]:
                self._sum[i] -= c * by
        self._undo = []
        return False
