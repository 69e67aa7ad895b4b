"""Plans that people edited in a spreadsheet program: what they changed, told by cell."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.commands.answers import note
from api.commands.inputs import read_edited_plan, same_district
from api.commands.refusals import note_lines
from api.texts import Texts

if TYPE_CHECKING:
    from data.readers.plan_book.edits import Edit, EditedPlan
    from solver.domain import District
    from solver.plan import Duty, Meeting, Plan, Violation
    from solver.policy.pack import PolicyPack

MOST = 40
"""How many edits are printed; ``check --json`` has all of them."""
_MOST_CELLS = 4


def read_plan(path: Path, district: "District", texts: Texts, mark: bool = True) -> "EditedPlan":
    """Reads a plan of a district, and says which cells of its workbook were edited."""
    edited = read_edited_plan(path, district, texts, mark)
    same_district(district, edited.base, texts)
    for line in note_lines(edited.notes, texts):
        note(line)
    if edited.edits:
        note(texts("edits_head", path=path, count=len(edited.edits)))
    for edit in edited.edits[:MOST]:
        note(edit_line(edit, texts))
    if len(edited.edits) > MOST:
        note(texts("edits_more", count=len(edited.edits) - MOST))
    return edited


def settled(edited: "EditedPlan", district: "District", pack: "PolicyPack", texts: Texts) -> "Plan":
    """Returns the plan; of an edited one with accounts, levels and needs counted anew."""
    if not edited.edits:
        return edited.plan
    from solver import restated

    note(texts("edits_restated"))
    return restated(district, pack, edited.plan)


def edit_line(edit: "Edit", texts: Texts) -> str:
    """Says one edit: the cell, what stood there, what stands there now."""
    said = {"where": edit.where, "column": edit.column, "id": edit.record_id}
    blank = texts("edit_blank")
    return texts(
        f"edit_{edit.kind}", before=edit.before or blank, after=edit.after or blank, **said
    )


def edit_records(edited: "EditedPlan") -> list[dict[str, Any]]:
    """Returns the edits for programs."""
    return [vars(edit) for edit in edited.edits]


def cells_of(violation: "Violation", edited: "EditedPlan") -> list[str]:
    """Returns the cells of a workbook that a breach comes from.

    Those that were edited in the rows of the meetings and duties concerned; else the rows of the
    meeting itself.
    """
    if not edited.cells:
        return []
    subjects = {violation.subject, *violation.subject.split("/"), *violation.params.values()}
    by_record: dict[str, list[str]] = {}
    for edit in edited.edits:
        by_record.setdefault(edit.record_id, []).append(edit.where)
    found: list[str] = []
    records: list[Meeting | Duty] = [*edited.plan.meetings, *edited.base.meetings]
    for record in (*records, *edited.plan.duties):
        cells = by_record.get(record.id)
        if not cells or (violation.school_id or record.school_id) != record.school_id:
            continue
        period = getattr(record, "period_id", None) or getattr(record, "post_id", None)
        involved = {record.id, getattr(record, "section_id", ""), *record.staff_ids}
        involved |= {
            getattr(record, "room_id", None) or "",
            getattr(record, "activity_id", ""),
            *getattr(record, "class_counts", {}),
        }
        here = violation.period_id in (None, period)
        if record.id in subjects or (here and involved & (subjects - {""})):
            found += [cell for cell in cells if cell not in found]
    if not found and violation.subject in edited.cells:
        found = [edited.cells[violation.subject]]
    return found[:_MOST_CELLS]
