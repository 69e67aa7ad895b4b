"""Timetables of a plan by class, school, person and room, without any layout."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from data.writers.view import PlanView
from data.writers.words import span
from solver.domain.base import Window
from solver.domain.calendar import periods_of
from solver.domain.school import Period, School, SchoolClass
from solver.plan.types import Duty, Meeting

_DAY: tuple[Window, ...] = ("lunch", "regular", "extended", "evening")
"""Windows in the order of the day."""


@dataclass(frozen=True)
class Cell:
    """What stands in one cell: a component (for its colour), its lines, students not served."""

    component: str = ""
    head: str = ""
    lines: tuple[str, ...] = ()
    missing: str = ""

    @property
    def text(self) -> str:
        """All lines of the cell."""
        return "\n".join(part for part in (self.head, *self.lines, self.missing) if part)


@dataclass(frozen=True)
class Timetable:
    """A grid of cells with headings of columns and rows."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell | None, ...]], ...]


@dataclass(frozen=True)
class Agenda:
    """The week of one person or room: its cells by weekday.

    ``total`` is class-hours of a person, meetings of a room.
    """

    id: str
    name: str
    group: str
    kind: str
    total: float
    days: tuple[tuple[Cell, ...], ...] = field(default=())


def class_timetable(view: PlanView, school: School, school_class: SchoolClass) -> Timetable:
    """Returns a class's week: weekdays across, clock intervals down."""
    periods = _held(view, school, school_class)
    weekdays = sorted({p.weekday for p in periods})
    slots = sorted({(p.start_min, p.end_min) for p in periods})
    at = {(p.weekday, p.start_min, p.end_min): p for p in periods}
    rows = []
    for start, end in slots:
        found = [at.get((weekday, start, end)) for weekday in weekdays]
        cells = tuple(class_cell(view, school_class, p) if p else None for p in found)
        rows.append((span(start, end), cells))
    room = view.room(school_class.home_room_id) if school_class.home_room_id else "–"
    return Timetable(
        title=f"{school.name} {school_class.name}",
        note=view.words("class_note", room=room, students=school_class.participants_term),
        columns=tuple(view.weekday(w) for w in weekdays),
        rows=tuple(rows),
    )


def school_timetable(view: PlanView, school: School) -> Timetable:
    """Returns the week of a whole school: classes down, the periods of the week across."""
    columns: dict[tuple[int, int, int], set[str]] = {}
    by_class = []
    for school_class in sorted(school.classes, key=lambda c: c.grade):
        found: dict[tuple[int, int, int], Period] = {}
        for period in _held(view, school, school_class):
            window = _DAY.index(period.window)
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
                class_cell(view, school_class, found[key], short=True) if key in found else None
                for key in keys
            ),
        )
        for school_class, found in by_class
    ]
    headings = [
        "\n".join(
            [
                _heading(view, weekday, _DAY[window], order),
                *(spans if len(spans := columns[(weekday, window, order)]) == 1 else ()),
            ]
        )
        for weekday, window, order in keys
    ]
    return Timetable(school.name, "", tuple(headings), tuple(rows))


def _heading(view: PlanView, weekday: int, window: Window, order: int) -> str:
    if window == "regular":
        return view.words("nth_period", weekday=view.weekday(weekday), order=order)
    name = view.words.word("window", window)
    return f"{view.weekday(weekday)} {name}" + (f" {order}" if order > 1 else "")


def class_cell(
    view: PlanView, school_class: SchoolClass, period: Period, short: bool = False
) -> Cell:
    """Returns what a class does in a period."""
    component: str = view.grid.get((school_class.id, period.id), "")
    head = view.words.word("component", component) if component else ""
    meetings = sorted(view.by_class.get((school_class.id, period.id), ()), key=view.start)
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
            lines.append(f"{title} {students} · {people} · {view.room(meeting.room_id)}")
    needs = view.unmet.get((school_class.id, period.id), ())
    missing = sum(n.student_periods for n in needs)
    return Cell(
        component=component,
        head=head,
        lines=tuple(lines),
        missing=view.words("missing_students", count=missing) if missing else "",
    )


