"""What else new users do with only the guide at hand: it reads right, or is told in its cell."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data.readers import read_district
from data.writers.marked_copy import write_marked_copy
from solver.domain import District
from solver.domain.messages import text
from tests.data.books import cell, found
from tests.data.new_user import filled_template

Change = Callable[[Any], None]


def both(*changes: Change) -> Change:
    def change(book: Any) -> None:
        for one in changes:
            one(book)

    return change


def exchanged(book: Any) -> None:
    book["班级"].title, book["教室"].title = "别的", "班级"
    book["别的"].title = "教室"


def row(sheet: str, number: int, *values: Any) -> Change:
    def change(book: Any) -> None:
        for column, value in enumerate(values, start=1):
            book[sheet].cell(number, column).value = value

    return change


def title_above(book: Any) -> None:
    book["班级"].insert_rows(1)
    book["班级"]["A1"] = "班级情况表"


def column_gone(book: Any) -> None:
    book["班级"].delete_cols(4)


def second_teacher_named_the_same(book: Any) -> None:
    book["人员"]["B3"] = "张老师"
    book["人员时间"]["A2"] = "张老师"


ID_CARD = "350582201501011234"
STUDENT = row("学生", 2, ID_CARD, "一小-301")

# What a new user does -> sheet and cell, key of the message, a word that must be in it.
TOLD: dict[str, tuple[Change, str, str, str]] = {
    "after the last lesson": (cell("时段", "D2", "放学后"), "时段!D2", "not_time", "16:00"),
    "a lesson for a time": (cell("时段", "D2", "第8节"), "时段!D2", "not_time", "16:00"),
    "minutes beyond sixty": (cell("时段", "D2", "16:75"), "时段!D2", "not_time", "16:00"),
    "from to with a wave": (cell("时段", "D2", "16:00～16:40"), "时段!D2", "time_span", "两列"),
    "a week for a date": (cell("校历", "D2", "第6周"), "校历!D2", "not_date", "2026-09-01"),
    "a span of dates": (cell("校历", "D2", "10月1日-7日"), "校历!D2", "not_date", "2026-09-01"),
    "a year of two digits": (
        cell("区县", "B8", "27-1-22"),
        "区县!B8",
        "ambiguous_date",
        "年-月-日",
    ),
    "money per lesson": (cell("人员", "I2", "40元/节"), "人员!I2", "not_money", "60"),
    "a phone number for money": (
        cell("人员", "I2", 13812345678),
        "人员!I2",
        "phone_number",
        "填错了列",
    ),
    "a phone number as text": (
        cell("教室", "D2", "138 1234 5678"),
        "教室!D2",
        "phone_number",
        "手机号",
    ),
    "half a student": (cell("班级", "E2", 42.5), "班级!E2", "not_integer", "整数"),
    "fewer than none": (cell("班级", "E2", -5), "班级!E2", "out_of_range", "≥ 0"),
    "so many per class": (cell("班级", "E2", "每班45人"), "班级!E2", "not_integer", "整数"),
    "days run together": (cell("项目", "I3", "周一三五"), "项目!I3", "not_weekdays", "周一、周三"),
    "working days": (cell("项目", "I3", "工作日"), "项目!I3", "not_weekdays", "周一至周五"),
    "lower grades": (cell("时段", "G2", "低年级"), "时段!G2", "not_grades", "1、2"),
    "no such weekday": (cell("时段", "C2", "星期八"), "时段!C2", "not_weekday", "周一"),
    "as above": (cell("班级", "A3", "同上"), "班级!A3", "ditto", "上一行"),
    "a ditto mark": (cell("班级", "A3", "〃"), "班级!A3", "ditto", "上一行"),
    "an identity number for a student": (STUDENT, "学生!A2", "identity_number", "X001"),
    "country for town or not": (cell("学校", "D2", "农村"), "学校!D2", "not_yes_no", "“是”"),
    "not found for no": (cell("人员", "W2", "未发现"), "人员!W2", "not_yes_no", "“否”"),
    "class teacher for a role": (cell("人员", "C2", "班主任"), "人员!C2", "not_allowed", "教师"),
    "a stage of its own": (cell("学校", "C2", "完小"), "学校!C2", "not_allowed", "小学"),
    "classes joined by and": (
        cell("走班组", "D2", "一小-301和一小-302"),
        "走班组!D2",
        "unknown_class",
        "一小-302",
    ),
    "a span of classes": (
        cell("走班组", "D2", "一小-301至一小-302"),
        "走班组!D2",
        "unknown_class",
        "一小-302",
    ),
    "two people of one name": (
        second_teacher_named_the_same,
        "人员时间!A2",
        "ambiguous_name",
        "T001",
    ),
    "rows of another school": (
        row("班级", 5, "实小", "实小-101", "一（1）班", 1, 45, 40),
        "班级!A5",
        "unknown_school",
        "一小",
    ),
    "a class in no band": (
        row("班级", 5, "一小", "一小-303", "三（3）班", 3, 45, 40),
        "班级!B5",
        "class_in_one_band",
        "写在 0 个走班组里",
    ),
    "a required cell left blank": (cell("班级", "A3", None), "班级!A3", "missing", "“学校”"),
    "a column deleted": (column_gone, "班级!A1", "missing_column", "“年级”"),
    "a heading twice": (cell("班级", "S1", "年级"), "班级!S1", "doubled_column", "D1"),
    "two sheets exchanged": (exchanged, "班级!A1", "wrong_sheet", "“教室”"),
    "both weekday and date": (
        row("占用时间", 2, "一小", "教研", "教研", "周五", date(2026, 9, 4), "14:00", "16:00"),
        "占用时间!B2",
        "weekday_or_date",
        "其中一个",
    ),
    "more wishes than students": (
        cell("选课人数", "D2", 300),
        "选课人数!D2",
        "choices_exceed",
        "45",
    ),
    "the name of a county for its policy": (
        cell("区县", "B4", "谯城区"),
        "区县!B4",
        "unknown_pack",
        "qiaocheng",
    ),
}
ALSO = {"two sheets exchanged": [("教室!A1", "wrong_sheet")]}


def read_right(change: Change, tmp_path: Path) -> District:
    book = filled_template()
    change(book)
    book.save(tmp_path / "d.xlsx")
    return read_district(tmp_path / "d.xlsx")


@pytest.mark.parametrize("mistake", TOLD)
def test_it_is_told_in_its_cell_and_marked_there(tmp_path: Path, mistake: str) -> None:
    change, where, code, word = TOLD[mistake]
    book = filled_template()
    change(book)
    path = tmp_path / "d.xlsx"
    book.save(path)
    findings = found(path, packs=("qiaocheng",))
    said = [(f.where, f.code.removeprefix("input.")) for f in findings]
    assert sorted(said) == sorted([(where, code), *ALSO.get(mistake, [])])
    finding = next(f for f in findings if f.where == where)
    assert word in text(finding.code, "zh", **finding.params)
    copy = write_marked_copy(path, findings, "zh")
    assert copy is not None
    sheet, place = where.split("!")
    assert word in openpyxl.load_workbook(copy)[sheet][place].comment.text


# What a new user writes -> what is read of it.
READ: dict[str, tuple[Change, Callable[[District], object], object]] = {
    "full-width digits": (
        both(cell("班级", "E2", "４５"), cell("区县", "B7", "２０２６－０９－０１")),
        lambda d: (d.schools[0].classes[0].enrolled, d.term.first_day),
        (45, date(2026, 9, 1)),
    ),
    "dates with dots": (
        cell("区县", "B7", "2026.9.1"),
        lambda d: d.term.first_day,
        date(2026, 9, 1),
    ),
    "times as spoken": (
        both(cell("时段", "D2", "下午4点"), cell("时段", "E2", "17时50分")),
        lambda d: (d.schools[0].periods[0].start_min, d.schools[0].periods[0].end_min),
        (960, 1070),
    ),
    "times as numbers": (
        both(cell("时段", "D2", 1600), cell("时段", "E2", datetime(1899, 12, 30, 16, 40))),
        lambda d: (d.schools[0].periods[0].start_min, d.schools[0].periods[0].end_min),
        (960, 1000),
    ),
    "weekdays of all kinds": (
        both(cell("时段", "C2", "每周一"), cell("时段", "C3", "Wed"), cell("时段", "C4", "礼拜一")),
        lambda d: [p.weekday for s in d.schools for p in s.periods],
        [1, 3, 1],
    ),
    "all grades and every day": (
        both(cell("项目", "H3", "全年级"), cell("项目", "I3", "每天")),
        lambda d: (d.activities[1].grades, d.activities[1].weekdays),
        ((), ()),
    ),
    "free of charge": (cell("项目", "T3", "免费"), lambda d: d.activities[1].fee_fen, 0),
    "without limit": (
        both(cell("人员", "O2", "不限"), cell("人员", "R2", "不限")),
        lambda d: (d.staff[0].max_week_ch, d.staff[0].max_days),
        (None, None),
    ),
    "nothing in many words": (
        both(cell("人员", "G2", "无"), cell("班级", "O2", "/"), cell("班级", "O3", "——")),
        lambda d: (d.staff[0].skills, [c.hardship for c in d.schools[0].classes]),
        ((), [0, 0]),
    ),
    "units in the cell": (
        both(cell("班级", "E2", "45人"), cell("项目", "R3", "2次"), cell("经费", "C2", "180元")),
        lambda d: (d.schools[0].classes[0].enrolled, d.activities[1].meetings_per_week),
        (45, 2),
    ),
    "a tick and a cross": (
        both(cell("人员", "V2", "√"), cell("人员", "W2", "×")),
        lambda d: (d.staff[0].vetting_passed, d.staff[0].bad_record),
        (True, False),
    ),
    "spaces around ids": (
        both(cell("班级", "B2", " 一小-301 "), cell("走班组", "D2", "一小-301 ；\n一小-302")),
        lambda d: d.schools[0].bands[0].class_ids,
        ("一小-301", "一小-302"),
    ),
    "the name in place of the id": (
        both(cell("人员", "D2", "第一小学"), cell("选课人数", "C2", "校园足球")),
        lambda d: (d.staff[0].home_school_id, d.choice_counts[0].activity_id),
        ("一小", "足球"),
    ),
    "a title above the headings": (
        title_above,
        lambda d: len(d.schools[0].classes),
        2,
    ),
    "the headings once more": (
        row("班级", 5, "学校", "编号", "名称", "年级"),
        lambda d: [len(s.classes) for s in d.schools],
        [2, 1],
    ),
    "a sum in the third column": (
        row("班级", 5, "一小", None, "合计", None, 89),
        lambda d: [len(s.classes) for s in d.schools],
        [2, 1],
    ),
}


@pytest.mark.parametrize("habit", READ)
def test_it_reads_right(tmp_path: Path, habit: str) -> None:
    change, look, expected = READ[habit]
    assert look(read_right(change, tmp_path)) == expected
