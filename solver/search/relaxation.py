"""The linear relaxation of the rows, and bounds from it that rounding cannot spoil.

A bound is never the solver's objective value but is recomputed from its dual values: for
``min c x, lo <= A x <= hi, l <= x <= u`` and any ``y``, with ``d = c - A' y``::

    sum_i (y_i > 0 ? y_i * lo_i : y_i * hi_i) + sum_j (d_j > 0 ? d_j * l_j : d_j * u_j)

is a valid lower bound (Neumaier & Shcherbina 2004). It is evaluated in exact integers after
scaling the duals, so tolerances of the LP solver only cost strength, never validity.
"""

import datetime
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.math_opt.solvers import highs_pb2

from solver.model.rows import NO_LIMIT, STRICTER, Objective, Rows

_SCALE = 1 << 20
_MOST_STEPS = 250
"""Steps of the interior point method, which needs 20 to 60; on rare rows it never settles."""
_ENTRIES_A_UNIT, _SIMPLEX_STEPS_A_UNIT = 1_600_000, 20_000
"""Non-zeros that the interior point method gets through in a unit of work, and simplex steps."""
_Row = tuple[int, int, np.ndarray, np.ndarray]
_SAYS_INFEASIBLE = (
    mathopt.TerminationReason.INFEASIBLE,
    mathopt.TerminationReason.INFEASIBLE_OR_UNBOUNDED,
)


@dataclass(frozen=True)
class Relaxed:
    """An LP's answer: a safe lower bound on the objective and the fractional point."""

    feasible: bool
    bound: int
    point: np.ndarray
    """Shape (n_variables,)."""


class Relaxation:
    """The relaxation of some rows, built once and solved with several objectives.

    ``charge`` is given the units of work that each solve took.
    """

    def __init__(self, rows: Rows, charge: Callable[[float], None] = lambda _work: None) -> None:
        self.rows = rows
        self._charge = charge
        self.lower = np.array(rows.lower, dtype=float)
        self.upper = np.array(rows.upper, dtype=float)
        self._entries: list[_Row] = []
        self._stricter: list[_Row] = []
        for low, high, v, c, tag, _only in rows.rows:
            entry = (low, high, np.array(v, dtype=np.int64), np.array(c, dtype=float))
            (self._stricter if tag == STRICTER else self._entries).append(entry)
        self._entries_in_rows = sum(len(v) for _, _, v, _ in self._entries)

    def solve(
        self,
        objective: Objective,
        caps: Sequence[tuple[Objective, int]] = (),
        fixed: Mapping[int, int] | None = None,
        time_limit_s: float | None = None,
    ) -> Relaxed | None:
        """Returns the relaxation's bound and point, or ``None`` if the limit came first.

        Solved by HiGHS's interior point method without crossover: fast, inexact at the
        tolerance, which ``safe_bound`` makes good. Where it does not settle, the simplex method
        answers.

        Parameters
        ----------
        objective : Objective
            What to minimise.
        caps : sequence of (Objective, int)
            Objectives of levels before, kept at most at a value.
        fixed : mapping of int to int, optional
            Variables fixed in this solve; the bound then holds only under them.
        """
        rows, lower, upper = self._with(caps, fixed)
        model = mathopt.Model.from_model_proto(_proto(rows, lower, upper, objective))
        options = _options(solver="ipm", run_crossover="off")
        options.int_options["ipm_iteration_limit"] = _MOST_STEPS
        began = time.monotonic()
        try:
            result = mathopt.solve(
                model, mathopt.SolverType.HIGHS, params=_parameters(options, time_limit_s)
            )
        except AttributeError:
            # It ended in a status that MathOpt cannot translate (its error class fails in turn).
            result = _simplex(model, time_limit_s)
        if result.solve_stats.barrier_iterations >= _MOST_STEPS:
            result = _simplex(model, _rest(time_limit_s, began))
        self._charge(self._work(result))
        if result.termination.reason in _SAYS_INFEASIBLE:
            return Relaxed(False, 0, np.zeros(len(lower)))
        if not result.has_primal_feasible_solution() or not result.has_dual_feasible_solution():
            return None
        point = np.array(list(result.variable_values().values()))
        duals = np.array(list(result.dual_values().values()))
        return Relaxed(True, safe_bound(rows, lower, upper, objective, duals), point)

    def solve_integer(
        self,
        objective: Objective,
        caps: Sequence[tuple[Objective, int]] = (),
        fixed: Mapping[int, int] | None = None,
        time_limit_s: float | None = None,
        node_limit: int | None = None,
    ) -> list[int] | None:
        """Returns a point of the rows in integers found by HiGHS's branch and cut.

        Meant for a fixed or almost fixed grid, where it closes fast. The point is rounded and
        checked against the rows exactly; no bound is taken from this solve.

        Returns
        -------
        list of int or None
            A value for every variable, or ``None`` if none was found.
        """
        rows, lower, upper = self._with(caps, fixed)
        rows += self._stricter
        proto = _proto(rows, lower, upper, objective)
        del proto.variables.integers[:]
        proto.variables.integers.extend(not only for only in self.rows.lp_only_var)
        options = _options()
        parameters = _parameters(options, time_limit_s)
        parameters.absolute_gap_tolerance = 0.99
        parameters.relative_gap_tolerance = 0.0
        parameters.node_limit = node_limit
        try:
            result = mathopt.solve(
                mathopt.Model.from_model_proto(proto), mathopt.SolverType.HIGHS, params=parameters
            )
        except (AttributeError, RuntimeError):
            # HiGHS answers an internal error on some degenerate rows, which MathOpt then fails to
            # report; nothing is known, so no point.
            return None
        self._charge(self._work(result))
        if not result.has_primal_feasible_solution():
            return None
        point = [round(x) for x in result.variable_values().values()]
        return None if self.rows.violated(point) else point

    def _work(self, result: mathopt.SolveResult) -> float:
        """Returns units of work, about seconds, from what is the same on every machine."""
        stats = result.solve_stats
        barrier = stats.barrier_iterations * self._entries_in_rows / _ENTRIES_A_UNIT
        return float(barrier + stats.simplex_iterations / _SIMPLEX_STEPS_A_UNIT)

    def _with(
        self, caps: Sequence[tuple[Objective, int]], fixed: Mapping[int, int] | None
    ) -> tuple[list[_Row], np.ndarray, np.ndarray]:
        rows = list(self._entries)
        for earlier, limit in caps:
            variables = np.array(list(earlier.terms), dtype=np.int64)
            coefs = np.array(list(earlier.terms.values()), dtype=float)
            rows.append((-NO_LIMIT, limit - earlier.constant, variables, coefs))
        lower, upper = self.lower.copy(), self.upper.copy()
        for var, value in (fixed or {}).items():
            lower[var] = upper[var] = value
        return rows, lower, upper


