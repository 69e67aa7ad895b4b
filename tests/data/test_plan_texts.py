"""What people read of a clause: no codes, honest words on what this version does not do."""

import re
from functools import cache
from pathlib import Path
from typing import get_args

import openpyxl
import pytest

from api.cli import main
from data.readers import pack_ids, read_district, read_pack
from data.writers import export
from data.writers.clause_figures import figures, measure
from data.writers.plan_rules import clause_states, compliance, violations
from data.writers.serving import How, carried_out, how, served, standing
from data.writers.tables import Table, shares_of, widths_of
from data.writers.view import PlanView
from data.writers.words import Words
from data.writers.xlsx import points_of
from solver.domain import District
from solver.domain.messages import LANGUAGES, catalogue
from solver.plan import Plan, Provenance, digest
from solver.plan.verdict import ClauseState
from solver.policy import Clause, PolicyPack, RequiredInput
from solver.verify import check
from tests.data.plans import rich_pack, rich_plan
from tests.data.rich import rich_district

DISTRICTS = Path(__file__).parents[2] / "data" / "districts"
LETTERS = re.compile(r"[A-Za-z_]{2,}")


@cache
def empty_plan(pack_id: str) -> tuple[District, PolicyPack, Plan]:
    """A shipped district with a plan that does nothing, checked: it breaks a lot of rules."""
    district, pack = read_district(DISTRICTS / f"{pack_id}.json"), read_pack(pack_id)
    plan = Plan(
        plan_id="P",
        district_id=district.id,
        status="not_publishable",
        publishable=False,
        levels=(),
        terms=(),
        grid=(),
        sections=(),
        meetings=(),
        accounts=(),
        unmet=(),
        provenance=Provenance(
            district_digest=digest(district),
            pack_id=pack.id,
            pack_digest=digest(pack),
            product_version="0.1.0",
            seed=0,
            workers=1,
            time_limit_s=1,
            work_limit=None,
            search="none",
        ),
    )
    return district, pack, plan.model_copy(update={"verdict": check(district, pack, plan)})


def said(table: Table, *but: str) -> str:
    """Returns a table's cells as text, without some columns."""
    kept = [i for i, column in enumerate(table.columns) if column.heading not in but]
    return "\n".join(str(row[i]) for row in table.rows for i in kept)


@pytest.mark.parametrize("pack_id", pack_ids())
def test_compliance_in_chinese_has_no_codes(pack_id: str) -> None:
    district, pack, plan = empty_plan(pack_id)
    table = compliance(PlanView(district, pack, plan, "zh"))
    # The number of a clause and the masked name of a city are all that is in letters.
    assert set(LETTERS.findall(said(table, "条款"))) <= {"XX"}
    assert len(table.rows) == len(pack.clauses)


@pytest.mark.parametrize("pack_id", pack_ids())
def test_violations_in_chinese_have_no_codes(pack_id: str) -> None:
    view = PlanView(*empty_plan(pack_id), "zh")
    ids = {c.id for c in view.pack.clauses} | set(view.classes) | set(view.schools)
    text = said(violations(view))
    for known in sorted(ids, key=len, reverse=True):
        text = text.replace(known, "")
    assert "基本规则：" in text
    assert set(LETTERS.findall(text)) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("pack_id", pack_ids())
def test_what_serves_a_clause_is_understood(pack_id: str, lang: str) -> None:
    for clause in read_pack(pack_id).clauses:
        parts = served(clause, Words(lang))
        assert all("." not in said and "_" not in said for said in parts.prose), clause.id
        assert bool(clause.served_by) == any(
            (parts.fields, parts.made, parts.missing, parts.prose)
        ), clause.id
        han = re.search(
            r"[\u4e00-\u9fff]", " ".join((*parts.fields, *parts.made, *parts.missing, *parts.prose))
        )
        assert (lang == "zh") or not han, clause.id


