"""``satisfy_choices``: the level counts choices that no section serves."""

import pytest

from tests.factories import changed, good_plan, tiny_district
from tests.solver.model.helpers import fix_plan, least, model_of, solve, stands


def test_good_plan_serves_all_37_choices() -> None:
    # 12 + 10 for chess, 8 + 7 for robot.
    ctx = model_of(tiny_district())
    objective = ctx.rows.objective("choices")
    assert objective.constant == 37
    point = solve(ctx, fix_plan(ctx, good_plan()))
    assert point is not None
    assert objective.value(point) == 0
    assert stands(tiny_district())


def test_without_robot_its_15_choices_are_missed() -> None:
    ctx = model_of(tiny_district())
    none = {var: 0 for way, var in ctx.v.enrol.items() if way.activity_id == "robot"}
    assert least(ctx, "choices", none) == 15


@pytest.mark.parametrize(("served", "missed"), [(12, 0), (11, 1), (10, 2)])
def test_each_student_counts_once(served: int, missed: int) -> None:
    # Chess twice a week is one enrolment.
    ctx = model_of(tiny_district())
    fixed = {
        var: served if (way.class_id, way.pattern) == ("C1", ("Tue2", "Thu2")) else 0
        for way, var in ctx.v.enrol.items()
        if way.activity_id == "chess" and way.class_id == "C1"
    }
    assert least(ctx, "choices", fixed) == missed


def test_choices_of_other_schools_are_not_counted() -> None:
    from tests.solver.verify.helpers import two_schools

    ctx = model_of(two_schools(), school_ids=("S2",))
    assert ctx.rows.objective("choices").constant == 0


def test_choices_that_nothing_can_serve_stay_missed() -> None:
    # Nobody knows chess: 22 are missed whatever is done.
    staff = tuple(p for p in tiny_district().staff if p.id != "T3")
    ctx = model_of(changed(tiny_district(), staff=staff))
    assert not any(a == "chess" for (_w, a, _p) in ctx.v.lead)
    assert least(ctx, "choices") == 22
