"""Sheets that are missing or empty, said once instead of once for every row that needs them."""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from data.readers.workbook.grid import Grid
from data.readers.workbook.headings import looks_like
from data.readers.workbook.raw import RawSheet
from data.readers.workbook.sheets import SHEETS
from data.readers.workbook.spec import Sheet
from data.readers.workbook.words import normal, say, sheet_meanings, sheet_name
from solver.domain.errors import InputFinding
from solver.domain.messages import LANGUAGES

_OURS = {normal(say(key, lang)) for lang in LANGUAGES for key in ("sheet_guide", "sheet_lists")}
_NEAR = 0.6


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
        others = [raw.name for raw in raws if not _is_known(raw.name)]
        params = {"sheet": name, "others": ", ".join(others)}
        code = "missing_sheet_renamed" if others else "missing_sheet"
        return InputFinding(where=name, code=f"input.{code}", params=params)
    said = {finding.code for finding in grid.findings}
    if said & {"input.no_headings", "input.missing_column"} or any(True for _ in grid.rows()):
        return None
    name = grid.raw.name
    return InputFinding(
        where=name, code="input.no_rows_at_all", params={"sheet": name, "value": ""}
    )


def misnamed_findings(
    grids: Mapping[str, Grid], raws: Iterable[RawSheet], lang: str
) -> list[InputFinding]:
    """Returns the sheets that would be passed over although they look like one that is missing."""
    found = []
    for raw in raws:
        if _is_known(raw.name):
            continue
        for sheet in SHEETS:
            if sheet.key not in grids and _is_like(raw, sheet, lang):
                params = {"value": raw.name, "sheet": sheet_name(sheet, lang)}
                finding = InputFinding(where=raw.name, code="input.misnamed_sheet", params=params)
                found.append(finding)
    return found


def _is_like(raw: RawSheet, sheet: Sheet, lang: str) -> bool:
    name, wanted = normal(raw.name), normal(sheet_name(sheet, lang))
    near = wanted in name or SequenceMatcher(None, name, wanted).ratio() >= _NEAR
    return near and not sheet.form and looks_like(sheet, raw)


def _defines_nothing(sheet: Sheet, grid: Grid | None) -> bool:
    if grid is None or not any(True for _ in grid.rows()):
        return True
    return any(c.key == "id" for c in sheet.columns) and "id" not in grid.columns


def _is_known(name: str) -> bool:
    return normal(name) in sheet_meanings() or normal(name) in _OURS
