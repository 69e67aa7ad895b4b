"""Required and reached, in words: for rules held, broken and waived."""

from pathlib import Path
from typing import Any

import pytest

from data.readers import pack_ids, read_district, read_pack
from data.writers.plan_figures import figures
from data.writers.plan_rules import compliance
from data.writers.view import PlanView
from solver.domain import ClauseWaiver, District
from solver.domain.messages import LANGUAGES, catalogue
from solver.plan import plan_digest
from solver.policy import Parameter, PolicyPack
from solver.verify import check
from tests.factories import (
    LAST,
    changed,
    good_plan,
    tiny_clause,
    tiny_district,
    tiny_pack,
    with_person,
)

DISTRICTS = Path(__file__).parents[2] / "data" / "districts"


def judged(pack: PolicyPack, district: District | None = None, lang: str = "zh") -> PlanView:
    """Returns the good plan with the verdict on it."""
    district = district or tiny_district()
    plan = good_plan(district, pack)
    plan = changed(plan, verdict=check(district, pack, plan))
    assert plan.verdict is not None
    assert plan.verdict.plan_digest == plan_digest(plan)
    return PlanView(district, pack, plan, lang)


def one(family: str, unit: str = "-", **parameters: Any) -> PolicyPack:
    clause = tiny_clause(family, **parameters)
    named = tuple(changed(p, unit=unit) for p in clause.parameters)
    return tiny_pack((changed(clause, parameters=named),))


def test_a_figure_is_said_with_limit_value_margin_and_place() -> None:
    # Service ends at 18:00 in the only grade; 17:50 is allowed.
    pack = one("end_within_window", "min since midnight", latest_end_primary_min=1070)
    (row,) = figures(judged(pack)).rows
    assert row == (
        "T-1",
        "小学最晚结束",
        "违反",
        "不晚于 17:50",
        "18:00",
        "-10 分钟",
        "First Primary 3 年级 周一 17:00–18:00",
        5,
        5,
    )


def test_money_and_people_are_said_by_name() -> None:
    district = with_person(tiny_district(), "T2", pay_fen={"basic": 6200})
    pack = one("keep_pay_cap", "fen per class-hour", cap_fen=6500)
    (row,) = figures(judged(pack, district)).rows
    # T2 earns most: 62 of 65 yuan.
    assert row[3:7] == ("不超过 65.00 元", "62.00 元", "3.00 元", "First Primary Teacher T2")
    (row,) = figures(judged(pack, district, "en")).rows
    assert row[3:6] == ("at most 65.00 yuan", "62.00 yuan", "3.00 yuan")


def test_the_compliance_sheet_compares_in_the_row_of_the_clause() -> None:
    (row,) = compliance(judged(one("keep_pay_cap", "fen per class-hour", cap_fen=5000))).rows
    assert row[6] == (
        "最高标准：要求不超过 50.00 元，方案 60.00 元（最紧处：First Primary Teacher T1），"
        "6 处里 5 处未达\n核对学校 1 所"
    )
    (row,) = compliance(judged(one("ban_kinds", "activity kinds", kinds=("new_lesson",)))).rows
    # All 19 meetings of the week were compared.
    assert row[6] == (
        "禁止情形的活动：要求为零，方案 0 次，比较了 19 处\n禁止情形：讲授新课\n核对学校 1 所"
    )


def test_a_default_of_the_planner_is_marked() -> None:
    clause = tiny_clause("keep_daily_minutes")
    minutes = Parameter(name="max_minutes_per_day", value=130, unit="min per day", source="planner")
    pack = tiny_pack((changed(clause, parameters=(minutes,)),))
    (row,) = figures(judged(pack)).rows
    assert row[1] == "每天服务最多（规划默认）"


def test_a_waived_clause_names_reason_person_date_and_deviation() -> None:
    clause = tiny_clause("keep_pay_cap", strength="in_principle", cap_fen=5900)
    waiver = ClauseWaiver(
        clause_id="T-1", school_id="S1", reason="首年过渡", granted_by="教育局", until=LAST
    )
    (row,) = compliance(judged(tiny_pack((clause,)), tiny_district(waivers=(waiver,)))).rows
    # Five people are paid one yuan over the cap.
    assert row[5] == "已豁免"
    assert row[7] == (
        "豁免：First Primary，首年过渡，教育局批准，至 2026-03-27；"
        "First Primary偏离 5 处、合计 5.00 元；规则：课时报酬上限"
    )


def test_without_a_verdict_there_is_nothing_to_compare() -> None:
    view = PlanView(tiny_district(), tiny_pack(), good_plan(), "zh")
    assert figures(view).rows == ()
    assert "没有可对照的数字" in figures(view).note


@pytest.mark.parametrize("pack_id", pack_ids())
def test_every_rule_of_every_pack_has_figures_with_names(pack_id: str) -> None:
    district, pack = read_district(DISTRICTS / f"{pack_id}.json"), read_pack(pack_id)
    nothing = {"grid": (), "sections": (), "meetings": (), "accounts": ()}
    plan = changed(good_plan(), district_id=district.id, **nothing)
    verdict = check(district, pack, plan)
    without = {
        c.clause_id
        for c in verdict.clauses
        if c.state in ("held", "violated", "waived") and not c.figures
    }
    # That a school has adopted a mode is all that a clause on the mode alone asks.
    clauses = [pack.clause(clause_id) for clause_id in without]
    families = {c.family for c in clauses if [p.name for p in c.parameters] != ["mode"]}
    # Without a meeting there is no share of anybody and no rate; nobody special pays. Where no
    # post of a named role is stated, the leaders of the sections see to it.
    nothing_there = {"lead_by_own_staff", "keep_pay_cap", "keep_pay_floor", "cap_fees"}
    assert families <= nothing_there | {"staff_duty_posts"}
    for lang in LANGUAGES:
        known = catalogue(lang)
        for figure in (f for c in verdict.clauses for f in c.figures):
            named = (f"clause.counted_{figure.name}", f"clause.param_{figure.name}")
            assert any(key in known for key in (*named, f"word.{figure.name}")), figure.name
            assert figure.unit == "clock" or f"unit.{figure.unit}" in known
