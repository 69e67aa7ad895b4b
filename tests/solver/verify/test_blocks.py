"""`respect_availability`: meetings, exams and training of a school take its people's time."""

from datetime import date
from typing import Any

import pytest

from solver.domain import District, StaffBlock
from tests.factories import changed, good_plan, with_person, with_school
from tests.solver.model.helpers import gate
from tests.solver.verify.helpers import amounts, breaches, duty, free_district, two_schools

FREE = "structure:respect_availability"


def blocked(**block: Any) -> District:
    """Returns the free district with a block on Tuesday 17:00-18:00 unless told otherwise."""
    fields = {"id": "b", "title": "Staff meeting", "start_min": 1020, "end_min": 1080, **block}
    if "on" not in fields:
        fields.setdefault("weekday", 2)
    return with_school(free_district(), blocks=(StaffBlock(**fields),))


def people(district: District) -> list[tuple[str, int]]:
    found = breaches(district)
    assert {(v.clause_id, v.code, v.unit) for v in found} <= {(FREE, "staff_blocked", "dates")}
    return sorted((v.subject, v.amount) for v in found)


def test_a_block_of_every_week_takes_all_home_staff() -> None:
    # Tue2: T3 with chess, T4 with reading, on four Tuesdays; I1 is not of the school.
    assert people(blocked()) == [("T3", 4), ("T4", 4)]


@pytest.mark.parametrize(
    ("block", "found"),
    [
        ({"staff_ids": ("T3",)}, [("T3", 4)]),
        ({"staff_ids": ("T3", "I1")}, [("I1", 4), ("T3", 4)]),  # whoever is named
        ({"roles": ("other_staff",)}, []),
        ({"roles": ("teacher",)}, [("T3", 4), ("T4", 4)]),
        ({"roles": ("instructor",)}, []),  # not of this home
        ({"roles": ("leader",), "staff_ids": ("T4",)}, [("T4", 4)]),
        ({"start_min": 1000, "end_min": 1020, "staff_ids": ("T3",)}, []),  # ends as it begins
        ({"start_min": 1079, "end_min": 1200, "staff_ids": ("T3",)}, [("T3", 4)]),
        ({"weekday": 5, "staff_ids": ("T3",)}, []),
    ],
)
def test_whom_and_when(block: dict[str, Any], found: list[tuple[str, int]]) -> None:
    assert people(blocked(**block)) == found


def test_a_block_on_one_date() -> None:
    assert people(blocked(on=date(2026, 3, 10))) == [("T3", 1), ("T4", 1)]
    # A Wednesday: sports of T4 and T3 at that time.
    assert people(blocked(on=date(2026, 3, 11))) == [("T3", 1), ("T4", 1)]
    # The make-up Saturday follows Friday: care of T1 and T2; the 12th is closed.
    assert people(blocked(on=date(2026, 3, 21))) == [("T1", 1), ("T2", 1)]
    assert people(blocked(on=date(2026, 3, 12))) == []


def test_blocks_of_fridays_hold_on_the_make_up_day() -> None:
    # Fridays 6, 20 and 27 and Saturday 21 March.
    assert people(blocked(weekday=5)) == [("T1", 4), ("T2", 4)]


def test_blocks_hold_on_duty_and_at_other_schools() -> None:
    district = with_school(
        blocked(weekday=1, start_min=960, end_min=970, staff_ids=("T5",)), duty_posts=(gate(),)
    )
    plan = changed(good_plan(district), duties=(duty("gate", "T5"),))
    assert amounts(district, FREE, "staff_blocked", plan) == [4]
    # S2 blocks the time of its own people only.
    block = StaffBlock(id="b", title="x", weekday=2, start_min=1020, end_min=1080)
    other = with_school(two_schools(), "S2", blocks=(block,))
    assert "staff_blocked" not in {v.code for v in breaches(other)}
    moved = with_person(other, "T3", home_school_id="S2", lendable_to=("S1",))
    assert "staff_blocked" in {v.code for v in breaches(moved)}
