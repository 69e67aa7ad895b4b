"""A refused workbook as its user sees it: few lines, a marked copy, notes."""

import errno
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from api.cli import main
from data.readers import read_district
from data.writers import write_district, write_district_workbook
from tests.data.books import cell, edited

SHIPPED = Path(__file__).parents[1] / "data" / "districts" / "qiaocheng.xlsx"


def wrong(folder: Path, rows: int) -> Path:
    """Writes a workbook in which one mistake is repeated."""

    def change(book: Any) -> None:
        for number in range(rows):
            book["教室"].append(["一小", f"K{number}", f"教室{number}", "四十五"])

    return edited(folder, change, name="县.xlsx")


def test_one_mistake_is_one_line_with_its_count_and_first_cells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = wrong(tmp_path, 500)
    assert main(["validate", str(path)]) == 2
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert len(lines) == 2
    # Rooms stand in rows 2 to 4, the wrong ones follow.
    assert lines[0].strip().startswith("教室!D5：")
    assert "同样的错误共 500 处：D5、D6、D7、D8、D9 等" in lines[0]
    assert str(tmp_path / "县.批注.xlsx") in lines[1]
    assert "500" in said.err
    book = openpyxl.load_workbook(tmp_path / "县.批注.xlsx")
    assert book["错误"].max_row == 504


def test_differing_values_are_named_with_their_cells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = [cell("时段", f"D{row}", f"{row}点{row}刻") for row in range(2, 8)]
    assert main(["validate", str(edited(tmp_path, *changes))]) == 2
    line = capsys.readouterr().out.splitlines()[0]
    assert "共 6 处：D2“2点2刻”、D3“3点3刻”" in line


@pytest.mark.parametrize("words", [["validate"], ["solve", "-o", "plan.json"]])
def test_the_marked_copy_can_be_switched_off(
    tmp_path: Path,
    words: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    path = wrong(tmp_path, 2)
    assert main([words[0], str(path), *words[1:], "--no-marked-copy"]) == 2
    assert not list(tmp_path.glob("*批注*"))
    assert "批注" not in "".join(capsys.readouterr())
    assert main([words[0], str(path), *words[1:], "--lang", "en"]) == 2
    assert (tmp_path / "县.errors.xlsx").exists()


def test_a_copy_that_cannot_be_written_does_not_hide_the_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "disk full")

    monkeypatch.setattr("data.writers.marked_copy.write_whole", full)
    assert main(["validate", str(wrong(tmp_path, 1))]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].strip().startswith("教室!D5：")
    assert "磁盘已满" in lines[1]


def test_a_workbook_that_cannot_be_copied_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = wrong(tmp_path, 1)

    def broken(source: Path) -> None:
        raise TypeError("expected str")

    monkeypatch.setattr("openpyxl.load_workbook", broken)
    assert main(["validate", str(path)]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].strip().startswith("教室!D5：")
    assert "不能照抄" in lines[1]


def test_json_gets_no_copy(tmp_path: Path) -> None:
    district = read_district(SHIPPED)
    write_district(district, tmp_path / "d.json")
    text = (tmp_path / "d.json").read_text(encoding="utf-8")
    (tmp_path / "d.json").write_text(text.replace('"grade": 1', '"grade": 11'), encoding="utf-8")
    assert main(["validate", str(tmp_path / "d.json")]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["d.json"]


def test_notes_are_said_beside_the_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "qiaocheng.xlsx"
    shutil.copy(SHIPPED, path)
    book = openpyxl.load_workbook(path)
    book.create_sheet("联系电话")["A1"] = "教务处"
    book.save(path)
    assert main(["validate", str(path)]) == 0
    said = capsys.readouterr()
    assert "联系电话" in said.err
    assert "输入无误" in said.out


def test_what_the_policy_lacks_is_told_with_its_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    district = read_district(SHIPPED)
    summer = district.term.seasons[0].model_copy(update={"off_work_min": None})
    seasons = (summer, *district.term.seasons[1:])
    term = district.term.model_copy(update={"seasons": seasons})
    schools = tuple(s.model_copy(update={"off_work": ()}) for s in district.schools)
    path = tmp_path / "d.xlsx"
    write_district_workbook(district.model_copy(update={"term": term, "schools": schools}), path)
    rows = openpyxl.load_workbook(path)["校历"].iter_rows()
    (cell,) = [row[6].coordinate for row in rows if row[1].value == summer.id]
    assert main(["validate", str(path)]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].strip().startswith(f"校历!{cell}：条款 QC-2c")
    assert openpyxl.load_workbook(tmp_path / "d.批注.xlsx")["校历"][cell].comment is not None
