"""The documents of a plan say what the plan says, in words, in both languages."""

import html
import itertools
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest

import data.writers
from data.readers import pack_ids, read_pack
from data.writers import export
from data.writers.class_timetables import class_timetable
from data.writers.clause_figures import figure
from data.writers.overview import status_code
from data.writers.timetables import staff_agendas
from data.writers.view import PlanView
from data.writers.words import Words
from solver.domain.messages import catalogue, text
from solver.plan import Plan, digest, plan_digest
from tests.data.plans import rich_pack, rich_plan
from tests.data.rich import rich_district

SHEETS = (
    "overview", "schools", "classes", "staff", "rooms", "shortage", "meetings", "duties",
    "flexible", "unmet",
    "compliance", "figures", "violations", "totals", "accounts", "lending",
    "lent",
    "unused", "waivers", "wet",
    "stranded",
)  # fmt: skip
STATES = ("held", "violated", "not_applicable", "report", "not_yet_enforced", "waived")


@pytest.fixture(scope="module", params=["zh", "en"])
def written(request: Any, tmp_path_factory: Any) -> tuple[str, list[Path]]:
    out = tmp_path_factory.mktemp("export") / "plans"
    paths = export(rich_district(), rich_pack(), rich_plan(), out, lang=request.param)
    return request.param, paths


@pytest.fixture(scope="module")
def book(written: tuple[str, list[Path]]) -> Any:
    return openpyxl.load_workbook(written[1][0])


def values(page: Any) -> list[list[Any]]:
    rows = [[v for v in row if v is not None] for row in page.iter_rows(values_only=True)]
    return [row for row in rows if row]


def everything(page: Any) -> str:
    return "\n".join(str(cell) for row in values(page) for cell in row)


def say(lang: str, key: str, **params: object) -> str:
    return text(f"page.{key}", lang, **params)


def test_the_files(written: tuple[str, list[Path]]) -> None:
    names = [path.name for path in written[1]]
    assert names == [
        "plan.xlsx",
        "index.html",
        "compliance.html",
        "duties.html",
        "shortage.html",
        "weather.html",
        *(
            f"school-{number}{kind}.html"
            for number in ("001", "002")
            for kind in ("", "-classes", "-staff", "-rooms")
        ),
        "ics",
    ]
    assert all(path.exists() for path in written[1])


