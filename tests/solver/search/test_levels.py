"""Levels one after the other: the optimum, never worse, and bounds from the relaxation."""

from typing import Any

import pytest

from solver.model.rows import Objective
from solver.plan.levels import LEVELS
from solver.search.budget import Budget
from solver.search.levels import (
    BLEND,
    LAST,
    NAMES,
    NOTHING,
    Pass,
    blend,
    shares,
    solve_levels,
    values,
)
from solver.search.relaxation import Relaxation
from solver.search.school import SchoolSearch
from tests.factories import changed, good_plan, tiny_district, tiny_pack
from tests.solver.model import cases, odd_cases, wish_cases
from tests.solver.model.helpers import fix_plan, least, model_of, solve
from tests.solver.model.points import points_of
from tests.solver.verify.helpers import two_schools

PLENTY = Pass((20,) * 7)
TINY = {
    "merged": cases.merged,
    "split": cases.split,
    "reading": cases.reading,
    "provider": cases.provider,
    "lent": cases.lent,
    "hours_of_people": cases.hours_of_people,
    "quotas": odd_cases.quotas,
    "menus": odd_cases.menus,
    "same_adults": wish_cases.same_adults,
    "liked_times": wish_cases.liked_times,
    "weak_and_strong": wish_cases.weak_and_strong,
}


def optimum(name: str) -> tuple[int, ...]:
    """The best values of the levels in their order, over all points."""
    found = points_of(TINY[name](), tiny_pack(), 6000)
    return min(v for reached in found.values.values() for v in reached)


@pytest.mark.parametrize("name", TINY)
def test_levels_in_their_order_reach_the_optimum(name: str) -> None:
    ctx = model_of(TINY[name]())
    point = solve_levels(ctx, Budget(work=200), PLENTY)
    assert point is not None
    assert ctx.rows.violated(point) == []
    assert values(ctx, point) == optimum(name)


@pytest.mark.parametrize("name", TINY)
def test_bounds_of_the_relaxation_hold(name: str) -> None:
    ctx = model_of(TINY[name]())
    relaxation = Relaxation(ctx.rows)
    best = optimum(name)
    caps: list[tuple[Objective, int]] = []
    for i, level in enumerate(LEVELS):
        objective = ctx.rows.objective(level.name)
        # Over all plans, and over those that keep the levels before at their best.
        free, kept = relaxation.solve(objective), relaxation.solve(objective, caps)
        assert free is not None and kept is not None
        assert free.feasible and kept.feasible
        assert free.bound <= least(ctx, level.name)
        assert kept.bound <= best[i]
        caps.append((objective, best[i]))


def test_bounds_of_the_relaxation_hold_for_the_small_district() -> None:
    # The good plan is a point: no bound may be above its values.
    ctx = model_of(tiny_district())
    point = solve(ctx, fix_plan(ctx, good_plan()))
    assert point is not None
    relaxation = Relaxation(ctx.rows)
    for level in LEVELS:
        objective = ctx.rows.objective(level.name)
        found = relaxation.solve(objective)
        assert found is not None
        assert found.bound <= objective.value(point)


@pytest.mark.parametrize("name", TINY)
def test_a_pass_never_makes_an_earlier_level_worse(name: str) -> None:
    ctx = model_of(TINY[name]())
    # From the worst point of the first level on.
    worst = Objective(0, {v: -c for v, c in ctx.rows.objective("unmet_service").terms.items()})
    point = solve(ctx, None, worst)
    assert point is not None
    for given in ((0, 0, 5, 0), (0, 0, 0, 5), (5, 0, 0, 0), (0, 5, 0, 5)):
        plan = Pass(shares(*given))
        better = solve_levels(ctx, Budget(work=50), plan, hint=point)
        assert better is not None
        for i, share in enumerate(plan.shares):
            # Up to the first level that was worked on, nothing may change for the worse.
            assert values(ctx, better)[: i + 1] <= values(ctx, point)[: i + 1]
            if share:
                break
        point = better


def test_a_hint_is_never_left_for_something_worse() -> None:
    ctx = model_of(cases.provider())
    # Serving nobody costs nothing: need is large, money zero. Less need is better all the same.
    nobody = solve(ctx, dict.fromkeys(ctx.v.lead.values(), 0))
    assert nobody is not None
    before = values(ctx, nobody)
    for keep in (False, True):
        point = solve_levels(ctx, Budget(work=50), PLENTY, hint=nobody, keep=keep)
        assert point is not None
        assert values(ctx, point) < before


