"""What is said of yuan that are short before any search."""

from solver.domain import Funding, RunningCost
from solver.domain.messages import text
from tests.factories import tiny_class, tiny_person
from tests.solver.model.helpers import district, group, one_school
from tests.solver.model.test_shortages import count


def test_income_is_told_before_running_costs() -> None:
    # 40 yuan are there, 70 go for other things, T1 costs 60: 130 to pay, 90 short. What is there
    # after the 70, -30 yuan, is nobody's income.
    funding = Funding(
        account="basic",
        opening_fen=4000,
        running_costs=(RunningCost(kind="electricity", amount_fen=7000),),
    )
    school = one_school((tiny_class("C1", 40, "R1"),), funding=(funding,))
    counted = count(district(school, (tiny_person("T1"),), (group(),)))
    assert counted.missing == 9000
    (finding,) = [s.finding for s in counted.shortages]
    said = text(finding.code, "zh", **finding.params)
    assert "至少支出 130.00 元（含其他支出 70.00 元），收入连同期初余额只有 40.00 元" in said
    assert "至少缺 90.00 元" in said
