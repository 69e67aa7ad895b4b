"""Files that are no .xlsx workbook, and workbooks of unusual shape, are told for what they are."""

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data.readers import read_district
from solver.domain.messages import text
from tests.data.books import cell, codes, edited, found
from tests.data.rich import rich_district

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def compound(*streams: str) -> bytes:
    """Returns the beginning of a compound file with a directory of streams."""
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return COMPOUND + "Root Entry".encode("utf-16-le").ljust(128, b"\0") + entries


def archive(*parts: str, content: bytes = b"<x/>") -> bytes:
    """Returns a zip archive whose parts all have the same content."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as written:
        for name in parts:
            written.writestr(name, content)
    return file.getvalue()


TYPES = "[Content_Types].xml"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
FILES: dict[str, tuple[bytes, str, str]] = {
    "old workbook": (compound("Workbook"), "old_workbook", "另存为"),
    "old workbook of Excel 95": (compound("Book"), "old_workbook", "另存为"),
    "old workbook with a text in it": (
        compound("Workbook", "WordDocument"),
        "old_workbook",
        "另存为",
    ),
    "password": (compound("EncryptionInfo", "EncryptedPackage"), "protected_workbook", "密码"),
    "old Word": (compound("WordDocument"), "text_document", "kehou template"),
    "Word": (archive(TYPES, "word/document.xml"), "text_document", "kehou template"),
    "PowerPoint": (archive(TYPES, "ppt/presentation.xml"), "text_document", "kehou template"),
    "LibreOffice": (archive("mimetype", content=ODS), "other_spreadsheet", "另存为"),
    "binary workbook": (archive(TYPES, "xl/workbook.bin"), "other_spreadsheet", "另存为"),
    "zip": (archive("a.txt"), "archive", "解压"),
    "zip with a folder called word": (archive("word/a.txt"), "archive", "解压"),
    "zip with a workbook in it": (archive("2026/区县.xlsx"), "archive", "解压"),
    "PDF": (b"%PDF-1.7\n", "text_document", "kehou template"),
    "web page": (
        "\ufeff<html><head><meta charset='gbk'>".encode(),
        "web_page",
        "Excel 工作簿 (.xlsx)",
    ),
    "XML of Excel 2003": (
        b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>',
        "web_page",
        "Excel 工作簿 (.xlsx)",
    ),
    "table as text": ("编号,名称\nR1,三（1）教室\n".encode("gbk"), "csv_file", "粘贴"),
    "table with tabs": ("编号\t名称\n".encode("utf-16"), "csv_file", "粘贴"),
    "half a workbook": (archive("xl/workbook.xml")[:60], "damaged_workbook", "重新取"),
    "JSON": (b'{"id": "d"}', "not_a_workbook", "改的名"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_is_only_named_like_a_workbook(tmp_path: Path, kind: str) -> None:
    content, code, word = FILES[kind]
    (tmp_path / "区县.xlsx").write_bytes(content)
    (finding,) = found(tmp_path / "区县.xlsx")
    assert (finding.where, finding.code) == ("区县.xlsx", f"input.{code}")
    assert word in text(finding.code, "zh", **finding.params)


@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a"])
def test_a_table_as_text_is_told_under_its_own_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("编号,名称\nR1,教室\n", encoding="utf-8")
    assert codes(tmp_path / name) == [(name, "csv_file")]


def test_json_that_is_broken_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "d.json").write_text('"id": 1, "name": 2', encoding="utf-8")
    assert [code for _, code in codes(tmp_path / "d.json")] == ["no_district_file"]


def test_one_stray_cell_far_away_is_told_before_memory_runs_out(tmp_path: Path) -> None:
    # 1,000,000 rows by 702 columns would be 702 million cells.
    (finding,) = found(edited(tmp_path, cell("教室", "ZZ1000000", 1)))
    assert (finding.where, finding.code) == ("教室!ZZ1000000", "input.sheet_too_big")


def test_formats_far_away_and_a_huge_sheet_of_ones_own_do_no_harm(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["教室"]["ZZ1000000"].number_format = "0"
        book.create_sheet("台账")["ZZ1000000"] = 1

    assert read_district(edited(tmp_path, change)) == rich_district()


def test_a_long_list_far_below_is_read(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["机构"]
        sheet.move_range("A3:F3", rows=30_000)

    assert read_district(edited(tmp_path, change)) == rich_district()


def test_names_of_parts_may_bear_prefixes(tmp_path: Path) -> None:
    """Some programs write ``<x:c>``; a formula without a value must not pass for a blank there."""
    path = edited(tmp_path, cell("教室", "D2", "=40+5"))
    prefixed = tmp_path / "prefixed.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(prefixed, "w") as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename.startswith("xl/worksheets/sheet"):
                content = _with_prefix(content)
            new.writestr(item, content)
    assert codes(prefixed) == [("教室!D2", "formula_without_value")]


def _with_prefix(content: bytes) -> bytes:
    import re

    content = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", content)
    return content.replace(b"xmlns=", b"xmlns:x=")


def test_a_workbook_that_is_protected_against_changes_is_read(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book.security = openpyxl.workbook.protection.WorkbookProtection("x", lockStructure=True)
        book["教室"].protection.enable()

    assert read_district(edited(tmp_path, change)) == rich_district()
