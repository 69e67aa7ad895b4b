"""Bounds from the relaxation hold whatever the LP solver answers."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ortools.math_opt.python import mathopt

from solver.model.rows import NO_LIMIT, Objective, Rows
from solver.search import relaxation
from solver.search.relaxation import Relaxation, safe_bound
from tests.factories import tiny_district
from tests.solver.model.helpers import model_of

small = st.integers(-3, 3)
dual = st.floats(-1e12, 1e12) | st.floats(-10, 10) | st.sampled_from([float("inf"), float("nan")])


@st.composite
def programmes(draw: st.DrawFn) -> tuple[Rows, Objective]:
    """Two to four integer variables between -3 and 3, one to four rows, an objective."""
    rows = Rows()
    count = draw(st.integers(2, 4))
    for i in range(count):
        low, high = sorted((draw(small), draw(small)))
        rows.var((i,), low, high)
    for _ in range(draw(st.integers(1, 4))):
        ends = sorted((draw(small) * 2, draw(small) * 2))
        below, above = draw(st.booleans()), draw(st.booleans())
        rows.add(
            "row",
            [(i, draw(small)) for i in range(count)],
            ends[0] if below else -NO_LIMIT,
            ends[1] if above else NO_LIMIT,
        )
    # A row that no integers can keep (2x = 1) is found without a solver, which refuses it.
    assume(all(low <= high for low, high, *_ in rows.rows))
    objective = Objective(draw(small))
    for i in range(count):
        objective.add(i, draw(small))
    return rows, objective


def best(rows: Rows, objective: Objective) -> int | None:
    """The least value over all integer points, ``None`` if there are none."""
    boxes = [range(lo, hi + 1) for lo, hi in zip(rows.lower, rows.upper, strict=True)]
    values = [objective.value(p) for p in product(*boxes) if not rows.violated(p)]
    return min(values, default=None)


@settings(max_examples=300, deadline=None)
@given(programmes(), st.data())
def test_any_duals_give_a_valid_bound(
    programme: tuple[Rows, Objective], data: st.DataObject
) -> None:
    rows, objective = programme
    entries = [
        (low, high, np.array(v, dtype=np.int64), np.array(c, dtype=float))
        for low, high, v, c, _tag, _only in rows.rows
    ]
    duals = np.array(data.draw(st.lists(dual, min_size=len(entries), max_size=len(entries))))
    bound = safe_bound(entries, np.array(rows.lower), np.array(rows.upper), objective, duals)
    optimum = best(rows, objective)
    assert optimum is None or bound <= optimum


def test_an_objective_along_a_row_has_a_bound() -> None:
    # min y - x with 0 <= y - x <= 1: every point of an edge is best.
    rows = Rows()
    x, y = rows.var(("x",)), rows.var(("y",))
    rows.add("edge", [(x, -1), (y, 1)], 0, 1)
    found = Relaxation(rows).solve(Objective(0, {x: -1, y: 1}))
    assert found is not None
    assert found.bound == 0


@settings(max_examples=60, deadline=None)
@given(programmes())
def test_the_relaxation_bounds_the_optimum(programme: tuple[Rows, Objective]) -> None:
    rows, objective = programme
    optimum = best(rows, objective)
    found = Relaxation(rows).solve(objective)
    if found is not None and found.feasible and optimum is not None:
        assert found.bound <= optimum
    if found is not None and not found.feasible:
        # What has no fractional point has no integer one.
        assert optimum is None


@settings(max_examples=60, deadline=None)
@given(programmes())
def test_integer_solves_keep_the_rows(programme: tuple[Rows, Objective]) -> None:
    rows, objective = programme
    charged: list[float] = []
    point = Relaxation(rows, charged.append).solve_integer(objective)
    assert all(work >= 0 for work in charged)
    if point is not None:
        assert rows.violated(point) == []
        optimum = best(rows, objective)
        assert optimum is not None
        assert objective.value(point) >= optimum


def test_caps_and_fixed_variables_count() -> None:
    # min x + y over 0..5 with x + y >= 4; y at most 1 by a cap; x fixed to 4.
    rows = Rows()
    x, y = rows.var(("x",), 0, 5), rows.var(("y",), 0, 5)
    rows.add("sum", [(x, 1), (y, 1)], low=4)
    objective, cap = Objective(0, {x: 2, y: 1}), Objective(0, {y: 1})
    relaxation = Relaxation(rows)

    def bound(caps: list[tuple[Objective, int]], fixed: dict[int, int] | None) -> int:
        found = relaxation.solve(objective, caps, fixed)
        assert found is not None
        assert found.feasible
        return found.bound

    assert bound([], None) == 4
    assert bound([(cap, 1)], None) == 7
    assert bound([], {x: 4}) == 8
    empty = relaxation.solve(objective, [(cap, 1)], {x: 1})
    assert empty is not None
    assert not empty.feasible


def test_the_same_relaxation_takes_the_same_work() -> None:
    rows = model_of(tiny_district()).rows
    charged: list[float] = []
    relaxation = Relaxation(rows, charged.append)
    for _ in range(2):
        relaxation.solve(rows.objective("choices"))
    assert charged[0] == charged[1] > 0


def test_an_error_of_the_solver_is_no_point() -> None:
    """HiGHS fails on ``x0 + 3 x1 + 3 x2 = 2`` with x0 = x1 = 0: no integer x2 has 3 x2 = 2."""
    rows = Rows()
    x = [rows.var(("x", i), 0, high) for i, high in enumerate((0, 0, 2))]
    rows.rows.append((2, 2, x, [1, 3, 3], "test", False))
    assert Relaxation(rows).solve_integer(Objective()) is None


def test_where_the_interior_point_method_does_not_settle_the_simplex_method_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = model_of(tiny_district()).rows
    objective = rows.objective("staff_wishes")
    usual = Relaxation(rows).solve(objective)
    asked: list[float | None] = []
    simplex = relaxation._simplex

    def counted(model: mathopt.Model, limit: float | None) -> mathopt.SolveResult:
        asked.append(limit)
        return simplex(model, limit)

    monkeypatch.setattr(relaxation, "_simplex", counted)
    monkeypatch.setattr(relaxation, "_MOST_STEPS", 1)
    for limit in (None, 60.0):
        found = Relaxation(rows).solve(objective, time_limit_s=limit)
        assert usual is not None
        assert found is not None
        assert (found.feasible, found.bound) == (True, usual.bound)
    # It has what is left of the time.
    assert asked[0] is None
    assert asked[1] is not None
    assert 0 < asked[1] <= 60
