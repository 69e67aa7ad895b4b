"""``keep_pins``: decisions fixed by a person hold."""

from typing import Any

import pytest

from solver.domain import AbsencePin, ChoiceCount, District, GridPin, MeetingPin, Pin
from solver.domain.school import GridCell
from solver.model.extract import extract
from tests.factories import changed, tiny_class, tiny_district, tiny_person, with_school
from tests.factories.windows import LUNCH, window_district
from tests.solver.model.helpers import (
    cells,
    club,
    district,
    found,
    group,
    hours,
    is_open,
    model_of,
    one_school,
    room,
    solve,
    stands,
    told,
    why,
    works,
)


def pinned(*pins: Pin) -> District:
    return tiny_district(pins=pins)


def chess(**answer: Any) -> MeetingPin:
    return MeetingPin(period_id="Tue2", activity_id="chess", **answer)


@pytest.mark.parametrize(
    ("pin", "legal"),
    [
        (GridPin(band_id="B1", period_id="Tue2", component="extension"), True),
        (GridPin(class_id="C2", period_id="Tue2", component="extension"), True),
        (GridPin(band_id="B1", period_id="Tue2", component="split"), False),
        (AbsencePin(staff_id="T3", school_id="S1", weekday=5), True),
        (AbsencePin(staff_id="T3", school_id="S1", weekday=4), False),
        (AbsencePin(staff_id="T3", school_id="S1"), False),
        (chess(), True),
        (chess(class_id="C1", room_id="R1", staff_id="T3"), True),
        # Chess keeps its room on Thursday, when the 53 who stay need R3, the only large one.
        (chess(room_id="R3"), False),
        (MeetingPin(period_id="Wed2", activity_id="chess"), False),
        (MeetingPin(period_id="Mon1", activity_id="guidance", class_id="C1", staff_id="T1"), True),
        (MeetingPin(period_id="Mon1", activity_id="guidance", class_id="C2", staff_id="T5"), False),
        (MeetingPin(period_id="Thu2", activity_id="care", class_id="C1", room_id="R3"), True),
        (MeetingPin(period_id="Thu2", activity_id="care", staff_id="T1"), False),
        (MeetingPin(period_id="Fri2", activity_id="care", class_id="C1", room_id="R1"), True),
        (MeetingPin(period_id="Tue2", activity_id="reading", class_id="C2"), True),
    ],
)
def test_good_plan_under_a_pin(pin: Pin, legal: bool) -> None:
    assert stands(pinned(pin)) is legal


def test_the_schools_own_grid_is_kept() -> None:
    fixed = (GridCell(band_id="B1", period_id="Wed2", component="sports"),)
    assert stands(with_school(tiny_district(), fixed_grid=fixed))
    other = (GridCell(class_id="C1", period_id="Wed2", component="care"),)
    assert not stands(with_school(tiny_district(), fixed_grid=other))


def test_absence_is_told() -> None:
    ctx = model_of(pinned(AbsencePin(staff_id="T5", school_id="S1")))
    assert not works(ctx, "T5")
    assert why(ctx, "staff", "T5")[:2] == ("structure:keep_pins", "unused.pinned_absent")


@pytest.mark.parametrize(
    "pin",
    [
        chess(staff_id="T1"),  # without the skill
        chess(room_id="F1"),  # outdoors
        MeetingPin(period_id="Tue2", activity_id="robot", staff_id="T3"),
        MeetingPin(
            period_id="Mon1", activity_id="guidance", class_id="C1", room_id="R4"
        ),  # 20 seats
    ],
)
def test_what_nothing_can_answer_is_found(pin: MeetingPin) -> None:
    ctx = model_of(pinned(pin))
    assert told(found(ctx, "keep_pins")) == [("structure:keep_pins", "finding.pin_impossible", 0)]
    assert not is_open(ctx)


def two_sections(*pins: Pin) -> District:
    """Two sections of a club in one hour: C1 and C2 with one student each, two leaders, rooms."""
    return district(
        one_school(
            (tiny_class("C1", 2, None), tiny_class("C2", 2, None)),
            rooms=(room("R1"), room("R2")),
        ),
        (tiny_person("T1", skills=("club",)), tiny_person("T2", skills=("club",))),
        (club(max_students=1),),
        choice_counts=tuple(
            ChoiceCount(class_id=c, activity_id="club", count=1) for c in ("C1", "C2")
        ),
        pins=pins,
    )