def test_one_format_only(tmp_path: Path) -> None:
    paths = export(rich_district(), rich_pack(), rich_plan(), tmp_path, formats=("html",))
    assert {p.suffix for p in paths} == {".html"}
    with pytest.raises(ValueError, match="pdf"):
        export(rich_district(), rich_pack(), rich_plan(), tmp_path, formats=("pdf",))


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        export(rich_district(), rich_pack(), rich_plan(), tmp_path / name)
    files = [path for path in (tmp_path / "a").rglob("*") if path.is_file()]
    assert len(files) > 10
    for path in files:
        assert path.read_bytes() == (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes()


def test_sheets_print_on_a4_landscape(written: tuple[str, list[Path]], book: Any) -> None:
    record = text("workbook.sheet_plan_record", written[0])
    assert book.sheetnames == [*(say(written[0], f"sheet_{key}") for key in SHEETS), record]
    assert book[record].sheet_state == "hidden"
    for page in book.worksheets:
        assert page.page_setup.orientation == "landscape"
        assert int(page.page_setup.paperSize) == 9
        fitted = page.sheet_properties.pageSetUpPr
        assert (fitted and fitted.fitToPage) or page.page_setup.scale < 100
    for page in book.worksheets[1:]:
        assert page.freeze_panes


def test_the_overview_says_status_and_levels_in_words(
    written: tuple[str, list[Path]], book: Any
) -> None:
    lang = written[0]
    said = everything(book.worksheets[0])
    assert say(lang, "status_violations") in said
    unit = text("unit.student_min", lang, amount="{}")
    expected = say(
        lang,
        "level_open",
        level=say(lang, "level_unmet_service"),
        bound=unit.format(180),
        value=unit.format(225),
        gap=unit.format(45),
    )
    assert expected in said
    assert say(lang, "source_invented_warning") in said
    assert "QC-5" in said
    if lang == "zh":
        assert "任何方案至少 180 人分钟；本方案 225 人分钟" in said


def test_each_clause_has_its_state(written: tuple[str, list[Path]], book: Any) -> None:
    rows = values(book.worksheets[SHEETS.index("compliance")])[2:]
    assert [row[0] for row in rows] == [c.id for c in rich_pack().clauses]
    assert all(row[1:3] == ["某县课后服务办法", f"第{row[0][-1]}条"] for row in rows)
    page = book.worksheets[SHEETS.index("compliance")]
    states = [row[5] for row in page.iter_rows(min_row=3, values_only=True)]
    assert states == [Words(written[0]).word("state", s) for s in STATES]


@pytest.mark.parametrize("pack_id", pack_ids())
def test_the_figures_of_every_pack_can_be_said(pack_id: str) -> None:
    for clause in read_pack(pack_id).clauses:
        for parameter in clause.parameters:
            for lang in ("zh", "en"):
                assert f"clause.param_{parameter.name}" in catalogue(lang)
            said = figure(Words("zh"), parameter)
            assert not re.search(r"[a-z]{2}", said), said


def test_figures_are_said_in_words() -> None:
    figures = {p.name: p for c in read_pack("qiaocheng").clauses for p in c.parameters}
    said = Words("zh")
    assert figure(said, figures["service_days_per_week"]) == "每周服务天数 5 天"
    assert figure(said, figures["min_minutes_per_day"]) == "每天服务最少 120 分钟"
    assert figure(said, figures["not_before_off_work"]) == "不早于当地下班时间"


def test_needs_accounts_and_waivers_are_told(written: tuple[str, list[Path]], book: Any) -> None:
    lang = written[0]
    unmet = everything(book.worksheets[SHEETS.index("unmet")])
    assert ("没有空闲的教师" if lang == "zh" else "no teacher is free") in unmet
    rows = values(book.worksheets[SHEETS.index("accounts")])
    amounts = [row[3] for row in rows[2:]]
    # Basic: opening, four lines, closing, missing. Special: opening, closing, refund, missing.
    basic = [-123.45, 12345.67, 1, -200.5, -100.01, -123.45, 123.45]
    assert amounts == [*basic, 0, 0.05, 0.05, 0]
    # In one row: opening, income 12345.67 + 1, cost 200.50 + 100.01, closing, refund, missing.
    totals = values(book.worksheets[SHEETS.index("totals")])[2:]
    assert totals[0][2:] == [-123.45, 12346.67, 300.51, -123.45, 0, 123.45]
    assert totals[1][2:] == [0, 0, 0, 0.05, 0.05, 0]
    assert "星海中心" in everything(book.worksheets[SHEETS.index("accounts")])
    assert "王五" in everything(book.worksheets[SHEETS.index("unused")])
    assert "首年过渡" in everything(book.worksheets[SHEETS.index("waivers")])


def test_user_text_never_becomes_a_formula(book: Any) -> None:
    for page in book.worksheets:
        for row in page.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    assert "=" in everything(book.worksheets[SHEETS.index("violations")])


def test_components_have_colours_that_differ_in_grey(book: Any) -> None:
    from data.writers.xlsx import FILLS

    shades = []
    for colour in FILLS.values():
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        shades.append(0.299 * red + 0.587 * green + 0.114 * blue)
    shades.sort()
    assert all(b - a > 8 for a, b in itertools.pairwise(shades))
    assert shades[0] > 150
    css = (Path(data.writers.__file__).parent.parent / "templates" / "style.css").read_text("utf-8")
    for component, colour in FILLS.items():
        assert f".{component} {{ background: {colour.lower()};" in css
    page = book.worksheets[SHEETS.index("classes")]
    filled = {c.fill.fgColor.rgb[2:] for row in page.iter_rows() for c in row if c.fill.fill_type}
    assert FILLS["guidance"].removeprefix("#") in filled


def test_timetables_agree_with_the_plan() -> None:
    view = PlanView(rich_district(), rich_pack(), rich_plan(), "zh")
    school = view.district.schools[0]
    table = class_timetable(view, school, school.classes[0])
    assert table.columns == ("周一", "周二", "周三", "周四", "周五")
    # Lunch on Monday and extended care on Friday; for the evening nobody stays.
    spans = ["12:00–13:00", "16:05–16:50", "17:00–17:45", "17:45–18:30"]
    assert [name for name, _ in table.rows] == spans
    lunch = table.rows[0][1]
    assert [cell and cell.head for cell in lunch] == ["午餐", None, None, None, None]
    monday, wednesday = table.rows[1][1][0], table.rows[1][1][2]
    assert monday is not None and wednesday is not None
    assert monday.component == "guidance"
    assert "张三" in monday.text
    assert wednesday.missing == "缺：5 人没有安排"
    people = {a.id: a for a in staff_agendas(view)}
    assert set(people) == {"1001", "志愿1", "外1", "教1"}
    assert people["1001"].total == 1.13


class Page(HTMLParser):
    """Notes tags, links and whether what is opened is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.open: list[str] = []
        self.foreign: list[str] = []
        self.lang = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "html":
            self.lang = found.get("lang") or ""
        if tag == "a":
            self.links.append(found.get("href") or "")
        if tag in ("script", "img", "link", "iframe") or "src" in found:
            self.foreign.append(tag)
        if tag not in ("meta", "br", "img", "link", "col"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_pages_are_whole_and_need_nothing_from_outside(written: tuple[str, list[Path]]) -> None:
    lang, paths = written
    names = {path.relative_to(paths[1].parent).as_posix() for path in paths}
    names |= {p.relative_to(paths[1].parent).as_posix() for p in paths[-1].rglob("*.ics")}
    for path in paths[1:-1]:
        content = path.read_text(encoding="utf-8")
        page = Page()
        page.feed(content)
        assert not page.open
        assert not page.foreign
        assert page.lang == ("zh-CN" if lang == "zh" else "en")
        assert "@page" in content
        assert not re.search(r"https?://|url\(|@import", content)
        for link in page.links:
            target, _, part = link.partition("#")
            assert not target or unquote(target) in names
            assert not part or f'id="{part}"' in content


def test_names_from_the_data_are_escaped(tmp_path: Path) -> None:
    district = rich_district()
    name = "<script>alert('一')</script>"
    hurt = district.schools[0].model_copy(update={"name": name})
    district = district.model_copy(update={"schools": (hurt, district.schools[1])})
    paths = export(district, rich_pack(), rich_plan(), tmp_path, formats=("html",))
    for path in paths:
        assert "<script" not in path.read_text(encoding="utf-8")
    assert html.escape(name, quote=False)[:12] in paths[0].read_text(encoding="utf-8")


def checked(plan: Plan, **verdict: Any) -> Plan:
    """Returns a plan whose verdict says something else, with digests that fit."""
    assert plan.verdict is not None
    found = plan.verdict.model_copy(
        update={"plan_digest": plan_digest(plan), "violations": (), **verdict}
    )
    return plan.model_copy(update={"verdict": found})


def test_a_plan_is_called_publishable_only_with_its_own_verdict() -> None:
    district, pack, plan = rich_district(), rich_pack(), rich_plan()
    good = plan.model_copy(update={"publishable": True, "status": "publishable"})
    right = {"ok": True, "complete": True, "publishable": True}

    def status(plan: Plan) -> str:
        return status_code(PlanView(district, pack, plan, "zh"))

    assert status(checked(good, **right)) == "publishable"
    assert status(checked(good, **{**right, "complete": False})) == "unmet"
    assert status(checked(good, **{**right, "publishable": False})) == "not_enforced"
    assert status(checked(good, **{**right, "ok": False})) == "violations"
    assert status(plan.model_copy(update={"verdict": None})) == "unchecked"
    touched = checked(good, **right).model_copy(update={"version": 2})
    assert status(touched) == "stale"
    other = checked(good, **{**right, "district_digest": digest(pack)})
    assert status(other) == "stale"


def test_a_plan_with_ids_that_nobody_knows_is_still_written(tmp_path: Path) -> None:
    plan = rich_plan()
    strange = plan.meetings[0].model_copy(
        update={
            "school_id": "?school",
            "period_id": "?period",
            "room_id": "?room",
            "staff_ids": ("?person",),
            "activity_id": "?activity",
            "class_counts": {"?class": 3},
        }
    )
    plan = plan.model_copy(update={"meetings": (strange,)})
    paths = export(rich_district(), rich_pack(), plan, tmp_path)
    said = everything(openpyxl.load_workbook(paths[0]).worksheets[SHEETS.index("meetings")])
    for name in ("?school", "?period", "?room", "?person", "?activity", "?class"):
        assert name in said
