"""Cells fixed as split in which no club can run: nobody is lost unsaid, and the plan is legal."""

import pytest

from solver import check
from solver.domain import Activity, ChoiceCount, District, GridPin
from solver.domain.school import GridCell
from solver.plan import PlanOutcome
from solver.search.plan_term import plan_term
from tests.factories import changed, tiny_class, tiny_pack, tiny_person
from tests.solver.model.helpers import club, district, group, hours, one_school, room, said


def fixed(*activities: Activity, seats: int = 45, wishes: int = 0) -> District:
    """Monday's hour of class C1 (30 students, home room R1) is fixed as split; T1 and T2 lead."""
    cells = (GridCell(band_id="B1", period_id="p11", component="split"),)
    school = one_school(
        (tiny_class("C1", 30, "R1"),), hours("11"), (room("R1", seats),), fixed_grid=cells
    )
    chosen = ChoiceCount(class_id="C1", activity_id="club", count=wishes)
    return district(
        school,
        (tiny_person("T1"), tiny_person("T2")),
        activities,
        choice_counts=(chosen,) if wishes else (),
    )


def planned(record: District) -> PlanOutcome:
    outcome = plan_term(record, tiny_pack(), work_limit=10, workers=1, seed=1)
    assert outcome.plan is not None
    assert check(record, tiny_pack(), outcome.plan).ok
    return outcome


def notes(outcome: PlanOutcome) -> list[str]:
    found = [f for f in outcome.findings if f.code == "finding.split_without_clubs"]
    assert all(f.severity == "note" and f.school_id == "S1" for f in found)
    for f in found:
        said(f.code, f.params)
        assert f.text_zh and f.text_en
    return [f.params["why"].removeprefix("finding.split_") for f in found]


@pytest.mark.parametrize(
    ("activities", "wishes", "why"),
    [
        ((group(),), 0, ["not_offered"]),
        ((group(), club(weekdays=(2,))), 0, ["not_offered"]),
        ((group(), club(grades=(9,))), 0, ["not_offered"]),
        ((group(), club(skill=None)), 0, ["too_few"]),
        ((group(), club(skill=None, min_students=11)), 10, ["too_few"]),
        ((group(), club()), 10, ["no_leader"]),
        ((group(), club(skill=None)), 10, []),
    ],
)
def test_a_split_without_clubs_is_told(
    activities: tuple[Activity, ...], wishes: int, why: list[str]
) -> None:
    """All 30 have a place either way: who cannot walk stays in the care group."""
    outcome = planned(fixed(*activities, wishes=wishes))
    assert notes(outcome) == why
    assert outcome.plan is not None and outcome.plan.levels[0].value == 0


def test_a_pin_says_the_same() -> None:
    """A pin of the band instead of the school's own grid."""
    record = fixed(group())
    school = changed(record.schools[0], fixed_grid=())
    pin = GridPin(band_id="B1", period_id="p11", component="split")
    assert notes(planned(changed(record, schools=(school,), pins=(pin,)))) == ["not_offered"]


def test_without_care_either_the_need_has_its_cause() -> None:
    """Guidance alone is offered: nothing fits a split cell, 30 students are left."""
    outcome = planned(fixed(group("guidance", "guidance")))
    assert outcome.plan is not None
    (need,) = outcome.plan.unmet
    assert (need.student_periods, need.cause) == (30, "finding.class_no_activity")
    assert "分流" in need.text_zh
    short = [f for f in outcome.findings if f.severity == "short"]
    assert [f.code for f in short] == ["finding.class_no_activity"]


def test_whom_the_care_group_cannot_seat_is_unmet_and_the_plan_legal() -> None:
    """Home room of 20 seats, no other: 10 of 30 have no place, the other 20 are served."""
    outcome = planned(fixed(group(), seats=20))
    assert outcome.plan is not None
    (need,) = outcome.plan.unmet
    assert (need.student_periods, need.cause) == (10, "cause.room_small")
    assert outcome.plan.levels[0].bound == 400  # 10 students of 40 minutes, proved
    assert notes(outcome) == ["not_offered"]


def test_a_split_that_nobody_fixed_is_refused_without_clubs() -> None:
    """Part of a class may stay only where the school splits it or something is offered to it."""
    record = fixed(group(), seats=20)
    plan = planned(record).plan
    assert plan is not None
    free = changed(record, schools=(changed(record.schools[0], fixed_grid=()),))
    found = [v.code for v in check(free, tiny_pack(), plan).violations]
    assert "grid_part_of_class" in found