def staff_agendas(view: PlanView, school_id: str | None = None) -> Iterator[Agenda]:
    """Yields the week of everybody who serves (at a school), in the district's order."""
    served = dict.fromkeys((*view.by_person, *view.duties_of))
    unknown = [p for p in served if p not in view.staff]
    for staff_id in [*view.staff, *unknown]:
        meetings = _at(view.by_person.get(staff_id, ()), school_id)
        duties = [d for d in view.duties_of.get(staff_id, ()) if school_id in (None, d.school_id)]
        if not meetings and not duties:
            continue
        person = view.staff.get(staff_id)
        home, at_home = "", school_id
        if person and person.provider_id in view.providers:
            home = view.providers[str(person.provider_id)].name
        elif person and person.home_school_id:
            home = view.school(person.home_school_id)
            at_home = school_id or person.home_school_id
        total = sum(view.class_hours(m) for m in meetings)
        total += sum(view.posts[d.post_id].record.class_hours_ch for d in duties)
        yield Agenda(
            id=staff_id,
            name=view.person(staff_id),
            group=home,
            kind=view.words.word("role", person.role) if person else "",
            total=total / 100,
            days=_with_duties(
                view, _days(view, meetings, partial(person_cell, at_home=at_home)), duties, at_home
            ),
        )


def room_agendas(view: PlanView, school_id: str | None = None) -> Iterator[Agenda]:
    """Yields the week of every room that is used (at a school), in the district's order."""
    unknown = [r for r in view.by_room if r not in view.rooms]
    for room_id in [*view.rooms, *unknown]:
        meetings = _at(view.by_room.get(room_id, ()), school_id)
        if not meetings:
            continue
        room = view.rooms.get(room_id)
        school = view.school_of_room.get(room_id)
        yield Agenda(
            id=room_id,
            name=view.room(room_id),
            group=school.name if school else "",
            kind=view.words("seats", count=room.seats) if room else "",
            total=len(meetings),
            days=_days(view, meetings, room_cell),
        )


def person_cell(view: PlanView, meeting: Meeting, at_home: str | None = None) -> Cell:
    """Returns a meeting as it stands in a person's week; the school only if it is another one."""
    classes = [view.class_name(c) for c, n in meeting.class_counts.items() if n]
    more = (view.room(meeting.room_id), view.words.listed(classes))
    return _cell(view, meeting, more, with_school=meeting.school_id != at_home)


def room_cell(view: PlanView, meeting: Meeting) -> Cell:
    """Returns a meeting as it stands in a room's week."""
    people = view.words.listed([view.person(p) for p in meeting.staff_ids])
    students = view.words("students", count=sum(meeting.class_counts.values()))
    return _cell(view, meeting, (people, students), with_school=False)


def duty_cell(view: PlanView, duty: Duty, at_home: str | None = None) -> Cell:
    """Returns a duty as it stands in a person's week; the school only if it is another one."""
    post = view.posts[duty.post_id].record
    away = duty.school_id != at_home
    return Cell(
        head=f"{post.span} {view.words.word('duty', post.role)}",
        lines=(view.school(duty.school_id),) if away else (),
    )


def _with_duties(
    view: PlanView,
    days: tuple[tuple[Cell, ...], ...],
    duties: list[Duty],
    at_home: str | None,
) -> tuple[tuple[Cell, ...], ...]:
    """Adds duties to the days of a person, by start: every cell's head begins with its time."""
    found = [list(day) for day in days]
    for duty in duties:
        found[view.posts[duty.post_id].record.weekday - 1].append(duty_cell(view, duty, at_home))
    return tuple(tuple(sorted(day, key=lambda cell: cell.head[:5])) for day in found)


def _cell(view: PlanView, meeting: Meeting, more: tuple[str, ...], with_school: bool) -> Cell:
    period = view.periods.get(meeting.period_id)
    when = span(period.start_min, period.end_min) if period else meeting.period_id
    where = (view.school(meeting.school_id),) if with_school else ()
    kind = view.words.word("component", meeting.component)
    if period is not None and period.window != "regular":
        kind = view.words.word("window", period.window)
    return Cell(
        component=meeting.component,
        head=f"{when} {kind}",
        lines=(view.activity(meeting.activity_id), *where, *(line for line in more if line)),
    )


def _days(
    view: PlanView, meetings: list[Meeting], cell: Callable[[PlanView, Meeting], Cell]
) -> tuple[tuple[Cell, ...], ...]:
    ordered = sorted(meetings, key=view.start)
    return tuple(
        tuple(cell(view, m) for m in ordered if m.weekday == weekday) for weekday in range(1, 8)
    )


def _at(meetings: Iterable[Meeting], school_id: str | None) -> list[Meeting]:
    return [m for m in meetings if school_id in (None, m.school_id)]


def _held(view: PlanView, school: School, school_class: SchoolClass) -> list[Period]:
    """Returns the regular periods of a class, and those of other windows for which some stay."""
    return [
        p
        for p in periods_of(school, school_class.grade)
        if p.window == "regular"
        or school_class.present(p)
        or (school_class.id, p.id) in view.by_class
    ]
