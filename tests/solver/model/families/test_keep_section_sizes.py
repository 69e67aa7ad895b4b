"""``keep_section_sizes``: neither too small nor too large, with the adults they need."""

from typing import Any

import pytest

from solver.domain import ChoiceCount, ClassQuota, District
from tests.factories import (
    good_plan,
    tiny_class,
    tiny_district,
    tiny_person,
    with_activity,
    with_meeting,
)
from tests.solver.model.helpers import (
    club,
    district,
    group,
    is_open,
    least,
    model_of,
    one_school,
    room,
    solve,
    stands,
)


def wanting(students: int, leaders: int = 2, seats: int = 45, **activity: Any) -> District:
    """So many of one class want a club in one hour, with two rooms."""
    return district(
        one_school((tiny_class("C1", 40, None),), rooms=(room("R1", seats), room("R2", seats))),
        tuple(tiny_person(f"T{i}", skills=("club",)) for i in range(leaders)),
        (club(**activity),),
        choice_counts=(ChoiceCount(class_id="C1", activity_id="club", count=students),),
    )


def test_good_plan_has_legal_sizes() -> None:
    assert stands(tiny_district())


@pytest.mark.parametrize(
    ("record", "missed"),
    [
        (wanting(10, leaders=1, max_students=10), 0),
        (wanting(11, leaders=1, max_students=10), 1),
        (wanting(11, leaders=2, max_students=10), 0),
        (wanting(20, leaders=2, max_students=10), 0),
        (wanting(21, leaders=2, max_students=10), 1),
        # Two rooms of 8 seats hold 16, whatever the activity takes.
        (wanting(17, leaders=2, seats=8, max_students=10), 1),
        # One leader to 6 students.
        (wanting(13, leaders=2, students_per_adult=6), 1),
    ],
)
def test_sections_are_not_too_large(record: District, missed: int) -> None:
    assert least(model_of(record), "choices") == missed


@pytest.mark.parametrize(("students", "missed"), [(5, 0), (4, 4)])
def test_sections_are_not_too_small(students: int, missed: int) -> None:
    assert least(model_of(wanting(students, min_students=5)), "choices") == missed


def test_two_sections_need_twice_the_least() -> None:
    ctx = model_of(wanting(9, min_students=5))
    # 9 students make one section, never two.
    assert ctx.rows.upper[ctx.v.sections[("club", ("p11",))]] == 1
    ctx = model_of(wanting(10, min_students=5))
    assert is_open(ctx, {ctx.v.sections[("club", ("p11",))]: 2})


@pytest.mark.parametrize(("size", "legal"), [(40, True), (39, False)])
def test_a_group_is_made_only_if_it_takes_the_whole_class(size: int, legal: bool) -> None:
    record = district(
        one_school((tiny_class("C1", 40, "R1"),)), (tiny_person("T1"),), (group(max_students=size),)
    )
    assert bool(model_of(record).v.group) is legal


def test_adults_are_one_leader_and_the_helpers() -> None:
    # Sports of the good plan: T4 leads, T3 helps. Without the helper, or with two, no point.
    plan = with_meeting(good_plan(), "sp-Mon2", staff_ids=("T4",))
    ctx = model_of(tiny_district())
    group_var = ctx.v.group[("sports", ("C1", "C2"), "Mon2")]
    helpers = [var for _w, var in ctx.v.assistants_of[("sports", ("Mon2",))]]
    assert plan.meetings
    assert not is_open(ctx, {group_var: 1} | dict.fromkeys(helpers, 0))
    point = solve(ctx, {group_var: 1})
    assert point is not None
    assert sum(point[x] for x in helpers) == 1
    assert sum(point[x] for _w, x in ctx.v.leaders_of[("sports", ("Mon2",))]) == 1


@pytest.mark.parametrize(
    ("quota", "missed"),
    [
        ({"max_students": 10}, 0),
        ({"max_students": 9}, 1),
        ({"min_students": 10}, 0),
        # Eleven of the class are needed as soon as it runs, and ten want it.
        ({"min_students": 11}, 10),
    ],
)
def test_class_quotas(quota: dict[str, int], missed: int) -> None:
    record = wanting(10, class_quotas=(ClassQuota(class_id="C1", **quota),))
    assert least(model_of(record), "choices") == missed


@pytest.mark.parametrize(("least_stay", "legal"), [(53, True), (54, False)])
def test_stayers_are_a_group_like_any_other(least_stay: int, legal: bool) -> None:
    # 28 of C1 and 25 of C2 stay on Thursday; whole classes are larger than that together (75).
    record = with_activity(tiny_district(), "care", min_students=least_stay, max_students=75)
    ctx = model_of(record)
    fixed = {
        ctx.v.stay_group[("care", ("C1", "C2"), "Thu2")]: 1,
        ctx.v.stay[("C1", "Thu2")]: 28,
        ctx.v.stay[("C2", "Thu2")]: 25,
    }
    assert is_open(ctx, fixed) is legal
