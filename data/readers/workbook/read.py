"""Reads the workbook of a district, or says everything that is wrong with it."""

from pathlib import Path

from pydantic import ValidationError

from data.readers.cross_checks import hidden_problems, is_cross_check
from data.readers.files import refuse
from data.readers.pydantic_errors import Problem, problems_of
from data.readers.workbook.build import Builder
from data.readers.workbook.grid import Grid, Place
from data.readers.workbook.headings import form_grid, main_language, table_grid
from data.readers.workbook.raw import RawSheet, open_workbook
from data.readers.workbook.registry import Registry
from data.readers.workbook.report import Reporter
from data.readers.workbook.sheets import DISTRICT, SHEETS
from data.readers.workbook.words import normal, sheet_meanings, sheet_name
from solver.domain.district import District
from solver.domain.errors import InputErrors, InputFinding


def read_workbook(path: Path) -> District:
    """Reads a district from a workbook.

    Raises
    ------
    InputErrors
        With every mistake, each with its sheet and cell.
    """
    raws = open_workbook(path)
    lang = main_language(raws)
    grids: dict[str, Grid] = {}
    lines: dict[str, int] = {}
    findings: list[InputFinding] = []
    for raw in raws:
        known = sheet_meanings().get(normal(raw.name))
        if known is None:
            continue
        sheet, _ = known
        if sheet.key in grids:
            grids[sheet.key].add(Place(raw.name, 0, 0), "doubled_sheet")
        elif sheet.form:
            grids[sheet.key], lines = form_grid(sheet, lang, raw)
        else:
            grids[sheet.key] = table_grid(sheet, lang, raw)
    if not grids:
        found = ", ".join(raw.name for raw in raws)
        wanted = ", ".join(sheet_name(s, lang) for s in SHEETS)
        raise refuse(path, "input.no_known_sheet", value=found, allowed=wanted)
    if _empty(grids, lines):
        raise refuse(path, "input.empty_template", file=path.name, sheet=sheet_name(DISTRICT, lang))
    builder = Builder(Registry())
    ordered = [grids[s.key] for s in SHEETS if s.key in grids]
    for grid in ordered:
        if not grid.sheet.form:
            builder.registry.register(grid)
    for grid in ordered:
        if grid.sheet.form:
            builder.form(grid, lines)
        else:
            builder.table(grid)
    if DISTRICT.key not in grids:
        wanted = sheet_name(DISTRICT, lang)
        findings.append(
            InputFinding(where=wanted, code="input.missing_sheet", params={"sheet": wanted})
        )
    district = None
    try:
        district = District.model_validate(builder.tree)
    except ValidationError as error:
        reporter = Reporter(builder, grids, lang)
        findings += reporter.findings(_problems(error, builder))
    for grid in ordered:
        findings = [*grid.findings, *findings]
    if district is None or findings:
        raise InputErrors(_in_order(findings, raws), str(path))
    return district


def _problems(error: ValidationError, builder: Builder) -> list[Problem]:
    """Returns what the model finds, and what it would find if all else were right."""
    found = list(problems_of(error, builder.tree))
    single = [problem for problem in found if not is_cross_check(problem[1])]
    if not single and not builder.bad and not builder.orphans:
        return found
    wrong = [*builder.bad, *(path for path, _, _ in single)]
    hidden = hidden_problems(builder.tree, wrong, builder.lost_ids, District.model_validate)
    return [*single, *hidden]


def _empty(grids: dict[str, Grid], lines: dict[str, int]) -> bool:
    for grid in grids.values():
        if grid.findings:
            return False
        if not grid.sheet.form:
            if any(True for _ in grid.rows()):
                return False
        elif any(
            len(grid.raw.rows[row]) > 1 and str(grid.raw.rows[row][1]).strip()
            for row in lines.values()
        ):
            return False
    return True


def _in_order(findings: list[InputFinding], raws: list[RawSheet]) -> list[InputFinding]:
    """Returns the findings by sheet and cell, each once."""
    order = {raw.name: number for number, raw in enumerate(raws)}
    once = {
        (f.where, f.code, f.params.get("column"), f.params.get("sheet")): f
        for f in reversed(findings)
    }

    def key(finding: InputFinding) -> tuple[int, int, int, str]:
        sheet, _, cell = finding.where.rpartition("!")
        letters = cell.rstrip("0123456789")
        row = cell[len(letters) :]
        return (
            order.get(sheet or finding.where, len(order)),
            int(row or 0),
            len(letters),
            letters,
        )

    return sorted(once.values(), key=key)
