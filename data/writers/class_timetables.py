"""Timetables of classes and of whole schools, without any layout."""

from collections.abc import Iterator
from datetime import date

from data.writers.parts import dates_said, has_phase, overlaps
from data.writers.timetables import Cell, Timetable
from data.writers.view import PlanView
from data.writers.words import span
from solver.domain.base import Window
from solver.domain.calendar import first_service_day, periods_of
from solver.domain.school import Period, School, SchoolClass
from solver.domain.term import DateRange
from solver.plan.types import Meeting

DAY: tuple[Window, ...] = ("lunch", "regular", "extended", "evening")
"""Windows in the order of the day."""


def class_timetable(
    view: PlanView, school: School, school_class: SchoolClass, part: DateRange | None = None
) -> Timetable:
    """Returns a class's week: weekdays across, clock intervals down.

    Parameters
    ----------
    part : DateRange, optional
        A part of the term; without it everything that ever takes place is shown.
    """
    periods = _held(view, school, school_class, part)
    weekdays = sorted({p.weekday for p in periods})
    slots = sorted({(p.start_min, p.end_min) for p in periods})
    at = {(p.weekday, p.start_min, p.end_min): p for p in periods}
    rows = []
    for start, end in slots:
        found = [at.get((weekday, start, end)) for weekday in weekdays]
        cells = tuple(class_cell(view, school_class, p, part=part) if p else None for p in found)
        rows.append((span(start, end), cells))
    room = view.room(school_class.home_room_id) if school_class.home_room_id else "–"
    return Timetable(
        title=f"{school.name} {school_class.name}",
        note=view.words("class_note", room=room, students=school.participants_term(school_class)),
        columns=tuple(view.weekday(w) for w in weekdays),
        rows=tuple(rows),
    )


def school_timetable(view: PlanView, school: School, part: DateRange | None = None) -> Timetable:
    """Returns the week of a whole school: classes down, the periods of the week across."""
    columns: dict[tuple[int, int, int], set[str]] = {}
    by_class = []
    for school_class in sorted(school.classes, key=lambda c: c.grade):
        if part is not None and part.last < service_start(view, school, school_class):
            continue
        found: dict[tuple[int, int, int], Period] = {}
        for period in _held(view, school, school_class, part):
            window = DAY.index(period.window)
            order = 1 + sum(key[:2] == (period.weekday, window) for key in found)
            found[(period.weekday, window, order)] = period
            columns.setdefault((period.weekday, window, order), set()).add(
                span(period.start_min, period.end_min)
            )
        by_class.append((school_class, found))
    keys = sorted(columns)
    rows = [
        (
            school_class.name,
            tuple(
                class_cell(view, school_class, found[key], short=True, part=part)
                if key in found
                else None
                for key in keys
            ),
        )
        for school_class, found in by_class
    ]
    headings = [
        "\n".join(
            [
                _heading(view, weekday, DAY[window], order),
                *(spans if len(spans := columns[(weekday, window, order)]) == 1 else ()),
            ]
        )
        for weekday, window, order in keys
    ]
    return Timetable(school.name, "", tuple(headings), tuple(rows))


def service_start(view: PlanView, school: School, school_class: SchoolClass) -> date:
    """Returns the first date on which a class has service."""
    return first_service_day(school, view.district.term, (school_class.grade,))


def _heading(view: PlanView, weekday: int, window: Window, order: int) -> str:
    if window == "regular":
        return view.words("nth_period", weekday=view.weekday(weekday), order=order)
    name = view.words.word("window", window)
    return f"{view.weekday(weekday)} {name}" + (f" {order}" if order > 1 else "")


def class_cell(
    view: PlanView,
    school_class: SchoolClass,
    period: Period,
    short: bool = False,
    part: DateRange | None = None,
) -> Cell:
    """Returns what a class does in a period; who stands in on single dates is told in its line."""
    key = (school_class.id, period.id)
    entries = [e for e in view.grid.get(key, ()) if overlaps(e, part)]
    component: str = entries[-1].component if entries else ""
    head = view.words.word("component", component) if component else ""
    held = [m for m in view.by_class.get(key, ()) if _is_usual(view, m, part)]
    meetings = sorted(held, key=view.start)
    if period.window != "regular":
        # No cell of the grid: the window says what it is, the meeting gives the colour.
        head = view.words.word("window", period.window)
        component = component or next((m.component for m in meetings), "")
    lines = []
    for meeting in meetings:
        title = view.activity(meeting.activity_id)
        students = view.words("students", count=meeting.class_counts[school_class.id])
        if short:
            whole = len(meetings) == 1
            who = view.person(meeting.staff_ids[0]) if meeting.staff_ids else ""
            lines.append(f"{title} {who if whole else students}".rstrip())
        else:
            people = view.words.listed([view.person(p) for p in meeting.staff_ids])
            people += "".join(stand_ins(view, meeting))
            lines.append(f"{title} {students} · {people} · {view.room(meeting.room_id)}")
    needs = [n for n in view.unmet.get(key, ()) if overlaps(n, part)]
    missing = sum(n.student_periods for n in needs)
    return Cell(
        component=component,
        head=head,
        lines=tuple(lines),
        missing=view.words("missing_students", count=missing) if missing else "",
        letter=view.words.word("letter", component) if component else "",
    )


def _is_usual(view: PlanView, meeting: Meeting, part: DateRange | None) -> bool:
    """Tells whether a meeting is of the usual week of a part, not one of stand-ins."""
    event = view.events.of(meeting)
    return event is None or (event.usual is None and event.is_in(part))


def stand_ins(view: PlanView, record: Meeting) -> Iterator[str]:
    """Yields who serves instead on single dates."""
    for event in view.events.stand_ins.get(id(record), ()):
        people = [view.person(p) for p in event.staff_ids if event.stands_in_for(p)]
        days = dates_said(view, event.dates)
        yield view.words("stood_in_by", dates=days, people=view.words.listed(people))


def _held(
    view: PlanView, school: School, school_class: SchoolClass, part: DateRange | None
) -> list[Period]:
    """Returns the regular periods of a class, and those of other windows for which some stay."""
    return [
        p
        for p in periods_of(school, school_class.grade)
        if has_phase(view, p.phase_ids, part)
        and (
            p.window == "regular"
            or school_class.present(p)
            or (school_class.id, p.id) in view.by_class
        )
    ]
