"""``respect_availability``: people and rooms are used only while they are there."""

from typing import Any

import pytest

from solver.domain import Interval, StaffBlock
from solver.domain.people import DatedAbsence
from tests.factories import FIRST, tiny_district, with_person, with_room, with_school
from tests.solver.model.helpers import gate, model_of, small, stands, why, works


def monday(start_min: int, end_min: int) -> Interval:
    return Interval(weekday=1, start_min=start_min, end_min=end_min)


# The one hour is on Monday from 960 to 1000.
@pytest.mark.parametrize(
    ("changes", "legal"),
    [
        ({"availability": (monday(960, 1000),)}, True),
        ({"availability": (monday(961, 1000),)}, False),
        ({"availability": (monday(960, 999),)}, False),
        # Two intervals that only together cover the hour do not hold it.
        ({"availability": (monday(900, 980), monday(980, 1040))}, False),
        ({"busy": (monday(900, 960), monday(1000, 1040))}, True),
        ({"busy": (monday(900, 961),)}, False),
        ({"busy": (monday(999, 1040),)}, False),
        ({"absences": (DatedAbsence(first=FIRST, last=FIRST),)}, False),
        # Tuesday is another pattern.
        (
            {"absences": (DatedAbsence(first=FIRST.replace(day=3), last=FIRST.replace(day=9)),)},
            True,
        ),
        # The Mondays of the term are 2, 9, 16 and 23 March; no clause asks for a contract.
        ({"contract_from": FIRST, "contract_to": FIRST.replace(day=23)}, True),
        ({"contract_from": FIRST.replace(day=3)}, False),
        ({"contract_to": FIRST.replace(day=1)}, False),
    ],
)
def test_person_is_there_for_the_whole_period(changes: dict[str, Any], legal: bool) -> None:
    assert works(model_of(with_person(small(), "T1", **changes)), "T1") is legal


def test_a_known_absence_is_told() -> None:
    record = with_person(small(), "T1", absences=(DatedAbsence(first=FIRST, last=FIRST),))
    assert why(model_of(record), "staff", "T1")[:2] == (
        "structure:respect_availability",
        "unused.absent",
    )


@pytest.mark.parametrize(
    ("interval", "legal"), [(monday(960, 1000), True), (monday(960, 999), False)]
)
def test_room_is_open_for_the_whole_period(interval: Interval, legal: bool) -> None:
    ctx = model_of(with_room(small(), "R1", availability=(interval,)))
    assert bool(ctx.v.group) is legal


def test_good_plan_stands_and_falls_with_a_busy_hour() -> None:
    # T1 leads guidance on Monday from 960 to 1020.
    assert stands(with_person(tiny_district(), "T1", busy=(monday(1020, 1080),)))
    assert not stands(with_person(tiny_district(), "T1", busy=(monday(1019, 1080),)))


def test_an_absence_bars_the_weekday_it_falls_on() -> None:
    # T3 holds chess on Tuesdays; Thursday 12 March is closed, Tuesday 10 is not.
    for day, legal in ((10, False), (12, True)):
        absence = DatedAbsence(first=FIRST.replace(day=day), last=FIRST.replace(day=day))
        assert stands(with_person(tiny_district(), "T3", absences=(absence,))) is legal


@pytest.mark.parametrize(
    ("block", "free"),
    [
        ({"weekday": 1}, set()),
        ({"weekday": 2}, {"T1", "T2"}),
        ({"weekday": 1, "start_min": 900, "end_min": 960}, {"T1", "T2"}),
        ({"weekday": 1, "start_min": 999, "end_min": 1100}, set()),
        ({"weekday": 1, "staff_ids": ("T1",)}, {"T2"}),
        ({"weekday": 1, "roles": ("leader",)}, {"T1", "T2"}),
        ({"weekday": 1, "roles": ("teacher",)}, set()),
        ({"weekday": 1, "roles": ("leader",), "staff_ids": ("T2",)}, {"T1"}),
        # On one date it bars the weekday's hour of the whole term, like a dated absence.
        ({"on": FIRST}, set()),
        ({"on": FIRST.replace(day=3)}, {"T1", "T2"}),
        ({"on": FIRST.replace(day=9)}, {"T1", "T2"}),  # after the term
    ],
)
def test_blocks_of_the_school_take_time(block: dict[str, Any], free: set[str]) -> None:
    fields = {"id": "b", "title": "x", "start_min": 960, "end_min": 1000, **block}
    ctx = model_of(with_school(small(), blocks=(StaffBlock(**fields),)))
    assert {w for w in ("T1", "T2") if works(ctx, w)} == free


def test_blocks_take_people_off_posts_and_leave_other_schools_alone() -> None:
    block = StaffBlock(id="b", title="x", weekday=1, start_min=990, end_min=1000, staff_ids=("T1",))
    record = with_school(small(), blocks=(block,), duty_posts=(gate(end_min=990), gate("g2")))
    assert set(model_of(record).v.post) == {("T1", "gate"), ("T2", "gate"), ("T2", "g2")}
    away = with_person(tiny_district(), "I1", home_school_id=None)
    # I1 has no home: a block of everybody is none of his.
    block = StaffBlock(id="b", title="x", weekday=2, start_min=0, end_min=1440)
    ctx = model_of(with_school(away, blocks=(block,)))
    days = {ctx.period[t].weekday for (w, _a, p) in ctx.v.lead if w == "I1" for t in p}
    assert 2 in days


def test_the_good_plan_stands_and_falls_with_a_block() -> None:
    # T1 leads guidance on Monday from 960 to 1020.
    for start, legal in ((1020, True), (1019, False)):
        block = StaffBlock(
            id="b", title="x", weekday=1, start_min=start, end_min=1080, staff_ids=("T1",)
        )
        assert stands(with_school(tiny_district(), blocks=(block,))) is legal
