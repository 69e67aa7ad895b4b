"""The empty workbook: headings, drop-downs, notes; said plainly when it is still empty."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data.readers import read_district, read_pack
from data.readers.workbook.sheets import SHEETS, sheet
from data.readers.workbook.values import value_of
from data.readers.workbook.words import codes, heading, sheet_name
from data.writers import write_template
from data.writers.describe import example
from data.writers.guide import CORE, SAMPLE, sample_rows
from solver.domain.errors import InputErrors, InputFinding
from solver.domain.messages import text
from solver.policy.requirements import missing_inputs


@pytest.fixture(scope="module", params=["zh", "en"])
def template(request: Any, tmp_path_factory: Any) -> tuple[str, Path, Any]:
    lang = request.param
    path = tmp_path_factory.mktemp("template") / f"{lang}.xlsx"
    write_template(path, lang)
    return lang, path, openpyxl.load_workbook(path)


def test_every_sheet_and_heading_is_there(template: tuple[str, Path, Any]) -> None:
    lang, _, book = template
    assert book.sheetnames[0] == text("workbook.sheet_guide", lang)
    assert book.sheetnames[1] == text("workbook.sheet_sample", lang)
    assert book.sheetnames[2:-1] == [sheet_name(s, lang) for s in SHEETS]
    for declared in SHEETS:
        page = book[sheet_name(declared, lang)]
        wanted = [heading(declared, c, lang) for c in declared.columns]
        if declared.form:
            said = [page.cell(n, 1).value for n in range(2, 2 + len(wanted))]
        else:
            said = [page.cell(1, n).value for n in range(1, 1 + len(wanted))]
            assert page.freeze_panes is not None
            assert page.max_row == 1
        assert [str(s).rstrip("*") for s in said] == wanted
        required = [declared.required(c) for c in declared.columns]
        assert [str(s).endswith("*") for s in said] == required


def test_every_heading_has_a_comment_and_every_column_a_prompt(
    template: tuple[str, Path, Any],
) -> None:
    lang, _, book = template
    for declared in SHEETS:
        page = book[sheet_name(declared, lang)]
        rules = page.data_validations.dataValidation
        assert len(rules) == len(declared.columns)
        assert all(rule.prompt and len(rule.prompt) <= 255 for rule in rules)
        assert all(len(rule.promptTitle) <= 32 for rule in rules)
        if not declared.form:
            assert all(page.cell(1, n).comment for n in range(1, 1 + len(declared.columns)))


def test_drop_downs_come_from_a_hidden_sheet(template: tuple[str, Path, Any]) -> None:
    lang, _, book = template
    lists = book[text("workbook.sheet_lists", lang)]
    assert lists.sheet_state == "hidden"
    names = {column[0].value: [c.value for c in column[1:] if c.value] for column in lists.columns}
    assert len(names["kh_role"]) == len(codes("role"))
    assert set(names) <= set(book.defined_names)
    for declared in SHEETS:
        page = book[sheet_name(declared, lang)]
        for rule in page.data_validations.dataValidation:
            if rule.type == "list":
                assert rule.formula1.removeprefix("=") in book.defined_names


def test_limits_follow_the_models(template: tuple[str, Path, Any]) -> None:
    lang, _, book = template
    rooms = next(s for s in SHEETS if s.key == "rooms")
    index = [c.key for c in rooms.columns].index("sections_at_once")
    rule = book[sheet_name(rooms, lang)].data_validations.dataValidation[index]
    assert (rule.type, float(rule.formula1), float(rule.formula2)) == ("whole", 1, 40)


def test_the_guide_explains_every_column(template: tuple[str, Path, Any]) -> None:
    lang, _, book = template
    rows = list(book.worksheets[0].iter_rows(min_row=12, values_only=True))
    told = {(row[0], row[1]) for row in rows}
    for declared in SHEETS:
        for column in declared.columns:
            assert (sheet_name(declared, lang), heading(declared, column, lang)) in told
    assert not any("{" in str(cell) for row in rows for cell in row if cell)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_examples_are_what_the_reader_takes(lang: str) -> None:
    for declared in SHEETS:
        for column in declared.columns:
            said = example(declared, column, lang)
            assert said, (declared.key, column.key)
            value = value_of(column, said, lambda kind, text, quoted: text, lang)
            for variant in declared.variants:
                leaf = declared.leaf(column, variant)
                if leaf is not None and leaf.low is not None:
                    items = value if isinstance(value, tuple) else (value,)
                    assert all(item >= leaf.low for item in items)


def test_the_sample_is_a_district_that_can_be_planned(template: tuple[str, Path, Any]) -> None:
    lang, path, _ = template
    book = openpyxl.load_workbook(path)
    for key, keys in SAMPLE.items():
        declared = sheet(key)
        page = book[sheet_name(declared, lang)]
        places = [[c.key for c in declared.columns].index(k) + 1 for k in keys]
        for offset, row in enumerate(sample_rows(key, lang), start=2):
            assert len(row) == len(keys)
            for place, said in zip(places, row, strict=True):
                if declared.form:
                    page.cell(1 + place, 2).value = said
                elif said:
                    page.cell(offset, place).value = said
    book.save(path.with_name(f"typed-{lang}.xlsx"))
    notes: list[InputFinding] = []
    district = read_district(path.with_name(f"typed-{lang}.xlsx"), notes=notes)
    assert notes == []
    assert len(district.schools[0].classes) == len(district.staff) == 2
    assert missing_inputs(district, read_pack(district.policy_pack_id)) == ()


def test_tabs_of_sheets_that_every_district_needs_are_dark(
    template: tuple[str, Path, Any],
) -> None:
    lang, _, book = template
    for declared in SHEETS:
        dark = book[sheet_name(declared, lang)].sheet_properties.tabColor.rgb == "FF1F4E78"
        assert dark == (declared.key in CORE)
    told = text("workbook.guide_1", lang)
    assert all(sheet_name(sheet(key), lang) in told for key in CORE)


def test_an_empty_template_is_told_so(template: tuple[str, Path, Any]) -> None:
    _, path, _ = template
    with pytest.raises(InputErrors) as refused:
        read_district(path)
    (finding,) = refused.value.errors
    assert finding.code == "input.empty_template"


ROWS: dict[str, list[Any]] = {
    "时段": ["实验小学", "一1", "周一", "16:00", "16:40"],
    "教室": ["实验小学", "101", "101教室", 45],
    "班级": ["实验小学", "一1班", "一（1）班", 1, 40, 35],
    "走班组": ["实验小学", "一年级", "一年级", "一（1）班"],
    "人员": ["t1", "张老师", "教师", "实验小学"],
    "项目": ["辅导", "作业辅导", None, "作业辅导", "作业", None, "按班"],
}


def test_a_few_rows_make_a_district(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_template(path, "zh")
    book = openpyxl.load_workbook(path)
    form = book["区县"]
    for number, value in enumerate(
        ["d", "某县", "qiaocheng", "t", "2026秋", "2026-09-01", "2027-01-15"], start=2
    ):
        form.cell(number, 2).value = value
    book["学校"].append(["s1", "实验小学", "小学"])
    for name, row in ROWS.items():
        book[name].append(row)
    book.save(path)
    district = read_district(path)
    school = district.schools[0]
    assert school.periods[0].start_min == 960
    assert school.classes[0].participants == {1: 35}
    assert school.bands[0].class_ids == ("一1班",)
    assert district.staff[0].home_school_id == "s1"
    assert district.activities[0].grouping == "by_class"


def test_a_half_filled_template_says_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_template(path, "zh")
    book = openpyxl.load_workbook(path)
    book["区县"]["B2"] = "d"
    book["学校"].append(["s1", "实验小学", "小学"])
    book.save(path)
    with pytest.raises(InputErrors) as refused:
        read_district(path)
    said = [(f.where, f.code.removeprefix("input.")) for f in refused.value.errors]
    assert said == [
        *((f"区县!B{row}", "missing") for row in range(3, 9)),
        ("时段", "no_rows_at_all"),
        ("班级", "no_rows_at_all"),
        ("走班组", "no_rows_at_all"),
    ]
