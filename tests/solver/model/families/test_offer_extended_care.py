"""``offer_extended_care``: applicants have a place after the service, or are counted as unmet."""

import pytest

from solver.domain import Band
from tests.factories import (
    tiny_class,
    tiny_clause,
    tiny_person,
    with_activity,
    with_class,
    with_meeting,
    with_person,
)
from tests.factories.windows import LATE, window_district, window_plan
from tests.solver.model.helpers import (
    district,
    fix_plan,
    group,
    hours,
    is_open,
    least,
    model_of,
    one_school,
    room,
    served,
    solve,
    stands,
)

RECORD = window_district()
MUST = tiny_clause("offer_extended_care", mode="must_on_application")


def test_plan_with_late_care_stands() -> None:
    assert stands(RECORD, MUST, plan=window_plan(RECORD))


@pytest.mark.parametrize("change", [-1, 1])
def test_no_applicant_is_lost_or_invented(change: int) -> None:
    plan = with_meeting(window_plan(RECORD), "x1-TueX", class_counts={"C1": 5, "C2": 4 + change})
    assert not stands(RECORD, MUST, plan=plan)


def test_an_applicant_left_out_counts_as_unmet() -> None:
    ctx = model_of(RECORD)
    plan = with_meeting(window_plan(RECORD), "x1-TueX", class_counts={"C1": 5, "C2": 3})
    point = solve(ctx, fix_plan(ctx, plan))
    assert point is not None
    assert point[ctx.v.unmet[("C2", LATE)]] == 1
    # One student, 40 minutes.
    assert ctx.rows.objective("unmet_service").value(point) == 40


@pytest.mark.parametrize(("most", "pools"), [(9, 1), (8, 2)])
def test_one_pool_holds_nine_and_no_more(most: int, pools: int) -> None:
    ctx = model_of(with_activity(RECORD, "late", max_students=most))
    count = ctx.v.sections[("late", (LATE,))]
    assert is_open(ctx, served(ctx) | {count: pools})
    assert not is_open(ctx, served(ctx) | {count: pools - 1})


def test_without_applicants_there_is_nothing_to_serve() -> None:
    record = with_class(with_class(RECORD, "C1", extended_care=0), "C2", extended_care=0)
    ctx = model_of(record)
    assert not any(t == LATE for (_c, t) in ctx.v.unmet)
    assert ("late", (LATE,)) not in ctx.v.sections


def test_care_after_two_periods_ends_a_run_of_two() -> None:
    # T3 leads chess on Tuesday until 18:00 and care from 18:00 on: two in a row.
    assert stands(with_person(RECORD, "T3", max_consecutive=2), plan=window_plan(RECORD))
    assert not stands(with_person(RECORD, "T3", max_consecutive=1), plan=window_plan(RECORD))


@pytest.mark.parametrize(("start", "unmet"), [(1000, 0), (999, 40)])
def test_care_of_one_grade_and_service_of_another_share_people_by_the_minute(
    start: int, unmet: int
) -> None:
    # Grade 4 has service until 16:40 = 1000; one teacher for that and for grade 3's care of
    # one student from then on, or from a minute before on.
    late = hours("12", start_min=start - 40, grades=(3,), window="extended")
    school = one_school(
        (
            tiny_class("C1", 0, "R1", extended_care=1),
            tiny_class("D1", 1, "R2", grade=4),
        ),
        (*hours("11", grades=(4,)), *late),
        rooms=(room("R1"), room("R2")),
        bands=(
            Band(id="B1", name="B1", class_ids=("C1",)),
            Band(id="B2", name="B2", class_ids=("D1",)),
        ),
    )
    pool = group("late", service_type="extended", grouping="whole_band")
    record = district(school, (tiny_person("T1"),), (group(), pool))
    assert least(model_of(record), "unmet_service") == unmet
