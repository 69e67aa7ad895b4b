"""From counts of students and rooms to single sections of a pattern, each with its roster."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from solver.model.asked import Asked
from solver.model.context import Context
from solver.model.crew_cells import limit_of
from solver.model.draft import Draft
from solver.model.extract_crews import sized_sections
from solver.model.extract_staff import answered_pins
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
    pins: dict[tuple[str, Pattern], list[Asked]] = defaultdict(list)
    for pin, sort, pattern in answered_pins(ctx, point):
        if sort == "section":
            pins[(pin.activity_id, pattern)].append(pin)
    for (a, pattern), keys in rooms.items():
        if not keys:
            continue
        sitting, asked = students[(a, pattern)], pins[(a, pattern)]
        if (a, pattern) in ctx.crews:
            found += _with_crews(ctx, view, point, (a, pattern), keys, sitting, asked)
            continue
        limits = [limit_of(ctx, a, pattern, key) for key in keys]
        least = max(ctx.activity[a].min_students, 1)
        firsts = _place_pins(asked, keys, limits)
        spread = _distribute(sitting, limits, least, [first.class_ids for first in firsts])
        for key, counts, first in zip(keys, spread, firsts, strict=True):
            draft = Draft(view.school.id, a, pattern, counts, tuple(sorted(counts)), key)
            draft.leader = first.staff_id
            found.append(draft)
    return found


def _with_crews(
    ctx: Context,
    view: SchoolView,
    point: Sequence[int],
    at: tuple[str, Pattern],
    keys: list[str],
    students: dict[str, int],
    asked: list[Asked],
) -> list[Draft]:
    """Returns the sections of people who are paid by size: each as large as it is paid for."""
    pinned = {pin.staff_id: pin.room_id for pin in asked if pin.staff_id is not None}
    kinds = ctx.crews[at].kind_of
    sections = sized_sections(ctx, point, at, keys, pinned)
    may_lead = [{w for w in pinned if kinds.get(w) == s.crew.leader} for s in sections]
    firsts = _place_pins(
        asked, [s.room for s in sections], [s.students for s in sections], may_lead
    )
    wanted = _affordable(students, [first.class_ids for first in firsts])
    spread = _filled(students, [s.students for s in sections], wanted)
    found = []
    for section, counts, first in zip(sections, spread, firsts, strict=True):
        classes = tuple(sorted(counts))
        draft = Draft(view.school.id, *at, counts, classes, section.room)
        draft.leader, draft.crew = first.staff_id, section.crew
        found.append(draft)
    return found


@dataclass
class _First:
    """What pins want of one section."""

    staff_id: str | None = None
    class_ids: set[str] = field(default_factory=set)


def _place_pins(
    pins: list[Asked],
    keys: list[str],
    limits: list[int],
    may_lead: list[set[str]] | None = None,
) -> list[_First]:
    """Gives each meeting asked for a section of its room: each leader one of their own.

    Those of a leader who is asked for in several periods share a section. The rows of pins leave
    enough sections of each room, so leaders with a room come first, then other leaders, then what
    names no leader; what finds no place is left to the check. ``may_lead`` names the leaders asked
    for who may have each section, if not all may.
    """
    firsts = [_First() for _ in keys]
    of_leader: dict[str, int] = {}
    for pin in sorted(pins, key=lambda p: (p.staff_id is None, p.room_id is None, p.number)):
        wanted = set(pin.class_ids)
        open_ = [
            i
            for i, first in enumerate(firsts)
            if pin.room_id in (None, keys[i]) and len(first.class_ids | wanted) <= limits[i]
        ]
        if pin.staff_id is not None:
            known = of_leader.get(pin.staff_id)
            open_ = [i for i in open_ if may_lead is None or pin.staff_id in may_lead[i]]
            free = [known] if known is not None else [i for i in open_ if not firsts[i].staff_id]
        else:
            free = sorted(open_, key=lambda i: (len(wanted - firsts[i].class_ids), i))
        if free:
            first = firsts[free[0]]
            first.class_ids |= wanted
            if pin.staff_id is not None:
                first.staff_id, of_leader[pin.staff_id] = pin.staff_id, free[0]
    return firsts


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
    wanted = _affordable(students, wanted)
    sizes = [max(least, len(w)) for w in wanted]
    while sum(sizes) < total:
        i = min(
            (i for i in range(len(limits)) if sizes[i] < limits[i]), key=lambda i: (sizes[i], i)
        )
        sizes[i] += 1
    return _filled(students, sizes, wanted)


def _filled(
    students: dict[str, int], sizes: list[int], wanted: list[set[str]]
) -> list[dict[str, int]]:
    """Fills sections of known sizes class by class, after one student of each class wanted."""
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


def _affordable(students: dict[str, int], wanted: list[set[str]]) -> list[set[str]]:
    """Returns the classes wanted in each section as far as a class has students for them all."""
    left = dict(students)
    found: list[set[str]] = []
    for classes in wanted:
        found.append({c for c in classes if left.get(c, 0) > 0})
        for c in found[-1]:
            left[c] -= 1
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
