"""The money check of a term, planned and judged: what a group must pay for its teacher.

20 weeks of 5 days of 2 hours are 200 hours a term, 300 class-hours of 40 minutes.
"""

from datetime import timedelta
from typing import Any

import pytest

from data.readers import read_pack
from solver import check, plan_term
from solver.domain import District, FeeReduction, Funding
from solver.plan import Plan, PlanOutcome
from solver.policy import PolicyPack
from tests.factories import FIRST, tiny_class, tiny_pack, tiny_person, with_funding
from tests.solver.model.helpers import district, group, hours, one_school, week
from tests.solver.test_policy_cases import two_hours

PRIMARY = hours(*(f"{d}{i}" for d in range(1, 6) for i in (1, 2, 3)))
"""Three class-hours of 40 minutes a day."""
SHORT = hours(*(f"{d}1" for d in range(1, 6)), minutes=90)
"""90 minutes a day: 225 class-hours."""
JUNIOR = hours(*(f"{d}{i}" for d in range(1, 6) for i in (1, 2)), minutes=60)
"""Two hours a day in class-hours of 45 minutes: 1.33 each, 266 a term."""


def term_of(
    students: int, rate: int, periods: Any = PRIMARY, grade: int = 3, **funding: Any
) -> District:
    """One class with one teacher for 20 weeks without holidays."""
    account = Funding(account="basic", **funding)
    school = one_school(
        (tiny_class("C1", students, "R1", grade=grade),),
        periods,
        funding=(account,),
        stage="primary" if grade < 7 else "junior",
    )
    school = school.model_copy(
        update={"rooms": tuple(r.model_copy(update={"seats": 70}) for r in school.rooms)}
    )
    return district(
        school,
        (tiny_person("T1", pay_fen={"basic": rate}),),
        (group(max_students=70),),
        term=week(last_day=FIRST + timedelta(days=7 * 20 - 3)),
    )


def plan_of(record: District, pack: PolicyPack) -> Plan:
    outcome = planned(record, pack)
    assert outcome.plan is not None, outcome.findings
    assert check(record, pack, outcome.plan).ok
    return outcome.plan


def planned(record: District, pack: PolicyPack) -> PlanOutcome:
    return plan_term(record, pack, work_limit=10, workers=1, seed=1)


FEE_360 = {"fee_fen": 36000, "fee_published": True}
FEE_300 = {"fee_fen": 30000, "fee_published": True}
COUNTY_150 = {"subsidy_per_participant_fen": 15000}


@pytest.mark.parametrize(
    ("record", "missing"),
    [
        # 谯城: 360 yuan of 50 pay 300 class-hours at 60 yuan, 18,000; of 49 one fee is short.
        (term_of(50, 6000, **FEE_360), 0),
        (term_of(49, 6000, **FEE_360), 36000),
        # Groups of 40 pay 48 yuan; one fen more is 300 fen in the term.
        (term_of(40, 4800, **FEE_360), 0),
        (term_of(40, 4801, **FEE_360), 300),
        # 45 minutes a class-hour: 266 of them at 60 yuan are 15,960; 44 pay 15,840, 45 pay 16,200.
        (term_of(45, 6000, JUNIOR, 7, **FEE_360), 0),
        (term_of(44, 6000, JUNIOR, 7, **FEE_360), 12000),
        # 新沂 with 300 yuan at its floor: 60 students.
        (term_of(60, 6000, **FEE_300), 0),
        (term_of(59, 6000, **FEE_300), 30000),
        # 合肥: 150 yuan of the county for 40 are 6,000 for 225 class-hours, 60 yuan a day of 2.25:
        # 26.66 * 2.25 = 59.985, rounded 59.99; 26.67 * 2.25 = 60.0075, rounded 60.01.
        (term_of(40, 2666, SHORT, **COUNTY_150), 0),
        (term_of(40, 2667, SHORT, **COUNTY_150), 100),
    ],
)
def test_how_many_students_pay_for_a_teacher(record: District, missing: int) -> None:
    plan = plan_of(record, tiny_pack())
    assert plan.unmet == () or {u.family for u in plan.unmet} == {"balance_accounts"}
    assert [a.missing_fen for a in plan.accounts] == [missing]
    assert {x.name: x.value for x in plan.levels}["missing_money"] == missing
    assert plan.publishable is (missing == 0)


@pytest.mark.parametrize("pct", [100, 99])
def test_places_are_free_in_hebi(pct: int) -> None:
    # Three of 75 students are poor; HB-2.4b frees them, and 99 per cent is not free.
    rows = (FeeReduction(group="hardship", count=3, reduction_pct=pct),)
    record = with_funding(two_hours(), "basic", reductions=rows)
    pack = read_pack("hebi")
    clauses = tuple(c for c in pack.clauses if c.id == "HB-2.4b")
    outcome = planned(record, pack.model_copy(update={"clauses": clauses}))
    if pct < 100:
        assert (outcome.status, outcome.plan) == ("infeasible", None)
        assert {(f.clause_id, f.amount) for f in outcome.findings} == {("HB-2.4b", 1)}
        return
    assert outcome.plan is not None
    lines = {x.kind: x.amount_fen for x in outcome.plan.accounts[0].lines}
    assert (lines["fees"], lines["fee_reductions"]) == (75 * 10000, -3 * 10000)
