"""Typical mistakes of a new user: each is told in its cell, with a word that helps."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from data.readers import read_district
from solver.domain.messages import text
from tests.data.books import cell, found
from tests.data.new_user import filled_template, typed_template

Change = Callable[[Any], None]


def merge(sheet: str, area: str) -> Change:
    def change(book: Any) -> None:
        first, *rest = [one for row in book[sheet][area] for one in row]
        assert first.value is not None
        for one in rest:
            one.value = None
        book[sheet].merge_cells(area)

    return change


def rename(old: str, new: str) -> Change:
    def change(book: Any) -> None:
        book[old].title = new

    return change


def zeros(book: Any) -> None:
    book["人员"]["A2"] = 1
    book["人员时间"]["A2"] = "001"


def meeting_without_a_day(book: Any) -> None:
    for column, value in zip("ABCFG", ("一小", "教研", "周五教研", "14:00", "16:00"), strict=True):
        book["占用时间"][f"{column}2"] = value


def date_format(book: Any) -> None:
    book["教室"]["D2"] = date(1900, 2, 17)
    book["教室"]["D2"].number_format = "yyyy-mm-dd"


def clear(sheet: str, row: int) -> Change:
    def change(book: Any) -> None:
        for one in book[sheet][row]:
            one.value = None

    return change


# What a new user does -> sheet and cell, key of the message, a word that must be in it.
MISTAKES: dict[str, tuple[Change, str, str, str]] = {
    "date the American way": (
        cell("区县", "B7", "9/1/2026"),
        "区县!B7",
        "ambiguous_date",
        "年-月-日",
    ),
    "date without its year": (
        cell("人员时间", "G2", "11月2日"),
        "人员时间!G2",
        "date_without_year",
        "2026-09-01",
    ),
    "a day that is not in the calendar": (
        cell("校历", "E2", "2026-10-32"),
        "校历!E2",
        "no_such_day",
        "没有这一天",
    ),
    "last day before the first": (
        cell("区县", "B8", "2026-01-22"),
        "区县!B8",
        "range_backwards",
        "早于",
    ),
    "time with a dot": (cell("时段", "D2", "16.30"), "时段!D2", "not_time", "16:00"),
    "begin and end in one cell": (
        cell("时段", "D2", "16:00-17:00"),
        "时段!D2",
        "time_span",
        "结束时间",
    ),
    "end before the beginning": (
        cell("时段", "E2", "15:00"),
        "时段!E2",
        "period_backwards",
        "不晚于开始时间",
    ),
    "two weekdays in one row": (
        cell("时段", "C2", "周一、周二"),
        "时段!C2",
        "one_only",
        "分成几行",
    ),
    "periods at the same time": (
        cell("时段", "C3", "周一"),
        "时段!B3",
        "periods_overlap",
        "时间重叠",
    ),
    "class in place of the grade": (
        cell("班级", "D2", "三（1）班"),
        "班级!D2",
        "not_grade",
        "三年级",
    ),
    "about so many": (cell("教室", "D2", "约48"), "教室!D2", "not_integer", "整数"),
    "no seats": (cell("教室", "D2", 0), "教室!D2", "out_of_range", "≥ 1"),
    "number shown as a date": (date_format, "教室!D2", "date_for_number", "常规"),
    "more take part than are in the class": (
        cell("班级", "F2", 54),
        "班级!E2",
        "participants_exceed",
        "班级人数 45",
    ),
    "the same id twice": (
        cell("班级", "B3", "一小-301"),
        "班级!B3",
        "duplicate_row_id",
        "班级!B2",
    ),
    "a row without its id": (cell("人员", "A3", None), "人员!A3", "missing", "编号"),
    "a class nobody knows": (
        cell("走班组", "D2", "一小-301、一小-303"),
        "走班组!D2",
        "unknown_class",
        "一小-302",
    ),
    "a school under another name": (
        cell("教室", "A2", "第1小学"),
        "教室!A2",
        "unknown_school",
        "一小",
    ),
    "a class in no band": (clear("走班组", 3), "学校!A3", "no_rows", "走班组"),
    "a class in two bands": (
        cell("走班组", "D2", "一小-301、一小-302、一小-301"),
        "班级!B2",
        "class_in_one_band",
        "正好在一个组里",
    ),
    "one home room for two classes": (
        cell("班级", "M3", "一小-301室"),
        "班级!M3",
        "home_room_shared",
        "只能属于一个班",
    ),
    "a grade that the school has not": (
        cell("班级", "D4", "七年级"),
        "班级!D4",
        "grade_of_stage",
        "1 到 6",
    ),
    "a word that is not on the list": (
        cell("人员", "C2", "老师"),
        "人员!C2",
        "not_allowed",
        "教师",
    ),
    "a teacher without a school": (
        cell("人员", "D2", None),
        "人员!D2",
        "needs_home_school",
        "所在学校",
    ),
    "sports by choice": (cell("项目", "D3", "体育"), "项目!G3", "grouping_for_extension", "拓展"),
    "lunch where there is no time for it": (
        cell("班级", "Q2", 30),
        "班级!Q2",
        "no_lunch_period",
        "请在“时段”表补上",
    ),
    "more stay for care than are in the class": (
        cell("班级", "P2", 54),
        "班级!P2",
        "window_exceeds",
        "班级人数 45",
    ),
    "a meeting without a day": (
        meeting_without_a_day,
        "占用时间!B2",
        "weekday_or_date",
        "星期和日期",
    ),
    "money in words": (cell("经费", "C2", "一百八"), "经费!C2", "not_money", "元"),
    "percentage as a fraction": (
        cell("经费明细", "F2", 0.5),
        "经费明细!F2",
        "fraction_for_percent",
        "请填 50",
    ),
    "neither yes nor no": (cell("学校", "D2", "不清楚"), "学校!D2", "not_yes_no", "“否”"),
    "one number for two rows": (
        merge("班级", "E2:E3"),
        "班级!E2",
        "merged_amount",
        "取消合并",
    ),
    "an id that became a date": (
        cell("教室", "B5", date(2026, 3, 1)),
        "教室!B5",
        "became_date",
        "文本",
    ),
    "zeros in front that got lost": (zeros, "人员时间!A2", "zeros_in_front", "“1”"),
    "a heading changed": (cell("教室", "D1", "容量"), "教室!D1", "unknown_column", "座位数"),
    "a sheet renamed": (rename("教室", "教室一览"), "教室一览!A1", "misnamed_sheet", "“教室”"),
    "a formula that was never computed": (
        cell("教室", "D2", "=40+8"),
        "教室!D2",
        "formula_without_value",
        "保存",
    ),
    "an error in a cell": (cell("教室", "D2", "#N/A"), "教室!D2", "error_value", "#N/A"),
    "a column that is not for this kind": (
        cell("校历", "I3", "国庆调休"),
        "校历!I3",
        "not_for_kind",
        "调休",
    ),
    "a choice that is not on the menu": (
        cell("选课人数", "C2", "作业辅导"),
        "选课人数!C2",
        "not_by_choice",
        "自选",
    ),
}
# The id that was written over is missed elsewhere; the heading is missed as a column; what is not
# chosen freely is on no menu either.
ALSO = {
    "the same id twice": [("走班组!D2", "unknown_class"), ("选课人数!A3", "unknown_class")],
    "a heading changed": [("教室!A1", "missing_column")],
    "a choice that is not on the menu": [("选课人数!C2", "not_on_menu")],
}


def test_the_district_itself_is_right(tmp_path: Path) -> None:
    typed_template().save(tmp_path / "d.xlsx")
    district = read_district(tmp_path / "d.xlsx")
    assert [len(s.classes) for s in district.schools] == [2, 1]
    assert district.schools[0].periods[0].start_min == 16 * 60
    assert district.schools[0].funding[0].fee_fen == 18_000


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_typical_mistake_is_told_in_its_cell(tmp_path: Path, mistake: str) -> None:
    change, where, code, word = MISTAKES[mistake]
    book = filled_template()
    change(book)
    book.save(tmp_path / "d.xlsx")
    findings = found(tmp_path / "d.xlsx")
    said = [(f.where, f.code.removeprefix("input.")) for f in findings]
    assert sorted(said) == sorted([(where, code), *ALSO.get(mistake, [])])
    finding = next(f for f in findings if f.code == f"input.{code}")
    assert word in text(finding.code, "zh", **finding.params)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_it_is_told_alike_whatever_program_wrote_the_file(tmp_path: Path, mistake: str) -> None:
    change, where, code, _ = MISTAKES[mistake]
    book = filled_template()
    change(book)
    with xlsxwriter.Workbook(tmp_path / "d.xlsx", {"strings_to_formulas": False}) as written:
        for sheet in book.worksheets:
            _copy(sheet, written)
    said = [(f.where, f.code.removeprefix("input.")) for f in found(tmp_path / "d.xlsx")]
    if code == "formula_without_value":  # xlsxwriter stores 0 as the result of every formula
        where, code = "教室!D2", "out_of_range"
    assert (where, code) in said


def _copy(sheet: Any, written: Any) -> None:
    page = written.add_worksheet(sheet.title)
    areas = {str(area) for area in sheet.merged_cells.ranges}
    for area in areas:
        page.merge_range(area, "")
    for row in sheet.iter_rows():
        for one in row:
            if one.value is None or isinstance(one, openpyxl.cell.cell.MergedCell):
                continue
            style = written.add_format({"num_format": one.number_format})
            if one.data_type == "e":
                page.write_formula(one.coordinate, "=NA()", style, one.value)
            elif one.data_type == "f":
                page.write_formula(one.coordinate, one.value, style)
            else:
                page.write(one.coordinate, one.value, style)
