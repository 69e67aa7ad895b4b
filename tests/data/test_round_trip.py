"""A district written as a workbook reads back as the same district, whatever its fields hold."""

from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.readers import read_district
from data.synthetic import WINDOWS, generate
from data.writers import write_district_workbook
from solver.domain import District
from tests.data.drawn import districts
from tests.data.rich import rich_district

QUICK = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@QUICK
@given(district=districts(), lang=st.sampled_from(["zh", "en"]))
def test_any_district_reads_back(tmp_path: Path, district: District, lang: str) -> None:
    write_district_workbook(district, tmp_path / "d.xlsx", lang)
    assert read_district(tmp_path / "d.xlsx") == district


def test_a_district_with_lunch_care_and_evenings_reads_back(tmp_path: Path) -> None:
    district, _ = generate("town", 3, 1, windows=WINDOWS)
    windows = {period.window for school in district.schools for period in school.periods}
    assert windows == {"regular", *WINDOWS}
    write_district_workbook(district, tmp_path / "d.xlsx")
    assert read_district(tmp_path / "d.xlsx") == district


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_another_program_may_save_the_workbook_in_between(tmp_path: Path, lang: str) -> None:
    write_district_workbook(rich_district(), tmp_path / "d.xlsx", lang)
    openpyxl.load_workbook(tmp_path / "d.xlsx").save(tmp_path / "again.xlsx")
    assert read_district(tmp_path / "again.xlsx") == rich_district()
