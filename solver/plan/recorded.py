"""Changes that a plan has on record: what happened after it was made, as rows of text."""

from collections.abc import Iterable, Iterator
from datetime import date

from solver.domain.changes import Change, PersonAbsent
from solver.domain.people import DatedAbsence, StaffMember
from solver.domain.term import Term
from solver.plan.types import Plan


def change_record(change: Change, term: Term) -> dict[str, str]:
    """Returns the row of a change; a range without an end ends with the term."""
    last = change.last or term.last_day
    found = {"kind": change.kind, "staff_id": change.staff_id}
    return {**found, "first": str(change.first), "last": str(last), "reason": change.reason}


def recorded_changes(plan: Plan) -> Iterator[Change]:
    """Yields the changes that a plan has on record; other rows (edits by hand) are none."""
    for row in plan.changes:
        if row.get("kind") == "absence":
            yield PersonAbsent(
                staff_id=row["staff_id"],
                first=date.fromisoformat(row["first"]),
                last=date.fromisoformat(row["last"]),
                reason=row.get("reason", ""),
            )


def with_absences(
    staff: Iterable[StaffMember], changes: Iterable[Change], last_day: date
) -> tuple[StaffMember, ...]:
    """Returns the people with the absences among some changes added to their own."""
    away: dict[str, list[DatedAbsence]] = {}
    for change in changes:
        absence = DatedAbsence(
            first=change.first, last=change.last or last_day, reason=change.reason
        )
        away.setdefault(change.staff_id, []).append(absence)
    return tuple(
        p.model_copy(update={"absences": (*p.absences, *away[p.id])}) if p.id in away else p
        for p in staff
    )
