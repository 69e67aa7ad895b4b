"""Wishes are about the regular day: lunch, extended care and evening study count in none."""

from typing import Any

import pytest

from solver.domain import District, Interval
from solver.domain.people import TimePreference
from solver.plan import Plan
from solver.policy import Clause
from solver.verify import check, recompute
from tests.factories import (
    changed,
    tiny_clause,
    tiny_pack,
    with_activity,
    with_claims,
    with_meeting,
    with_person,
    with_school,
)
from tests.factories.windows import window_district, window_plan

D = window_district()


def counted(*clauses: Clause, district: District = D, plan: Plan | None = None) -> dict[str, int]:
    """Returns the terms by name; honest claims of the plan pass the check."""
    pack = tiny_pack(clauses)
    plan = plan or window_plan(district)
    assert check(district, pack, with_claims(district, pack, plan)).violations == ()
    return {v.family: v.value for v in recompute(district, pack, plan).terms}


def soft(family: str, **parameters: Any) -> Clause:
    return tiny_clause(family, strength="encouraged", **parameters)


@pytest.mark.parametrize(("target", "over"), [(900, 0), (899, 1)])
def test_hours_at_lunch_are_not_over_the_target(target: int, over: int) -> None:
    # T1 works 900 ch in regular periods, and 100 ch at lunch.
    district = with_person(D, "T1", target_week_ch=target)
    assert counted(district=district)["balance_workload"] == over


@pytest.mark.parametrize(
    ("preference", "points"), [("strongly_discouraged", 0), ("discouraged", 0), ("required", 40)]
)
def test_times_of_lunch_are_neither_disliked_nor_met(preference: Any, points: int) -> None:
    # T1 leads lunch on Monday from 12:00, and nothing else then.
    noon = Interval(weekday=1, start_min=720, end_min=760)
    wish = TimePreference(when=noon, preference=preference)
    assert counted(district=with_person(D, "T1", preferences=(wish,)))["prefer_times"] == points


def test_leaders_of_lunch_and_late_care_are_no_more_adults() -> None:
    # As in the good plan each class has two adults for care, though T3 leads them late as well.
    assert counted()["keep_same_adult"] == 2


def test_late_guidance_needs_no_own_teacher() -> None:
    district = with_activity(D, "late", component="guidance")
    plan = with_meeting(window_plan(district), "x1-TueX", component="guidance")
    found = counted(soft("guidance_daily"), district=district, plan=plan)
    assert (found["keep_own_class_teacher"], found["guidance_daily"]) == (0, 0)


def test_fields_of_lunch_are_no_variety() -> None:
    # Film at lunch alone is not offered in the regular day: nothing is missing.
    clause = soft("offer_variety", fields=("film",))
    lunch = with_activity(D, "lunch", field="film")
    assert counted(clause, district=lunch)["offer_variety"] == 0
    # Offered there too, but idle: lunch does not stand in for it.
    reading = next(a for a in D.activities if a.id == "reading")
    both = changed(lunch, activities=(*lunch.activities, changed(reading, id="f", field="film")))
    assert counted(clause, district=both)["offer_variety"] == 1


@pytest.mark.parametrize(("meeting", "missing"), [("x1-TueX", 1), ("st-Thu2", 0)])
def test_only_a_meeting_of_the_regular_day_is_an_outing(meeting: str, missing: int) -> None:
    # R5, outside, suits care: late care there is no outing, those who stay on Thursday are.
    rooms = D.schools[0].rooms
    district = with_school(D, rooms=(*rooms, changed(rooms[2], id="R5", off_campus=True)))
    plan = with_meeting(window_plan(district), meeting, room_id="R5")
    clause = soft("offer_variety", off_campus=True)
    assert counted(clause, district=district, plan=plan)["offer_variety"] == missing
