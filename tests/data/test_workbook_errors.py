"""Every mistake in a workbook is said with its cell, what was found and what is allowed."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from solver.domain.messages import text
from tests.data.books import Change, cell, codes, edited, found

LATE = "2028-01-01"


def without(sheet: str) -> Change:
    def change(book: Any) -> None:
        del book[sheet]

    return change


def no_column(sheet: str, number: int) -> Change:
    def change(book: Any) -> None:
        book[sheet].delete_cols(number)

    return change


def no_rows(sheet: str) -> Change:
    def change(book: Any) -> None:
        book[sheet].delete_rows(2, 500)

    return change


def last_row_gone(sheet: str) -> Change:
    def change(book: Any) -> None:
        book[sheet].delete_rows(book[sheet].max_row)

    return change


def same_names(book: Any) -> None:
    book["班级"]["C3"] = book["走班组"]["D2"] = "三（1）班"


def headless(book: Any) -> None:
    book["豁免"].delete_rows(1)


def mixed_band(book: Any) -> None:
    book["班级"]["D3"] = 4
    book["走班组"]["D2"] = "三1班、三2班"
    book["走班组"].delete_rows(3)
    book["菜单"].delete_rows(3, 2)
    book["选课人数"].delete_rows(2)
    book["学生志愿"].delete_rows(3)
    book["锁定"].delete_rows(2)


def window_service(book: Any) -> None:
    book["项目"]["F5"] = "午间"
    book["项目"]["D5"] = "拓展"


def provider_care(book: Any) -> None:
    book["项目"]["F7"] = "延时看护"
    book["项目"]["D7"] = "看护"
    book["项目"]["G7"] = "按班"
    book["项目"]["Q7"], book["项目"]["R7"] = 1, 1


CELLS: dict[str, tuple[Change, str]] = {
    "not_integer": (cell("教室", "D2", "四十"), "教室!D2"),
    "out_of_range": (cell("教室", "D2", 0), "教室!D2"),
    "missing": (cell("教室", "D2", None), "教室!D2"),
    "not_time": (cell("时段", "D2", "25:00"), "时段!D2"),
    "not_date": (cell("人员", "U2", "开学"), "人员!U2"),
    "not_money": (cell("人员", "I2", 60.555), "人员!I2"),
    "not_class_hours": (cell("人员", "N2", "1.234"), "人员!N2"),
    "not_weekday": (cell("时段", "C2", "周八"), "时段!C2"),
    "not_grade": (cell("班级", "D2", "十年级"), "班级!D2"),
    "not_yes_no": (cell("学校", "D2", "也许"), "学校!D2"),
    "not_number": (cell("学校", "I2", "北"), "学校!I2"),
    "not_allowed": (cell("学校", "C2", "大学"), "学校!C2"),
    "text_too_long": (cell("教室", "C2", "长" * 201), "教室!C2"),
    "bad_id": (cell("项目", "O4", "两\n行"), "项目!O4"),
    "bad_quotes": (cell("教室", "E2", '"没完'), "教室!E2"),
    "range_backwards_in_cell": (cell("作息", "C2", "4-3"), "作息!C2"),
    "became_date": (cell("教室", "C2", date(2026, 3, 1)), "教室!C2"),
    "digits_lost": (cell("资质", "C2", 320102200001011234), "资质!C2"),
    "formula_without_value": (cell("教室", "D2", "=40+5"), "教室!D2"),
    "error_value": (cell("教室", "D2", "#N/A"), "教室!D2"),
    "unknown_school": (cell("教室", "A2", "三小"), "教室!A2"),
    "unknown_provider": (cell("人员", "E5", "月亮"), "人员!E5"),
    "unknown_class": (cell("走班组", "D2", "三9班"), "走班组!D2"),
    "unknown_menu": (cell("选课人数", "B2", "M9"), "选课人数!B2"),
    "unknown_activity": (cell("菜单", "E2", "足球、马球"), "菜单!E2"),
    "unknown_staff_member": (cell("资质", "A2", "张飞"), "资质!A2"),
    "unknown_period": (cell("固定课表", "D2", "一周六1"), "固定课表!D2"),
    "unknown_band": (cell("菜单", "C2", "B九"), "菜单!C2"),
    "unknown_room": (cell("教室时间", "A2", "泳池"), "教室时间!A2"),
    "unknown_season": (cell("作息", "F4", "春"), "作息!F4"),
    "unknown_student": (cell("学生志愿", "A2", "X9"), "学生志愿!A2"),
    "ambiguous_name": (same_names, "走班组!D2"),
    "no_owner": (cell("经费明细", "B2", "午餐"), "经费明细!A2"),
    "not_for_kind": (cell("锁定", "C4", "B三"), "锁定!C4"),
    "doubled_row": (cell("分时段人数", "B3", "一周五2"), "分时段人数!B3"),
    "missing_column": (no_column("时段", 3), "时段!A1"),
    "unknown_column": (cell("教室", "E1", "摆设"), "教室!E1"),
    "doubled_column": (cell("教室", "E1", "名称"), "教室!E1"),
    "missing_sheet": (without("区县"), "区县"),
    "no_headings": (headless, "豁免!A1"),
    "no_rows_at_all": (no_rows("学校"), "学校"),
    "no_rows": (last_row_gone("走班组"), "学校!A3"),
    "duplicate_row_id": (cell("教室", "B3", "R1"), "教室!B3"),
    "range_backwards": (cell("区县", "B8", "2026-01-01"), "区县!B8"),
    "term_too_long": (cell("区县", "B8", "2028-01-01"), "区县!B8"),
    "make_up_twice": (cell("校历", "D5", "2026-09-27"), "校历!D5"),
    "make_up_outside": (cell("校历", "D4", LATE), "校历!D4"),
    "period_backwards": (cell("时段", "E2", "15:00"), "时段!E2"),
    "participants_exceed": (cell("班级", "E2", 10), "班级!E2"),
    "window_exceeds": (cell("班级", "Q2", 46), "班级!Q2"),
    "no_lunch_period": (cell("时段", "F13", "课后"), "班级!Q2"),
    "no_evening_period": (cell("时段", "F12", "课后"), "班级!R2"),
    "no_extended_period": (cell("时段", "F14", "课后"), "班级!P2"),
    "weekday_or_date": (cell("占用时间", "E2", "2026-11-12"), "占用时间!B2"),
    "block_backwards": (cell("占用时间", "G2", "13:00"), "占用时间!G2"),
    "post_backwards": (cell("岗位", "F2", "15:00"), "岗位!F2"),
    "window_component": (window_service, "项目!D5"),
    "hardship_exceeds": (cell("班级", "O2", 44), "班级!O2"),
    "band_or_class": (cell("固定课表", "C2", "三1班"), "固定课表!A2"),
    "instructor_needs_provider": (cell("人员", "E5", None), "人员!E5"),
    "provider_only_for_instructor": (cell("人员", "E2", "星海"), "人员!E2"),
    "needs_home_school": (cell("人员", "D2", None), "人员!D2"),
    "grouping_for_extension": (cell("项目", "G2", "自选"), "项目!G2"),
    "grouping_of_extension": (cell("项目", "G5", "按班"), "项目!G5"),
    "special_by_choice": (cell("项目", "F5", "特色"), "项目!G5"),
    "several_only_by_choice": (cell("项目", "R2", 2), "项目!R2"),
    "provider_service": (provider_care, "项目!F7"),
    "provider_basic_fee": (cell("项目", "F7", "基本"), "项目!T7"),
    "min_exceeds_max": (cell("项目", "J6", 31), "项目!J6"),
    "not_by_choice": (cell("选课人数", "C2", "阅读"), "选课人数!C2"),
    "not_on_menu": (cell("选课人数", "C2", "编程"), "选课人数!C2"),
    "class_in_one_band": (cell("走班组", "D3", "三1班、三2班"), "班级!B2"),
    "band_periods_differ": (mixed_band, "走班组!B2"),
    "home_room_shared": (cell("班级", "M3", "R1"), "班级!M3"),
    "grade_of_stage": (cell("班级", "D2", 9), "班级!D2"),
    "reductions_exceed": (cell("经费明细", "E2", 999), "经费明细!E2"),
    "periods_overlap": (cell("时段", "D3", "16:30"), "时段!B3"),
}


@pytest.mark.parametrize("code", CELLS)
def test_each_mistake_has_its_cell_and_code(tmp_path: Path, code: str) -> None:
    change, where = CELLS[code]
    findings = found(edited(tmp_path, change))
    assert (where, f"input.{code}") in [(f.where, f.code) for f in findings]
    said = next(f for f in findings if f.code == f"input.{code}")
    assert "{" not in text(said.code, "zh", **said.params)


def test_a_mistake_says_heading_value_and_what_is_allowed(tmp_path: Path) -> None:
    (finding,) = found(edited(tmp_path, cell("学校", "C2", "大学")))
    assert finding.params["column"] == "学段"
    assert finding.params["value"] == "大学"
    assert finding.params["allowed"] == "小学, 初中, 九年一贯制"


def test_an_english_workbook_is_told_in_its_own_words(tmp_path: Path) -> None:
    (finding,) = found(edited(tmp_path, cell("Schools", "C2", "college"), lang="en"))
    assert (finding.where, finding.params["column"]) == ("Schools!C2", "Stage")
    assert finding.params["allowed"] == "primary, junior, nine-year"


def test_all_mistakes_are_told_at_once_in_the_order_of_the_sheets(tmp_path: Path) -> None:
    path = edited(
        tmp_path,
        cell("人员", "I2", "六十"),
        cell("教室", "D2", "四十"),
        cell("教室", "A4", "三小"),
        cell("时段", "D2", "25:00"),
        cell("区县", "B2", None),
        cell("区县", "B7", "昨天"),
        cell("班级", "E3", 10),
        cell("菜单", "E2", "马球"),
        cell("走班组", "D3", "三1班、三2班"),
        cell("学校", "C3", "大学"),
    )
    assert codes(path) == [
        ("区县!B2", "missing"),
        ("区县!B7", "not_date"),
        ("学校!C3", "not_allowed"),
        ("时段!D2", "not_time"),
        ("教室!D2", "not_integer"),
        ("教室!A4", "unknown_school"),
        ("班级!B2", "class_in_one_band"),
        ("班级!E3", "participants_exceed"),
        ("菜单!E2", "unknown_activity"),
        ("人员!I2", "not_money"),
    ]


def test_what_follows_from_a_wrong_cell_is_not_told_again(tmp_path: Path) -> None:
    assert codes(edited(tmp_path, cell("走班组", "A2", "三小"))) == [
        ("走班组!A2", "unknown_school")
    ]
    assert codes(edited(tmp_path, cell("人员", "D2", "三小"))) == [("人员!D2", "unknown_school")]
    assert codes(edited(tmp_path, without("区县"))) == [("区县", "missing_sheet")]


def test_a_sheet_in_two_languages_is_refused(tmp_path: Path) -> None:
    def twice(book: Any) -> None:
        book.copy_worksheet(book["教室"]).title = "Rooms"

    assert ("Rooms!A1", "doubled_sheet") in codes(edited(tmp_path, twice))


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"PK\x03\x04 this is no archive", "a.xlsx", "damaged_workbook"),
        (b"", "a.xlsx", "empty_file"),
        (b" \n", "a.json", "empty_file"),
    ],
)
def test_files_that_are_no_workbooks(tmp_path: Path, content: bytes, name: str, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert codes(tmp_path / name) == [(name, code)]


def test_missing_files_and_folders(tmp_path: Path) -> None:
    assert codes(tmp_path / "no.xlsx") == [("no.xlsx", "file_not_found")]
    assert codes(tmp_path) == [(tmp_path.name, "is_folder")]


def test_a_workbook_of_something_else(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "工资表"
    book.save(tmp_path / "x.xlsx")
    (finding,) = found(tmp_path / "x.xlsx")
    assert finding.code == "input.no_known_sheet"
    assert finding.params["value"] == "工资表"
