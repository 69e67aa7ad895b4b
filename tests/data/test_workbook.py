"""A district written as a workbook reads back as the same district, however people touched it."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data.readers import read_district
from data.readers.workbook.sheets import SHEETS
from data.readers.workbook.words import heading, sheet_name
from data.writers import write_district, write_district_workbook
from solver.domain import District, SchoolClass
from tests.data.books import cell, edited, read_edited
from tests.data.rich import rich_district
from tests.factories import tiny_district


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_round_trip(tmp_path: Path, lang: str) -> None:
    district = rich_district()
    write_district_workbook(district, tmp_path / "d.xlsx", lang)
    assert read_district(tmp_path / "d.xlsx") == district


def test_round_trip_through_json_and_back(tmp_path: Path) -> None:
    district = rich_district()
    write_district(district, tmp_path / "d.json")
    write_district_workbook(read_district(tmp_path / "d.json"), tmp_path / "d.xlsx")
    assert read_district(tmp_path / "d.xlsx") == district


def test_round_trip_of_an_ordinary_district(tmp_path: Path) -> None:
    write_district_workbook(tiny_district(), tmp_path / "d.xlsx", "en")
    assert read_district(tmp_path / "d.xlsx") == tiny_district()


def test_the_same_district_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_district_workbook(rich_district(), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_workbook_is_told_by_its_content(tmp_path: Path) -> None:
    write_district_workbook(rich_district(), tmp_path / "d.xlsx")
    (tmp_path / "d.xlsx").rename(tmp_path / "district.dat")
    assert read_district(tmp_path / "district.dat") == rich_district()


def test_columns_in_any_order_own_columns_and_sheets_and_blank_rows(tmp_path: Path) -> None:
    def shuffle(book: Any) -> None:
        for declared in SHEETS:
            if declared.form:
                continue
            sheet = book[sheet_name(declared, "zh")]
            rows = [list(r) for r in sheet.iter_rows(values_only=True)]
            sheet.delete_rows(1, sheet.max_row)
            sheet.append(["本表由教务处填写"])
            sheet.append([])
            sheet.append(["备注（自己看）", *reversed(rows[0])])
            for row in rows[1:]:
                sheet.append(["随便写", *reversed(row)])
                sheet.append([None, "  "])
        book.create_sheet("我的统计")["A1"] = "别管我"
        book.move_sheet("人员", offset=-10)

    assert read_edited(tmp_path, shuffle) == rich_district()


def test_headings_words_and_sheets_of_both_languages_mix(tmp_path: Path) -> None:
    def mix(book: Any) -> None:
        rooms = next(s for s in SHEETS if s.key == "rooms")
        sheet = book["教室"]
        for number, column in enumerate(rooms.columns, start=1):
            sheet.cell(1, number).value = f" {heading(rooms, column, 'en').upper()} "
        book["教室"].title = "Rooms"
        book["学校"]["C2"] = "Primary"
        book["学校"]["C3"] = "nine_year"

    assert read_edited(tmp_path, mix) == rich_district()


def test_full_width_digits_spaces_and_usual_ways_of_typing(tmp_path: Path) -> None:
    read = read_edited(
        tmp_path,
        cell("教室", "D2", " ４５ "),
        cell("时段", "D2", "16：05"),
        cell("时段", "E2", 1650),
        cell("时段", "C2", "星期一"),
        cell("区县", "B7", "2026年9月1日"),
        cell("经费", "C2", "１８０.５０"),
        cell("人员", "A2", 1001),
        cell("班级", "D2", "三年级"),
        cell("作息", "C2", "3-4"),
        cell("学校", "D2", True),
        cell("区县", "A2", "区县编号："),
        cell("经费", "A1", " 学 校 *"),
        cell("经费", "C1", "收费(元/学期)"),
    )
    assert read == rich_district()


def test_a_heading_may_leave_out_its_unit(tmp_path: Path) -> None:
    assert read_edited(tmp_path, cell("经费", "C1", "收费")) == rich_district()


def test_references_may_be_names_where_these_are_unique(tmp_path: Path) -> None:
    read = read_edited(
        tmp_path,
        cell("教室", "A2", "第一小学(本部)"),
        cell("班级", "M2", "三（1）教室"),
        cell("走班组", "D2", "三（1）班"),
        cell("选课人数", "C2", "校园足球，甲组"),
        cell("人员时间", "A2", "张三"),
        cell("人员", "G2", '"足球"、语文'),
    )
    assert read == rich_district()


def test_blank_means_the_default_and_a_word_means_none(tmp_path: Path) -> None:
    read = read_edited(
        tmp_path, cell("菜单", "F2", None), cell("菜单", "F3", "不限"), cell("学生", "C4", None)
    )
    menus = read.schools[0].menus
    assert [m.take for m in menus] == [1, None, 1]
    assert read.students[2].weekdays == (1, 2, 3, 4, 5)


def test_sheets_that_are_not_needed_may_be_missing(tmp_path: Path) -> None:
    def drop(book: Any) -> None:
        for name in ("机构审批", "豁免", "数据来源", "路程", "校历", "作息", "分时段人数"):
            del book[name]
        for sheet, place in (("时段", "I14"), ("岗位", "L2")):
            book[sheet][place] = None  # the phases went with the calendar

    read = read_edited(tmp_path, drop)
    assert (read.waivers, read.term.closures, read.schools[0].dismissal) == ((), (), ())
    assert read.schools[0].classes[0].participants_by_period == {}


def test_columns_that_are_not_needed_may_be_missing(tmp_path: Path) -> None:
    def drop(book: Any) -> None:
        book["班级"].delete_cols(15, 4)  # hardship, extended care, lunch, evening study
        book["占用时间"].delete_cols(8, 2)  # whom a block concerns

    school = read_edited(tmp_path, drop).schools[0]
    first = school.classes[0]
    counts = (first.hardship, first.extended_care, first.lunch_eaters, first.evening_study)
    assert counts == (0, 0, 0, 0)
    assert [(b.staff_ids, b.roles) for b in school.blocks] == [((), ()), ((), ())]
    # What stands left of the missing columns is read as before.
    assert first.participants == rich_district().schools[0].classes[0].participants


def test_formulas_with_a_stored_value_are_read(tmp_path: Path) -> None:
    import xlsxwriter

    path = edited(tmp_path)
    values = {s.title: list(s.values) for s in openpyxl.load_workbook(path)}
    with xlsxwriter.Workbook(tmp_path / "f.xlsx", {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in values.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if name == "教室":
                sheet.write_formula("D2", "=40+5", None, 45)
    assert read_district(tmp_path / "f.xlsx") == rich_district()


def big(classes: int) -> District:
    district = rich_district()
    school = district.schools[1]
    more = tuple(
        SchoolClass(id=f"八{n}", name=f"八（{n}）班", grade=8, enrolled=30)
        for n in range(1, classes)
    )
    band = school.bands[0].model_copy(update={"class_ids": tuple(c.id for c in more)})
    grown = school.model_copy(update={"classes": more, "bands": (band,)})
    return District(
        **{
            **{name: getattr(district, name) for name in District.model_fields},
            "schools": (district.schools[0], grown),
        }
    )


def test_long_lists_in_a_cell_read_back_or_are_refused_aloud(tmp_path: Path) -> None:
    district = big(2000)
    write_district_workbook(district, tmp_path / "d.xlsx")
    assert read_district(tmp_path / "d.xlsx") == district
    with pytest.raises(ValueError, match="32767"):
        write_district_workbook(big(9000), tmp_path / "d.xlsx")
