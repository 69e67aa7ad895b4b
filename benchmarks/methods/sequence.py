"""CP-SAT on some rows: one solve per level, the values of the levels before kept."""

from collections.abc import Callable, Mapping, Sequence
from math import ceil
from threading import Timer

from ortools.sat.python import cp_model

from benchmarks.methods.trace import Figures, Trace
from solver.model.cpsat import as_cpsat
from solver.model.rows import Objective, Rows
from solver.plan.levels import LEVELS

WORKERS = 2


class _Watch(cp_model.CpSolverSolutionCallback):
    """Keeps the best solution over all levels, and ends a solve that has had its share."""

    def __init__(self, levels: Sequence[Objective], trace: Trace) -> None:
        super().__init__()
        self._levels = levels
        self._trace = trace
        self.best: tuple[Figures, list[int]] | None = None
        self.is_over = False

    def on_solution_callback(self) -> None:
        """Reads the solution once; called by CP-SAT."""
        self.offer(list(self.response_proto.solution))
        if self.is_over:
            self.stop_search()

    def offer(self, point: list[int]) -> None:
        """Keeps a point if it is better, level by level."""
        values = tuple(o.value(point) for o in self._levels)
        if self.best is None or values < self.best[0]:
            self.best = (values, point)
            self._trace.reached(values)


def solve_in_sequence(
    rows: Rows,
    seconds: float,
    seed: int,
    trace: Trace,
    fixed: Mapping[int, int] | None = None,
    hint: Mapping[int, int] | None = None,
) -> list[int] | None:
    """Returns the best point within ``seconds``, or ``None``; values and bounds go to the trace.

    A level ends when it is proved, or when there is a point and the level has used half of what
    was left when it began; the last level has everything. ``hint`` may leave variables out.
    """
    levels = [rows.objective(level.name) for level in LEVELS]
    bounds = [0] * len(levels)
    trace.proved(bounds)
    until = trace.elapsed() + seconds
    best: tuple[Figures, list[int]] | None = None
    for i, objective in enumerate(levels):
        left = until - trace.elapsed()
        if left < 0.2 or (best is not None and best[0][i] <= bounds[i]):
            continue
        point = None if best is None else best[1]
        caps = [(o, o.value(point)) for o in levels[:i]] if point is not None else []
        model = as_cpsat(rows, objective, fixed, point, caps)
        if point is None and hint:
            model.proto.solution_hint.vars.extend(hint.keys())
            model.proto.solution_hint.values.extend(hint.values())
        watch = _Watch(levels, trace)
        watch.best = best
        solver = _solver(until - trace.elapsed(), seed)
        solver.best_bound_callback = _follower(bounds, i, trace)
        timer = Timer(left / 2, _end, (watch, solver))
        if i < len(levels) - 1:
            timer.start()
        status = solver.solve(model, watch)
        timer.cancel()
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            watch.offer(list(solver.response_proto.solution))
        best = watch.best
        if best is None:
            return None
        if status != cp_model.UNKNOWN and objective.terms:
            _raise_bound(bounds, i, solver.best_objective_bound, trace)
    return None if best is None else best[1]


def _end(watch: _Watch, solver: cp_model.CpSolver) -> None:
    """Ends a solve whose share is used up, at once or with its first solution."""
    watch.is_over = True
    if watch.best is not None:
        solver.stop_search()


def _solver(seconds: float, seed: int) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = max(0.1, seconds)
    return solver


def _follower(bounds: list[int], level: int, trace: Trace) -> Callable[[float], None]:
    return lambda bound: _raise_bound(bounds, level, bound, trace)


def _raise_bound(bounds: list[int], level: int, bound: float, trace: Trace) -> None:
    bounds[level] = max(bounds[level], ceil(bound - 1e-6))
    trace.proved(bounds)
