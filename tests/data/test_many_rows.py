"""Fifty thousand rows are read, and one mistake in all of them stays one mistake."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from data.readers import read_district
from data.readers.grouping import grouped
from data.writers.marked_copy import write_marked_copy
from solver.domain import Student
from tests.data.books import edited, found

MANY = 50_000
_ROW = (
    '<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>N{number:05d}</t></is></c>'
    '<c r="B{row}" t="inlineStr"><is><t>三1班</t></is></c><c r="E{row}"><v>{percent}</v></c></row>'
)


def many_students(folder: Path, percent: int) -> Path:
    """Writes a workbook with very many students, below the three that it has in rows 2 to 4."""
    plain = edited(folder, name="plain.xlsx")
    book = openpyxl.load_workbook(plain, read_only=True)
    part = f"xl/worksheets/sheet{book.sheetnames.index('学生') + 1}.xml"
    book.close()
    rows = "".join(_ROW.format(row=5 + n, number=n, percent=percent) for n in range(MANY))
    path = folder / "many.xlsx"
    with (
        zipfile.ZipFile(plain) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for item in old.infolist():
            content = old.read(item)
            if item.filename == part:
                assert content.count(b"</sheetData>") == 1
                content = content.replace(b"</sheetData>", rows.encode() + b"</sheetData>")
            new.writestr(item, content)
    return path


def test_fifty_thousand_rows_are_read(tmp_path: Path) -> None:
    # No reduction: the class has 71 who pay, and more reductions than that are refused.
    students = read_district(many_students(tmp_path, 0)).students
    assert len(students) == MANY + 3
    assert students[-1] == Student(id="N49999", class_id="三1班", fee_reduction_pct=0)


@pytest.mark.slow
def test_one_mistake_in_fifty_thousand_rows_is_told_once_and_marked_everywhere(
    tmp_path: Path,
) -> None:
    path = many_students(tmp_path, 150)
    (group,) = grouped(findings := found(path))
    assert (group.first.where, len(group.findings), group.alike) == ("学生!E5", MANY, True)
    copy = write_marked_copy(path, findings, "zh")
    assert copy is not None
    book = openpyxl.load_workbook(copy, read_only=True)
    cells = (row[0] for row in book["学生"].iter_rows(min_row=5, min_col=5, max_col=5))
    assert sum(cell.fill.fgColor.rgb == "FFFFC8CE" for cell in cells) == MANY
