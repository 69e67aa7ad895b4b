"""The documents of a plan: which are made, what they say, and that they read in both languages."""

import re
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from data.documents import write_documents
from data.documents.book import sheet_name
from data.documents.document import Paper, Request
from data.documents.months import Month, months_of
from data.documents.names import MADE
from data.documents.registry import REPORTS, asking, made, reports_for
from data.readers import pack_ids, read_pack
from data.synthetic import WINDOWS, generate
from data.writers.view import PlanView
from solver.domain import District
from solver.plan import Plan
from solver.policy import PAY_LINES

LETTERS = re.compile(r"[A-Za-z_]{3,}")
ANNEX = (
    "序号",
    "城区学校名称",
    "城区开展课后服务学校数（所）",
    "城区学校在校学生数（人）",
    "城区参与课后服务学生数（人）",
    "城区学校开展“2+N”课后服务对应模式栏请填“是”，并填写具体服务项目名称",
    "开展“N”项“拓展服务”，具体服务项目名称",
)
"""The headings that the annex prints (AX-A.1 to AX-A.7)."""


@cache
def planned(pack_id: str) -> tuple[District, Plan]:
    return generate("average_county", 4, 7, pack_id, WINDOWS, duties=True)


def request(pack_id: str, lang: str = "zh", *months: Month) -> Request:
    district, plan = planned(pack_id)
    view = PlanView(district, read_pack(pack_id), plan, lang)
    return Request(view, months or months_of(district.term))


def papers(pack_id: str, key: str, lang: str = "zh", *months: Month) -> list[Paper]:
    report = next(r for r in REPORTS if r.key == key)
    return report.build(request(pack_id, lang, *months))


def test_names_of_packs_lead_to_documents_that_exist() -> None:
    assert set(MADE.values()) <= {r.key for r in REPORTS}
    # What no pack names is made for every district.
    assert all(r.always for r in REPORTS if r.key not in MADE.values())


@pytest.mark.parametrize("pack_id", pack_ids())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_document_is_written_as_workbook_and_page(
    pack_id: str, lang: str, tmp_path: Path
) -> None:
    district, plan = planned(pack_id)
    pack = read_pack(pack_id)
    files = write_documents(district, pack, plan, tmp_path, (), lang)
    assert files[0].name == "index.html"
    names = {f.name for f in files}
    for document in made(request(pack_id, lang), reports_for(pack)):
        assert {f"{document.key}.xlsx", f"{document.key}.html"} <= names
        page = (tmp_path / f"{document.key}.html").read_text(encoding="utf-8")
        assert page.count('class="sheet paper"') == len(document.papers)
        book = openpyxl.load_workbook(tmp_path / f"{document.key}.xlsx")
        assert len(book.sheetnames) == len(document.papers)
        assert book.worksheets[0]["A1"].value == document.papers[0].title


@pytest.mark.parametrize("pack_id", pack_ids())
def test_what_a_pack_asks_for_is_made(pack_id: str) -> None:
    pack = read_pack(pack_id)
    keys = {r.key for r in reports_for(pack)}
    asked = {r.key for r in REPORTS if asking(pack, r)}
    assert asked <= keys
    # Only Anxi has the monthly table of its county seat.
    assert ("monthly_summary" in keys) == (pack_id == "anxi")


def test_the_monthly_table_has_the_printed_headings_and_notes() -> None:
    october = papers("anxi", "monthly_summary", "zh", Month(2025, 10))
    assert october
    for paper in october:
        assert paper.title == "城区义务教育阶段学校课后服务开展情况汇总表"
        assert tuple(c.heading for c in paper.tables[0].columns) == ANNEX
        assert paper.notes[0] == "说明：1.城区指县城关所在地，乡镇及以下学校暂不纳入统计。"
        assert paper.notes[1] == (
            "2.“2+N”课后服务模式，“2”指“基本服务”，包括作业辅导和体育活动；"
            "“N”指“拓展服务”，包括科普、文艺、劳动、阅读等服务项目数量。"
        )


def test_the_monthly_table_counts_schools_of_the_county_seat_by_stage() -> None:
    district, _ = planned("anxi")
    for paper in papers("anxi", "monthly_summary", "zh", Month(2025, 10)):
        stage = "junior" if "初中" in paper.name else "primary"
        expected = [
            (s, [c for c in s.classes if s.stage_of(c.grade) == stage])
            for s in district.schools
            if s.is_urban and any(s.stage_of(c.grade) == stage for c in s.classes)
        ]
        *rows, total = paper.tables[0].rows
        assert [r[1] for r in rows] == [s.name for s, _ in expected]
        assert [r[3] for r in rows] == [sum(c.enrolled for c in cs) for _, cs in expected]
        assert [r[4] for r in rows] == [
            sum(s.participants_term(c) for c in cs) for s, cs in expected
        ]
        assert total[2:5] == tuple(sum(int(r[i]) for r in rows) for i in (2, 3, 4))
        assert all(str(r[5]).startswith("是（2+") for r in rows)


@pytest.mark.parametrize("pack_id", pack_ids())
def test_ledgers_end_with_the_closing_balance(pack_id: str) -> None:
    _, plan = planned(pack_id)
    closing = {(a.school_id, a.account): a.closing_fen for a in plan.accounts}
    said = [t.rows[-1][5] for p in papers(pack_id, "fund_ledger") for t in p.tables]
    assert said == list(closing.values())


def test_pay_lists_say_how_rates_stand_to_caps_and_floors() -> None:
    # Qiaocheng caps teachers at 60 yuan in basic service; Xinyi has a floor of 60 and one of 0.01.
    capped = papers("qiaocheng", "teacher_pay")[0].tables[0].rows
    floored = papers("xinyi", "teacher_pay")[0].tables[0].rows
    teachers = [r for r in capped if r[2] == "教师" and r[3] == "基本"]
    assert teachers and all(r[8] == "QC-6.3b：不高于 60.00 元，符合" for r in teachers)
    paid = [r for r in floored if r[2] == "教师" and r[3] == "基本"]
    assert paid and all("XY-11a：不低于 60.00 元，符合" in str(r[8]) for r in paid)


@pytest.mark.parametrize("pack_id", pack_ids())
def test_pay_lists_add_up_to_the_accounts(pack_id: str) -> None:
    _, plan = planned(pack_id)
    lines = [x for a in plan.accounts for x in a.lines if x.kind in PAY_LINES]
    paid = sum(
        int(p.tables[0].rows[-1][7])
        for key in ("teacher_pay", "external_pay")
        for p in papers(pack_id, key)
    )
    assert paid == -sum(x.amount_fen for x in lines)


def test_chinese_documents_have_no_codes() -> None:
    for pack_id in pack_ids():
        for document in made(request(pack_id), reports_for(read_pack(pack_id))):
            said = [
                str(v)
                for paper in document.papers
                for table in paper.tables
                for row in table.rows
                for v in row
            ]
            # Ids of clauses and of providers that have no other name are letters and digits.
            codes = {w for text in said for w in LETTERS.findall(text)}
            assert not {c for c in codes if "_" in c or c.islower()}, (document.key, codes)


def test_names_of_sheets_are_what_excel_takes() -> None:
    taken: set[str] = set()
    long = "某某省某某市某某区第一实验小学教育集团东校区（示例）分校"
    assert sheet_name("2025-10/小学", taken) == "2025-10·小学"
    first, second = sheet_name(long * 2, taken), sheet_name(long * 2, taken)
    assert len(first) == 31 and second.endswith("~2") and len(second) == 31
