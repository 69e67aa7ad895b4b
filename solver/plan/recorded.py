"""Changes that a plan has on record: what happened after it was made, as rows of text."""

from collections.abc import Iterable, Iterator
from datetime import date

from solver.domain import District
from solver.domain.changes import Change, PersonAbsent, Rain, RoomClosed
from solver.domain.people import DatedAbsence, StaffMember
from solver.domain.term import DateRange, Term
from solver.plan.types import Plan

Closures = dict[str, tuple[DateRange, ...]]
"""Dates on which rooms are closed, by room id."""


def change_record(change: Change, term: Term) -> dict[str, str]:
    """Returns the row of a change; a range without an end ends with the term."""
    row: dict[str, str] = {"kind": change.kind}
    if isinstance(change, PersonAbsent):
        row["staff_id"] = change.staff_id
    elif isinstance(change, RoomClosed):
        row["room_id"] = change.room_id
    else:
        row["school_ids"] = ", ".join(change.school_ids)
    last = change.last or term.last_day
    return {**row, "first": str(change.first), "last": str(last), "reason": change.reason}


def recorded_changes(plan: Plan) -> Iterator[Change]:
    """Yields the changes that a plan has on record; other rows (edits by hand) are none."""
    for row in plan.changes:
        kind = row.get("kind")
        if kind not in ("absence", "room_closed", "rain"):
            continue
        first, last = (date.fromisoformat(row[key]) for key in ("first", "last"))
        reason = row.get("reason", "")
        if kind == "absence":
            yield PersonAbsent(staff_id=row["staff_id"], first=first, last=last, reason=reason)
        elif kind == "room_closed":
            yield RoomClosed(room_id=row["room_id"], first=first, last=last, reason=reason)
        else:
            ids = tuple(i for i in row["school_ids"].split(", ") if i)
            yield Rain(school_ids=ids, first=first, last=last, reason=reason)


def closures(district: District, changes: Iterable[Change]) -> Closures:
    """Returns when rooms are closed by some changes; rain closes what is exposed to it."""
    found: Closures = {}
    for change in changes:
        if isinstance(change, PersonAbsent):
            continue
        days = DateRange(first=change.first, last=change.last or district.term.last_day)
        if isinstance(change, RoomClosed):
            rooms = [change.room_id]
        else:
            rooms = [
                r.id
                for s in district.schools
                for r in s.rooms
                if r.weather_exposed and (not change.school_ids or s.id in change.school_ids)
            ]
        for room_id in rooms:
            found[room_id] = (*found.get(room_id, ()), days)
    return found


def is_closed_on(found: Closures, room_id: str | None, day: date) -> bool:
    """Tells whether a room is closed on a date."""
    return any(days.holds(day) for days in found.get(room_id or "", ()))


def with_absences(
    staff: Iterable[StaffMember], changes: Iterable[Change], last_day: date
) -> tuple[StaffMember, ...]:
    """Returns the people with the absences among some changes added to their own."""
    away: dict[str, list[DatedAbsence]] = {}
    for change in changes:
        if not isinstance(change, PersonAbsent):
            continue
        absence = DatedAbsence(
            first=change.first, last=change.last or last_day, reason=change.reason
        )
        away.setdefault(change.staff_id, []).append(absence)
    return tuple(
        p.model_copy(update={"absences": (*p.absences, *away[p.id])}) if p.id in away else p
        for p in staff
    )
