"""``allow_travel``: so many schools a day, and only where the way fits between."""

from typing import Any

import pytest

from solver.domain import District, Travel
from solver.domain.pins import TravelRecipe, TravelTime
from solver.model.families.allow_travel import travel_minutes
from tests.factories import changed, tiny_district
from tests.solver.model.cases import two_schools_a_day
from tests.solver.model.helpers import guarded, is_open, model_of, standing, stands


def serving(**travel: Any) -> District:
    """T1 may serve S1 from 960 to 1000 on Monday, and S2 from 1000 or from 1040 on."""
    record = two_schools_a_day()
    return changed(record, travel=Travel(**{**dict(record.travel), **travel}))


def both(record: District, second: str) -> bool:
    """Tells whether T1 may lead in S1's hour and in one of S2's."""
    ctx = model_of(guarded(record))
    hours = [ctx.v.lead[("T1", "care", (t,))] for t in ("p11", second)]
    return is_open(ctx, dict.fromkeys(hours, 1) | standing(ctx))


def way(minutes: int) -> tuple[TravelTime, ...]:
    return (TravelTime(from_school_id="S1", to_school_id="S2", minutes=minutes),)


def test_good_plan_needs_no_way() -> None:
    assert stands(tiny_district())


@pytest.mark.parametrize(
    ("minutes", "legal"),
    [
        (35, True),  # 1000 + 35 + margin 5 = 1040
        (36, False),
    ],
)
def test_the_way_and_its_margin_fit_between(minutes: int, legal: bool) -> None:
    assert both(serving(times=way(minutes)), "q13") is legal
    # Straight on at 1000 nothing but no way at all would do.
    assert not both(serving(times=way(minutes)), "q12")


def test_no_way_at_all() -> None:
    assert both(serving(times=way(0), margin_min=0), "q12")


def test_unknown_minutes_never_fit() -> None:
    assert not both(serving(times=()), "q13")


def test_one_school_a_day_unless_the_planner_says_otherwise() -> None:
    assert not both(serving(schools_per_day=1), "q13")


def test_only_the_way_from_the_first_school_counts() -> None:
    back = (TravelTime(from_school_id="S2", to_school_id="S1", minutes=5),)
    assert not both(serving(times=back), "q13")


def test_minutes_from_coordinates() -> None:
    # 0.1 degree north is 11.12 km; times 1.5 on the road is 16.68 km; at 30 km/h 33.36, so 34
    # minutes, plus 2 to start and 5 to spare.
    record = serving(
        times=(),
        recipe=TravelRecipe(switched_on_by="X", road_factor=1.5, speed_kmh=30, fixed_min=2),
    )
    a, b = (
        changed(s, latitude=33.0 + i / 10, longitude=116.0) for i, s in enumerate(record.schools)
    )
    record = changed(record, schools=(a, b))
    assert travel_minutes(record, a, b) == 41
    assert not both(record, "q13")
    nearer = changed(b, latitude=33.09)  # 10.008 km, 15.012, 30.02: 31 + 2 + 5
    assert travel_minutes(record, a, nearer) == 38
    assert both(changed(record, schools=(a, nearer)), "q13")


def test_coordinates_alone_say_nothing() -> None:
    record = serving(times=())
    assert travel_minutes(record, *record.schools) is None
