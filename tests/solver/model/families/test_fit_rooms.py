"""``fit_rooms``: features, seats, checks, and the class's own room."""

from typing import Any

import pytest

from solver.domain import District
from tests.factories import (
    tiny_class,
    tiny_clause,
    tiny_district,
    tiny_person,
    with_room,
)
from tests.solver.model.helpers import (
    district,
    group,
    is_open,
    least,
    model_of,
    one_school,
    room,
    served,
    stands,
    why,
)


def caring(*rooms: Any, home: str | None = None, **activity: Any) -> District:
    """Thirty children and care in some rooms."""
    return district(
        one_school((tiny_class("C1", 30, home),), rooms=rooms),
        (tiny_person("T1"),),
        (group(**activity),),
    )


def test_good_plan_stands() -> None:
    assert stands(tiny_district())


@pytest.mark.parametrize(
    ("changes", "legal"),
    [
        ({"seats": 30}, True),
        ({"seats": 29}, False),
        ({"safety_passed": None}, True),
        ({"safety_passed": False}, False),
        ({"weather_exposed": True}, False),
        ({"sections_at_once": 2}, False),
    ],
)
@pytest.mark.parametrize("home", [None, "R1"])
def test_what_a_room_needs_for_thirty_who_sit(
    changes: dict[str, Any], legal: bool, home: str | None
) -> None:
    # Care asks for no feature: it needs a plain room indoors, its own or any other.
    ctx = model_of(caring(room("R1", **changes), home=home))
    assert bool(ctx.v.group) is legal
    assert least(ctx, "unmet_service") == (0 if legal else 1200)


@pytest.mark.parametrize(("features", "legal"), [(("lab", "sink"), True), (("lab",), False)])
def test_all_features_are_needed(features: tuple[str, ...], legal: bool) -> None:
    ctx = model_of(
        caring(room("R1", features=features, sections_at_once=3), room_features=("lab", "sink"))
    )
    assert bool(ctx.v.group) is legal


def test_room_that_failed_its_check_is_told() -> None:
    ctx = model_of(with_room(tiny_district(), "R4", safety_passed=False))
    assert why(ctx, "room", "R4")[:2] == ("structure:fit_rooms", "unused.room_unsafe")
    assert not any(key[2] == "R4" for key in ctx.v.section_room)
    assert not stands(with_room(tiny_district(), "R4", safety_passed=False))


def test_class_at_home_has_no_choice_of_rooms() -> None:
    ctx = model_of(caring(room("R1", 30), room("R2", 60), home="R1"))
    assert ctx.v.group_room == {}


def test_class_too_large_for_home_goes_elsewhere() -> None:
    ctx = model_of(caring(room("R1", 29), room("R2", 30), home="R1"))
    assert [key[3] for key in ctx.v.group_room] == ["R2"]
    assert is_open(ctx, served(ctx))


@pytest.mark.parametrize(("seats", "legal"), [(20, True), (19, False)])
def test_section_has_no_more_students_than_seats(seats: int, legal: bool) -> None:
    # Robot takes up to 20 at 20 seats; 15 sit in the good plan, so 15 seats do, 14 do not.
    assert stands(with_room(tiny_district(), "R4", seats=seats - 5)) is legal


def test_rooms_bind_whatever_the_policy() -> None:
    assert not stands(with_room(tiny_district(), "F1", features=()), tiny_clause(None, "T-0"))
