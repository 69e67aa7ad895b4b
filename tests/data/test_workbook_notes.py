"""What is read as it stands, or left unread, is said even if nothing is wrong."""

from pathlib import Path
from typing import Any

import pytest

from data.readers import read_district
from solver.domain.errors import InputFinding
from solver.domain.messages import text
from tests.data.books import Change, cell, codes, edited, found
from tests.data.rich import rich_district


def notes(path: Path) -> list[tuple[str, str]]:
    """Returns place and code of each note; each can be said in both languages."""
    told: list[InputFinding] = []
    assert read_district(path, notes=told) is not None
    for note in told:
        for lang in ("zh", "en"):
            assert text(note.code, lang, **note.params)
    return [(note.where, note.code.removeprefix("note.")) for note in told]


def hide(book: Any) -> None:
    book["教室"].row_dimensions[3].hidden = True
    book["教室"].row_dimensions[30].hidden = True
    book["班级"].column_dimensions["E"].hidden = True
    book["班级"].column_dimensions["K"].hidden = True
    book["资质"].sheet_state = "hidden"
    book["路程"].sheet_state = "veryHidden"


def test_what_is_hidden_is_read_and_said(tmp_path: Path) -> None:
    path = edited(tmp_path, hide)
    assert read_district(path) == rich_district()
    # Row 30 of the rooms and column K of the classes hold nothing, so there is nothing to say.
    assert notes(path) == [
        ("教室!A3", "hidden_rows"),
        ("班级!A1", "hidden_columns"),
        ("资质!A1", "hidden_sheet"),
        ("路程!A1", "hidden_sheet"),
    ]


def own_things(book: Any) -> None:
    book["教室"]["L1"] = "管理员"
    book["教室"]["L2"] = "王老师"
    book["教室"]["N3"] = "没有表头的话"
    book.create_sheet("联系电话")["A1"] = "教务处"
    book.create_sheet("空表")
    book.create_sheet("说明")["A1"] = "怎么填"
    book.create_sheet("错误")["A1"] = "上次的错误"


def test_columns_and_sheets_of_ones_own_are_left_out_and_said(tmp_path: Path) -> None:
    path = edited(tmp_path, own_things)
    assert read_district(path) == rich_district()
    assert notes(path) == [
        ("教室!L1", "own_column"),
        ("教室!N1", "own_headless_column"),
        ("联系电话", "unread_sheets"),
    ]


def headings_again(book: Any) -> None:
    for place, value in zip(("A6", "B6", "D6"), ("学校", "编号*", "座位数"), strict=True):
        book["教室"][place] = value


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (cell("人员时间", "D4", "4:30"), [("人员时间!D4", "early_time")]),
        (
            cell("人员", "G2", "足球 语文"),  # then nobody has the skill 足球 any more
            [("人员!G2", "one_item"), ("项目!O6", "skill_of_nobody")],
        ),
        (cell("人员", "B2", "13812345678"), [("人员!B2", "phone_number")]),
        (cell("项目", "O6", "足球队"), [("项目!O6", "skill_of_nobody")]),
        (cell("项目", "P6", "草坪"), [("项目!P6", "feature_of_no_room")]),
        (cell("教室", "A6", "合计"), [("教室!A6", "footer")]),
        (cell("教室", "C6", "合计"), [("教室!C6", "footer")]),
        (cell("教室", "A6", "以上数据截止9月1日"), [("教室!A6", "footer")]),
        (headings_again, [("教室!A6", "heading_again")]),
    ],
)
def test_doubts(tmp_path: Path, change: Change, expected: list[tuple[str, str]]) -> None:
    assert notes(edited(tmp_path, change)) == expected


def test_an_early_time_is_said_with_the_afternoon(tmp_path: Path) -> None:
    told: list[InputFinding] = []
    read_district(edited(tmp_path, cell("人员时间", "D4", "4:30")), notes=told)
    (note,) = told
    assert (note.params["time"], note.params["later"]) == ("4:30", "16:30")


def test_a_plain_workbook_and_json_have_no_notes(tmp_path: Path) -> None:
    assert notes(edited(tmp_path)) == []


def renamed(old: str, new: str) -> Change:
    def change(book: Any) -> None:
        book[old].title = new

    return change


@pytest.mark.parametrize(
    ("old", "new"),
    [("校历", "2026校历"), ("教室", "Sheet1"), ("区县", "基本情况"), ("学生", "学生表")],
)
def test_a_sheet_under_a_wrong_name_is_told_once_with_its_name(
    tmp_path: Path, old: str, new: str
) -> None:
    (finding,) = found(edited(tmp_path, renamed(old, new)))
    assert (finding.where, finding.code) == (f"{new}!A1", "input.misnamed_sheet")
    assert finding.params["sheet"] == old


def test_mistakes_in_a_sheet_under_a_wrong_name_are_told_too(tmp_path: Path) -> None:
    path = edited(tmp_path, renamed("教室", "Sheet1"), cell("Sheet1", "D2", "四十"))
    assert codes(path) == [("Sheet1!A1", "misnamed_sheet"), ("Sheet1!D2", "not_integer")]


def test_a_copy_beside_the_sheet_itself_is_ones_own(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book.copy_worksheet(book["教室"]).title = "教室 (2)"

    path = edited(tmp_path, change)
    assert read_district(path) == rich_district()
    assert notes(path) == [("教室 (2)", "unread_sheets")]


def test_a_sheet_of_ones_own_may_look_like_a_missing_one(tmp_path: Path) -> None:
    path = edited(tmp_path, renamed("资质", "备注-去年资质"))
    assert notes(path) == [("备注-去年资质", "unread_sheets")]


def test_a_heading_that_is_not_known_may_be_one_that_is_missing(tmp_path: Path) -> None:
    path = edited(tmp_path, cell("教室", "H1", "安全检查是否合格"))
    (finding,) = found(path)
    assert (finding.where, finding.code) == ("教室!H1", "input.unknown_column")
    assert finding.params["allowed"] == "安全检查合格"


def test_a_heading_that_was_lost_is_told(tmp_path: Path) -> None:
    (finding,) = found(edited(tmp_path, cell("教室", "H1", None)))
    assert (finding.where, finding.code) == ("教室!H1", "input.headless_column")
    assert finding.params["column"] == "H"
