"""The last level in whole plans: the cheaper of two adults, proved, over one or two schools."""

from solver import check, plan_term
from solver.domain import District
from tests.factories import changed, tiny_pack, tiny_person
from tests.solver.model.helpers import with_staff
from tests.solver.test_plan_fund import two_schools


def planned(record: District) -> tuple[int, int, bool]:
    """Returns value, bound and proof of the level of cost of a plan that the check accepts."""
    plan = plan_term(record, tiny_pack(), time_limit_s=20, workers=1).plan
    assert plan is not None
    assert check(record, tiny_pack(), plan).publishable
    cost = plan.levels[-1]
    assert cost.name == "save_money"
    assert [t.value for t in plan.terms if t.family == "save_money"] == [cost.value]
    return cost.value, cost.bound, cost.proved


def test_the_cheapest_adult_leads_and_that_is_proved() -> None:
    # T3 takes 40 yuan for the hour at S1, where 10 are there: 30 from the fund. S2 has T2 only:
    # 60 yuan, 35 of them from the fund.
    record = with_staff(two_schools(9000), tiny_person("T3", pay_fen={"basic": 4000}))
    assert planned(record) == (4000 + 3000 + 6000 + 3500, 16500, True)


def test_one_school_alone() -> None:
    record = with_staff(two_schools(9000), tiny_person("T3", pay_fen={"basic": 4000}))
    alone = changed(
        record,
        schools=record.schools[:1],
        staff=tuple(p for p in record.staff if p.home_school_id == "S1"),
    )
    assert planned(alone) == (7000, 7000, True)
