"""Which meetings in the open can move indoors when it rains, and which cannot.

Nothing is planned anew: each exposed room has at most one room to go to, which must be safe,
available, large enough and free then. Whatever is outdoors at the same time must fit in together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from data.writers.events import Event
from data.writers.view import PlanView
from solver.domain.school import Period, Room, School


@dataclass(frozen=True)
class Miss:
    """A meeting that has nowhere to go when it rains: why, and on how many of its dates."""

    event: Event
    room: Room
    other: Room | None
    code: str
    dates: int


@dataclass(frozen=True)
class WetPeriod:
    """A period of a school with meetings in the open; it survives rain if all of them can move."""

    school: School
    period: Period
    exposed: int
    misses: tuple[Miss, ...]

    @property
    def survives(self) -> bool:
        """Tells whether nobody stands in the rain on any date."""
        return not self.misses


def wet_periods(view: PlanView) -> list[WetPeriod]:
    """Returns every period with meetings in exposed rooms, by school, weekday and time."""
    found = []
    for school in view.district.schools:
        rooms = {r.id: r for r in school.rooms}
        outside: dict[str, list[Event]] = defaultdict(list)
        for room in school.rooms:
            if room.weather_exposed:
                for event in view.events.of_room.get(room.id, ()):
                    if event.meeting is not None and event.dates:
                        outside[event.meeting.period_id].append(event)
        everything = [e for events in outside.values() for e in events]
        missed = _misses(view, rooms, everything)
        periods = [p for p in school.periods if p.id in outside]
        for period in sorted(periods, key=lambda p: (p.weekday, p.start_min, p.id)):
            here = outside[period.id]
            misses = tuple(missed[id(e)] for e in here if id(e) in missed)
            found.append(WetPeriod(school, period, len(here), misses))
    return found


def _misses(view: PlanView, rooms: dict[str, Room], outside: list[Event]) -> dict[int, Miss]:
    """Returns what cannot move, by event (its ``id``), over all dates of the term."""
    codes: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for weekday in sorted({e.weekday for e in outside}):
        moving = [e for e in outside if e.weekday == weekday]
        shelters = {r.wet_alternative_id or "" for e in moving if (r := _room_of(rooms, e))}
        inside = [
            e
            for i in sorted(shelters)
            for e in view.events.of_room.get(i, ())
            if e.weekday == weekday and e not in moving
        ]
        for there, count in _situations([*moving, *inside]):
            for event, code in _refused(rooms, [e for e in moving if e in there], inside, there):
                codes[id(event)][code] += count
    found = {}
    for event in outside:
        room = _room_of(rooms, event)
        if id(event) in codes and room is not None:
            reasons = codes[id(event)]
            found[id(event)] = Miss(
                event=event,
                room=room,
                other=rooms.get(room.wet_alternative_id or ""),
                code=max(reasons, key=lambda code: reasons[code]),
                dates=sum(reasons.values()),
            )
    return found


def _room_of(rooms: dict[str, Room], event: Event) -> Room | None:
    return rooms.get(event.meeting.room_id or "") if event.meeting else None


def _situations(events: Iterable[Event]) -> Iterator[tuple[frozenset[Event], int]]:
    """Yields each set of events that take place on the same dates, with the number of these."""
    by_date: dict[date, set[Event]] = defaultdict(set)
    for event in events:
        for day in event.dates:
            by_date[day].add(event)
    counts: dict[frozenset[Event], int] = defaultdict(int)
    for there in by_date.values():
        counts[frozenset(there)] += 1
    yield from counts.items()


def _refused(
    rooms: dict[str, Room],
    moving: list[Event],
    inside: list[Event],
    there: frozenset[Event],
) -> Iterator[tuple[Event, str]]:
    """Yields the meetings that cannot move on a date, as few as possible, and why."""
    by_shelter: dict[str, list[Event]] = defaultdict(list)
    for event in moving:
        room = _room_of(rooms, event)
        other = rooms.get(room.wet_alternative_id or "") if room else None
        code = _unfit(other, event)
        if code or other is None:
            yield event, code
        else:
            by_shelter[other.id].append(event)
    for shelter, candidates in by_shelter.items():
        taken = [e for e in inside if e in there and e.meeting and e.meeting.room_id == shelter]
        yield from too_many(rooms[shelter].sections_at_once, candidates, taken)


def _unfit(other: Room | None, event: Event) -> str:
    """Returns why a room cannot take a meeting even if it is free; empty if it can."""
    if other is None:
        return "no_shelter"
    if other.weather_exposed:
        return "shelter_exposed"
    if other.safety_passed is False:
        return "shelter_unsafe"
    when = (event.weekday, event.start_min, event.end_min)
    if other.availability and not any(i.covers(*when) for i in other.availability):
        return "shelter_unavailable"
    if other.seats < _students(event):
        return "shelter_small"
    return ""


def _students(event: Event) -> int:
    return sum(event.meeting.class_counts.values()) if event.meeting else 0


def too_many(
    capacity: int, candidates: list[Event], taken: list[Event]
) -> Iterator[tuple[Event, str]]:
    """Yields the fewest meetings that must stay out for the others to fit in together.

    At the first minute at which there are too many, one has to go; the one that would stay longest
    leaves most room for those to come. Of equals the one with the fewest students goes.
    """
    kept = list(candidates)
    for minute in sorted({e.start_min for e in (*candidates, *taken)}):
        used = sum(e.start_min <= minute < e.end_min for e in taken)
        while True:
            here = [e for e in kept if e.start_min <= minute < e.end_min]
            if not here or len(here) + used <= capacity:
                break
            out = max(here, key=lambda e: (e.end_min, -_students(e), e.record.id))
            kept.remove(out)
            yield out, "shelter_taken" if used >= capacity else "shelter_full"
