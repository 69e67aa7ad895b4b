"""From counts of students and rooms to single sections of a pattern, each with its roster."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

from solver.domain import MeetingPin
from solver.model.context import Context
from solver.model.draft import Draft
from solver.model.extract_staff import answered_pins
from solver.model.room_kinds import seat_limit
from solver.model.school_view import Pattern, SchoolView


def draft_sections(ctx: Context, view: SchoolView, point: Sequence[int]) -> list[Draft]:
    """Returns the sections of a school that a point stands for, without staff and single rooms."""
    students: dict[tuple[str, Pattern], dict[str, int]] = defaultdict(dict)
    for way, var in ctx.v.enrol.items():
        if point[var] and way.pattern[0] in view.periods:
            students[(way.activity_id, way.pattern)][way.class_id] = point[var]
    for (c, a, t), var in ctx.v.seat.items():
        if point[var] and t in view.periods:
            students[(a, (t,))][c] = point[var]
    rooms: dict[tuple[str, Pattern], list[str]] = defaultdict(list)
    for (a, pattern, key), var in ctx.v.section_room.items():
        if pattern[0] in view.periods:
            rooms[(a, pattern)] += [key] * point[var]
    found = []
    pins: dict[tuple[str, Pattern], list[MeetingPin]] = defaultdict(list)
    for pin, sort, pattern in answered_pins(ctx, point):
        if sort == "section":
            pins[(pin.activity_id, pattern)].append(pin)
    for (a, pattern), keys in rooms.items():
        if not keys:
            continue
        limits = [_limit(ctx, view, a, key) for key in keys]
        least = max(ctx.activity[a].min_students, 1)
        firsts = _place_pins(pins[(a, pattern)], keys, limits)
        spread = _distribute(
            students[(a, pattern)], limits, least, [first.class_ids for first in firsts]
        )
        for key, counts, first in zip(keys, spread, firsts, strict=True):
            draft = Draft(view.school.id, a, pattern, counts, tuple(sorted(counts)), key)
            draft.leader = first.staff_id
            found.append(draft)
    return found


@dataclass
class _First:
    """What pins want of one section."""

    staff_id: str | None = None
    class_ids: set[str] = field(default_factory=set)


def _place_pins(pins: list[MeetingPin], keys: list[str], limits: list[int]) -> list[_First]:
    """Gives each pin a section of its room that no other pin needs otherwise."""
    for chosen in product(range(len(keys)), repeat=len(pins)):
        firsts = [_First() for _ in keys]
        led: dict[str, int] = {}
        for pin, i in zip(pins, chosen, strict=True):
            first = firsts[i]
            if pin.room_id not in (None, keys[i]):
                break
            if pin.staff_id is not None:
                if first.staff_id not in (None, pin.staff_id) or led.get(pin.staff_id, i) != i:
                    break
                first.staff_id, led[pin.staff_id] = pin.staff_id, i
            if pin.class_id is not None:
                first.class_ids.add(pin.class_id)
            if len(first.class_ids) > limits[i]:
                break
        else:
            return firsts
    return [_First() for _ in keys]


def _limit(ctx: Context, view: SchoolView, activity_id: str, key: str) -> int:
    kind = next(
        k for k in ctx.kinds[view.school.id] if k.key == key or any(r.id == key for r in k.rooms)
    )
    return seat_limit(kind, ctx.activity[activity_id])


def _distribute(
    students: dict[str, int], limits: list[int], least: int, wanted: list[set[str]]
) -> list[dict[str, int]]:
    """Puts classes in sections, each between ``least`` and its limit.

    Whole classes together where that fits, the largest first into the emptiest section; else
    sections as even as can be, classes split where one ends.
    """
    whole = None if any(wanted) else _keep_whole(students, limits, least)
    if whole is not None:
        return whole
    total = sum(students.values())
    sizes = [max(least, len(w)) for w in wanted]
    while sum(sizes) < total:
        i = min(
            (i for i in range(len(limits)) if sizes[i] < limits[i]), key=lambda i: (sizes[i], i)
        )
        sizes[i] += 1
    found: list[dict[str, int]] = [dict.fromkeys(sorted(w), 1) for w in wanted]
    i = 0
    for c, count in sorted(students.items()):
        left = count - sum(c in w for w in wanted)
        while left:
            room = sizes[i] - sum(found[i].values())
            if not room:
                i += 1
                continue
            moved = min(room, left)
            found[i][c] = found[i].get(c, 0) + moved
            left -= moved
    return found


def _keep_whole(
    students: dict[str, int], limits: list[int], least: int
) -> list[dict[str, int]] | None:
    found: list[dict[str, int]] = [{} for _ in limits]
    room = list(limits)
    for c, count in sorted(students.items(), key=lambda kv: (-kv[1], kv[0])):
        i = max(range(len(limits)), key=lambda k: (room[k], -k))
        if room[i] < count:
            return None
        found[i][c] = count
        room[i] -= count
    return found if all(sum(f.values()) >= least for f in found) else None
