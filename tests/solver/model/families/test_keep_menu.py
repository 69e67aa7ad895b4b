"""``keep_menu``: students take what the menus offer, and as often as they allow."""

from typing import Any

import pytest

from solver.domain import ChoiceCount, District, Menu
from tests.factories import tiny_class, tiny_district, tiny_person
from tests.solver.model.helpers import (
    club,
    district,
    hours,
    least,
    model_of,
    one_school,
    room,
    stands,
)


def clubs(wishes: tuple[tuple[str, int], ...], **menu: Any) -> District:
    """Thirty children, hours on Monday and Tuesday, two clubs with leaders and rooms enough."""
    menus = (Menu(id="M", band_id="B1", activity_ids=("a", "b"), **menu),)
    return district(
        one_school(
            (tiny_class("C1", 30, None),),
            hours("11", "21"),
            rooms=(room("R1"), room("R2")),
            menus=menus,
        ),
        (tiny_person("T1", skills=("a",)), tiny_person("T2", skills=("b",))),
        (club("a"), club("b")),
        choice_counts=tuple(
            ChoiceCount(class_id="C1", menu_id="M", activity_id=a, count=n) for a, n in wishes
        ),
    )


def test_good_plan_keeps_its_menu() -> None:
    assert stands(tiny_district())


@pytest.mark.parametrize(
    ("take", "missed"),
    [
        (1, 10),  # 40 wishes, 30 children with one enrolment each
        (2, 0),
        (None, 0),
    ],
)
def test_enrolments_of_a_menu(take: int | None, missed: int) -> None:
    assert least(model_of(clubs((("a", 20), ("b", 20)), take=take)), "choices") == missed


@pytest.mark.parametrize(("wanted", "missed"), [(30, 0), (31, 1)])
def test_nobody_enrols_twice_in_one_activity(wanted: int, missed: int) -> None:
    # The hour could be held on both days, but thirty children have thirty places.
    assert least(model_of(clubs((("a", wanted),), take=None)), "choices") == missed


def test_a_menu_of_some_periods_offers_no_others() -> None:
    ctx = model_of(clubs((("a", 20),), period_ids=("p21",)))
    assert {way.pattern for way in ctx.v.enrol} == {("p21",)}


def test_an_activity_on_no_menu_is_not_offered() -> None:
    record = clubs((("a", 20),))
    ctx = model_of(record)
    assert {way.activity_id for way in ctx.v.enrol} == {"a"}


def test_weekdays_of_an_activity() -> None:
    record = clubs((("a", 20),))
    tuesdays = record.model_copy(update={"activities": (club("a", weekdays=(2,)), club("b"))})
    assert {way.pattern for way in model_of(tuesdays).v.enrol} == {("p21",)}
