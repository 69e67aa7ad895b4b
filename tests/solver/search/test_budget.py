"""Budgets: work done counts the same on every machine."""

import pytest
from ortools.sat.python import cp_model

from solver.model.cpsat import as_cpsat
from solver.search.budget import Budget, has_point
from tests.factories import tiny_district
from tests.solver.model.helpers import model_of


def solved(budget: Budget) -> tuple[list[int], float]:
    ctx = model_of(tiny_district())
    model = as_cpsat(ctx.rows, ctx.rows.objective("choices"))
    solver = budget.solve(model, 2.0, seed=7)
    return list(solver.response_proto.solution), budget.left()


def test_the_same_work_gives_the_same_point() -> None:
    first, second = solved(Budget(work=2)), solved(Budget(work=2))
    assert first[0]
    assert first == second


def test_work_is_used_up_by_solves_and_charges() -> None:
    budget = Budget(work=5)
    budget.charge(1.5)
    assert budget.left() == 3.5
    _, left = solved(budget)
    assert left < 3.5


def test_a_budget_of_seconds_is_not_charged() -> None:
    budget = Budget(seconds=1000)
    budget.charge(500)
    assert 900 < budget.left() <= 1000


@pytest.mark.parametrize(
    ("budget", "expected"), [(Budget(work=1), True), (Budget(seconds=1), False), (Budget(), False)]
)
def test_only_work_is_deterministic(budget: Budget, expected: bool) -> None:
    assert budget.is_deterministic is expected


def test_closing_leaves_patience_and_no_more() -> None:
    budget = Budget(work=100)
    budget.charge(50)
    assert (budget.used(), budget.is_closing, budget.patience(0.2)) == (50, False, 10)
    budget.close(0.2)
    assert (budget.is_closing, budget.left()) == (True, 10)
    budget.charge(7)
    assert budget.left() == 3
    # Something better was found: patience is counted anew, a fifth of 57.
    budget.close(0.2)
    assert budget.left() == pytest.approx(11.4)
    # It never gives more than there is.
    budget.charge(42)
    budget.close(0.5)
    assert budget.left() == 1


@pytest.mark.parametrize(("work", "least"), [(100, 5), (10, 1), (1000, 50)])
def test_patience_is_at_least_a_unit_or_a_twentieth_of_what_is_left(
    work: float, least: float
) -> None:
    budget = Budget(work=work)
    budget.close(0.5)
    assert budget.left() == least
    unlimited = Budget()
    assert unlimited.patience(0) == 1


def test_a_part_is_kept_for_what_follows() -> None:
    first = Budget(work=100).before(0.05)
    assert first.left() == 95
    assert Budget(seconds=100).before(0.05).seconds == 95
    assert Budget().before(0.05).left() == float("inf")


def test_what_is_left_is_at_least_so_much_where_it_is_asked_for() -> None:
    budget = Budget(work=10)
    assert budget.at_least(3).left() == 10
    budget.charge(9)
    assert budget.at_least(3).left() == 3
    budget.charge(5)
    assert budget.at_least(3).left() == 3
    assert not Budget(seconds=5).at_least(1).is_deterministic


def test_without_a_limit_there_is_always_more() -> None:
    assert Budget().left() == float("inf")


def test_an_exhausted_budget_still_answers_small_questions() -> None:
    # A solve gets a little work in any case, so that a run ends with a plan.
    model = cp_model.CpModel()
    model.add(model.new_int_var(0, 1, "x") == 1)
    assert has_point(Budget(work=0).solve(model, 1.0))


def test_a_model_without_a_point_has_none() -> None:
    model = cp_model.CpModel()
    x = model.new_int_var(0, 1, "x")
    model.add(x >= 2)
    assert not has_point(Budget(work=1).solve(model, 1.0))


def test_any_seed_is_one_that_cp_sat_holds() -> None:
    # Searches multiply the user's seed; 2**40 does not fit the solver's 31 bits.
    model = cp_model.CpModel()
    number = model.new_int_var(0, 3, "number")
    model.maximize(number)
    solver = Budget(seconds=5).solve(model, 5, seed=2**40 + 7)
    assert solver.objective_value == 3
