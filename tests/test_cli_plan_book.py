"""Edited workbooks of plans at the command line: told by cell, checked, exported, planned on."""

import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from api.cli import main
from tests.data.plan_books import DUTIES, MEETINGS, row_of


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, Any]]:
    """Returns a generated district, its planted plan's workbook, and the plan."""
    folder = tmp_path_factory.mktemp("made")
    district, plan = folder / "district.json", folder / "plan.json"
    words = ["generate", "--profile", "town", "--schools", "1", "--seed", "3", "--with", "duties"]
    assert main([*words, "-o", str(district), "--planted", str(plan)]) == 0
    assert main(["export", str(district), str(plan), "-o", str(folder), "--format", "xlsx"]) == 0
    return district, folder / "plan.xlsx", json.loads(plan.read_text(encoding="utf-8"))


def edit(source: Path, folder: Path, *cells: tuple[str, str, Any]) -> Path:
    """Writes a copy of a workbook with other values in rows of meetings."""
    path = folder / "edited.xlsx"
    shutil.copy(source, path)
    book = openpyxl.load_workbook(path)
    for meeting_id, column, value in cells:
        book[MEETINGS][f"{column}{row_of(book, meeting_id)}"] = value
    book.save(path)
    return path


def test_an_untouched_workbook_is_the_plan(
    made: tuple[Path, Path, dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    district, book, _ = made
    assert main(["check", str(district), str(book)]) == 0
    said = capsys.readouterr()
    assert "核对通过：合规且完整。" in said.out
    assert "改动" not in said.err


def test_violations_are_told_with_the_cells_they_come_from(
    made: tuple[Path, Path, dict[str, Any]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    district, book, plan = made
    # Whoever leads the first meeting leads another one at the same time too.
    first = plan["meetings"][0]
    other = next(
        m
        for m in plan["meetings"][1:]
        if m["period_id"] == first["period_id"] and m["staff_ids"][0] != first["staff_ids"][0]
    )
    path = edit(book, tmp_path, (other["id"], "H", first["staff_ids"][0]))
    row = row_of(openpyxl.load_workbook(path), other["id"])
    assert main(["check", str(district), str(path)]) == 1
    said = capsys.readouterr()
    assert f"{MEETINGS}!H{row} 负责人：" in said.err
    assert f"→ {first['staff_ids'][0]}" in said.err
    assert "重新计算" in said.err
    clash = next(line for line in said.out.splitlines() if "人员不冲突" in line)
    assert clash.endswith(f"（见 {MEETINGS}!H{row}）")
    # The plan's old claims are gone; nobody reads about them.
    assert "方案自称" not in said.out
    assert main(["check", str(district), str(path), "--json"]) == 1
    record = json.loads(capsys.readouterr().out)
    assert record["edits"][0]["where"] == f"{MEETINGS}!H{row}"
    assert record["edits"][0]["record_id"] == other["id"]


def test_an_edited_plan_is_exported_anew(
    made: tuple[Path, Path, dict[str, Any]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    district, book, plan = made
    meeting = next(m for m in plan["meetings"] if m["room_id"])
    path = edit(book, tmp_path, (meeting["id"], "P", meeting["from_date"]))
    out = tmp_path / "out"
    assert main(["export", str(district), str(path), "-o", str(out), "--format", "xlsx"]) == 0
    capsys.readouterr()
    # What was written from the edited plan has nothing edited any more.
    main(["check", str(district), str(out / "plan.xlsx")])
    assert "改动" not in capsys.readouterr().err


def test_mistakes_are_refused_with_a_marked_copy(
    made: tuple[Path, Path, dict[str, Any]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    district, book, plan = made
    path = edit(book, tmp_path, (plan["meetings"][0]["id"], "H", "查无此人"))
    assert main(["check", str(district), str(path)]) == 2
    said = capsys.readouterr().err
    assert "查无此人" in said
    assert "edited.批注.xlsx" in said
    words = ["solve", str(district), "-o", str(tmp_path / "p.json"), "--no-marked-copy"]
    for option in ("--start", "--pins"):
        assert main([*words, option, str(path)]) == 2
        assert "查无此人" in capsys.readouterr().err


def test_duties_and_meetings_have_sheets_of_their_own(
    made: tuple[Path, Path, dict[str, Any]],
) -> None:
    book = openpyxl.load_workbook(made[1])
    assert book[DUTIES].max_row == 2 + len(made[2]["duties"])
    assert book[MEETINGS].max_row == 2 + len(made[2]["meetings"])


def test_locked_rows_stay_and_the_start_is_used(
    made: tuple[Path, Path, dict[str, Any]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    district, book, plan = made
    kept = plan["meetings"][:3]
    path = edit(book, tmp_path, *((m["id"], "A", "是") for m in kept))
    out = tmp_path / "new.json"
    words = ["solve", str(district), "-o", str(out), "--work-limit", "3"]
    assert main([*words, "--start", str(path), "--pins", str(path)]) == 0
    new = json.loads(out.read_text(encoding="utf-8"))
    keys = ("period_id", "activity_id", "room_id")
    there = [(*(m[k] for k in keys), m["staff_ids"][0]) for m in new["meetings"]]
    assert all((*(m[k] for k in keys), m["staff_ids"][0]) in there for m in kept)
