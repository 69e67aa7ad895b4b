"""Where it is short, counted by hand: T1 to T5 are at home in S1, the instructor nowhere."""

import pytest

from data.writers.shortage_map import ShortageMap, Spot
from data.writers.shortage_page import heat_map
from solver.domain import District
from solver.domain.base import Interval
from solver.domain.school import StaffBlock
from solver.plan import Plan, UnusedResource
from tests.data.outputs import in_two_parts, seen, stood_in
from tests.factories import (
    changed,
    good_plan,
    tiny_district,
    tiny_unmet,
    with_person,
    with_school,
)

REGULAR = 1
"""Lunch comes before it in the day."""


def spot(
    weekday: int, order: int, plan: Plan | None = None, district: District | None = None
) -> Spot:
    ((_, row),) = ShortageMap(seen(plan, district)).rows
    return row[(weekday, REGULAR, order)]


def test_people_at_work_and_people_who_have_time() -> None:
    # Monday 16:00: T1 and T2 have guidance with 40 + 35 students.
    assert spot(1, 1) == Spot(demand=75, unmet=0, own=2, others=0, free=5)
    # Tuesday 17:00: T3 chess, T4 reading, and the instructor.
    assert spot(2, 2) == Spot(demand=75, unmet=0, own=2, others=1, free=5)


def test_who_has_no_time_is_not_counted() -> None:
    monday = Interval(weekday=1, start_min=1000, end_min=1010)
    assert spot(1, 1, district=with_person(tiny_district(), "T5", busy=(monday,))).free == 4
    evening = Interval(weekday=1, start_min=1020, end_min=1080)
    assert (
        spot(1, 1, district=with_person(tiny_district(), "T4", availability=(evening,))).free == 4
    )
    block = StaffBlock(
        id="b", title="meeting", weekday=1, start_min=960, end_min=990, roles=("other_staff",)
    )
    assert spot(1, 1, district=with_school(tiny_district(), blocks=(block,))).free == 4
    barred = UnusedResource(
        kind="staff", id="T5", school_id=None, clause_id="T-1", reason="bad_record"
    )
    # T5 who is barred but serves on Thursday all the same has time there.
    plan = changed(good_plan(), unused=(barred,))
    assert (spot(1, 1, plan).free, spot(4, 2, plan).free) == (4, 5)


def test_stand_ins_and_parts_do_not_add_up() -> None:
    assert spot(1, 1, stood_in(good_plan())).own == 2
    # Friday 17:00: T1 and T2, later T5 and T2.
    assert spot(5, 2, in_two_parts(good_plan())).own == 2


@pytest.mark.parametrize(
    ("found", "level"),
    [
        (Spot(demand=75, unmet=8, own=2, free=5), "many"),
        (Spot(demand=75, unmet=7, own=2, free=5), "some"),
        (Spot(demand=75, own=5, free=5), "full"),
        (Spot(demand=75, own=17, free=20), "tight"),
        (Spot(demand=75, own=16, free=20), "calm"),
        (Spot(own=0, free=5), "off"),
    ],
)
def test_levels(found: Spot, level: str) -> None:
    # 7.5 of 75 are a tenth; 17 of 20 are 85 %.
    assert found.level == level


def test_the_map_has_figures_and_totals() -> None:
    plan = changed(good_plan(), unmet=(tiny_unmet(8),))
    heat = heat_map(seen(plan))
    assert heat.days == tuple((f"周{d}", 2) for d in "一二三四五")
    school, district = heat.rows
    first = school.cells[0]
    assert (first.level, first.unmet, first.staff) == ("many", "−8", "2/5")
    assert first.title == "75 人次里有 8 人次没有安排；本校在岗 2 人，有空 5 人；外来 0 人"
    assert school.cells[3].staff == "2/5+1"
    # 8 of 750; at work: 2 in each period, but Thursday 17:00 has T3 and T5: 20 of 50.
    assert (school.total.unmet, school.total.staff) == ("−8（1.1%）", "在岗 40.0%")
    assert district.total == school.total
    assert heat.elsewhere == ""


def test_needs_outside_the_periods_are_told() -> None:
    post = changed(tiny_unmet(2), class_id=None, period_id="post-1", family="staff_duty_posts")
    heat = heat_map(seen(changed(good_plan(), unmet=(post,))))
    assert heat.elsewhere == "另有各时段以外（值守等）的缺口 2 人次。"
    assert heat.rows[0].total.unmet == "0（0.0%）"
