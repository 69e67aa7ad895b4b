"""``keep_daily_minutes``: each day is neither too short nor too long."""

from typing import Any

import pytest

from solver.domain import District
from solver.domain.school import Dismissal
from tests.factories import (
    tiny_class,
    tiny_clause,
    tiny_district,
    tiny_pack,
    tiny_periods,
    tiny_person,
    with_school,
)
from tests.solver.model.helpers import (
    district,
    found,
    group,
    hours,
    model_of,
    one_school,
    pack_of,
    stands,
    told,
)


def amounts(record: District, **limits: Any) -> list[tuple[str, int]]:
    pack = pack_of(tiny_clause("keep_daily_minutes", **limits))
    return [(code, n) for _, code, n in told(found(model_of(record, pack), "keep_daily_minutes"))]


def monday(first: int, second: int, dismissal: int | None = None) -> District:
    """Two periods of 40 minutes that begin at ``first`` and ``second``."""
    ends = () if dismissal is None else (Dismissal(weekday=1, at_min=dismissal),)
    periods = (*hours("11", start_min=first), *hours("12", start_min=second - 40))
    school = one_school((tiny_class("C1", 30, "R1"),), periods, dismissal=ends)
    return district(school, (tiny_person("T1"),), (group(),))


def test_good_plan_has_exactly_120_minutes() -> None:
    exact = tiny_clause("keep_daily_minutes", min_minutes_per_day=120, max_minutes_per_day=120)
    assert stands(tiny_district(), exact)


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({"min_minutes_per_day": 121}, [("finding.day_too_short", 1)] * 5),
        ({"max_minutes_per_day": 119}, [("finding.day_too_long", 1)] * 5),
        ({"min_minutes_per_day": 120, "max_minutes_per_day": 120}, []),
    ],
)
def test_one_minute_decides(limits: dict[str, int], expected: list[tuple[str, int]]) -> None:
    assert amounts(tiny_district(), **limits) == expected


@pytest.mark.parametrize(
    ("record", "minutes"),
    [
        (monday(960, 1010), 90),  # a break of 10 counts
        (monday(960, 1011), 80),  # one of 11 does not
        (monday(960, 1000, 950), 90),  # the way from lessons, 10 minutes, counts
        (monday(960, 1000, 949), 80),  # 11 do not
        (monday(960, 1000, 960), 80),
    ],
)
def test_short_breaks_count(record: District, minutes: int) -> None:
    assert amounts(record, min_minutes_per_day=minutes, max_minutes_per_day=minutes) == []
    assert amounts(record, min_minutes_per_day=minutes + 1) == [("finding.day_too_short", 1)]


def test_the_clause_says_how_long_a_short_break_is() -> None:
    # With breaks of 15 counted, 40 + 15 + 40.
    assert amounts(monday(960, 1015), min_minutes_per_day=95, counted_break_min=15) == []
    assert amounts(monday(960, 1015), min_minutes_per_day=95, counted_break_min=0) == [
        ("finding.day_too_short", 15)
    ]


def test_without_one_the_short_break_of_the_pack_counts() -> None:
    # With breaks of 15 counted, 40 + 15 + 40 of at least 96; without, 80.
    clause = tiny_clause("keep_daily_minutes", min_minutes_per_day=96)
    for short_break, missing in ((15, 1), (14, 16)):
        ctx = model_of(monday(960, 1015), tiny_pack((clause,), short_break_min=short_break))
        assert [n for _, _, n in told(found(ctx, "keep_daily_minutes"))] == [missing]


def test_each_grade_has_its_own_day() -> None:
    # Grade 4 has only the first hour of each day: 60 of 120 minutes.
    first, second = tiny_periods()[::2], tiny_periods(grades=(3,))[1::2]
    classes = (tiny_class("C1", 40, "R1"), tiny_class("C2", 35, "R2", grade=4))
    school = tiny_district().schools[0]
    record = with_school(
        tiny_district(choice_counts=()),
        menus=(),
        periods=(*first, *second),
        classes=classes,
        bands=tuple(
            school.bands[0].model_copy(update={"id": f"B{i}", "class_ids": (c.id,)})
            for i, c in enumerate(classes, 1)
        ),
    )
    pack = pack_of(tiny_clause("keep_daily_minutes", min_minutes_per_day=120))
    findings = found(model_of(record, pack), "keep_daily_minutes")
    assert {(f.subject, f.amount) for f in findings} == {("grade 4", 60)}
