"""``respect_availability``: people and rooms are used only while they are there."""

from typing import Any

import pytest

from solver.domain import Interval
from solver.domain.people import DatedAbsence
from tests.factories import FIRST, tiny_district, with_person, with_room
from tests.solver.model.helpers import model_of, small, stands, why, works


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
