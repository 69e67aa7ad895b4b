"""``limit_guidance``: guidance fills at most so many class-hours of a class's day."""

import pytest

from solver.domain import District
from tests.factories import (
    tiny_class,
    tiny_clause,
    tiny_district,
    tiny_person,
)
from tests.solver.model.helpers import (
    cells,
    district,
    group,
    hours,
    is_open,
    model_of,
    one_school,
    pack_of,
    stands,
)


def two_hours() -> District:
    """Two periods of 100 ch on Monday, one on Tuesday; guidance and care."""
    return district(
        one_school((tiny_class("C1", 10, "R1"),), hours("11", "12", "21")),
        (tiny_person("T1"),),
        (group("guidance", "guidance"), group()),
    )


@pytest.mark.parametrize(("most", "legal"), [(150, True), (149, False)])
def test_good_plan_has_an_hour_of_150_each_day(most: int, legal: bool) -> None:
    # 60 minutes of 40 a class-hour.
    clause = tiny_clause("limit_guidance", max_guidance_ch_per_day=most)
    assert stands(tiny_district(), clause) is legal


@pytest.mark.parametrize(("most", "legal"), [(200, True), (199, False), (100, False)])
def test_hours_of_one_day_add_up(most: int, legal: bool) -> None:
    clause = tiny_clause("limit_guidance", max_guidance_ch_per_day=most)
    ctx = model_of(two_hours(), pack_of(clause))
    assert is_open(ctx, cells(ctx, p11="guidance", p12="guidance")) is legal


def test_days_are_apart() -> None:
    clause = tiny_clause("limit_guidance", max_guidance_ch_per_day=100)
    ctx = model_of(two_hours(), pack_of(clause))
    assert is_open(ctx, cells(ctx, p11="guidance", p12="care", p21="guidance"))


def test_an_encouraged_clause_does_not_bind() -> None:
    clause = tiny_clause("limit_guidance", strength="encouraged", max_guidance_ch_per_day=0)
    assert stands(tiny_district(), clause)
