"""Which meetings can move indoors in rain: reasons, room for several at once, dates.

The good plan has ball games of both classes (75 students) on the field on Monday and Wednesday at
17:00, on four dates each.
"""

from datetime import date
from typing import Any

import pytest

from data.writers.events import Event
from data.writers.plan_weather import miss_table, wet_table
from data.writers.wet_weather import WetPeriod, too_many, wet_periods
from solver.domain import District
from solver.domain.base import Interval
from solver.plan import Plan
from tests.data.outputs import meeting, seen, with_meetings
from tests.factories import good_plan, tiny_district, with_room


def sheltered(**room: Any) -> District:
    """Returns the district whose field moves to R3, with other values of R3 (80 seats)."""
    district = with_room(tiny_district(), "F1", wet_alternative_id="R3")
    return with_room(district, "R3", **{"seats": 80, **room})


def told(periods: list[WetPeriod]) -> list[tuple[str, int, list[tuple[str, str, int]]]]:
    return [
        (p.period.id, p.exposed, [(m.event.record.id, m.code, m.dates) for m in p.misses])
        for p in periods
    ]


def test_a_room_that_takes_them_all_saves_the_period() -> None:
    periods = wet_periods(seen(district=sheltered()))
    assert told(periods) == [("Mon2", 1, []), ("Wed2", 1, [])]
    assert all(p.survives for p in periods)


@pytest.mark.parametrize(
    ("room", "code"),
    [
        ({"seats": 74}, "shelter_small"),
        ({"safety_passed": False}, "shelter_unsafe"),
        ({"weather_exposed": True}, "shelter_exposed"),
        # Open on Monday until 17:59, which is a minute short.
        (
            {"availability": (Interval(weekday=1, start_min=1020, end_min=1079),)},
            "shelter_unavailable",
        ),
    ],
)
def test_a_room_that_does_not_serve_is_no_shelter(room: dict[str, Any], code: str) -> None:
    # If R3 is in the open too, so is the care there on Thursday.
    found = [row for row in told(wet_periods(seen(district=sheltered(**room)))) if row[0] != "Thu2"]
    assert found == [
        ("Mon2", 1, [("sp-Mon2", code, 4)]),
        ("Wed2", 1, [("sp-Wed2", code, 4)]),
    ]


def test_without_a_room_there_is_no_shelter() -> None:
    (monday, _) = wet_periods(seen())
    assert [m.code for m in monday.misses] == ["no_shelter"]


def test_a_room_taken_on_some_dates_fails_on_these() -> None:
    # The robots come to R3 on Monday 16 and 23 March.
    plan = good_plan()
    robots = meeting(
        plan, "ro-Tue2", id="x", section_id="x", weekday=1, period_id="Mon2", room_id="R3",
        from_date=date(2026, 3, 16),
    )  # fmt: skip
    view = seen(with_meetings(plan, robots), sheltered())
    periods = wet_periods(view)
    assert told(periods) == [("Mon2", 1, [("sp-Mon2", "shelter_taken", 2)]), ("Wed2", 1, [])]
    assert "4 次里的 2 次" in str(miss_table(view, periods).rows[0][-1])
    # With room for two at once they do not disturb.
    assert all(p.survives for p in wet_periods(seen(view.plan, sheltered(sections_at_once=2))))


def apart(plan: Plan) -> Plan:
    """Returns the plan with the ball games of each class by itself on Monday."""
    return with_meetings(
        plan,
        meeting(plan, "sp-Mon2", class_counts={"C1": 40}, staff_ids=("T4",)),
        meeting(
            plan, "sp-Mon2", id="sq", section_id="sq", class_counts={"C2": 35}, staff_ids=("T3",)
        ),
    )


def test_all_that_is_outdoors_at_once_must_fit_in() -> None:
    view = seen(apart(good_plan()), sheltered())
    periods = wet_periods(view)
    # R3 takes one of the two; the smaller one is left.
    assert told(periods)[0] == ("Mon2", 2, [("sq", "shelter_full", 4)])
    row = wet_table(view, periods).rows[0]
    assert row[3:] == (2, 1, 1, 35, "有活动无处可去")
    reason = miss_table(view, periods).rows[0]
    assert reason[3:9] == (
        "Ball games",
        "3(2)",
        35,
        "Field",
        "Lecture room",
        "同时改过去的活动太多，备用场地容不下（可同时容纳 1 组）",
    )


@pytest.mark.parametrize(
    ("capacity", "taken", "left"),
    [
        # a is there all the time; without it b and then c have the room.
        (1, (), {"a"}),
        (2, (), set()),
        # With the room taken in the second hour: a and c overlap it, b does not.
        (1, ("t",), {"a", "c"}),
        # Room for one beside it: a and c are equals, of which the last by name goes.
        (2, ("t",), {"c"}),
    ],
)
def test_as_few_as_possible_are_left_outdoors(
    capacity: int, taken: tuple[str, ...], left: set[str]
) -> None:
    clock = {"a": (960, 1080), "b": (960, 1020), "c": (1020, 1080), "t": (1020, 1080)}
    school, plan = tiny_district().schools[0], good_plan()

    def event(name: str) -> Event:
        held = meeting(plan, "sp-Mon2", id=name)
        start, end = clock[name]
        return Event(school, 1, start, end, ("T4",), (held.from_date,), meeting=held)

    found = too_many(capacity, [event(n) for n in "abc"], [event(n) for n in taken])
    assert {e.record.id for e, _ in found} == left


def test_a_plan_indoors_has_nothing_to_fear() -> None:
    district = with_room(tiny_district(), "F1", weather_exposed=False)
    view = seen(district=district)
    assert wet_periods(view) == []
    assert wet_table(view, []).note == "方案里没有露天场地的活动。"