def test_what_is_better_in_a_level_may_be_worse_in_a_later_one() -> None:
    # One of two has to be: the first counts in choices, the other in wishes of the staff.
    ctx = model_of(changed(cases.merged(), staff=()))
    first, other = ctx.rows.var(("first",)), ctx.rows.var(("other",))
    ctx.rows.add("test", [(first, 1), (other, 1)], low=1)
    ctx.rows.objective("choices").add(first, 1)
    ctx.rows.objective("staff_wishes").add(other, 5)
    before = solve_levels(ctx, Budget(work=20), PLENTY, {first: 1, other: 0})
    assert before is not None
    assert values(ctx, before)[3:LAST] == (1, 0, 0)
    for keep in (False, True):
        after = solve_levels(ctx, Budget(work=20), PLENTY, hint=before, keep=keep)
        assert after is not None
        assert values(ctx, after)[3:LAST] == (0, 0, 5)


def test_fixed_variables_stay_fixed() -> None:
    ctx = model_of(cases.merged())
    fixed = dict.fromkeys(ctx.v.lead.values(), 0)
    point = solve_levels(ctx, Budget(work=50), PLENTY, fixed)
    assert point is not None
    assert not any(point[v] for v in fixed)
    # Three children, 40 minutes.
    assert values(ctx, point)[0] == 120


def test_an_empty_model_is_told_apart_from_a_short_search() -> None:
    ctx = model_of(cases.merged())
    for var in ctx.v.unmet.values():
        ctx.rows.fix(var, 0)
    for var in ctx.v.lead.values():
        ctx.rows.fix(var, 0)
    assert solve_levels(ctx, Budget(work=50), PLENTY, says_empty=True) == (None, True)


def test_blending_weighs_and_adds_up() -> None:
    first, second = Objective(3, {0: 1, 1: 2}), Objective(5, {1: 1})
    total = blend((first, 10), (second, 100))
    assert (total.constant, total.terms) == (530, {0: 10, 1: 120})
    # What is served first weighs more than anything one student's choice can weigh.
    assert len(BLEND) == len(LEVELS)


@pytest.mark.parametrize("name", TINY)
def test_a_schools_search_ends_between_bound_and_optimum(name: str) -> None:
    record = TINY[name]()
    ctx = model_of(record)
    answer = SchoolSearch(ctx, Budget(work=20), seed=1).run()
    assert answer.point is not None
    assert ctx.rows.violated(answer.point) == []
    assert answer.values == values(ctx, answer.point)
    best = optimum(name)
    assert answer.values >= best
    assert all(b <= v for b, v in zip(answer.bounds, answer.values, strict=True))
    if answer.values == best:
        assert all(b <= v for b, v in zip(answer.bounds, best, strict=True))


def test_bounds_of_one_school_hold_whatever_the_others_do() -> None:
    record = two_schools()
    ctx = model_of(record, school_ids=("S2",))
    search = SchoolSearch(ctx, Budget(work=20))
    short = (400, 9000, 0, 0, 0, 0, 0)
    assert search.free_bounds(short, short) <= short
    assert search.free_bounds(NOTHING, NOTHING) == NOTHING


def test_a_level_without_a_term_takes_no_solve() -> None:
    # No wages, no wishes of students, nothing encouraged: need and the wishes of the staff.
    record = cases.merged()
    record = changed(record, staff=tuple(changed(p, pay_fen={}) for p in record.staff))
    ctx = model_of(record)
    there = [name for name in NAMES if ctx.rows.objective(name).terms]
    assert there == ["unmet_service", "staff_wishes"]
    solved = []

    class Counting(Budget):
        def solve(self, *args: Any, **more: Any) -> Any:
            solved.append(args)
            return super().solve(*args, **more)

    point = solve_levels(ctx, Counting(work=50), PLENTY)
    assert point is not None
    assert len(solved) == 2
    # At its floor each of the two is left alone too.
    del solved[:]
    at_best = Pass((20,) * 7, values(ctx, point))
    assert solve_levels(ctx, Counting(work=50), at_best, hint=point) == point
    assert solved == []


def test_a_point_is_found_even_if_no_level_has_a_term() -> None:
    ctx = model_of(changed(cases.merged(), staff=()))
    for name in NAMES:
        ctx.rows.objective(name).terms.clear()
    assert solve_levels(ctx, Budget(work=5), PLENTY) is not None


def test_the_search_closes_when_only_wishes_are_left() -> None:
    # The good plan's levels but the last are at their bounds: the search has patience and no
    # more (a twentieth), where a level that everybody waits for would have all of its 1000 units.
    ctx = model_of(tiny_district())
    search = SchoolSearch(ctx, Budget(work=1000))
    kept = fix_plan(ctx, good_plan()) | dict.fromkeys(ctx.v.short.values(), 0)
    point = solve(ctx, kept, ctx.rows.objective("staff_wishes"))
    assert point is not None
    # 684000 fen of pay, 240000 for the provider.
    assert values(ctx, point) == (0, 0, 0, 0, 0, 60, 924000)
    assert search.budget.left() == 1000
    search.accept(point, "test")
    assert search.budget.is_closing
    assert search.budget.left() == 50
    # Used 900: two fifths of that for wishes, were there so much.
    search.budget.charge(900)
    search.resume(point)
    assert search.budget.left() == 100