@pytest.mark.parametrize("class_id", ["C1", "C2"])
@pytest.mark.parametrize("staff_id", ["T1", "T2"])
@pytest.mark.parametrize("room_id", ["R1", "R2"])
def test_one_meeting_answers_all_that_a_pin_names(
    class_id: str, staff_id: str, room_id: str
) -> None:
    pin = MeetingPin(
        period_id="p11", activity_id="club", class_id=class_id, staff_id=staff_id, room_id=room_id
    )
    ctx = model_of(two_sections(pin))
    point = solve(ctx, None, ctx.rows.objective("choices"))
    assert point is not None
    meetings = extract(ctx, point).meetings
    assert len(meetings) == 2
    assert [
        (list(m.class_counts), m.staff_ids, m.room_id)
        for m in meetings
        if m.staff_ids == (staff_id,)
    ] == [([class_id], (staff_id,), room_id)]


def test_two_leaders_of_one_group_cannot_be() -> None:
    record = district(
        one_school((tiny_class("C1", 10, "R1"),)),
        (tiny_person("T1"), tiny_person("T2")),
        (group(),),
        pins=tuple(
            MeetingPin(period_id="p11", activity_id="care", class_id="C1", staff_id=w)
            for w in ("T1", "T2")
        ),
    )
    assert not is_open(model_of(record))
    assert is_open(model_of(changed(record, pins=record.pins[:1])))


def test_a_pinned_leader_is_not_taken_for_the_own_class() -> None:
    # T1 owns C2 but is pinned to C1; own matches must not pull T1 away.
    record = district(
        one_school(
            (tiny_class("C1", 10, None), tiny_class("C2", 10, None)), rooms=(room("R1"), room("R2"))
        ),
        (tiny_person("T1", own_class_ids=("C2",)), tiny_person("T2")),
        (group("guidance", "guidance"),),
        pins=(MeetingPin(period_id="p11", activity_id="guidance", class_id="C1", staff_id="T1"),),
    )
    ctx = model_of(record)
    fixed = dict.fromkeys(ctx.v.unmet.values(), 0)
    point = solve(ctx, fixed, ctx.rows.objective("staff_wishes"))
    assert point is not None
    assert ctx.rows.objective("staff_wishes").value(point) == 100
    led = {tuple(m.class_counts): m.staff_ids for m in extract(ctx, point).meetings}
    assert led == {("C1",): ("T1",), ("C2",): ("T2",)}


def test_a_cell_pinned_beyond_what_is_offered_stays_unmet() -> None:
    # No activity for sports: the pinned cell exists, and nobody has a place in it.
    record = district(
        one_school((tiny_class("C1", 10, "R1"),), hours("11")),
        (tiny_person("T1"),),
        (group(),),
        pins=(GridPin(band_id="B1", period_id="p11", component="sports"),),
    )
    ctx = model_of(record)
    assert is_open(ctx, cells(ctx, p11="sports") | {ctx.v.unmet[("C1", "p11")]: 10})
    assert not is_open(ctx, dict.fromkeys(ctx.v.unmet.values(), 0))


def test_a_cell_outside_the_regular_day_cannot_be_pinned() -> None:
    record = window_district(pins=(GridPin(class_id="C1", period_id=LUNCH, component="care"),))
    ctx = model_of(record)
    assert [f.code for f in ctx.findings] == ["finding.pin_impossible"]
    assert not is_open(ctx)


def test_a_cell_that_is_fixed_twice_is_told() -> None:
    """C1 and C2 of B1 have extension by the first pin; C2 alone has care by the second."""
    ctx = model_of(
        pinned(
            GridPin(band_id="B1", period_id="Tue2", component="extension"),
            GridPin(class_id="C2", period_id="Tue2", component="care"),
        )
    )
    (finding,) = found(ctx, "keep_pins")
    assert (finding.severity, finding.code) == ("infeasible", "finding.cells_clash")
    assert (finding.params["first"], finding.params["second"]) == ("extension", "care")
