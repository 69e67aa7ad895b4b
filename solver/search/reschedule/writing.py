"""An answer of the program written into the plan: dates taken out, stand-ins beside them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from solver.plan import Duty, Meeting, Plan
from solver.search.reschedule.cases import Case
from solver.search.reschedule.items import Item
from solver.search.reschedule.program import Answer

RecordT = TypeVar("RecordT", Meeting, Duty)


class Held(NamedTuple):
    """How an item is held on a date: by whom, with which other groups in it.

    ``people`` is ``None`` if its own students join another group and it is not held.
    """

    people: tuple[str, ...] | None
    joined: tuple[Item, ...] = ()


Staffed = dict[str, dict[date, Held]]
"""How an item is held, by its id and date, where it is not as before."""


def staffed(cases: Sequence[Case], answer: Answer) -> Staffed:
    """Returns how items are held where it is not as before."""
    found: Staffed = {}
    for k, case in enumerate(cases):
        now: dict[str, list[str]] = {}
        items = {p.item.id: p.item for p in case.places}
        for n, place in enumerate(case.places):
            people = now.setdefault(place.item.id, list(place.item.staff_ids))
            people[place.position] = answer.people.get((k, n), place.now)
        guests: dict[str, list[Item]] = {}
        for (number, item_id), other_id in answer.joined.items():
            if number == k:
                guests.setdefault(other_id, []).append(items[item_id])
                other = next(o for i, o in case.joins if o.id == other_id)
                items.setdefault(other_id, other)
                now.setdefault(other_id, list(other.staff_ids))
        for item_id, people in now.items():
            held = Held(tuple(people), tuple(guests.get(item_id, ())))
            if (k, item_id) in answer.joined:
                held = Held(None)
            if held != Held(items[item_id].staff_ids):
                found.setdefault(item_id, {}).update(dict.fromkeys(case.dates, held))
    return found


def written(plan: Plan, items: Iterable[Item], changes: Staffed) -> Plan:
    """Returns the plan with other people on some dates; its verdict is not renewed here."""
    dates = {i.id: i.dates for i in items if i.id in changes}
    taken = {m.id for m in plan.meetings} | {d.id for d in plan.duties}
    meetings: list[Meeting] = []
    duties: list[Duty] = []
    for m in plan.meetings:
        meetings += _split(m, dates[m.id], changes[m.id], taken) if m.id in changes else [m]
    for d in plan.duties:
        duties += _split(d, dates[d.id], changes[d.id], taken) if d.id in changes else [d]
    return plan.model_copy(update={"meetings": tuple(meetings), "duties": tuple(duties)})


def _split(
    record: RecordT,
    every: tuple[date, ...],
    staffed: dict[date, Held],
    taken: set[str],
) -> list[RecordT]:
    """Returns a record without some dates, and one more for each way it is held on them."""
    found = []
    left = [d for d in every if d not in staffed]
    if left:
        found.append(_dated(record, left, every, {}))
    ways: dict[Held, list[date]] = defaultdict(list)
    for day, held in sorted(staffed.items()):
        if held.people is not None:
            ways[held].append(day)
    for held, days in sorted(ways.items(), key=lambda kv: kv[1][0]):
        changes: dict[str, object] = {"staff_ids": held.people, **_together(record, held.joined)}
        if found:
            changes["id"] = _new_id(record.id, taken)
        found.append(_dated(record, days, every, changes))
    return found


def split_rooms(plan: Plan, items: Iterable[Item], rooms: Mapping[str, Mapping[date, str]]) -> Plan:
    """Returns the plan with meetings in other rooms on some dates."""
    every = {i.id: i.dates for i in items if i.id in rooms}
    taken = {m.id for m in plan.meetings}
    meetings: list[Meeting] = []
    for m in plan.meetings:
        if m.id not in rooms:
            meetings.append(m)
            continue
        left = [d for d in every[m.id] if d not in rooms[m.id]]
        found = [_dated(m, left, every[m.id], {})] if left else []
        by_room: dict[str, list[date]] = defaultdict(list)
        for day, room_id in sorted(rooms[m.id].items()):
            by_room[room_id].append(day)
        for room_id, days in by_room.items():
            changes: dict[str, object] = {"room_id": room_id}
            if found:
                changes["id"] = _new_id(m.id, taken)
            found.append(_dated(m, days, every[m.id], changes))
        meetings += found
    return plan.model_copy(update={"meetings": tuple(meetings)})


def _together(record: Meeting | Duty, joined: Sequence[Item]) -> dict[str, object]:
    """Returns the students of a meeting with those of groups that join it, if any do."""
    if isinstance(record, Duty) or not joined:
        return {}
    counts = Counter(record.class_counts)
    students = [*record.student_ids]
    for item in joined:
        assert isinstance(item.record, Meeting)
        counts.update(item.record.class_counts)
        students += item.record.student_ids
    return {"class_counts": dict(counts), "student_ids": tuple(students)}


def _dated(
    record: RecordT, days: list[date], every: tuple[date, ...], changes: dict[str, object]
) -> RecordT:
    """Returns a record on some of its dates; its own range is kept if it begins or ends there."""
    first = record.from_date if days[0] == every[0] else days[0]
    last = record.to_date if days[-1] == every[-1] else days[-1]
    out = {d for d in record.except_dates if first <= d <= last}
    out |= {d for d in every if days[0] <= d <= days[-1]} - {*days}
    span: dict[str, object] = {"from_date": first, "to_date": last}
    return record.model_copy(update={**span, "except_dates": tuple(sorted(out)), **changes})


def _new_id(item_id: str, taken: set[str]) -> str:
    number = 1
    while f"{item_id}/{number}" in taken:
        number += 1
    taken.add(f"{item_id}/{number}")
    return f"{item_id}/{number}"
