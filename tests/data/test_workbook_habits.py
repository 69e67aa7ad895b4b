"""What users write in their own ways reads as what they mean."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from data.readers import read_district
from tests.data.books import Change, cell, codes, edited, read_edited
from tests.data.rich import rich_district

# The changed cell says the same as the cell did, so the whole district stays what it was.
SAME: dict[str, tuple[tuple[str, str, Any], ...]] = {
    "full-width digits and letters": (
        ("教室", "D2", "４５"),
        ("经费", "C2", "１８０．５０"),
        ("教室", "K3", "Ｒ１"),
        ("选课人数", "B2", "ｍ２"),
    ),
    "spaces before, within and after": (
        ("教室", "A2", " 一 小 "),
        ("走班组", "D2", "三1班\u00a0"),
        ("合班", "C2", "\u3000三1班 、 三2班\u3000"),
        ("时段", "C2", " 周 一 "),
        ("教室", "D2", "\u00a045\u00a0"),
        ("选课人数", "C2", "足\u200b球"),
        ("学校", "C2", "小 学"),
    ),
    "dates as text": (
        ("区县", "B7", "2026年9月1日"),
        ("校历", "D2", "2026.10.1"),
        ("校历", "E2", "2026/10/7"),
        ("人员", "U2", "20260801"),
        ("人员", "X2", "2026年08月02号"),
        ("资质", "D2", "2030-1-1 00:00:00"),
    ),
    "times": (
        ("时段", "D2", "16:05"),
        ("时段", "D3", "17：00"),
        ("时段", "D4", 1605),
        ("时段", "D5", "1700"),
        ("时段", "D6", "下午4点05分"),
        ("时段", "D7", "下午5点"),
        ("时段", "D8", "4:05 PM"),
        ("时段", "D9", "下午五点整"),
        ("时段", "D10", 965 / 1440),
        ("时段", "D11", time(17, 0)),
        ("时段", "D15", "下午4点半"),
        ("时段", "D12", "晚上7点"),
        ("时段", "D13", "中午12点"),
        ("时段", "E12", "24点"),
    ),
    "numbers stored as text, with the word that counts them": (
        ("教室", "D3", "300"),
        ("班级", "E2", "45人"),
        ("班级", "F2", "40 名"),
        ("路程", "C2", "15分钟"),
        ("区县", "B9", "7 分"),
        ("人员", "N2", "3课时"),
    ),
    "money": (
        ("经费", "C2", "180.50元"),
        ("经费", "F2", "￥200"),
        ("经费明细", "I4", "12,345.67"),
        ("区县", "B19", "5.000001万元"),
        ("人员", "I2", "¥ 60.00"),
        ("人员", "L2", "80.5 元"),
    ),
    "yes and no": (
        ("学校", "D2", "√"),
        ("学校", "E2", 1),
        ("学校", "E3", "×"),
        ("学校", "N2", True),
        ("学校", "N3", "FALSE"),
        ("教室", "H3", "合格"),
        ("教室", "H4", "不合格"),
        ("教室", "I2", 0),
        ("人员", "V2", "通过"),
        ("人员", "W2", "无"),
        ("人员", "W4", "有"),
        ("经费", "D2", "✔"),
    ),
    "grades": (
        ("班级", "D2", "三年级"),
        ("班级", "D3", "三"),
        ("班级", "D4", "初二"),
        ("作息", "C2", "三年级、四年级"),
        ("时段", "G12", "3-4年级"),
        ("项目", "H6", "三至四年级"),
    ),
    "weekdays": (
        ("时段", "C2", "星期一"),
        ("时段", "C3", 1),
        ("时段", "C4", "Tue"),
        ("时段", "C5", "礼拜二"),
        ("时段", "C6", "三"),
        ("班级", "N2", "周一、三"),
        ("项目", "I6", "1,3"),
        ("学生", "C3", "周一至周五"),
        ("岗位", "D2", "Mon."),
    ),
    "separators": (
        ("合班", "C2", "三1班，三2班"),
        ("菜单", "D2", "一周三1;一周三2"),
        ("菜单", "E2", "足球\n编程"),
        ("人员", "H2", "三1班 三2班"),
        ("学校", "L2", "王校长，李主任，"),
        ("项目", "I6", "周一/周三"),
        ("岗位", "K2", "教职工; 志愿者"),
        ("人员", "G2", "足球；语文"),
    ),
    "percentages": (
        ("经费明细", "F2", "100%"),
        ("经费明细", "F3", "５０％"),
        ("学生", "E2", "50 %"),
    ),
    "words for nothing": (
        ("教室", "K2", "无"),
        ("教室", "G2", "/"),
        ("人员", "F2", "-"),
        ("人员", "AG3", "无"),
        ("人员", "E2", "没有"),
        ("项目", "O2", "无"),
        ("项目", "P2", "无"),
        ("资质", "D3", "—"),
        ("班级", "O3", "无"),
        ("项目", "L2", "/"),
    ),
    "words for all": (
        ("时段", "G3", "全部"),
        ("项目", "H2", "所有年级"),
        ("项目", "I2", "全部"),
        ("校历", "J2", "全部"),
        ("占用时间", "H2", "全体"),
    ),
    "lunch, extended care and evening study": (
        ("时段", "F12", " 晚 修 "),
        ("时段", "F13", "午餐"),
        ("时段", "F14", "延时托管"),
        ("时段", "F15", "课后服务"),
        ("时段", "H12", "０课时"),
        ("班级", "P2", "５人"),
        ("班级", "Q2", "12 名"),
        ("班级", "Q3", "无"),
        ("班级", "R2", "2人 "),
        ("班级", "R4", "-"),
        ("分时段人数", "C2", "20人"),
        ("学生", "F2", "√"),
        ("学生", "F3", "×"),
        ("人员", "L2", "￥80.5"),
        ("人员", "T2", "0次"),
        ("按人数计酬", "B2", "特色服务"),
    ),
    "phases": (
        ("校历", "A6", " 阶 段"),
        ("校历", "D6", "2026年11月1日"),
        ("校历", "E6", 20270120),
        ("校历", "H7", "社　团"),
        ("校历", "G8", "下午6点"),
        ("时段", "I14", "冬季作息；"),
        ("时段", "I13", "全部"),
    ),
    "times in which staff are taken": (
        ("占用时间", "D2", "星期五"),
        ("占用时间", "F2", "下午2点"),
        ("占用时间", "G2", 1600),
        ("占用时间", "H2", "全体"),
        ("占用时间", "I2", "全部"),
        ("占用时间", "E3", "2026.11.12"),
        ("占用时间", "F3", "16：00"),
        ("占用时间", "G3", 0.75),
        ("占用时间", "H3", "张 三"),
        ("占用时间", "I3", "教师，干部"),
    ),
    "posts": (
        ("岗位", "C2", "门岗\u3000"),
        ("岗位", "D2", 1),
        ("岗位", "E2", "15:50:00"),
        ("岗位", "F2", "下午6点10分"),
        ("岗位", "G2", "２人"),
        ("岗位", "H2", "×"),
        ("岗位", "I2", "0.5课时"),
        ("岗位", "J2", " 急救 "),
        ("岗位", "K2", "教职工/志愿者"),
    ),
    "headings with the name of their sheet": (
        ("教室", "B1", "教室编号"),
        ("教室", "C1", "教室名称*"),
    ),
}


@pytest.mark.parametrize("habit", SAME)
def test_usual_ways_of_writing_read_alike(tmp_path: Path, habit: str) -> None:
    changes = [cell(*change) for change in SAME[habit]]
    assert read_edited(tmp_path, *changes) == rich_district()


def formatted(sheet: str, place: str, value: Any, number_format: str) -> Change:
    def change(book: Any) -> None:
        book[sheet][place] = value
        book[sheet][place].number_format = number_format

    return change


def test_a_percentage_is_what_its_cell_shows(tmp_path: Path) -> None:
    read = read_edited(
        tmp_path,
        formatted("经费明细", "F2", 1, "0%"),
        formatted("经费明细", "F3", 0.5, "0.00%"),
        formatted("学生", "E2", 0.5, '0.0"个百分点"%'),
    )
    assert read == rich_district()


def test_zeros_in_front_are_read_where_the_cell_shows_them(tmp_path: Path) -> None:
    # 12 shown as 0012 is the room 0012; without that format it is another id.
    assert read_edited(tmp_path, formatted("教室", "B4", 12, "0000")) == rich_district()
    (room,) = [
        room
        for room in read_edited(tmp_path, formatted("教室", "B4", 12, "0")).schools[0].rooms
        if room.name == "琴房"
    ]
    assert room.id == "12"


def test_a_date_with_any_format_is_a_date(tmp_path: Path) -> None:
    read = read_edited(
        tmp_path,
        formatted("区县", "B7", datetime(2026, 9, 1), "d/m/yy"),
        formatted("人员", "U2", date(2026, 8, 1), 'yyyy"年"m"月"d"日"'),
        formatted("时段", "D2", 965 / 1440, "General"),
        formatted("时段", "D3", 17 / 24, 'h"时"mm"分"'),
    )
    assert read == rich_district()


def merged(sheet: str, area: str, *blanked: str) -> Change:
    """Returns the change that merges cells, the way Excel does: only the first keeps its value."""

    def change(book: Any) -> None:
        for place in blanked:
            book[sheet][place] = None
        book[sheet].merge_cells(area)

    return change


def test_a_merged_cell_is_the_value_of_each_of_its_rows(tmp_path: Path) -> None:
    read = read_edited(
        tmp_path,
        merged("时段", "A2:A14"),
        merged("时段", "C2:C3"),
        merged("教室", "A2:A4"),
        merged("人员时间", "A2:A7"),
        merged("学生", "B2:B3"),
        merged("经费明细", "A2:A6"),
    )
    assert read == rich_district()


def test_merged_headings_titles_and_blank_rows_do_not_matter(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["教室"]
        sheet.insert_rows(1)
        sheet["A1"] = "教室一览表"
        sheet.merge_cells("A1:K1")
        sheet.merge_cells("A5:A20")
        sheet.merge_cells("M3:M5")

    assert read_edited(tmp_path, change) == rich_district()


def test_totals_and_signatures_below_a_table_are_no_records(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["教室"].append(["合计", None, None, 365])
        book["教室"].append([])
        book["教室"].append(["填表人：张三", None, "审核人（签字）：李四"])
        book["班级"].append([None, "总计", None, None, 115])

    assert read_edited(tmp_path, change) == rich_district()


def test_a_record_that_is_called_like_a_total_is_a_record(tmp_path: Path) -> None:
    path = edited(tmp_path, cell("机构", "A3", "合计"))
    assert read_district(path).providers[1].id == "合计"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (merged("教室", "B2:B3", "B3"), ("教室!B2", "merged_id")),
        (merged("教室", "D2:D4", "D3", "D4"), ("教室!D2", "merged_amount")),
        (merged("班级", "F2:J2", "G2", "H2", "I2", "J2"), ("班级!F2", "merged_columns")),
        (merged("区县", "B15:B16", "B16"), ("区县!B15", "merged_lines")),
    ],
)
def test_a_merged_cell_that_may_mean_several_things_is_refused(
    tmp_path: Path, change: Change, expected: tuple[str, str]
) -> None:
    assert expected in codes(edited(tmp_path, change))
