"""A small district typed into the empty template, as a new user does with the guide at hand."""

import io
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from data.writers import write_template
from tests.data.books import lean_copy

FORM = ("某县", "某县", "qiaocheng", "2026秋", "2026—2027学年第一学期", "2026-09-01", "2027-01-22")
ROWS: dict[str, tuple[tuple[Any, ...], ...]] = {
    "校历": (
        ("停课", None, None, "2026-10-01", "2026-10-07", None, None, None, "国庆节"),
        ("调休", None, None, "2026-09-27", None, "周三"),
    ),
    "学校": (("一小", "第一小学", "小学", "是"), ("二小", "第二小学", "小学", "否")),
    "时段": (
        ("一小", "一小-周一1", "周一", "16:00", "17:00"),
        ("一小", "一小-周三1", "周三", "16:00", "17:00"),
        ("二小", "二小-周一1", "周一", "16:30", "17:30"),
    ),
    "教室": (
        ("一小", "一小-301室", "三（1）班教室", 48),
        ("一小", "一小-302室", "三（2）班教室", 48),
        ("一小", "一小-操场", "操场", 200, "操场", 6),
        ("二小", "二小-101室", "一（1）班教室", 48),
    ),
    "班级": (
        ("一小", "一小-301", "三（1）班", 3, 45, 30, None, 30, *(None,) * 4, "一小-301室"),
        ("一小", "一小-302", "三（2）班", 3, 44, 28, None, 28, *(None,) * 4, "一小-302室"),
        ("二小", "二小-101", "一（1）班", 1, 40, 35),
    ),
    "走班组": (
        ("一小", "一小-三年级", "三年级", "一小-301、一小-302"),
        ("二小", "二小-一年级", "一年级", "二小-101"),
    ),
    "菜单": (("一小", "一小-周三菜单", "一小-三年级", "一小-周三1", "足球"),),
    "经费": (("一小", "基本", 180, "是", "发改〔2026〕1号"), ("二小", "基本", 0)),
    "经费明细": (("一小", "基本", "减免", "困难", 3, 50),),
    "人员": (
        ("T001", "张老师", "教师", "一小"),
        ("T002", "李老师", "教师", "一小"),
        ("T003", "王老师", "教师", "二小"),
    ),
    "人员时间": (("T001", "请假", None, None, None, None, "2026-11-02", "2026-11-06", "培训"),),
    "项目": (
        ("辅导", "作业辅导", None, "作业辅导", "作业", None, "按班"),
        ("足球", "校园足球", "一小", "拓展", "体育", "基本", "自选", "3", "周三", 8, 30),
    ),
    "选课人数": (
        ("一小-301", "一小-周三菜单", "足球", 12),
        ("一小-302", "一小-周三菜单", "足球", 10),
    ),
}


def typed_template() -> Any:
    """Returns the template with the rows typed in."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.xlsx"
        write_template(path, "zh")
        book = openpyxl.load_workbook(path)
    for number, value in enumerate(FORM, start=2):
        book["区县"].cell(number, 2).value = value
    for name, rows in ROWS.items():
        for offset, row in enumerate(rows, start=2):
            for column, value in enumerate(row, start=1):
                book[name].cell(offset, column).value = value
    return book


@cache
def _lean() -> bytes:
    return lean_copy(typed_template())


def filled_template() -> Any:
    """Returns the same without what only Excel uses, to be changed and saved quickly."""
    return openpyxl.load_workbook(io.BytesIO(_lean()))
