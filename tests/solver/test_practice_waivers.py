"""Waivers as planners write them: a sheet in, a list of deviations with clause and amount out."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from data.readers import read_district
from data.writers import write_district_workbook
from solver.domain import District
from solver.domain.pins import ClauseWaiver
from solver.domain.school import GridCell
from solver.policy.requirements import missing_inputs
from tests.factories import changed, tiny_class, tiny_clause, tiny_pack, tiny_person
from tests.factories.practice import practised, served
from tests.solver.model.helpers import district, group, hours, one_school, week

ONE_HOUR = tiny_clause("limit_guidance", "T-1", "in_principle", max_guidance_ch_per_day=100)
FIRM = tiny_clause("limit_guidance", "T-1", "must", max_guidance_ch_per_day=100)
LAST = date(2026, 3, 6)


def two_hours() -> District:
    """Class C1 (30): the school has fixed guidance in both hours of Monday, 200 ch in all."""
    school = one_school(
        (tiny_class("C1", 30, "R1"),),
        hours("11", "12"),
        fixed_grid=tuple(
            GridCell(class_id="C1", period_id=p, component="guidance") for p in ("p11", "p12")
        ),
    )
    guidance = group("guidance", "guidance", field="homework")
    return district(school, (tiny_person("T1"),), (guidance, group()), term=week())


def waived(folder: Path, *row: object) -> District:
    """Returns the district with a row typed into the sheet of waivers."""
    write_district_workbook(two_hours(), folder / "w.xlsx")
    book = openpyxl.load_workbook(folder / "w.xlsx")
    for column, value in enumerate(row, start=1):
        book["豁免"].cell(2, column).value = value
    book.save(folder / "w.xlsx")
    return read_district(folder / "w.xlsx")


def test_a_waived_clause_is_listed_with_its_amount(tmp_path: Path) -> None:
    """One class-hour of guidance a day in principle; two are fixed, so 100 ch (1 课时) deviate."""
    record = waived(tmp_path, "T-1", "S1", "首年过渡", "教育局", "2026-03-06")
    assert record.waivers == (
        ClauseWaiver(
            clause_id="T-1", school_id="S1", reason="首年过渡", granted_by="教育局", until=LAST
        ),
    )
    done = practised(tmp_path, record, ONE_HOUR)
    assert served(done)
    (deviation,) = done.plan.clause_waivers
    assert (deviation.clause_id, deviation.school_id, deviation.amount) == ("T-1", "S1", 100)
    said = done.sheet("豁免")
    for word in ("T-1", "首年过渡", "教育局", "2026-03-06", "1 课时"):
        assert word in said


def test_a_waiver_that_nothing_uses_is_listed_as_such(tmp_path: Path) -> None:
    record = waived(tmp_path, "T-1", "S1", "首年过渡", "教育局", "2026-03-06")
    record = changed(record, schools=(changed(record.schools[0], fixed_grid=()),))
    free = changed(record, activities=(record.activities[1],))  # care only: nobody is in guidance
    done = practised(tmp_path, free, ONE_HOUR)
    assert done.plan.clause_waivers == ()
    assert "没有用到" in done.sheet("豁免")


@pytest.mark.parametrize("clause", [FIRM, ONE_HOUR])
def test_only_clauses_in_principle_can_be_waived(tmp_path: Path, clause: object) -> None:
    record = waived(tmp_path, "T-1", "S1", "首年过渡", "教育局", "2026-03-06")
    codes = [f.code for f in missing_inputs(record, tiny_pack((clause,)))]  # type: ignore[arg-type]
    assert codes == (["policy.firm_clause_waived"] if clause is FIRM else [])