def test_what_is_not_made_is_said_to_be_left_to_people() -> None:
    words, pack = Words("zh"), read_pack("xinyi")
    board = read_pack("qiaocheng").clause("QC-5.2b")
    assert carried_out(board, "report", words) == ["由课后服务文书落实：收费公示牌"]
    filed = pack.clause("XY-8a")
    assert filed.served_by == "一校一案 / school plan"
    assert carried_out(filed, "report", words) == ["由课后服务文书落实：一校一案"]
    # What no document of this program serves is left to people.
    own = read_pack("hefei").clause("HF-2.4a")
    assert carried_out(own, "manual", words) == ["本版不提供另设政策包，需由人工另行落实"]
    told = {
        said
        for pack_id in pack_ids()
        for clause in read_pack(pack_id).clauses
        for said in served(clause, words).prose
    }
    # All that is not a field of the input, and not a document that this version does not make.
    assert {said for said in told if not said.startswith("不在范围：")} == {
        "一个区县一份输入",
        "以现有方案为起点重排",
        "方案列出次日可以晚到岗的日子",
        "工作日程",
        "每年排课时段",
        "处分不在范围",
        "审计事项，排课中没有对象",
        "部门职责，排课中没有对象",
    }


def test_every_clause_says_how_it_is_carried_out() -> None:
    words = Words("zh")
    for pack_id in pack_ids():
        pack = read_pack(pack_id)
        for clause in pack.clauses:
            said = words.sentences(carried_out(clause, standing(clause, pack), words))
            assert said, clause.id
            assert ("需由人工另行落实" in said) == bool(served(clause, words).missing), clause.id


def test_ways_of_carrying_out_are_told_apart() -> None:
    def way(pack_id: str, clause_id: str) -> str:
        clause = read_pack(pack_id).clause(clause_id)
        return how(clause, served(clause, Words("zh")))

    assert way("qiaocheng", "QC-1c") == "wish"
    assert way("qiaocheng", "QC-2d") == "recorded"
    assert way("qiaocheng", "QC-5.2b") == "report"
    assert way("hefei", "HF-3.1d") == "recorded"
    assert way("qiaocheng", "QC-5.3b") == "outside"
    assert way("hebi", "HB-3.4.4b") == "supported"
    assert standing(read_pack("qiaocheng").clause("QC-2a"), read_pack("qiaocheng")) == "rule"
    pack = read_pack("qiaocheng")
    ways = {i: standing(pack.clause(i), pack) for i in ("QC-2e", "QC-2f", "QC-3.1a", "QC-6.2b")}
    assert ways.pop("QC-6.2b") == "rule"
    assert ways == {"QC-2e": "wish", "QC-2f": "rule", "QC-3.1a": "wish"}


