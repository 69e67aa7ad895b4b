"""A refused workbook gets a copy with its errors marked; the workbook itself stays as it is."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data.readers import read_district
from data.writers import marked_copy
from data.writers.marked_copy import write_marked_copy
from solver.domain.messages import text
from tests.data.books import Change, cell, codes, edited, found
from tests.data.rich import rich_district

WRONG = (cell("教室", "D2", "四十"), cell("班级", "E2", "x"), cell("人员", "I2", "六十"))


def marked(path: Path, lang: str = "zh") -> tuple[Path, Any]:
    """Returns the marked copy of a workbook and what openpyxl reads in it."""
    copy = write_marked_copy(path, found(path), lang)
    assert copy is not None
    return copy, openpyxl.load_workbook(copy)


def is_pink(cell: Any) -> bool:
    return bool(cell.fill.fgColor.rgb == "FFFFC8CE")


def pink(book: Any) -> list[str]:
    """Returns every marked cell."""
    return [
        f"{sheet.title}!{one.coordinate}"
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for one in row
        if is_pink(one)
    ]


def test_wrong_cells_are_filled_commented_and_listed(tmp_path: Path) -> None:
    path = edited(tmp_path, *WRONG, name="县.xlsx")
    before = path.read_bytes()
    copy, book = marked(path)
    assert copy == tmp_path / "县.批注.xlsx"
    assert path.read_bytes() == before
    assert pink(book) == ["教室!D2", "班级!E2", "人员!I2"]
    assert book["教室"]["D2"].value == "四十"
    assert "应当是整数" in book["教室"]["D2"].comment.text
    listed = [row[:3] for row in book["错误"].iter_rows(min_row=5, values_only=True)]
    assert listed == [("教室", "D2", "四十"), ("班级", "E2", "x"), ("人员", "I2", "六十")]
    assert book["错误"]["B5"].hyperlink.location == "'教室'!D2"
    assert book.sheetnames[0] == "错误"


@pytest.mark.parametrize("style", [False, True])
def test_a_cell_that_was_left_blank_is_marked_too(tmp_path: Path, style: bool) -> None:
    # a file does not hold a cell that nobody touched; one that was emptied keeps its format
    def cleared(book: Any) -> None:
        for place in ("B3", "C3"):
            if style:
                book["班级"][place].value = None
            else:
                del book["班级"]._cells[(3, book["班级"][place].column)]

    path = edited(tmp_path, cleared)
    _, book = marked(path)
    assert [place for place in pink(book) if place.startswith("班级")] == ["班级!B3", "班级!C3"]
    assert "缺“编号”" in book["班级"]["B3"].comment.text


def dressed(book: Any) -> None:
    """Gives the workbook what users add to theirs."""
    from openpyxl.styles import Font

    sheet = book["教室"]
    sheet.column_dimensions["C"].width = 33
    sheet.freeze_panes = "C2"
    sheet["C2"].font = Font(bold=True, color="FFFF0000")
    sheet["D2"].font = Font(italic=True)
    sheet["L1"], sheet["L2"] = "备注合计", "=SUM(D3:D4)"
    sheet["D3"].number_format = '0"座"'
    book.create_sheet("联系电话")["A1"] = "教务处"


def test_the_copy_is_the_users_own_workbook(tmp_path: Path) -> None:
    _, book = marked(edited(tmp_path, *WRONG, dressed))
    sheet = book["教室"]
    assert (sheet.column_dimensions["C"].width, sheet.freeze_panes) == (33, "C2")
    assert (sheet["C2"].font.bold, sheet["C2"].font.color.rgb) == (True, "FFFF0000")
    assert sheet["D2"].font.italic and is_pink(sheet["D2"])
    assert (sheet["L2"].value, sheet["D3"].number_format) == ("=SUM(D3:D4)", '0"座"')
    assert book["联系电话"]["A1"].value == "教务处"
    assert book.sheetnames == ["错误", *openpyxl.load_workbook(tmp_path / "book.xlsx").sheetnames]


def test_the_copy_reads_like_the_workbook_and_can_be_corrected(tmp_path: Path) -> None:
    path = edited(tmp_path, *WRONG)
    copy, book = marked(path)
    assert codes(copy) == codes(path)
    for sheet, place, value in (("教室", "D2", 45), ("班级", "E2", 45), ("人员", "I2", 60)):
        book[sheet][place] = value
    book.save(copy)
    assert read_district(copy) == rich_district()


def test_english_copies_have_english_words(tmp_path: Path) -> None:
    path = edited(tmp_path, cell("Rooms", "D2", "forty"), lang="en", name="county.xlsx")
    copy, book = marked(path, "en")
    assert copy.name == "county.errors.xlsx"
    assert "whole number" in book["Rooms"]["D2"].comment.text
    assert book["Errors"]["A1"].value == "Errors: 1"


def test_a_copy_is_replaced_until_somebody_has_worked_on_it(tmp_path: Path) -> None:
    path = edited(tmp_path, *WRONG, name="县.xlsx")
    assert marked(path)[0].name == "县.批注.xlsx"
    copy, book = marked(path)
    assert copy.name == "县.批注.xlsx"
    book["教室"]["D2"] = 45
    book.save(copy)
    work = copy.read_bytes()
    assert marked(path)[0].name == "县.批注2.xlsx"
    assert copy.read_bytes() == work
    # Marked in its turn, the copy someone worked on gives the same second copy, not 批注.批注.
    again, book = marked(copy)
    assert again.name == "县.批注2.xlsx"
    assert pink(book) == ["班级!E2", "人员!I2"]
    assert book["教室"]["D2"].comment is None
    assert book.sheetnames.count("错误") == 1


def test_comments_of_the_workbook_stay_below_the_error(tmp_path: Path) -> None:
    from openpyxl.comments import Comment

    def change(book: Any) -> None:
        book["教室"]["D2"].comment = Comment("问过校长", "王")
        book["教室"]["D3"].comment = Comment("含看台", "王")

    path = edited(tmp_path, *WRONG, change)
    copy, book = marked(path)
    said = book["教室"]["D2"].comment.text
    assert said.index("应当是整数") < said.index("问过校长")
    assert book["教室"]["D3"].comment.text == "含看台"
    book["教室"]["D2"] = 45
    book.save(copy)
    _, book = marked(copy)
    assert book["教室"]["D2"].comment.text == "问过校长"


def hide(book: Any) -> None:
    book["教室"].row_dimensions[2].hidden = True
    book["班级"].column_dimensions["E"].hidden = True
    book["人员"].sheet_state = "hidden"


def merge(book: Any) -> None:
    book["教室"]["D3"] = None
    book["教室"].merge_cells("D2:D3")


def test_what_is_wrong_can_be_seen(tmp_path: Path) -> None:
    _, book = marked(edited(tmp_path, *WRONG, hide))
    assert not book["教室"].row_dimensions[2].hidden
    assert not book["班级"].column_dimensions["E"].hidden
    assert book["人员"].sheet_state == "visible"


def test_merged_cells_are_marked_at_their_first_cell(tmp_path: Path) -> None:
    _, book = marked(edited(tmp_path, merge))
    assert pink(book) == ["教室!D2"]


def formula(book: Any) -> None:
    book["教室"]["C2"] = "=1+1"
    book["数据来源"]["C2"] = "\u201c=x"


@pytest.mark.parametrize(
    "change", [formula, cell("学校", "C2", "=大学"), cell("教室", "D2", "=1=2")]
)
def test_what_looks_like_a_formula_is_listed_as_text(tmp_path: Path, change: Change) -> None:
    _, book = marked(edited(tmp_path, change))
    assert all(one.data_type != "f" for row in book["错误"].iter_rows() for one in row)


def test_a_missing_sheet_cannot_be_marked_and_other_mistakes_are(tmp_path: Path) -> None:
    def drop(book: Any) -> None:
        del book["区县"]

    path = edited(tmp_path, drop)
    assert write_marked_copy(path, found(path), "zh") is None
    _, book = marked(edited(tmp_path, drop, cell("教室", "D2", "四十")))
    assert pink(book) == ["教室!D2"]
    listed = [row[0] for row in book["错误"].iter_rows(min_row=5, values_only=True)]
    assert listed == ["区县", "教室"]


def test_of_very_many_errors_all_are_filled_and_the_first_are_commented(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marked_copy, "MOST_COMMENTS", 2)
    _, book = marked(edited(tmp_path, *WRONG))
    assert pink(book) == ["教室!D2", "班级!E2", "人员!I2"]
    assert book["班级"]["E2"].comment is not None
    assert book["人员"]["I2"].comment is None


def test_every_message_of_the_list_is_in_words(tmp_path: Path) -> None:
    path = edited(tmp_path, *WRONG)
    _, book = marked(path)
    said = [row[3] for row in book["错误"].iter_rows(min_row=5, values_only=True)]
    assert said == [text(f.code, "zh", **f.params) for f in found(path)]
