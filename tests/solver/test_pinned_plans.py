"""Every meeting of a plan pinned, as the locked rows of its workbook are: such a plan is found."""

import pytest

from data.readers import read_pack
from data.readers.plan_book.pins import meeting_pins
from data.synthetic.shipped import example
from solver import plan_term
from solver.model.asked import Asked, asked_meetings
from solver.plan import Plan

# The deterministic work that is enough for each, about seconds of one core; measured.
WORK = 40
SHIPPED = ["hebi", *(pytest.param(n, marks=pytest.mark.slow) for n in ("xinyi", "hefei", "anxi"))]


def taught(plan: Plan) -> set[tuple[str | None, ...]]:
    """What a pin fixes: each class of each meeting with its time, activity, room and leader."""
    return {
        (m.period_id, m.activity_id, m.room_id, m.staff_ids[0], class_id)
        for m in plan.meetings
        for class_id, students in m.class_counts.items()
        if students
    }


@pytest.mark.parametrize("name", [*SHIPPED, "qiaocheng"])
def test_a_plan_with_every_row_locked_is_found_again(name: str) -> None:
    district, plan = example(name)
    pins = tuple(dict.fromkeys(pin for m in plan.meetings for pin in meeting_pins(m)))
    found = plan_term(district, read_pack(name), work_limit=WORK, workers=2, pins=pins)
    assert found.status == "publishable"
    assert found.plan is not None
    assert taught(plan) <= taught(found.plan)


def test_pins_of_one_leader_and_time_are_one_meeting() -> None:
    _, plan = example("hebi")
    club = next(m for m in plan.meetings if len(m.class_counts) > 2)
    (asked,) = asked_meetings(meeting_pins(club))
    assert asked == Asked(
        0,
        club.period_id,
        club.activity_id,
        club.staff_ids[0],
        club.room_id,
        tuple(sorted(club.class_counts)),
        tuple(range(len(club.class_counts))),
    )
    # A leader who is asked for in two rooms at once is asked for twice: nothing answers both.
    other = [p.model_copy(update={"room_id": "elsewhere"}) for p in meeting_pins(club)]
    assert len(asked_meetings([*meeting_pins(club), *other[:1]])) == 2
