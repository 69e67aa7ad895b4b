"""``serve_lunch``: who eats at school has a place at lunch, or is counted as unmet."""

import pytest

from solver.domain import MeetingPin
from solver.model.context import Context
from solver.model.rows import Objective
from tests.factories import changed, with_activity, with_meeting, with_person, without_meeting
from tests.factories.windows import LUNCH, window_district, window_plan
from tests.solver.model.helpers import fix_plan, is_open, model_of, served, solve, stands

RECORD = window_district()


def left_at_lunch(ctx: Context) -> int:
    """Returns the fewest students without a place at lunch, whatever else is left."""
    unmet = {v: 1 for (_c, t), v in ctx.v.unmet.items() if t == LUNCH}
    objective = Objective(terms=unmet)
    point = solve(ctx, None, objective)
    assert point is not None
    return objective.value(point)


def test_plan_with_lunch_stands() -> None:
    assert stands(RECORD, plan=window_plan(RECORD))


def test_nobody_looks_after_two_classes_at_lunch() -> None:
    # T1 alone takes C1 (20); the 10 of C2 are left.
    alone = tuple(p for p in RECORD.staff if p.id == "T1")
    assert left_at_lunch(model_of(changed(RECORD, staff=alone))) == 10


def test_who_has_no_place_at_lunch_is_unmet() -> None:
    ctx = model_of(RECORD)
    plan = without_meeting(window_plan(RECORD), "l2-MonL")
    fixed = fix_plan(ctx, plan) | {ctx.v.group[("lunch", ("C2",), LUNCH)]: 0}
    point = solve(ctx, fixed)
    assert point is not None
    assert point[ctx.v.unmet[("C2", LUNCH)]] == 10
    # 10 students, 40 minutes.
    assert ctx.rows.objective("unmet_service").value(point) == 400
    assert not is_open(ctx, fixed | served(ctx))


def test_a_group_takes_its_class_whole() -> None:
    # 20 of C1 eat: a group of at most 19 cannot be.
    assert left_at_lunch(model_of(with_activity(RECORD, "lunch", max_students=20))) == 0
    assert left_at_lunch(model_of(with_activity(RECORD, "lunch", max_students=19))) == 20


@pytest.mark.parametrize(("capacity", "left"), [(15, 0), (14, 2)])
def test_pools_take_any_class_up_to_their_capacity(capacity: int, left: int) -> None:
    # 30 eat and two adults are there: two pools of 15 take all, two of 14 leave two.
    pools = with_activity(RECORD, "lunch", grouping="whole_band", max_students=capacity)
    two = tuple(p for p in pools.staff if p.id in ("T1", "T2"))
    assert left_at_lunch(model_of(changed(pools, staff=two))) == left


def test_a_pin_says_who_is_there_at_lunch() -> None:
    pin = MeetingPin(period_id=LUNCH, activity_id="lunch", class_id="C2", staff_id="T5")
    record = changed(RECORD, pins=(pin,))
    plan = window_plan(record)
    assert not stands(record, plan=plan)
    assert stands(record, plan=with_meeting(plan, "l2-MonL", staff_ids=("T5",)))


def test_lunch_has_no_cells_and_gives_none() -> None:
    ctx = model_of(RECORD)
    assert not any(t == LUNCH for (_unit, t, _k) in ctx.v.grid)
    # Care at lunch is no care in the regular day: without the other there are no such cells.
    activities = tuple(a for a in RECORD.activities if a.id != "care")
    ctx = model_of(changed(RECORD, activities=activities))
    assert not any(k in ("care", "split") for (_unit, _t, k) in ctx.v.grid)


def test_lunch_counts_in_the_hours_of_a_day() -> None:
    # T1 on Monday: 150 of guidance and 100 of lunch.
    for most, expected in ((250, True), (249, False)):
        record = with_person(RECORD, "T1", max_day_ch=most)
        # Friday has 300 of T1's: guidance and care, which T5 may lead instead.
        plan = with_meeting(window_plan(record), "c1-Fri2", staff_ids=("T5",))
        assert stands(record, plan=plan) is expected
