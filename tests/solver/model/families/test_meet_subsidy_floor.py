"""``meet_subsidy_floor``: the subsidy per participant meets its floor."""

import pytest

from tests.factories import tiny_clause, tiny_district, with_funding, with_school
from tests.solver.model.helpers import found, model_of, pack_of, stands, told

FLOOR = tiny_clause("meet_subsidy_floor", floor_fen=15000)


@pytest.mark.parametrize(
    ("subsidy", "amounts"), [(15001, []), (15000, []), (14999, [1]), (14900, [100])]
)
def test_subsidy_at_the_floor_passes(subsidy: int, amounts: list[int]) -> None:
    record = with_funding(tiny_district(), "basic", subsidy_per_participant_fen=subsidy)
    findings = told(found(model_of(record, pack_of(FLOOR)), "meet_subsidy_floor"))
    assert findings == [("T-1", "finding.subsidy_below_floor", n) for n in amounts]


def test_good_plan_stands_with_the_subsidy() -> None:
    record = with_funding(tiny_district(), "basic", subsidy_per_participant_fen=15000)
    assert stands(record, FLOOR)
    assert not stands(tiny_district(), FLOOR)


def test_a_school_without_an_account_has_no_subsidy() -> None:
    record = with_school(tiny_district(), funding=())
    findings = told(found(model_of(record, pack_of(FLOOR)), "meet_subsidy_floor"))
    assert findings == [("T-1", "finding.subsidy_below_floor", 15000)]
