"""``cap_fees``: fees stay under their caps."""

from typing import Any

import pytest

from solver.domain import District, Menu
from tests.factories import (
    tiny_clause,
    tiny_district,
    with_activity,
    with_funding,
    with_school,
)
from tests.factories.windows import window_district
from tests.solver.model.helpers import found, model_of, pack_of, stands, told


def findings(record: District, **limits: Any) -> list[tuple[str, str, int]]:
    return told(found(model_of(record, pack_of(tiny_clause("cap_fees", **limits))), "cap_fees"))


def test_good_plan_charges_exactly_its_caps() -> None:
    # Basic 100 yuan, robot 200 yuan.
    assert stands(tiny_district(), tiny_clause("cap_fees", cap_fen=10000, account="basic"))
    assert stands(tiny_district(), tiny_clause("cap_fees", cap_fen=20000, account="special"))


@pytest.mark.parametrize(
    ("limits", "amount"),
    [
        ({"cap_fen": 9999, "account": "basic"}, 1),
        ({"cap_fen": 9000}, 1000),  # basic is meant if nothing is said
        ({"cap_fen": 19999, "account": "special"}, 1),
    ],
)
def test_one_fen_above_the_cap(limits: dict[str, Any], amount: int) -> None:
    assert findings(tiny_district(), **limits) == [("T-1", "finding.fee_above_cap", amount)]
    assert not stands(tiny_district(), tiny_clause("cap_fees", **limits))


@pytest.mark.parametrize(("cap", "amounts"), [(10000, []), (9950, [50])])
def test_the_cap_may_stand_in_the_funding(cap: int, amounts: list[int]) -> None:
    record = with_funding(tiny_district(), "basic", fee_cap_fen=cap)
    told_ = findings(record, account="basic", from_funding=True)
    assert [n for _, _, n in told_] == amounts


@pytest.mark.parametrize(
    ("take", "expected"), [(1, []), (3, [("T-1", "finding.fees_above_cap", 100)])]
)
def test_fees_count_as_often_as_the_menu_lets_take(
    take: int, expected: list[tuple[str, str, int]]
) -> None:
    # Robot at 200 yuan, cap 599: three of the menu are 600 yuan.
    menu = Menu(id="M1", band_id="B1", activity_ids=("chess", "robot"), take=take)
    record = with_school(tiny_district(), menus=(menu,))
    assert findings(record, account="special", cap_fen=59900, per_student_total=True) == expected


@pytest.mark.parametrize(
    ("charges", "expected"), [(1, []), (2, [("T-1", "finding.too_many_charges", 1)])]
)
def test_charges_per_term(charges: int, expected: list[tuple[str, str, int]]) -> None:
    record = with_funding(tiny_district(), "special", charges_per_term=charges)
    assert findings(record, account="special", max_charges_per_term=1) == expected


def test_a_special_activity_elsewhere_does_not_count() -> None:
    # Chess is basic, so its fee is no special fee.
    record = with_activity(tiny_district(), "chess", fee_fen=50000)
    assert findings(record, account="special", cap_fen=20000) == []


@pytest.mark.parametrize(
    ("cap", "expected"), [(800, []), (799, [("T-1", "finding.fee_above_cap", 1)])]
)
def test_the_fee_of_lunch_has_its_own_cap(cap: int, expected: list[tuple[str, str, int]]) -> None:
    # 8 yuan a term for lunch.
    assert findings(window_district(), account="lunch", cap_fen=cap) == expected
