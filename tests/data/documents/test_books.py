"""Documents in a spreadsheet program: page, headings on every page, figures that are figures."""

from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from data.documents.book import NARROWEST, PORTRAIT, write_book
from data.documents.document import Request
from data.documents.months import months_of
from data.documents.registry import REPORTS, Document
from data.readers import pack_ids, read_pack
from data.synthetic import WINDOWS, generate
from data.writers.view import PlanView


@cache
def request(pack_id: str = "anxi") -> Request:
    district, plan = generate("rural_county", 2, 7, pack_id, WINDOWS, duties=True)
    return Request(PlanView(district, read_pack(pack_id), plan, "zh"), months_of(district.term))


def sheets(key: str, out: Path, pack_id: str = "anxi") -> list[Worksheet]:
    report = next(r for r in REPORTS if r.key == key)
    papers = tuple(report.build(request(pack_id)))
    path = write_book(request(pack_id), Document(report, key, papers, ()), out)
    return list(openpyxl.load_workbook(path).worksheets)


def below(sheet: Worksheet, heading: str) -> list[Any]:
    """Returns what stands below a heading, row by row."""
    at = next(c for row in sheet.iter_rows() for c in row if c.value == heading)
    return [sheet.cell(row, at.column) for row in range(at.row + 1, sheet.max_row + 1)]


@pytest.mark.parametrize("pack_id", pack_ids())
def test_every_document_fits_the_width_of_a_page(pack_id: str, tmp_path: Path) -> None:
    for report in REPORTS:
        if not report.build(request(pack_id)):
            continue
        for sheet in sheets(report.key, tmp_path, pack_id):
            assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            # The file keeps 5 pixels of 7 more for each column than the characters that it holds.
            width = sum(
                (d.width - 5 / 7) * (d.max - d.min + 1) for d in sheet.column_dimensions.values()
            )
            assert width > NARROWEST - 1, (report.key, width)
            upright = sheet.page_setup.orientation == "portrait"
            assert upright == (width <= PORTRAIT + 0.5), (report.key, width)


@pytest.mark.parametrize("key", ["fund_ledger", "teacher_pay", "certificate", "participation"])
def test_long_tables_repeat_their_headings_on_every_page(key: str, tmp_path: Path) -> None:
    for sheet in sheets(key, tmp_path):
        first = int(str(sheet.print_title_rows).split(":")[0].strip("$"))
        headings = [c.value for c in sheet[first] if c.value]
        # All columns have a heading, and the row above holds the title, and a note at most.
        assert len(headings) > 4
        assert len([c.value for c in sheet[first - 1] if c.value]) <= 2


def test_titles_of_tables_have_room_for_their_larger_letters(tmp_path: Path) -> None:
    (sheet, *_) = sheets("certificate", tmp_path)
    row = int(str(sheet.print_title_rows).split(":")[0].strip("$")) - 1
    # 14 points need more than the 15 of an ordinary row.
    assert sheet.row_dimensions[row].height >= 20


def test_shares_and_sums_are_numbers(tmp_path: Path) -> None:
    (coverage,) = sheets("coverage", tmp_path)
    shares = [c for c in below(coverage, "比例") if isinstance(c.value, float | int)]
    taking = [c.value for c in below(coverage, "参加学生（人）") if isinstance(c.value, int)]
    enrolled = [c.value for c in below(coverage, "在校学生（人）") if isinstance(c.value, int)]
    assert len(shares) == len(taking) == 3 and {c.number_format for c in shares} == {"0.0%"}
    for share, some, whole in zip(shares, taking, enrolled, strict=True):
        assert abs(share.value - some / whole) <= 0.0005
    for sheet in sheets("term_accounts", tmp_path):
        each = [c.value for c in below(sheet, "每生（元）") if c.value not in (None, "")]
        assert any(isinstance(v, float | int) for v in each)


def test_the_guide_counts_places_and_not_classes_times_days(tmp_path: Path) -> None:
    # In guidance the same classes come back every day, so there are as many places as on one day.
    view = request("xinyi").view
    school = view.district.schools[0]
    at_once: dict[str, int] = {}
    for m in view.plan.meetings:
        if m.school_id == school.id and m.component == "guidance":
            at_once[m.period_id] = at_once.get(m.period_id, 0) + 1
    guidance = next(a for a in view.district.activities if a.component == "guidance")
    (sheet, *_) = sheets("service_guide", tmp_path, "xinyi")
    row = next(r for r in sheet.iter_rows(values_only=True) if r[1] == guidance.title)
    assert row[4] == guidance.max_students * max(at_once.values())
