"""The week of a class, a school, a person or a room, once for each part of the term it differs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from data.writers.class_timetables import (
    class_timetable,
    school_timetable,
    service_start,
    stand_ins,
)
from data.writers.events import Event
from data.writers.parts import parts_of, range_said
from data.writers.timetables import Cell, Timetable
from data.writers.view import PlanView
from data.writers.words import class_hours, span
from solver.domain.school import School, SchoolClass
from solver.domain.term import DateRange


def class_weeks(view: PlanView, school: School, school_class: SchoolClass) -> list[Timetable]:
    """Returns a class's week, by parts of the term if it changes."""
    periods = [p for p in school.periods if p.applies_to(school_class.grade)]
    ids = {p.id for p in periods}
    parts = parts_of(
        view,
        view.events.of_class.get(school_class.id, ()),
        [
            *(e for i in ids for e in view.grid.get((school_class.id, i), ())),
            *(n for i in ids for n in view.unmet.get((school_class.id, i), ())),
        ],
        (i for p in periods for i in p.phase_ids),
    )
    begins = service_start(view, school, school_class)
    clipped = [
        DateRange(first=max(p.first, begins), last=p.last) for p in parts if p.last >= begins
    ]
    return _distinct(view, clipped, lambda part: class_timetable(view, school, school_class, part))


def school_weeks(view: PlanView, school: School) -> list[Timetable]:
    """Returns the week of a whole school, by parts of the term if it changes."""
    classes = {c.id for c in school.classes}
    parts = parts_of(
        view,
        [e for c in school.classes for e in view.events.of_class.get(c.id, ())],
        [
            *(e for e in view.plan.grid if e.class_id in classes),
            *(n for n in view.plan.unmet if n.class_id in classes),
        ],
        (i for p in school.periods for i in p.phase_ids),
    )
    return _distinct(view, parts, lambda part: school_timetable(view, school, part))


def staff_weeks(view: PlanView, staff_id: str, home_id: str | None) -> list[Timetable]:
    """Returns a person's week, by parts of the term if it changes; stand-ins are not in it.

    Parameters
    ----------
    home_id : str, optional
        The school that need not be named.
    """
    events = view.events.of_person.get(staff_id, [])

    def cell(event: Event) -> Cell:
        return _staff_cell(view, event, staff_id, home_id)

    return _event_weeks(view, events, cell, with_hours=True)


def room_weeks(view: PlanView, room_id: str) -> list[Timetable]:
    """Returns a room's week, by parts of the term if it changes."""
    events = view.events.of_room.get(room_id, [])
    return _event_weeks(view, events, lambda event: _room_cell(view, event))


def _distinct(
    view: PlanView, parts: Sequence[DateRange], make: Callable[[DateRange], Timetable]
) -> list[Timetable]:
    """Returns the timetable of each part, those that are the same as one, with their dates."""
    found: list[tuple[DateRange, Timetable]] = []
    for part in parts:
        table = make(part)
        if found and (found[-1][1].columns, found[-1][1].rows) == (table.columns, table.rows):
            whole = DateRange(first=found[-1][0].first, last=part.last)
            found[-1] = (whole, found[-1][1])
        else:
            found.append((part, table))
    return [
        replace(table, note=view.words.sentences([range_said(view, p.first, p.last), table.note]))
        for p, table in found
    ]


def _event_weeks(
    view: PlanView,
    events: Iterable[Event],
    cell: Callable[[Event], Cell],
    with_hours: bool = False,
) -> list[Timetable]:
    usual = [e for e in events if e.usual is None]

    def make(part: DateRange) -> Timetable:
        held = [e for e in usual if e.is_in(part)]
        return _by_time(view, held, cell, _hours(view, held) if with_hours else "")

    tables = _distinct(view, parts_of(view, usual), make)
    return [table for table in tables if table.rows]


def _hours(view: PlanView, events: Iterable[Event]) -> str:
    """Says the class-hours of a week; what a post counts is added to the meetings."""
    total = 0
    for event in events:
        if event.meeting is not None:
            total += view.class_hours(event.meeting)
        elif event.duty is not None:
            total += view.posts[event.duty.post_id].record.class_hours_ch
    return view.words("hours_a_week", hours=class_hours(total))


def _by_time(
    view: PlanView, events: list[Event], cell: Callable[[Event], Cell], note: str
) -> Timetable:
    weekdays = sorted({*range(1, 6), *(e.weekday for e in events)})
    slots = sorted({(e.start_min, e.end_min) for e in events})
    rows = []
    for slot in slots:
        cells = []
        for weekday in weekdays:
            here = [e for e in events if (e.weekday, e.start_min, e.end_min) == (weekday, *slot)]
            cells.append(_joined([cell(e) for e in here]))
        rows.append((span(*slot), tuple(cells)))
    return Timetable("", note, tuple(view.weekday(w) for w in weekdays), tuple(rows))


def _joined(cells: list[Cell]) -> Cell:
    """Returns several cells as one, each on a line of its own."""
    if len(cells) == 1:
        return cells[0]
    parts = [replace(c, head=" · ".join(c.lines or (c.head,)), lines=()) for c in cells]
    return Cell(parts=tuple(parts))


def _staff_cell(view: PlanView, event: Event, staff_id: str, home_id: str | None) -> Cell:
    away = (event.school.name,) if event.school.id != home_id else ()
    meeting = event.meeting
    if meeting is None:
        role = view.posts[event.duty.post_id].record.role if event.duty else ""
        return Cell(
            head=view.words.word("duty", role), lines=away, letter=view.words("letter_duty")
        )
    classes = [view.class_name(c) for c, n in meeting.class_counts.items() if n]
    helps = (view.words("helps"),) if event.staff_ids[0] != staff_id else ()
    lines = (
        view.activity(meeting.activity_id),
        *away,
        view.room(meeting.room_id),
        view.words.listed(classes),
        *helps,
        *stand_ins(view, meeting),
    )
    return _cell(view, event, lines)


def _room_cell(view: PlanView, event: Event) -> Cell:
    meeting = event.meeting
    if meeting is None:
        return Cell()
    seated = [(view.class_name(c), n) for c, n in meeting.class_counts.items() if n]
    people = view.words.listed([view.person(p) for p in meeting.staff_ids])
    lines = (
        view.activity(meeting.activity_id),
        people + "".join(stand_ins(view, meeting)),
        view.words.listed([name for name, _ in seated]),
        view.words("students", count=sum(n for _, n in seated)),
    )
    return _cell(view, event, lines)


def _cell(view: PlanView, event: Event, lines: tuple[str, ...]) -> Cell:
    meeting = event.meeting
    if meeting is None:
        return Cell(lines=lines)
    window = view.periods[meeting.period_id].window
    return Cell(
        component=meeting.component,
        head=view.words.word("component", meeting.component)
        if window == "regular"
        else view.words.word("window", window),
        lines=tuple(line for line in lines if line),
        letter=view.words.word("letter", meeting.component),
    )
