"""Reads the workbook of a district, or says everything that is wrong with it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from data.readers.cross_checks import hidden_problems, is_cross_check
from data.readers.doubts import doubts
from data.readers.files import refuse
from data.readers.policies import unknown_pack
from data.readers.pydantic_errors import Problem, parse_path, problems_of
from data.readers.workbook.absent import absent_finding, gone_kinds
from data.readers.workbook.build import Builder
from data.readers.workbook.grid import Grid, Place
from data.readers.workbook.headings import form_grid, main_language, table_grid
from data.readers.workbook.notes import note_hidden, unread_sheets
from data.readers.workbook.raw import RawSheet, open_workbook
from data.readers.workbook.registry import Registry
from data.readers.workbook.renamed import exchanged, renamed_sheets
from data.readers.workbook.report import Reporter
from data.readers.workbook.sheets import DISTRICT, SHEETS, sheet
from data.readers.workbook.words import normal, sheet_meanings, sheet_name
from solver.domain.district import District
from solver.domain.errors import InputErrors, InputFinding

_SAME = {"input.duplicate_row_id": "input.duplicate_id"}
"""Codes of the workbook for what the model finds too."""


@dataclass
class _Book:
    """A workbook taken apart: its sheets, and the records and places gathered from them."""

    raws: list[RawSheet]
    lang: str
    grids: dict[str, Grid]
    builder: Builder


def read_workbook(
    path: Path,
    packs: Collection[str] | None = None,
    notes: list[InputFinding] | None = None,
) -> District:
    """Reads a district from a workbook.

    Parameters
    ----------
    packs : collection of str, optional
        Ids of policy packs; the district must name one of them.
    notes : list of InputFinding, optional
        Takes what users should know although nothing is wrong.

    Raises
    ------
    InputErrors
        With every mistake, each with its sheet and cell.
    """
    book = _opened(path)
    builder, grids = book.builder, book.grids
    if notes is not None:
        notes += _notes(book)
    _check_pack(book, packs)
    needed = {key: sheet(key) for key in builder.needed}
    if DISTRICT.key not in grids:
        needed[DISTRICT.key] = DISTRICT
    district = None
    findings: list[InputFinding] = []
    try:
        district = District.model_validate(builder.tree)
    except ValidationError as error:
        reporter = Reporter(builder, grids, book.lang)
        problems = _problems(error, builder)
        findings = reporter.findings(problems)
        needed |= reporter.absent
    for missing in needed.values():
        absent = absent_finding(missing, grids, book.raws, book.lang)
        if absent is not None:
            findings.append(absent)
    findings = [*(said for grid in grids.values() for said in grid.findings), *findings]
    if district is None or findings:
        raise InputErrors(_in_order(findings, book.raws), str(path))
    if notes is not None:
        notes += _located(book, doubts(district))
    return district


def located(path: Path, findings: Iterable[InputFinding]) -> list[InputFinding]:
    """Returns findings about a district with the cells of its workbook for their JSON paths."""
    return _located(_opened(path), findings)


def _located(book: _Book, findings: Iterable[InputFinding]) -> list[InputFinding]:
    reporter = Reporter(book.builder, book.grids, book.lang)
    return [
        f.model_copy(update={"where": reporter.where(parse_path(f.where)) or f.where})
        for f in findings
    ]


def _opened(path: Path) -> _Book:
    """Takes a workbook apart; mistakes in cells stay with the grids."""
    raws = open_workbook(path)
    lang = main_language(raws)
    grids: dict[str, Grid] = {}
    lines: dict[str, int] = {}
    renamed = renamed_sheets(raws)
    for raw in raws:
        known = sheet_meanings().get(normal(raw.name))
        if known is None and raw.name not in renamed:
            continue
        found = known[0] if known is not None else renamed[raw.name]
        if found.key in grids:
            grids[found.key].add(Place(raw.name, 0, 0), "doubled_sheet")
        elif found.form:
            grids[found.key], lines = form_grid(found, lang, raw)
        elif (other := exchanged(found, raw)) is not None:
            grids[found.key] = Grid(found, lang, raw)
            words = {"sheet": raw.name, "other": sheet_name(other, lang)}
            grids[found.key].add(Place(raw.name, 0, 0), "wrong_sheet", **words)
        else:
            grids[found.key] = table_grid(found, lang, raw)
        if known is None:
            wanted = sheet_name(found, lang)
            words = {"value": raw.name, "sheet": wanted}
            grids[found.key].add(Place(raw.name, 0, 0), "misnamed_sheet", **words)
    if not grids:
        names = ", ".join(raw.name for raw in raws)
        wanted = ", ".join(sheet_name(s, lang) for s in SHEETS)
        raise refuse(path, "input.no_known_sheet", value=names, allowed=wanted)
    if _empty(grids, lines):
        raise refuse(path, "input.empty_template", file=path.name, sheet=sheet_name(DISTRICT, lang))
    builder = Builder(Registry(), gone_kinds(grids))
    ordered = [grids[s.key] for s in SHEETS if s.key in grids]
    for grid in ordered:
        if not grid.sheet.form:
            builder.registry.register(grid)
    for grid in ordered:
        if grid.sheet.form:
            builder.form(grid, lines)
        else:
            builder.table(grid)
    return _Book(raws, lang, grids, builder)


def _check_pack(book: _Book, packs: Collection[str] | None) -> None:
    """Notes a policy pack that is not one of those that there are."""
    pack_id = book.builder.tree.get("policy_pack_id")
    if packs is None or not pack_id or pack_id in packs:
        return
    place = book.builder.places[("policy_pack_id",)]
    words = unknown_pack("", pack_id, packs).params
    book.grids[DISTRICT.key].add(place, "unknown_pack", **words)


def _notes(book: _Book) -> list[InputFinding]:
    grids = [book.grids[s.key] for s in SHEETS if s.key in book.grids]
    for grid in grids:
        note_hidden(grid)
    unread = unread_sheets(book.raws, book.grids)
    return [note for grid in grids for note in grid.notes] + ([unread] if unread else [])


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
            if grid.rows():
                return False
        elif any(
            len(grid.raw.rows[row]) > 1 and str(grid.raw.rows[row][1]).strip()
            for row in lines.values()
        ):
            return False
    return True


def _in_order(findings: list[InputFinding], raws: list[RawSheet]) -> list[InputFinding]:
    """Returns the findings by sheet and cell, each once; sheets that are not there come first."""
    order = {raw.name: number for number, raw in enumerate(raws)}
    once = {
        (f.where, _SAME.get(f.code, f.code), f.params.get("column"), f.params.get("sheet")): f
        for f in reversed(findings)
    }

    def key(finding: InputFinding) -> tuple[int, int, int, str]:
        sheet, _, cell = finding.where.rpartition("!")
        letters = cell.rstrip("0123456789")
        row = cell[len(letters) :]
        return (
            order.get(sheet or finding.where, -1),
            int(row or 0),
            len(letters),
            letters,
        )

    return sorted(once.values(), key=key)
