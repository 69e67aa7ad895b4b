"""One A4 page each: for the door of a class, for a person, for a room."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from data.writers.events import Event
from data.writers.parts import dates_said, short
from data.writers.tables import width_of
from data.writers.timetables import Timetable
from data.writers.view import PlanView
from data.writers.weeks import class_weeks, room_weeks, staff_weeks
from data.writers.words import span
from solver.domain.school import School

_SIZES = (12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.5)
"""Sizes of letters, in points, of which a page takes the largest that it has room for."""
_WIDTH, _HEIGHT = 700.0, 420.0
"""What is left on A4 landscape for the weekdays and for the rows, in points."""
_LEAST_TOGETHER = 9.0
"""Letters are no smaller than this to put several parts of the term on one page."""


@dataclass(frozen=True)
class Sheet:
    """A page: what stands above the week, the week by parts of the term, what stands below.

    ``size`` is that of its letters in points; ``apart`` gives each part a page of its own.
    """

    id: str
    title: str
    facts: tuple[str, ...]
    weeks: tuple[Timetable, ...]
    notes: tuple[str, ...]
    size: float
    apart: bool
    file: str = ""


def class_sheets(view: PlanView, school: School) -> Iterator[Sheet]:
    """Yields the page of each class, lower grades first."""
    for school_class in sorted(school.classes, key=lambda c: c.grade):
        yield _sheet(
            view,
            school_class.id,
            school_class.name,
            (),
            class_weeks(view, school, school_class),
            tuple(calendar_notes(view, school)),
        )


def staff_sheets(view: PlanView, school: School, files: dict[str, str]) -> Iterator[Sheet]:
    """Yields the page of everybody who serves at a school, with the whole of their week.

    Parameters
    ----------
    files : dict of str to str
        Calendars by person, if they are written too.
    """
    served = {p for e in view.events.all if e.school.id == school.id for p in e.staff_ids}
    known = [p for p in view.staff if p in served]
    for staff_id in (*known, *sorted(served - set(known))):
        person = view.staff.get(staff_id)
        facts = [view.words.word("role", person.role)] if person else []
        if person and person.provider_id in view.providers:
            facts.append(view.providers[str(person.provider_id)].name)
        elif person and person.home_school_id not in (None, school.id):
            facts.append(view.words("lent_by", school=view.school(person.home_school_id)))
        events = view.events.of_person[staff_id]
        facts.append(view.words("times_a_term", count=sum(len(e.dates) for e in events)))
        yield _sheet(
            view,
            staff_id,
            view.person(staff_id),
            tuple(facts),
            staff_weeks(view, staff_id, school.id),
            (*_stood_in(view, events, staff_id), *calendar_notes(view, school)),
            files.get(staff_id, ""),
        )


def room_sheets(view: PlanView, school: School) -> Iterator[Sheet]:
    """Yields the page of each room of a school that is used."""
    words = view.words
    for room in school.rooms:
        if room.id not in view.events.of_room:
            continue
        facts = [words("seats", count=room.seats)]
        if room.sections_at_once > 1:
            facts.append(words("sections_at_once", count=room.sections_at_once))
        if room.weather_exposed:
            other = room.wet_alternative_id
            facts.append(words("wet_room", room=view.room(other)) if other else words("wet_none"))
        notes = tuple(calendar_notes(view, school))
        yield _sheet(view, room.id, room.name, tuple(facts), room_weeks(view, room.id), notes)


def calendar_notes(view: PlanView, school: School) -> Iterator[str]:
    """Yields the make-up days of the term and the closures of a school."""
    term, words = view.district.term, view.words
    days = [
        words(
            "make_up_day",
            date=short(view, m.day),
            weekday=view.weekday(m.day.isoweekday()),
            follows=view.weekday(m.follows),
        )
        for m in sorted(term.make_up_days, key=lambda m: m.day)
    ]
    if days:
        yield words("make_up_days", days=words.listed(days))
    closed = []
    for closure in sorted(term.closures, key=lambda c: c.first):
        if not closure.school_ids or school.id in closure.school_ids:
            said = short(view, closure.first)
            if closure.last > closure.first:
                said = words("from_to", first=said, last=short(view, closure.last))
            reason = words("in_brackets", text=closure.reason) if closure.reason else ""
            closed.append(said + reason)
    if closed:
        yield words("closed_days", days=words.listed(closed))


def _stood_in(view: PlanView, events: list[Event], staff_id: str) -> Iterator[str]:
    """Yields the single dates on which a person stands in for somebody."""
    for event in events:
        absent = event.stands_in_for(staff_id)
        if absent is not None and event.meeting is not None:
            yield view.words(
                "stands_in",
                dates=dates_said(view, event.dates),
                time=f"{view.weekday(event.weekday)} {span(event.start_min, event.end_min)}",
                school=event.school.name,
                activity=view.activity(event.meeting.activity_id),
                room=view.room(event.meeting.room_id),
                person=view.person(absent),
            )


def _sheet(
    view: PlanView,
    sheet_id: str,
    title: str,
    facts: tuple[str, ...],
    weeks: list[Timetable],
    notes: tuple[str, ...],
    file: str = "",
) -> Sheet:
    extra = 14.0 * len(notes)

    def together(size: float) -> float:
        return sum(_height(w, size) for w in weeks) + extra

    def alone(size: float) -> float:
        return max((_height(w, size) for w in weeks), default=0.0) + extra

    size = _largest(together)
    apart = len(weeks) > 1 and (size < _LEAST_TOGETHER or together(size) > _HEIGHT)
    return Sheet(
        id=sheet_id,
        title=title,
        facts=(*facts, view.district.term.name),
        weeks=tuple(weeks),
        notes=notes,
        size=_largest(alone) if apart else size,
        apart=apart,
        file=file,
    )


def _largest(height: Callable[[float], float]) -> float:
    return next((size for size in _SIZES if height(size) <= _HEIGHT), _SIZES[-1])


def _height(week: Timetable, size: float) -> float:
    """Returns how high a week is with letters of a size, in points, on the safe side."""
    room = max(2.0, (_WIDTH / max(1, len(week.columns)) - 8) / (size / 2))
    rows = 0.0
    for _, cells in week.rows:
        lines = max(
            (
                sum(max(1, math.ceil(width_of(line) / room)) for line in cell.text.split("\n"))
                for cell in cells
                if cell
            ),
            default=1,
        )
        blocks = max((len(cell.parts) for cell in cells if cell), default=0)
        rows += max(lines * size * 1.4, 2.5 * size) + 8 * blocks + 6
    return rows + 40
