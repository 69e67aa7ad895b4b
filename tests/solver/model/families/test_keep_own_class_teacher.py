"""``keep_own_class_teacher``: guidance is led by one of the class's own teachers."""

from typing import Any

import pytest

from solver.domain import District, MergeGroup
from tests.factories import (
    good_plan,
    tiny_class,
    tiny_district,
    tiny_person,
    with_person,
)
from tests.solver.model.helpers import (
    district,
    fix_plan,
    group,
    hours,
    least,
    model_of,
    one_school,
    room,
    served,
    solve,
)


def guided(*people: Any, merge: bool = False) -> District:
    """Classes C1 and C2, guidance in one hour; at home, or only together in R1."""
    return district(
        one_school(
            (tiny_class("C1", 10, None), tiny_class("C2", 10, None)),
            rooms=(room("R1"),) if merge else (room("R1"), room("R2")),
            merges=(MergeGroup(id="G", class_ids=("C1", "C2")),) if merge else (),
        ),
        people,
        (group("guidance", "guidance", grouping="merged"),),
    )


def owner(person_id: str, *class_ids: str) -> Any:
    return tiny_person(person_id, own_class_ids=class_ids)


@pytest.mark.parametrize(
    ("people", "merge", "points"),
    [
        # 50 points for each class in guidance that somebody else leads.
        ((owner("T1", "C1"), owner("T2", "C2")), False, 0),
        ((owner("T1", "C1"), owner("T2")), False, 50),
        ((owner("T1"), owner("T2")), False, 100),
        # Both are T1's, who can lead one.
        ((owner("T1", "C1", "C2"), owner("T2")), False, 50),
        ((owner("T1", "C1", "C2"),), True, 0),
        ((owner("T1", "C1"),), True, 50),
        ((owner("T1"),), True, 100),
    ],
)
def test_points_by_hand(people: tuple[Any, ...], merge: bool, points: int) -> None:
    ctx = model_of(guided(*people, merge=merge))
    assert least(ctx, "staff_wishes", served(ctx)) == points


def test_good_plan_keeps_both_class_teachers() -> None:
    ctx = model_of(tiny_district())
    point = solve(ctx, fix_plan(ctx, good_plan()), ctx.rows.objective("staff_wishes"))
    assert point is not None
    assert ctx.rows.objective("staff_wishes").value(point) == 0


def test_another_teacher_costs_five_mornings() -> None:
    # T1 no longer owns C1: guidance on five days.
    record = with_person(tiny_district(), "T1", own_class_ids=())
    ctx = model_of(record)
    point = solve(ctx, fix_plan(ctx, good_plan(record)), ctx.rows.objective("staff_wishes"))
    assert point is not None
    assert ctx.rows.objective("staff_wishes").value(point) == 5 * 50


def test_other_components_do_not_count() -> None:
    record = guided(owner("T1"), owner("T2"))
    care = record.model_copy(update={"activities": (group(),)})
    ctx = model_of(care)
    assert ctx.v.own == {}
    assert least(ctx, "staff_wishes", served(ctx)) == 0


def test_guidance_of_another_window_is_no_wish() -> None:
    # T1 is nobody's own teacher: that counts in the regular hour and not in extended care.
    school = one_school(
        (tiny_class("C1", 10, "R1", extended_care=10),),
        (*hours("11"), *hours("12", window="extended")),
    )
    stay = group("stay", "guidance", service_type="extended")
    record = district(school, (tiny_person("T1"),), (group("guidance", "guidance"), stay))
    ctx = model_of(record)
    assert least(ctx, "staff_wishes", served(ctx)) == 50
    assert {t for (_w, _a, _g, t) in ctx.v.own} <= {"p11"}
