"""What a person fixed in a plan, as pins: the rows that are locked, else those that were edited."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from data.readers.files import refuse
from data.readers.plan_book.edits import EditedPlan
from solver.domain.pins import MeetingPin, Pin
from solver.plan.types import Meeting


def pins_of(edited: EditedPlan, path: Path, *, is_book: bool) -> tuple[Pin, ...]:
    """Returns the pins of a plan.

    Of a workbook those of the rows marked as locked; of one without a mark those of the rows that
    were edited. Of a plan in JSON, where nothing can be marked, those of all its meetings.

    Raises
    ------
    InputErrors
        If a workbook has neither marks nor edits.
    """
    wanted: Iterable[str] = edited.locked
    if not is_book:
        wanted = [m.id for m in edited.plan.meetings]
    elif not edited.locked:
        wanted = [e.record_id for e in edited.edits]
    kept = set(wanted)
    pins = tuple(pin for m in edited.plan.meetings if m.id in kept for pin in meeting_pins(m))
    if not pins:
        raise refuse(path, "input.nothing_pinned", file=path.name)
    return tuple(dict.fromkeys(pins))


def meeting_pins(meeting: Meeting) -> Iterator[MeetingPin]:
    """Yields a pin for each class in a meeting: where, by whom led, and that the class sits in it.

    How many students of the class come is left to the plan.
    """
    for class_id, students in meeting.class_counts.items():
        if students:
            yield MeetingPin(
                period_id=meeting.period_id,
                activity_id=meeting.activity_id,
                class_id=class_id,
                room_id=meeting.room_id,
                staff_id=meeting.staff_ids[0] if meeting.staff_ids else None,
            )
