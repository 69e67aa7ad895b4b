"""``avoid_staff_clashes``: nobody is in two places at a minute, across schools too."""

import pytest

from solver.domain import Band, District
from tests.factories import changed, good_plan, tiny_class, tiny_district, tiny_person, with_meeting
from tests.solver.model.helpers import (
    district,
    group,
    guarded,
    hours,
    is_open,
    least,
    model_of,
    one_school,
    room,
    standing,
    stands,
)


def two_grades(second: int, teachers: int = 1) -> District:
    """Grades 3 and 4 with an hour each, from 960 and from ``second`` on, and rooms enough."""
    return district(
        one_school(
            (tiny_class("C1", 10, "R1"), tiny_class("D1", 10, "R2", grade=4)),
            (*hours("11", grades=(3,)), *hours("12", start_min=second - 40, grades=(4,))),
            (room("R1"), room("R2")),
            bands=(
                Band(id="B1", name="B1", class_ids=("C1",)),
                Band(id="B2", name="B2", class_ids=("D1",)),
            ),
        ),
        tuple(tiny_person(f"T{i}") for i in range(teachers)),
        (group(),),
    )


def test_good_plan_has_nobody_twice() -> None:
    assert stands(tiny_district())


@pytest.mark.parametrize(("second", "unmet"), [(1000, 0), (999, 400), (961, 400), (960, 400)])
def test_one_teacher_and_two_clocks(second: int, unmet: int) -> None:
    # The first hour ends at 1000; ten children left out for 40 minutes are 400.
    assert least(model_of(two_grades(second)), "unmet_service") == unmet
    assert least(model_of(two_grades(second, teachers=2)), "unmet_service") == 0


def test_the_same_person_in_two_groups_is_no_point() -> None:
    # T1 leads C1's guidance on Monday; giving him C2's too leaves one leader for two groups.
    plan = with_meeting(good_plan(), "g2-Mon1", staff_ids=("T1",))
    ctx = model_of(tiny_district())
    groups = {ctx.v.group[("guidance", (c,), "Mon1")]: 1 for c in ("C1", "C2")}
    others = {var: 0 for w, var in ctx.v.leaders_of[("guidance", ("Mon1",))] if w != "T1"}
    assert plan.meetings
    assert is_open(ctx, groups)
    assert not is_open(ctx, groups | others)


def test_nobody_leads_and_helps_at_once() -> None:
    ctx = model_of(tiny_district())
    lead = ctx.v.lead[("T4", "sports", ("Mon2",))]
    assert is_open(ctx, {lead: 1, ctx.v.assist[("T3", "sports", ("Mon2",))]: 1})
    assert not is_open(ctx, {lead: 1, ctx.v.assist[("T4", "sports", ("Mon2",))]: 1})


@pytest.mark.parametrize(("second", "legal"), [(1000, True), (999, False)])
def test_two_schools_share_a_volunteer(second: int, legal: bool) -> None:
    # Travel aside (a volunteer may serve two schools a day here, and the way takes no time).
    school = one_school((tiny_class("C1", 10, "R1"),))
    other = changed(
        one_school(
            (tiny_class("E1", 10, "Q1"),),
            tuple(changed(p, id="q12") for p in hours("12", start_min=second - 40)),
            bands=(Band(id="B2", name="B2", class_ids=("E1",)),),
        ),
        id="S2",
    )
    volunteer = tiny_person(
        "V", role="volunteer", home_school_id=None, lendable_to=("S1", "S2"), pay_fen={}
    )
    record = district((school, other), (volunteer,), (group(),))
    travel = changed(
        record.travel,
        schools_per_day=2,
        margin_min=0,
        times=({"from_school_id": "S1", "to_school_id": "S2", "minutes": 0},),
    )
    ctx = model_of(guarded(changed(record, travel=travel)))
    assert is_open(ctx, dict.fromkeys(ctx.v.group.values(), 1) | standing(ctx)) is legal
