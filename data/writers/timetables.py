"""Timetables of people and rooms, and what all timetables are made of, without any layout."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from data.writers.parts import dates_said, range_said
from data.writers.view import PlanView
from data.writers.words import span
from solver.plan.types import Duty, Meeting

COMPONENTS = ("guidance", "sports", "extension", "split", "care")
"""Components of cells, each with a letter and a colour."""


@dataclass(frozen=True)
class Cell:
    """What stands in one cell: a component (for its colour), its lines, students not served.

    ``letter`` tells the component where colours do not: in grey, or to who does not see them.
    """

    component: str = ""
    head: str = ""
    lines: tuple[str, ...] = ()
    missing: str = ""
    letter: str = ""
    parts: tuple["Cell", ...] = ()
    """What takes place there at once, each with a colour of its own."""

    @property
    def text(self) -> str:
        """All lines of the cell."""
        if self.parts:
            return "\n".join(part.text for part in self.parts)
        head = f"[{self.letter}] {self.head}".rstrip() if self.letter else self.head
        return "\n".join(part for part in (head, *self.lines, self.missing) if part)


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
        letter=view.words("letter_duty"),
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
        lines=(
            view.activity(meeting.activity_id),
            *where,
            *(line for line in more if line),
            *_when(view, meeting),
        ),
        letter=view.words.word("letter", meeting.component),
    )


def _when(view: PlanView, meeting: Meeting) -> Iterator[str]:
    """Yields the dates of a meeting that is not there all term."""
    event = view.events.of(meeting)
    if event is not None and event.usual is not None:
        yield dates_said(view, event.dates)
    elif told := range_said(view, meeting.from_date, meeting.to_date):
        yield told


def _days(
    view: PlanView, meetings: list[Meeting], cell: Callable[[PlanView, Meeting], Cell]
) -> tuple[tuple[Cell, ...], ...]:
    ordered = sorted(meetings, key=view.start)
    return tuple(
        tuple(cell(view, m) for m in ordered if m.weekday == weekday) for weekday in range(1, 8)
    )


def _at(meetings: Iterable[Meeting], school_id: str | None) -> list[Meeting]:
    return [m for m in meetings if school_id in (None, m.school_id)]
