"""A sheet that is missing, empty or misnamed is said once, not once for every row that needs it."""

from pathlib import Path
from typing import Any

import pytest

from data.readers import located, pack_ids, read_district
from solver.domain.errors import InputErrors, InputFinding
from tests.data.books import Change, cell, codes, edited, found

DEFINING = (
    "学校",
    "时段",
    "教室",
    "班级",
    "走班组",
    "菜单",
    "经费",
    "人员",
    "机构",
    "项目",
    "学生",
)


def without(sheet: str) -> Change:
    def change(book: Any) -> None:
        del book[sheet]

    return change


def emptied(sheet: str) -> Change:
    def change(book: Any) -> None:
        book[sheet].delete_rows(2, 500)

    return change


def headless(sheet: str) -> Change:
    def change(book: Any) -> None:
        book[sheet].delete_rows(1)

    return change


def renamed(sheet: str, name: str) -> Change:
    def change(book: Any) -> None:
        book[sheet].title = name

    return change


def no_ids(sheet: str) -> Change:
    def change(book: Any) -> None:
        headings = [str(c.value).rstrip("*") for c in book[sheet][1]]
        book[sheet].delete_cols(headings.index("编号") + 1)

    return change


@pytest.mark.parametrize("sheet", DEFINING)
def test_a_missing_sheet_is_the_only_finding(tmp_path: Path, sheet: str) -> None:
    assert codes(edited(tmp_path, without(sheet))) == [(sheet, "missing_sheet")]


@pytest.mark.parametrize("sheet", DEFINING)
def test_an_empty_sheet_is_the_only_finding(tmp_path: Path, sheet: str) -> None:
    assert codes(edited(tmp_path, emptied(sheet))) == [(sheet, "no_rows_at_all")]


@pytest.mark.parametrize("sheet", DEFINING)
def test_missing_headings_are_the_only_finding(tmp_path: Path, sheet: str) -> None:
    assert codes(edited(tmp_path, headless(sheet))) == [(f"{sheet}!A1", "no_headings")]


@pytest.mark.parametrize("sheet", ["学校", "时段", "教室", "班级", "走班组", "菜单", "机构"])
def test_a_missing_column_of_ids_is_the_only_finding(tmp_path: Path, sheet: str) -> None:
    assert codes(edited(tmp_path, no_ids(sheet))) == [(f"{sheet}!A1", "missing_column")]


def test_every_missing_sheet_is_said_beside_other_mistakes(tmp_path: Path) -> None:
    # Rooms and bands go; the wrong time and the wrong number on sheets that stay are still said.
    path = edited(
        tmp_path,
        without("教室"),
        without("走班组"),
        cell("时段", "D2", "25:00"),
        cell("班级", "E3", "四十"),
    )
    assert sorted(codes(path)) == [
        ("教室", "missing_sheet"),
        ("时段!D2", "not_time"),
        ("班级!E3", "not_integer"),
        ("走班组", "missing_sheet"),
    ]


def test_a_wrong_reference_to_a_sheet_that_is_there_is_still_said(tmp_path: Path) -> None:
    path = edited(tmp_path, without("教室"), cell("菜单", "C2", "B九"))
    assert codes(path) == [("教室", "missing_sheet"), ("菜单!C2", "unknown_band")]


def test_a_missing_season_is_told_where_the_calendar_has_other_rows(tmp_path: Path) -> None:
    def no_seasons(book: Any) -> None:
        sheet = book["校历"]
        for row in range(sheet.max_row, 1, -1):
            if sheet.cell(row, 1).value == "季节":
                sheet.delete_rows(row)

    told = codes(edited(tmp_path, no_seasons))
    assert {code for _, code in told} == {"unknown_season"}
    assert {where.split("!")[0] for where, _ in told} == {"作息"}


@pytest.mark.parametrize("sheet", ["教室", "选课人数", "作息", "资质"])
def test_a_sheet_under_another_name_is_not_passed_over(tmp_path: Path, sheet: str) -> None:
    (finding,) = found(edited(tmp_path, renamed(sheet, f"{sheet}（新）")))
    assert finding.code in ("input.misnamed_sheet", "input.missing_sheet_renamed")
    assert finding.params["sheet"] == sheet
    assert f"{sheet}（新）" in finding.params.values()


def test_a_sheet_of_ones_own_is_passed_over(tmp_path: Path) -> None:
    def notes(book: Any) -> None:
        book.create_sheet("教室照片").append(["编号", "照片"])
        book.copy_worksheet(book["选课人数"]).title = "选课人数 旧"

    assert found(edited(tmp_path, notes)) == []


def test_an_unknown_policy_pack_is_told_once_with_its_cell_beside_the_rest(tmp_path: Path) -> None:
    path = edited(tmp_path, cell("区县", "B4", "谯城"), cell("教室", "D2", "四十"))
    with pytest.raises(InputErrors) as refused:
        read_district(path, pack_ids())
    pack, seats = refused.value.errors
    assert (pack.where, pack.code) == ("区县!B4", "input.unknown_pack")
    assert pack.params["pack"] == "谯城"
    assert pack.params["known"] == "anxi, hebi, hefei, qiaocheng, xinyi"
    assert seats.where == "教室!D2"


def test_findings_about_a_district_are_located_in_its_workbook(tmp_path: Path) -> None:
    paths = ("schools[1].area_id", "term.seasons", "schools[0].dismissal", "policy_pack_id")
    asked = [InputFinding(where=path, code="policy.missing_area_id") for path in paths]
    assert [f.where for f in located(edited(tmp_path), asked)] == [
        "学校!F3",
        "校历",
        "作息",
        "区县!B4",
    ]
