"""``place_everyone_once``: every participant has one place in each period, or is unmet."""

import pytest

from solver.domain import ChoiceCount
from tests.factories import (
    changed,
    good_plan,
    tiny_class,
    tiny_district,
    tiny_person,
    with_class,
    with_meeting,
)
from tests.factories.windows import evening_class, evening_periods, evening_study
from tests.solver.model.helpers import (
    cells,
    club,
    district,
    fix_plan,
    group,
    is_open,
    least,
    model_of,
    one_school,
    room,
    served,
    small,
    solve,
    stands,
)


def test_good_plan_places_everybody() -> None:
    assert stands(tiny_district())


@pytest.mark.parametrize("change", [-1, 1])
def test_nobody_is_lost_or_invented(change: int) -> None:
    # Tuesday's second hour holds 12 + 8 + 20 = 40 of C1: one more or less in reading is wrong.
    plan = with_meeting(good_plan(), "re-Tue2", class_counts={"C1": 20 + change, "C2": 18})
    assert not stands(tiny_district(), plan=plan)


def test_who_is_left_out_counts_as_unmet() -> None:
    plan = with_meeting(good_plan(), "re-Tue2", class_counts={"C1": 19, "C2": 18})
    ctx = model_of(tiny_district())
    point = solve(ctx, fix_plan(ctx, plan))
    assert point is not None
    assert point[ctx.v.unmet[("C1", "Tue2")]] == 1
    # One student, 60 minutes.
    assert ctx.rows.objective("unmet_service").value(point) == 60


def test_unmet_minutes_of_a_class_that_nobody_leads() -> None:
    # 30 students, 40 minutes.
    assert least(model_of(changed(small(), staff=())), "unmet_service") == 1200


def test_a_class_has_one_cell_per_period() -> None:
    record = district(
        one_school((tiny_class("C1", 30, "R1"),)),
        (tiny_person("T1"), tiny_person("T2")),
        (group("guidance", "guidance"), group()),
    )
    ctx = model_of(record)
    care, guidance = cells(ctx, p11="care"), cells(ctx, p11="guidance")
    assert not is_open(ctx, care | guidance)
    assert is_open(ctx, care | served(ctx))
    # Guidance cannot be held in a cell of care.
    assert not is_open(ctx, care | {ctx.v.group[("guidance", ("C1",), "p11")]: 1})


def test_walking_needs_a_cell_that_walks() -> None:
    record = district(
        one_school((tiny_class("C1", 30, "R1"),), rooms=(room("R1"), room("R2"))),
        (tiny_person("T1"), tiny_person("T2", skills=("club",))),
        (group(), club()),
        choice_counts=(ChoiceCount(class_id="C1", activity_id="club", count=10),),
    )
    ctx = model_of(record)
    (enrol,) = ctx.v.enrol.values()
    stay = ctx.v.stay[("C1", "p11")]
    assert is_open(ctx, cells(ctx, p11="split") | {enrol: 10, stay: 20} | served(ctx))
    assert not is_open(ctx, cells(ctx, p11="care") | {enrol: 1})
    # In extension nobody stays.
    assert not is_open(ctx, cells(ctx, p11="extension") | {stay: 1})
    assert is_open(ctx, cells(ctx, p11="extension") | {enrol: 10})


def test_a_class_without_participants_needs_nothing() -> None:
    record = with_class(small(), "C1", participants={})
    ctx = model_of(changed(record, staff=()))
    assert ctx.v.unmet == {}
    assert least(ctx, "unmet_service") == 0


def test_stayers_may_sit_together() -> None:
    # The good plan's Thursday: 28 of C1 and 25 of C2 stay in one group of the merge.
    ctx = model_of(tiny_district())
    assert ("care", ("C1", "C2"), "Thu2") in ctx.v.stay_group
    school = changed(tiny_district().schools[0], merges=())
    assert not stands(changed(tiny_district(), schools=(school,)))


def test_evening_study_places_everybody_without_a_grid() -> None:
    school = one_school(
        (evening_class("C1", 30, "R1", participants={}),),
        evening_periods((1140, 1180)),
        stage="junior",
    )
    record = district(school, (tiny_person("T1"),), (evening_study(),))
    ctx = model_of(record)
    assert ctx.v.grid == {}
    assert is_open(ctx, served(ctx))
    # A group of the evening, not of the regular day: basic guidance cannot be held then.
    basic = changed(record, activities=(group("guidance", "guidance"),))
    assert least(model_of(basic), "unmet_service") == 30 * 40
