"""A fund for two schools: planned, checked, one fen too little, and traced in the documents."""

import pytest

from data.documents.postings import postings, totals
from data.writers.view import PlanView
from solver import check, plan_term
from solver.domain import Band, District, DistrictFund, Funding
from solver.search.fund import divided
from tests.factories import tiny_class, tiny_pack, tiny_person
from tests.solver.model.helpers import district, group, hours, one_school


def two_schools(fund: int) -> District:
    """Two schools, one hour on Monday 2 March each, 60 yuan to pay; 10 and 25 yuan are there."""
    first = one_school(
        (tiny_class("C1", 10, "R1"),),
        hours("11"),
        funding=(Funding(account="basic", opening_fen=1000),),
    )
    second = one_school(
        (tiny_class("C2", 30, "R2"),),
        hours("12"),
        funding=(Funding(account="basic", opening_fen=2500),),
        bands=(Band(id="B2", name="B2", class_ids=("C2",)),),
        id="S2",
        name="School S2",
    )
    staff = (
        tiny_person("T1", pay_fen={"basic": 6000}),
        tiny_person("T2", home_school_id="S2", pay_fen={"basic": 6000}),
    )
    fund_ = DistrictFund(name="fund", size_fen=fund)
    return district((first, second), staff, (group(),), fund=fund_)


@pytest.mark.parametrize(
    ("fund", "missing"),
    # 50 and 35 yuan are short.
    [(8500, 0), (8499, 1), (0, 8500)],
)
def test_the_fund_makes_the_difference_to_the_fen(fund: int, missing: int) -> None:
    record = two_schools(fund)
    outcome = plan_term(record, tiny_pack(), time_limit_s=20, workers=1)
    plan = outcome.plan
    assert plan is not None
    assert sum(a.missing_fen for a in plan.accounts) == missing
    assert outcome.status == ("unmet" if missing else "publishable")
    assert check(record, tiny_pack(), plan).ok
    drawn = {
        a.school_id: sum(x.amount_fen for x in a.lines if x.kind == "district_fund")
        for a in plan.accounts
    }
    assert sum(drawn.values()) == min(fund, 8500)
    if not missing:
        assert drawn == {"S1": 5000, "S2": 3500}
    level = next(x for x in plan.levels if x.name == "missing_money")
    assert level.bound <= level.value == missing
    traced = totals(postings(PlanView(record, tiny_pack(), plan, "zh")))
    assert traced == {
        (a.school_id, a.account): {x.kind: x.amount_fen for x in a.lines} for a in plan.accounts
    }


def test_the_rest_of_a_fund_is_divided_by_students() -> None:
    record = two_schools(8500)
    # 10 and 30 students; nothing is needed yet: 2125 and 6375.
    assert divided(record, {}) == {"S1": 2125, "S2": 6375}
    # 5000 and 3500 are needed: nothing is left.
    assert divided(record, {"S1": 5000, "S2": 3500}) == {"S1": 5000, "S2": 3500}
    # 10000 and 7000 are needed of 8500: half of each.
    assert divided(record, {"S1": 10000, "S2": 7000}) == {"S1": 5000, "S2": 3500}
    assert divided(record.model_copy(update={"fund": None}), {}) is None