def _rest(time_limit_s: float | None, began: float) -> float | None:
    if time_limit_s is None:
        return None
    return max(0.1, time_limit_s - (time.monotonic() - began))


def _simplex(model: mathopt.Model, time_limit_s: float | None) -> mathopt.SolveResult:
    limit = datetime.timedelta(seconds=time_limit_s) if time_limit_s else None
    return mathopt.solve(
        model, mathopt.SolverType.GLOP, params=mathopt.SolveParameters(time_limit=limit)
    )


def _options(**strings: str) -> highs_pb2.HighsOptionsProto:
    # One thread, set here: MathOpt's own `threads` is refused by its HiGHS.
    options = highs_pb2.HighsOptionsProto()
    options.int_options["threads"] = 1
    for key, value in strings.items():
        options.string_options[key] = value
    return options


def _parameters(
    options: highs_pb2.HighsOptionsProto, time_limit_s: float | None
) -> mathopt.SolveParameters:
    limit = datetime.timedelta(seconds=time_limit_s) if time_limit_s else None
    return mathopt.SolveParameters(time_limit=limit, highs=options)


def _proto(
    rows: list[_Row],
    lower: np.ndarray,
    upper: np.ndarray,
    objective: Objective,
) -> model_pb2.ModelProto:
    n, m = len(lower), len(rows)
    proto = model_pb2.ModelProto()
    proto.variables.ids.extend(range(n))
    proto.variables.lower_bounds.extend(lower.tolist())
    proto.variables.upper_bounds.extend(upper.tolist())
    proto.variables.integers.extend([False] * n)
    proto.objective.offset = float(objective.constant)
    terms = sorted(objective.terms.items())
    proto.objective.linear_coefficients.ids.extend(v for v, _ in terms)
    proto.objective.linear_coefficients.values.extend(float(c) for _, c in terms)
    proto.linear_constraints.ids.extend(range(m))
    infinity = float("inf")
    proto.linear_constraints.lower_bounds.extend(
        -infinity if low <= -NO_LIMIT else float(low) for low, *_ in rows
    )
    proto.linear_constraints.upper_bounds.extend(
        infinity if high >= NO_LIMIT else float(high) for _, high, *_ in rows
    )
    matrix = proto.linear_constraint_matrix
    for i, (_, _, variables, coefs) in enumerate(rows):
        order = np.argsort(variables)
        matrix.row_ids.extend([i] * len(order))
        matrix.column_ids.extend(variables[order].tolist())
        matrix.coefficients.extend(coefs[order].tolist())
    return proto


def safe_bound(
    rows: Sequence[_Row],
    lower: np.ndarray,
    upper: np.ndarray,
    objective: Objective,
    duals: np.ndarray,
) -> int:
    """Returns a lower bound that is valid whatever the duals are, rounded up to an integer.

    Parameters
    ----------
    rows : sequence of (low, high, variables, coefs)
        The rows the duals belong to.
    lower, upper : numpy.ndarray
        Bounds of the variables, integers, shape (n_variables,).
    duals : numpy.ndarray
        One dual value per row, shape (n_rows,), any finite numbers.
    """
    scaled = [round(float(y) * _SCALE) if np.isfinite(y) else 0 for y in duals]
    reduced: list[int] = [0] * len(lower)
    for var, coef in objective.terms.items():
        reduced[var] = coef * _SCALE
    total = objective.constant * _SCALE
    for y, (low, high, variables, coefs) in zip(scaled, rows, strict=True):
        if y == 0 or (y > 0 and low <= -NO_LIMIT) or (y < 0 and high >= NO_LIMIT):
            continue
        total += y * (low if y > 0 else high)
        for var, coef in zip(variables.tolist(), coefs.tolist(), strict=True):
            reduced[var] -= y * int(coef)
    for d, low_j, high_j in zip(reduced, lower.tolist(), upper.tolist(), strict=True):
        if d:
            total += d * int(low_j if d > 0 else high_j)
    return -((-total) // _SCALE)
