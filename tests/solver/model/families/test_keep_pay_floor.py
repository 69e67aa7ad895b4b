"""``keep_pay_floor``: nobody is paid below the floor on a statutory workday."""

import pytest

from solver.domain.term import MakeUpDay
from tests.factories import FIRST, changed, tiny_clause, tiny_district, with_person, with_school
from tests.solver.model.helpers import hours, model_of, pack_of, small, stands, week, why, works

FLOOR = tiny_clause("keep_pay_floor", floor_fen=6000, roles=("teacher",))


@pytest.mark.parametrize(("rate", "legal"), [(6100, True), (6000, True), (5999, False)])
def test_rate_at_the_floor_passes(rate: int, legal: bool) -> None:
    ctx = model_of(with_person(small(), "T1", pay_fen={"basic": rate}), pack_of(FLOOR))
    assert works(ctx, "T1") is legal
    if not legal:
        assert why(ctx, "staff", "T1")[:2] == ("T-1", "unused.below_floor")


def test_unpaid_is_below_the_floor() -> None:
    assert not works(model_of(with_person(small(), "T1", pay_fen={}), pack_of(FLOOR)), "T1")


def test_other_roles_are_free() -> None:
    record = with_person(small(), "T1", role="leader", pay_fen={})
    assert works(model_of(record, pack_of(FLOOR)), "T1")


@pytest.mark.parametrize("make_up", [False, True])
def test_a_saturday_counts_only_as_a_make_up_day(make_up: bool) -> None:
    # Saturday 7 March: free as such, a workday when it stands in for another Saturday's pattern.
    saturday = FIRST.replace(day=7)
    term = week(
        last_day=saturday, make_up_days=(MakeUpDay(day=saturday, follows=6),) if make_up else ()
    )
    record = with_school(small(term=term), periods=hours("61"))
    record = with_school(
        record,
        classes=(changed(record.schools[0].classes[0], participants={6: 30}),),
    )
    record = with_person(record, "T1", pay_fen={})
    assert works(model_of(record, pack_of(FLOOR)), "T1") is not make_up


def test_good_plan_stands_until_its_teacher_gets_less() -> None:
    assert stands(tiny_district(), FLOOR)
    assert not stands(with_person(tiny_district(), "T1", pay_fen={"basic": 5999}), FLOOR)
