"""``keep_pay_cap``: nobody is paid above the cap."""

import pytest

from tests.factories import tiny_clause, tiny_district, with_person
from tests.solver.model.helpers import model_of, pack_of, small, stands, why, works

CAP = tiny_clause("keep_pay_cap", cap_fen=6000, roles=("teacher",), service_types=("basic",))


@pytest.mark.parametrize(("rate", "legal"), [(5900, True), (6000, True), (6001, False)])
def test_rate_at_the_cap_passes(rate: int, legal: bool) -> None:
    ctx = model_of(with_person(small(), "T1", pay_fen={"basic": rate}), pack_of(CAP))
    assert works(ctx, "T1") is legal
    if not legal:
        reason = why(ctx, "staff", "T1")
        assert (reason.clause_id, reason.code) == ("T-1", "unused.above_cap")
        assert dict(reason.params)["rate"] == "6001"


def test_other_roles_and_services_are_free() -> None:
    staff = with_person(small(), "T1", role="leader", pay_fen={"basic": 9000})
    assert works(model_of(staff, pack_of(CAP)), "T1")
    special = with_person(small(), "T1", pay_fen={"basic": 6000, "special": 9000})
    assert works(model_of(special, pack_of(CAP)), "T1")


def test_good_plan_stands_until_its_teacher_costs_more() -> None:
    assert stands(tiny_district(), CAP)
    assert not stands(with_person(tiny_district(), "T1", pay_fen={"basic": 6001}), CAP, whole=False)
