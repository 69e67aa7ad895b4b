"""Leaders named after the search: nobody is worse off, and classes keep their adults."""

from typing import Any

import pytest

from solver.domain import District
from solver.model.extract import extract
from solver.search.budget import Budget
from solver.search.levels import LAST, NAMES, values
from solver.search.same_adults import plan_values, with_same_adults
from tests.factories import tiny_class, tiny_person
from tests.solver.model.helpers import (
    district,
    group,
    hours,
    model_of,
    one_school,
    served,
    solve,
)

WISHES = LAST - 1


def care(*people: Any, ids: tuple[str, ...] = ("11", "21")) -> District:
    """Care of two classes in each hour, at home."""
    classes = (tiny_class("C1", 10, "R1"), tiny_class("C2", 10, "R2"))
    return district(one_school(classes, hours(*ids)), people, (group(),))


def counted(record: District) -> Any:
    """Returns the model that only counts leaders, and a point of it."""
    ctx = model_of(record, names_rooms=False)
    point = solve(ctx, served(ctx), ctx.rows.objective("staff_wishes"))
    assert point is not None
    return ctx, point


@pytest.mark.parametrize("hours_each", [100, 200])
def test_no_better_than_hours_allow(hours_each: int) -> None:
    # Four meetings: of 100 ch each person leads one, so each class has two adults; 2 x 30.
    people = [tiny_person(f"T{i}", max_week_ch=hours_each) for i in range(400 // hours_each)]
    ctx, point = counted(care(*people))
    part = extract(ctx, point)
    best = 60 if hours_each == 100 else 0
    better = with_same_adults(ctx, point, Budget(work=20), 0)
    reached = plan_values(ctx, values(ctx, point), part)[WISHES]
    assert min(reached, values(*better)[WISHES] if better else reached) == best


def test_a_detour_is_put_right() -> None:
    # Monday T1 and T2, Tuesday T2 and T3: whoever had T2 keeps her, the other class has T1 and
    # T3. T1 is free on Tuesday too.
    ctx, _ = counted(care(tiny_person("T1"), tiny_person("T2"), tiny_person("T3")))
    leads = {key[0] + key[2][0]: var for key, var in ctx.v.lead.items()}
    three = dict.fromkeys((leads["T1p11"], leads["T2p11"], leads["T2p21"], leads["T3p21"]), 1)
    point = solve(ctx, served(ctx) | three)
    assert point is not None
    assert plan_values(ctx, values(ctx, point), extract(ctx, point))[WISHES] == 30
    better = with_same_adults(ctx, point, Budget(work=20), 0)
    assert better is not None
    named, found = better
    assert named.rows.violated(found) == []
    assert values(named, found)[WISHES] == 0
    assert plan_values(named, values(named, found), extract(named, found))[WISHES] == 0
    # The model it came from is as it was.
    assert (ctx.v.who, ctx.names_leaders) == ({}, False)
    assert len(ctx.rows.lower) == len(point)


def test_earlier_levels_are_kept() -> None:
    # T3 costs money that is not there: leaders change only among those who cost nothing more.
    from solver.domain import Funding

    people = (
        tiny_person("T1", pay_fen={}),
        tiny_person("T2", pay_fen={}),
        tiny_person("T3", pay_fen={"basic": 100}),
    )
    record = care(*people)
    school = record.schools[0].model_copy(update={"funding": (Funding(account="basic"),)})
    ctx, _ = counted(record.model_copy(update={"schools": (school,)}))
    nobody = {var: 0 for (w, _a, _p), var in ctx.v.lead.items() if w == "T3"}
    point = solve(ctx, served(ctx) | nobody, ctx.rows.objective("missing_money"))
    assert point is not None
    better = with_same_adults(ctx, point, Budget(work=20), 0)
    after = values(*better) if better else values(ctx, point)
    assert after[: NAMES.index("staff_wishes")] == (0,) * 5


def test_nothing_to_gain_is_not_searched_for() -> None:
    ctx, point = counted(care(tiny_person("T1"), tiny_person("T2"), ids=("11",)))
    assert with_same_adults(ctx, point, Budget(work=20), 0) is None


def test_the_cheaper_of_two_who_are_as_welcome_leads() -> None:
    # T1 leads at 60 yuan what T3 does for 40: one hour of one class each on two days. T2 keeps
    # the other class, T3 takes over both days, so that no class has a second adult.
    people = (
        tiny_person("T1"),
        tiny_person("T2"),
        tiny_person("T3", pay_fen={"basic": 4000}),
    )
    ctx, _ = counted(care(*people))
    nobody = {var: 0 for (w, _a, _p), var in ctx.v.lead.items() if w == "T3"}
    point = solve(ctx, served(ctx) | nobody)
    assert point is not None
    better = with_same_adults(ctx, point, Budget(work=20), 0)
    assert better is not None
    assert values(*better)[WISHES:] == (0, 2 * 6000 + 2 * 4000)
