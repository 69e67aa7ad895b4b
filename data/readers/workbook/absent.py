"""Sheets that are missing or empty, said once instead of once for every row that needs them."""

from collections.abc import Iterable, Mapping

from data.readers.workbook.grid import Grid
from data.readers.workbook.notes import OWN_SHEETS
from data.readers.workbook.raw import RawSheet
from data.readers.workbook.sheets import SHEETS
from data.readers.workbook.spec import Sheet
from data.readers.workbook.words import sheet_name
from solver.domain.errors import InputFinding


def gone_kinds(grids: Mapping[str, Grid]) -> dict[str, Sheet]:
    """Returns the kinds of record that no row can define, with the sheet that should."""
    return {
        variant.defines: sheet
        for sheet in SHEETS
        for variant in sheet.variants
        if variant.defines and _defines_nothing(sheet, grids.get(sheet.key))
    }


def absent_finding(
    sheet: Sheet, grids: Mapping[str, Grid], raws: Iterable[RawSheet], lang: str
) -> InputFinding | None:
    """Returns the finding about a sheet that defines nothing; none if its headings are at fault."""
    grid = grids.get(sheet.key)
    if grid is None:
        name = sheet_name(sheet, lang)
        read = {grid.raw.name for grid in grids.values()} | OWN_SHEETS
        others = [raw.name for raw in raws if raw.name not in read]
        params = {"sheet": name, "others": ", ".join(others)}
        code = "missing_sheet_renamed" if others else "missing_sheet"
        return InputFinding(where=name, code=f"input.{code}", params=params)
    said = {finding.code for finding in grid.findings}
    if said & {"input.no_headings", "input.missing_column", "input.wrong_sheet"} or grid.rows():
        return None
    name = grid.raw.name
    return InputFinding(
        where=name, code="input.no_rows_at_all", params={"sheet": name, "value": ""}
    )


def _defines_nothing(sheet: Sheet, grid: Grid | None) -> bool:
    if grid is None or not grid.rows():
        return True
    return any(c.key == "id" for c in sheet.columns) and "id" not in grid.columns
