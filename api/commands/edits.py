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
_WHERE_AND_WHEN = (
    "school",
    "weekday",
    "time",
    "from_date",
    "to_date",
    "except_dates",
    "section",
    "post",
)
"""Columns whose change moves everything of a row."""


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

    Those that were edited in the rows of the meetings and duties concerned, as far as they can
    matter to its subject; else the row of the meeting itself.
    """
    if not edited.cells:
        return []
    subjects = {violation.subject, *violation.subject.split("/"), *violation.params.values()}
    by_record: dict[str, list[Edit]] = {}
    for edit in edited.edits:
        by_record.setdefault(edit.record_id, []).append(edit)
    found: list[str] = []
    records: list[Meeting | Duty] = [*edited.plan.meetings, *edited.base.meetings]
    for record in (*records, *edited.plan.duties, *edited.base.duties):
        if violation.school_id not in (None, record.school_id):
            continue
        for edit in by_record.get(record.id, ()):
            if edit.where not in found and _concerns(violation, subjects, record, edit):
                found.append(edit.where)
    if not found and violation.subject in edited.cells:
        found = [edited.cells[violation.subject]]
    return found[:_MOST_CELLS]


def _concerns(
    violation: "Violation", subjects: set[str], record: "Meeting | Duty", edit: "Edit"
) -> bool:
    """Tells whether an edit of a record can matter to a breach."""
    if {record.id, getattr(record, "section_id", record.id)} & subjects:
        return True
    place = getattr(record, "period_id", None) or getattr(record, "post_id", None)
    if violation.period_id not in (None, place):
        return False
    always = {"", *_WHERE_AND_WHEN}
    involved = {
        "leader": set(record.staff_ids),
        "room": {getattr(record, "room_id", None) or ""},
        "classes": set(getattr(record, "class_counts", {})),
        "activity": {getattr(record, "activity_id", "")},
    }
    involved["helpers"] = involved["on_duty"] = involved["leader"]
    if edit.key in involved:
        return bool(involved[edit.key] & (subjects - {""}))
    return edit.key in always and bool(set().union(*involved.values()) & (subjects - {""}))
