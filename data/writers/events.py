"""Meetings and duties on the real dates of the term: who, where, when, and who stands in."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from solver.domain.calendar import meeting_dates
from solver.domain.school import School
from solver.domain.term import DateRange
from solver.plan.types import Duty, Meeting

if TYPE_CHECKING:
    from data.writers.view import PlanView


@dataclass(frozen=True, eq=False)
class Event:
    """A meeting or a duty laid on its dates.

    ``usual`` is the event whose people others stand in for on these dates: the same section and
    period, or the same post, leaves out just these dates.
    """

    school: School
    weekday: int
    start_min: int
    end_min: int
    staff_ids: tuple[str, ...]
    dates: tuple[date, ...]
    meeting: Meeting | None = None
    duty: Duty | None = None
    usual: "Event | None" = None

    @property
    def record(self) -> Meeting | Duty:
        """The meeting or duty itself."""
        found = self.meeting or self.duty
        if found is None:
            raise ValueError("an event is a meeting or a duty")
        return found

    @property
    def key(self) -> tuple[str, str]:
        """What the event is, whoever serves and whatever its id: section and period, or post."""
        if self.meeting is not None:
            return (self.meeting.section_id, self.meeting.period_id)
        return ("duty", self.duty.post_id if self.duty else "")

    def is_in(self, part: DateRange | None) -> bool:
        """Tells whether it takes place in a part of the term; ``None`` is the whole of it."""
        return part is None or any(part.holds(d) for d in self.dates)

    def stands_in_for(self, staff_id: str) -> str | None:
        """Returns whom a person stands in for on these dates; ``None`` for the usual people."""
        if self.usual is None or staff_id in self.usual.staff_ids:
            return None
        away = [p for p in self.usual.staff_ids if p not in self.staff_ids]
        at = self.staff_ids.index(staff_id)
        if at < len(self.usual.staff_ids) and self.usual.staff_ids[at] in away:
            return self.usual.staff_ids[at]
        return away[0] if away else None


class Events:
    """All events of a plan; meetings and duties of unknown schools, periods or posts are none."""

    def __init__(self, view: "PlanView") -> None:
        self._view = view
        laid = [self._meeting(m) for m in view.plan.meetings]
        laid += [self._duty(d) for d in view.plan.duties]
        self.all = _with_usual([e for e in laid if e is not None])
        self._of_record = {id(e.record): e for e in self.all}

    def of(self, record: Meeting | Duty) -> Event | None:
        """Returns the event of a meeting or duty of the plan."""
        return self._of_record.get(id(record))

    @cached_property
    def of_person(self) -> dict[str, list[Event]]:
        """Events by the people in them, by weekday and time."""
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.all:
            for staff_id in dict.fromkeys(event.staff_ids):
                found[staff_id].append(event)
        return found

    @cached_property
    def of_room(self) -> dict[str, list[Event]]:
        """Meetings by room, by weekday and time."""
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.all:
            if event.meeting is not None and event.meeting.room_id is not None:
                found[event.meeting.room_id].append(event)
        return found

    @cached_property
    def of_class(self) -> dict[str, list[Event]]:
        """Meetings by the classes that sit in them, by weekday and time."""
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.all:
            for class_id, students in event.meeting.class_counts.items() if event.meeting else ():
                if students:
                    found[class_id].append(event)
        return found

    @cached_property
    def stand_ins(self) -> dict[int, list[Event]]:
        """The events on single dates with other people, by the usual event (its ``id``)."""
        found: dict[int, list[Event]] = defaultdict(list)
        for event in self.all:
            if event.usual is not None:
                found[id(event.usual.record)].append(event)
        return found

    def _meeting(self, m: Meeting) -> Event | None:
        school, period = self._view.schools.get(m.school_id), self._view.periods.get(m.period_id)
        if school is None or period is None:
            return None
        grades = [self._view.classes[c].grade for c in m.class_counts if c in self._view.classes]
        return Event(
            school=school,
            weekday=period.weekday,
            start_min=period.start_min,
            end_min=period.end_min,
            staff_ids=m.staff_ids,
            dates=meeting_dates(
                self._view.district.term,
                school,
                period.weekday,
                grades,
                m.from_date,
                m.to_date,
                m.except_dates,
            ),
            meeting=m,
        )

    def _duty(self, d: Duty) -> Event | None:
        post = self._view.posts.get(d.post_id)
        if post is None:
            return None
        left_out = set(d.except_dates)
        return Event(
            school=post.school,
            weekday=post.record.weekday,
            start_min=post.record.start_min,
            end_min=post.record.end_min,
            staff_ids=d.staff_ids,
            dates=tuple(
                day
                for day in post.dates(self._view.district.term)
                if d.from_date <= day <= d.to_date and day not in left_out
            ),
            duty=d,
        )


def _with_usual(events: Iterable[Event]) -> tuple[Event, ...]:
    """Sorts events by place, weekday and time, and marks those on dates that another leaves out."""
    by_key: dict[tuple[str, ...], list[Event]] = defaultdict(list)
    for event in events:
        by_key[(event.school.id, *event.key)].append(event)
    found = []
    for group in by_key.values():
        usual = max(group, key=lambda e: len(e.dates))
        left_out = set(usual.record.except_dates)
        for event in group:
            stands_in = event is not usual and event.dates and left_out.issuperset(event.dates)
            found.append(replace(event, usual=usual) if stands_in else event)
    found.sort(key=lambda e: (e.weekday, e.start_min, e.end_min, e.record.id))
    return tuple(found)
