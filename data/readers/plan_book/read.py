"""Reads a plan's workbook: the plan as it was written, and what people have edited since."""

from pathlib import Path
from typing import TypeVar

from data.readers.files import refuse
from data.readers.plan_book.apply import applied
from data.readers.plan_book.declared import DUTIES, MEETINGS, PLAN_SHEETS, PlanSheet
from data.readers.plan_book.edits import Edit, EditedPlan
from data.readers.plan_book.meetings import Known
from data.readers.plan_book.names import Names
from data.readers.plan_book.periods import Periods
from data.readers.plan_book.reader import Reader
from data.readers.plan_book.store import BadStoreError, Store, store_of
from data.readers.plan_book.views import edited_views
from data.readers.workbook.grid import Grid
from data.readers.workbook.headings import table_grid
from data.readers.workbook.notes import note_hidden
from data.readers.workbook.raw import RawSheet, open_workbook
from data.readers.workbook.words import normal, say, sheet_name
from solver.domain.district import District
from solver.domain.errors import InputErrors
from solver.domain.messages import LANGUAGES
from solver.plan.digest import plan_digest
from solver.plan.types import Duty, Meeting, Plan

Record = TypeVar("Record", Meeting, Duty)


def read_plan_book(path: Path, district: District) -> EditedPlan:
    """Reads a plan from its workbook.

    Parameters
    ----------
    district : District
        The district of the plan, in which names are looked up.

    Raises
    ------
    InputErrors
        With every mistake, each with its sheet and cell.
    """
    raws = open_workbook(path)
    lang, store = _store(path, raws)
    grids = {s.key: _grid(path, s, raws, lang) for s in PLAN_SHEETS}
    known = Known(district, store.plan, Names(district), Periods(district))
    reader = Reader(known, store)
    now = [reader.meeting(row) for row in reader.rows(grids[MEETINGS.key])]
    posts = [reader.duty(row) for row in reader.rows(grids[DUTIES.key])]
    findings = [f for grid in grids.values() for f in grid.findings]
    if findings:
        raise InputErrors(findings, str(path))
    for grid in grids.values():
        note_hidden(grid)
        reader.removed(grid)
    held = _in_order([m for m in now if m is not None], store.plan.meetings)
    stood = _in_order([d for d in posts if d is not None], store.plan.duties)
    names = {s.key.removeprefix("plan_"): grids[s.key].raw.name for s in PLAN_SHEETS}
    notes = [n for grid in grids.values() for n in grid.notes]
    plan = store.plan
    if reader.edits:
        plan = _edited(plan, applied(plan, district, held, stood), reader.edits)
    return EditedPlan(
        plan=plan,
        base=store.plan,
        edits=tuple(reader.edits),
        locked=tuple(reader.locked),
        cells=reader.cells,
        notes=(*notes, *edited_views(raws, store, names)),
    )


def is_plan_book(path: Path) -> bool:
    """Tells whether a workbook is one of a plan, by the sheet that keeps it."""
    from python_calamine import CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(path) as book:
            names = {normal(name) for name in book.sheet_names}
    except Exception:  # whatever a damaged file makes its reader raise: others say what it is
        return False
    return any(normal(say("sheet_plan_record", lang)) in names for lang in LANGUAGES)


def _store(path: Path, raws: list[RawSheet]) -> tuple[str, Store]:
    for lang in LANGUAGES:
        name = say("sheet_plan_record", lang)
        for raw in raws:
            if normal(raw.name) != normal(name):
                continue
            lines = [str(row[0]) for row in raw.rows if row and str(row[0]).strip()]
            try:
                return lang, store_of(lines[1:])
            except BadStoreError as error:
                raise refuse(path, "input.changed_plan_record", sheet=name) from error
    name = say("sheet_plan_record", LANGUAGES[0])
    raise refuse(path, "input.no_plan_record", file=path.name, sheet=name)


def _grid(path: Path, sheet: PlanSheet, raws: list[RawSheet], lang: str) -> Grid:
    names = {normal(sheet_name(sheet, x)) for x in LANGUAGES}
    raw = next((raw for raw in raws if normal(raw.name) in names), None)
    if raw is None:
        name = sheet_name(sheet, lang)
        raise refuse(path, "input.missing_plan_sheet", sheet=name)
    return table_grid(sheet, lang, raw)


def _edited(base: Plan, plan: Plan, edits: list[Edit]) -> Plan:
    """Returns the edited plan as a new version of the one that was written."""
    changes = tuple(
        {
            "kind": edit.kind,
            "where": edit.where,
            "column": edit.column,
            "before": edit.before,
            "after": edit.after,
            "record_id": edit.record_id,
        }
        for edit in edits
    )
    return plan.model_copy(
        update={
            "version": base.version + 1,
            "parent_digest": plan_digest(base),
            "changes": changes,
            "verdict": None,
        }
    )


def _in_order(now: list[Record], base: tuple[Record, ...]) -> list[Record]:
    """Returns records in the order of the plan, new ones last; people sort rows as they like."""
    place = {record.id: number for number, record in enumerate(base)}
    return sorted(now, key=lambda record: place.get(record.id, len(place)))