def test_states_of_a_plan_that_was_checked() -> None:
    view = PlanView(*empty_plan("qiaocheng"), "zh")
    states = clause_states(view)
    assert states["QC-2a"] == "held"
    assert states["QC-4c"] == "report"
    assert states["QC-2e"] == "not_applicable"
    assert (states["QC-3.1a"], states["QC-6.2b"]) == ("wish", "held")
    row = next(r for r in compliance(view).rows if r[0] == "QC-2b")
    assert row[1] == "亳州市谯城区进一步做好中小学生课后服务工作实施方案（谯政办秘〔2022〕3号）"
    assert row[3:6] == ("每个服务日的时长不低于两小时。", "必须", "合规")
    # From dismissal at 16:20 to the end at 18:30, as in every class: 5 days of 6 + 6 + 4 grades.
    assert row[6] == (
        "每天服务最少：要求不少于 120 分钟，方案 130 分钟"
        "（最紧处：涡北路小学（示例） 1 年级 周一），比较了 80 处\n"
        "计入时长的课间 10 分钟（规划默认）\n核对学校 3 所"
    )
    assert row[7] == "规则：每天服务时长"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_has_its_unit(lang: str) -> None:
    for pack_id in pack_ids():
        for clause in read_pack(pack_id).clauses:
            for parameter in clause.parameters:
                if isinstance(parameter.value, int) and not isinstance(parameter.value, bool):
                    unit = f"clause.measure_{measure(parameter.unit)}"
                    assert parameter.unit == "min since midnight" or unit in catalogue(lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_closed_code_of_a_pack_has_its_word(lang: str) -> None:
    asked = [
        (group, code)
        for group, model, field in (
            ("when", Clause, "applies_when"),
            ("strength", Clause, "strength"),
            ("required", RequiredInput, "field"),
            ("grade", PolicyPack, "provenance_grade"),
        )
        for code in get_args(model.model_fields[field].annotation)
    ]
    asked += [("standing", read_pack(p).status) for p in pack_ids()]
    asked += [("state", state) for state in get_args(ClauseState) if state != "served"]
    asked += [("state", way) for way in get_args(How)]
    assert len(asked) > 30
    assert [f"{g}_{c}" for g, c in asked if f"clause.{g}_{c}" not in catalogue(lang)] == []


def test_the_own_share_is_one_figure() -> None:
    def share(pack_id: str, clause_id: str) -> str:
        return next(figures(Words("zh"), read_pack(pack_id).clause(clause_id)))

    assert share("qiaocheng", "QC-3.2b") == "本校人员份额超过 1/2（规划默认）"
    assert share("hefei", "HF-3.2.2a") == "全部由本校人员负责（规划默认）"


@pytest.mark.parametrize("pack_id", pack_ids())
def test_policies_speak_chinese(pack_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policies", pack_id]) == 0
    pack = read_pack(pack_id)
    text = capsys.readouterr().out
    for known in (pack.id, *pack.based_on, pack.title, *(c.id for c in pack.clauses)):
        text = text.replace(known, "")
    assert set(LETTERS.findall(text)) <= {"XX"}
    waiting = len(pack.not_yet_enforced)
    assert (f"本版未执行的条款 {waiting} 条" in text) is (waiting > 0)
    assert "来源：" in text and "效力：" in text


def test_policies_speak_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policies", "qiaocheng", "--lang", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    told = [line for line in lines if line.startswith("  ")]
    assert len(told) > 100
    assert not [line for line in told if re.search(r"[\u4e00-\u9fff]", line)]
    assert "  figures: cap 360.00 yuan a student and term; account: Basic service" in told


def test_rows_are_as_high_as_their_texts(tmp_path: Path) -> None:
    # 30 Chinese characters are 60 wide; in a column of 20 that is 4 lines of 10 points, spaced 1.5.
    assert points_of("课" * 30, 20, 10) == 4 * 10 * 1.5 + 3
    assert points_of("a\nb", 20, 10) == 2 * 10 * 1.5 + 3
    rule = "很长的规则" * 40
    pack = rich_pack()
    long = pack.clauses[0].model_copy(update={"zh": rule})
    pack = pack.model_copy(update={"clauses": (long, *pack.clauses[1:])})
    export(rich_district(), pack, rich_plan(), tmp_path, formats=("xlsx",))
    page = openpyxl.load_workbook(tmp_path / "plan.xlsx")["条款核对"]
    heights = [page.row_dimensions[row].height for row in (3, 4)]
    assert heights[0] == points_of(rule, 38, 10) > heights[1] > 15


def test_lists_print_whole(tmp_path: Path) -> None:
    export(rich_district(), rich_pack(), rich_plan(), tmp_path, formats=("xlsx",))
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    # Ids of sections and meetings stay in the file but off the paper: 16 of 18 columns.
    assert "$P$" in book["活动明细"].print_area
    for name in ("条款核对", "活动明细", "经费", "违规明细"):
        assert book[name].print_title_rows == "$2:$2"
        assert book[name].sheet_properties.pageSetUpPr.fitToPage
    assert book["人员课表"].print_title_rows == "$1:$1"


def test_shares_of_a_page_add_up() -> None:
    table = compliance(PlanView(rich_district(), rich_pack(), rich_plan(), "zh"))
    assert len(widths_of(table)) == len(table.columns)
    assert sum(float(share.rstrip("%")) for share in shares_of(table)) == pytest.approx(100, abs=1)


def test_a_clause_of_an_unknown_place_is_said_as_it_stands() -> None:
    clause = Clause(
        id="X-1",
        document="D",
        section="1",
        classes=("data",),
        strength="must",
        scope="all",
        served_by="local.custom",
        zh="规则",
        en="rule",
    )
    assert served(clause, Words("zh")).prose == ("local.custom",)
