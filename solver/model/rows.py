"""Rows over bounded integer variables: each rule is stated once and read twice.

The same rows give the CP-SAT model (``as_cpsat``) and the linear relaxation
(``solver.search.relaxation``). Rows and variables marked ``lp_only`` only strengthen the
relaxation: they are implied by the others in integers, and CP-SAT does not see them. Rows with
the tag ``STRICTER`` rule out a few legal plans too, because their rule has no exact row: every
point keeps them, no bound and no proof of emptiness is taken from them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import gcd

NO_LIMIT = 1 << 50
STRICTER = "stricter"


@dataclass
class Objective:
    """A level's linear objective: ``constant + sum(coef * var)``, to be minimised."""

    constant: int = 0
    terms: dict[int, int] = field(default_factory=dict)

    def add(self, var: int, coef: int) -> None:
        """Adds ``coef * var``."""
        self.terms[var] = self.terms.get(var, 0) + coef

    def value(self, point: Sequence[int]) -> int:
        """Evaluates the objective at a point."""
        return self.constant + sum(c * point[v] for v, c in self.terms.items())


class Rows:
    """Variables with bounds and linear rows ``low <= sum(coef * var) <= high``.

    Attributes
    ----------
    lower, upper : list of int
        Bounds, one per variable.
    lp_only_var : list of bool
        Variables that only the relaxation uses.
    rows : list of tuple
        ``(low, high, vars, coefs, tag, lp_only)``; ``tag`` is the family that states the row.
    """

    def __init__(self) -> None:
        self.lower: list[int] = []
        self.upper: list[int] = []
        self.lp_only_var: list[bool] = []
        self.names: list[tuple[object, ...]] = []
        self.rows: list[tuple[int, int, list[int], list[int], str, bool]] = []
        self.objectives: dict[str, Objective] = {}

    def var(
        self, name: tuple[object, ...], lower: int = 0, upper: int = 1, lp_only: bool = False
    ) -> int:
        """Adds a variable and returns its index."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.lp_only_var.append(lp_only)
        self.names.append(name)
        return len(self.lower) - 1

    def add(
        self,
        tag: str,
        terms: Iterable[tuple[int, int]],
        low: int = -NO_LIMIT,
        high: int = NO_LIMIT,
        lp_only: bool = False,
    ) -> None:
        """Adds a row; terms are ``(var, coef)`` and may repeat a variable."""
        merged: dict[int, int] = {}
        for var, coef in terms:
            merged[var] = merged.get(var, 0) + coef
        variables = [v for v, c in merged.items() if c]
        coefs = [merged[v] for v in variables]
        if self._is_implied(variables, coefs, low, high):
            return
        # Integers: dividing by the common divisor and rounding inwards loses no point.
        divisor = gcd(*coefs)
        if divisor > 1:
            coefs = [c // divisor for c in coefs]
            low = -NO_LIMIT if low <= -NO_LIMIT else -((-low) // divisor)
            high = NO_LIMIT if high >= NO_LIMIT else high // divisor
        if low > high:
            # Rounding inwards left nothing: no integer point satisfies the row.
            low, high, variables, coefs = 1, 1, [self.var(("impossible", tag), 0, 0)], [1]
        self.rows.append((low, high, variables, coefs, tag, lp_only))

    def _is_implied(self, variables: list[int], coefs: list[int], low: int, high: int) -> bool:
        least = sum(
            c * (self.lower[v] if c > 0 else self.upper[v])
            for v, c in zip(variables, coefs, strict=True)
        )
        most = sum(
            c * (self.upper[v] if c > 0 else self.lower[v])
            for v, c in zip(variables, coefs, strict=True)
        )
        return least >= low and most <= high

    def at_most(self, tag: str, variables: Iterable[int], limit: int) -> None:
        """Adds ``sum(variables) <= limit``."""
        self.add(tag, ((v, 1) for v in variables), high=limit)

    def equal(self, tag: str, terms: Iterable[tuple[int, int]], value: int) -> None:
        """Adds ``sum(terms) == value``."""
        self.add(tag, terms, low=value, high=value)

    def implies_at_most(self, tag: str, variables: Iterable[int], switch: int, most: int) -> None:
        """Adds ``sum(variables) <= most * switch``."""
        self.add(tag, [*((v, 1) for v in variables), (switch, -most)], high=0)

    def fix(self, var: int, value: int) -> None:
        """Fixes a variable; contradicting bounds make the rows infeasible, as they should."""
        self.lower[var] = max(self.lower[var], value)
        self.upper[var] = min(self.upper[var], value)
        if self.lower[var] > self.upper[var]:
            impossible = self.var(("contradiction", self.names[var]), 0, 0)
            self.lower[var] = self.upper[var] = min(value, self.upper[var])
            self.rows.append((1, 1, [impossible], [1], "keep_pins", False))

    def copy(self) -> "Rows":
        """Returns rows to which others can be added, these staying as they are."""
        other = Rows()
        other.lower, other.upper = [*self.lower], [*self.upper]
        other.lp_only_var, other.names = [*self.lp_only_var], [*self.names]
        other.rows = [*self.rows]
        other.objectives = {
            level: Objective(o.constant, dict(o.terms)) for level, o in self.objectives.items()
        }
        return other

    @property
    def has_stricter(self) -> bool:
        """Tells whether some row rules out legal plans too."""
        return any(tag == STRICTER for *_, tag, _ in self.rows)

    def objective(self, level: str) -> Objective:
        """Returns the objective of a level, made on first use."""
        return self.objectives.setdefault(level, Objective())

    def violated(self, point: Sequence[int]) -> list[str]:
        """Returns the tags of rows that a point breaks (used by tests and for sanity)."""
        broken = []
        for low, high, variables, coefs, tag, lp_only in self.rows:
            if not lp_only:
                total = sum(c * point[v] for v, c in zip(variables, coefs, strict=True))
                if not low <= total <= high:
                    broken.append(tag)
        for i, value in enumerate(point):
            if not self.lp_only_var[i] and not self.lower[i] <= value <= self.upper[i]:
                broken.append(f"bounds of {self.names[i]}")
        return broken
