"""`lend_within_area` and `allow_travel`: people who serve at more than one school."""

from typing import Any

import pytest

from solver.domain import District, Travel
from solver.domain.pins import TravelRecipe, TravelTime
from solver.policy import PolicyPack
from tests.factories import (
    tiny_clause,
    tiny_pack,
    with_person,
    with_school,
)
from tests.solver.verify.helpers import (
    codes,
    pack_of,
    switched,
    two_school_plan,
    two_schools,
    way,
)

LEND = "structure:lend_within_area"


def lent(person_id: str = "T5", **changes: Any) -> District:
    """Returns the two schools with a person who may go to S2."""
    return with_person(two_schools(), person_id, lendable_to=("S2",), **changes)


def lending(district: District, pack: PolicyPack | None = None) -> set[tuple[str, str]]:
    return codes(district, two_school_plan(district, "T5", pack), pack)


def test_only_where_a_person_may_go() -> None:
    assert lending(switched(two_schools())) == {(LEND, "not_lendable")}
    assert lending(switched(lent())) == set()


def test_a_silent_pack_needs_the_planners_switch() -> None:
    assert lending(lent()) == {(LEND, "lending_off")}
    far = with_school(lent(), "S2", area_id="A2")
    assert lending(switched(far)) == {(LEND, "other_area")}
    assert lending(switched(far, within_area=False)) == set()


@pytest.mark.parametrize(
    ("parameters", "school", "person", "code"),
    [
        ({}, {}, {}, None),
        ({"same_area": True}, {}, {}, None),
        ({"same_area": True}, {"area_id": "A2"}, {}, "other_area"),
        ({"same_area": True}, {"area_id": None}, {}, "other_area"),
        ({"to_weak_only": True}, {}, {}, None),
        ({"to_weak_only": True}, {"is_weak": False}, {}, "not_weak"),
        ({"excellent_only": True}, {}, {"is_excellent": True}, None),
        ({"excellent_only": True}, {}, {}, "not_excellent"),
        ({"service_types": ("basic",)}, {}, {}, None),
        ({"service_types": ("special",)}, {}, {}, "lent_service_type"),
        ({"allowed": False}, {}, {}, "lending_forbidden"),
    ],
)
def test_the_packs_conditions(
    parameters: dict[str, Any], school: dict[str, Any], person: dict[str, Any], code: str | None
) -> None:
    district = with_school(lent(**person), "S2", **school)
    pack = pack_of("lend_within_area", **{"allowed": True, **parameters})
    assert lending(district, pack) == ({("T-1", code)} if code else set())


def test_a_permission_is_enough_to_lend() -> None:
    clause = tiny_clause("lend_within_area", strength="may", allowed=True, same_area=True)
    pack = tiny_pack((clause,))
    assert lending(lent(), pack) == set()
    assert lending(with_school(lent(), "S2", area_id="A2"), pack) == {("T-1", "other_area")}


def test_outsiders_go_where_they_are_listed_and_instructors_anywhere() -> None:
    outside = {"role": "volunteer", "home_school_id": None}
    assert lending(with_person(two_schools(), "T5", lendable_to=("S1", "S2"), **outside)) == set()
    found = lending(with_person(two_schools(), "T5", lendable_to=("S1",), **outside))
    assert found == {(LEND, "not_lendable")}
    district = two_schools()
    assert not {c for c in codes(district, two_school_plan(district, "I1")) if c[0] == LEND}


# --- allow_travel: T1 leads guidance until 17:00 on Mondays -----------------------------------

TRAVEL = "structure:allow_travel"


def trip(start_min: int, travel: Travel, **school: Any) -> set[tuple[str, str]]:
    district = switched(two_schools(start_min, travel, **school))
    district = with_person(district, "T1", lendable_to=("S2",))
    return codes(district, two_school_plan(district, "T1"))


def test_one_school_a_day_by_default() -> None:
    assert trip(1080, Travel(times=(way(0),))) == {(TRAVEL, "too_many_schools")}


@pytest.mark.parametrize(
    ("minutes", "expected"), [(25, set()), (26, {(TRAVEL, "travel_too_long")})]
)
def test_time_for_the_way_and_the_margin(minutes: int, expected: set[tuple[str, str]]) -> None:
    # 17:00 to 17:30 leaves 30 minutes: the way and 5 minutes of margin
    assert trip(1050, Travel(times=(way(minutes),), schools_per_day=2)) == expected


def test_an_unknown_way_cannot_be_gone() -> None:
    back = TravelTime(from_school_id="S2", to_school_id="S1", minutes=1)
    travel = Travel(times=(back,), schools_per_day=2)
    assert trip(1080, travel) == {(TRAVEL, "travel_unknown")}


def test_the_recipe_over_coordinates() -> None:
    recipe = TravelRecipe(switched_on_by="X", road_factor=1, speed_kmh=60, fixed_min=3)
    travel = Travel(recipe=recipe, schools_per_day=2, margin_min=0)
    place = {"latitude": 30.0, "longitude": 110.0}
    # 0.1 degree of latitude is 11.12 km, at 60 km/h 11.12 minutes, rounded up 12, plus 3 = 15
    for start, expected in ((1035, set()), (1034, {(TRAVEL, "travel_too_long")})):
        district = switched(two_schools(start, travel, latitude=30.1, longitude=110.0))
        district = with_person(with_school(district, "S1", **place), "T1", lendable_to=("S2",))
        assert codes(district, two_school_plan(district, "T1")) == expected
