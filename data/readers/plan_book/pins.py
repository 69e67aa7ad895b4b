"""What a person fixed in a plan, as pins: the rows that are locked, else those that were edited."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from data.readers.files import refuse
from data.readers.plan_book.edits import EditedPlan
from solver.domain.errors import InputFinding
from solver.domain.pins import MeetingPin, Pin
from solver.plan.types import Meeting

_MOST_NAMED = 5


def pins_of(
    edited: EditedPlan, path: Path, *, is_book: bool, notes: list[InputFinding] | None = None
) -> tuple[Pin, ...]:
    """Returns the pins of a plan.

    Of a workbook those of the rows marked as locked; of one without a mark those of the rows that
    were edited. Of a plan in JSON, where nothing can be marked, those of all its meetings. A pin
    holds all term long, so of what changes in the term only what lasts longest is pinned.

    Parameters
    ----------
    notes : list of InputFinding, optional
        Takes which rows were left out for that reason.

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
    passing = _passing(edited.plan.meetings)
    pins = [
        pin
        for m in edited.plan.meetings
        if m.id in kept and m.id not in passing
        for pin in meeting_pins(m)
    ]
    left_out = sorted(kept & passing)
    if left_out and notes is not None:
        cells = [edited.cells.get(i, i) for i in left_out]
        more = ", …" if len(cells) > _MOST_NAMED else ""
        words = {"count": str(len(cells)), "rows": ", ".join(cells[:_MOST_NAMED]) + more}
        notes.append(InputFinding(where=cells[0], code="note.part_not_pinned", params=words))
    if not pins:
        raise refuse(path, "input.nothing_pinned", file=path.name)
    return tuple(dict.fromkeys(pins))


def _passing(meetings: Iterable[Meeting]) -> set[str]:
    """Returns the meetings beside which others of the same class and time last longer.

    They are stand-ins on single dates, and what takes place in a shorter part of the term.
    """
    of_section: dict[tuple[str, str], list[Meeting]] = defaultdict(list)
    of_class: dict[tuple[str, str], list[Meeting]] = defaultdict(list)
    for m in meetings:
        of_section[(m.section_id, m.period_id)].append(m)
        for class_id in m.class_counts:
            of_class[(class_id, m.period_id)].append(m)
    found = set()
    for held in of_section.values():
        longest = max(held, key=_length)
        found |= {m.id for m in held if m is not longest}
    for held in of_class.values():
        longest = max(held, key=_length)
        found |= {
            m.id for m in held if m.to_date < longest.from_date or longest.to_date < m.from_date
        }
    return found


def _length(meeting: Meeting) -> int:
    return (meeting.to_date - meeting.from_date).days - 7 * len(meeting.except_dates)


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
