"""From a point of the model to sections and meetings, school by school.

Whatever the model counted together (sections of a pattern, rooms of a kind, leaders of groups) is
told apart here; every choice is by id, so the same point gives the same plan.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

from solver.domain import MeetingPin
from solver.domain.calendar import first_service_day
from solver.model.context import Context
from solver.model.extract_rooms import assign_rooms
from solver.model.extract_staff import answered_pins, group_leaders, section_leaders
from solver.model.grid import cell_var
from solver.model.room_kinds import seat_limit
from solver.model.school_view import GROUP_COMPONENTS, WALKING, Pattern, SchoolView
from solver.plan import GridEntry, Meeting, Section


@dataclass
class Draft:
    """A group or section before it gets its ids: who sits where, with whom, when."""

    school_id: str
    activity_id: str
    pattern: Pattern
    counts: dict[str, int]
    classes: tuple[str, ...]
    room_key: str | None = None
    room_id: str | None = None
    staff_ids: tuple[str, ...] = ()
    leader: str | None = None
    """Who must lead it."""


@dataclass
class SchoolPart:
    """The plan of some schools: grid, sections, meetings and the students left out."""

    grid: list[GridEntry] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    unmet: dict[tuple[str, str], int] = field(default_factory=dict)


def extract(ctx: Context, point: Sequence[int]) -> SchoolPart:
    """Returns the plan part that a point of the model stands for."""
    part = SchoolPart()
    for view in ctx.views.values():
        part.grid += _grid(ctx, view, point)
        drafts = _groups(ctx, view, point)
        group_leaders(ctx, view, point, drafts)
        sections = _sections(ctx, view, point)
        section_leaders(ctx, point, sections)
        assign_rooms(ctx, view, [*drafts, *sections])
        _name(ctx, view, part, drafts, sections)
    for (c, t), var in ctx.v.unmet.items():
        if point[var]:
            part.unmet[(c, t)] = point[var]
    return part


def _grid(ctx: Context, view: SchoolView, point: Sequence[int]) -> list[GridEntry]:
    found = []
    for c in view.classes:
        for t in view.slots[c]:
            for k in (*GROUP_COMPONENTS, *WALKING):
                var = cell_var(ctx, c, t, k)
                if var is not None and point[var]:
                    found.append(GridEntry(class_id=c, period_id=t, component=k))
    return found


def _groups(ctx: Context, view: SchoolView, point: Sequence[int]) -> list[Draft]:
    rooms = {key[:3]: key[3] for key, var in ctx.v.group_room.items() if point[var]}
    found = []
    for (a, classes, t), var in ctx.v.group.items():
        if point[var] and t in view.periods:
            counts = {c: view.present(c, t) for c in classes}
            key = rooms.get((a, classes, t))
            found.append(Draft(view.school.id, a, (t,), counts, classes, key))
    for (a, classes, t), var in ctx.v.stay_group.items():
        if point[var] and t in view.periods:
            counts = {c: point[ctx.v.stay[(c, t)]] for c in classes}
            key = rooms.get((a, (*classes, "stay"), t))
            found.append(Draft(view.school.id, a, (t,), counts, classes, key))
    for draft in found:
        if draft.room_key is None:
            home = view.home_room(draft.classes[0])
            draft.room_id = home.id if home else None
    return found


def _sections(ctx: Context, view: SchoolView, point: Sequence[int]) -> list[Draft]:
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


def _name(
    ctx: Context,
    view: SchoolView,
    part: SchoolPart,
    groups: list[Draft],
    sections: list[Draft],
) -> None:
    """Gives ids: groups of the same class, leader and room become one section of the week."""
    merged: dict[tuple[object, ...], list[Draft]] = {}
    for draft in groups:
        key = (draft.activity_id, draft.classes, draft.staff_ids, draft.room_id)
        merged.setdefault(key, []).append(draft)
    for drafts in merged.values():
        drafts.sort(key=lambda d: list(view.periods).index(d.pattern[0]))
    bundles = [*merged.values(), *([d] for d in sections)]
    bundles.sort(
        key=lambda b: (
            b[0].activity_id,
            list(view.periods).index(b[0].pattern[0]),
            b[0].classes,
            b[0].staff_ids,
            b[0].room_id or "",
        )
    )
    numbers: dict[str, int] = defaultdict(int)
    for bundle in bundles:
        numbers[bundle[0].activity_id] += 1
        number = numbers[bundle[0].activity_id]
        _add_section(ctx, view, part, f"{view.school.id}-{bundle[0].activity_id}-{number}", bundle)


def _add_section(
    ctx: Context, view: SchoolView, part: SchoolPart, section_id: str, bundle: list[Draft]
) -> None:
    term = ctx.district.term
    activity = ctx.activity[bundle[0].activity_id]
    grades = {view.classes[c].grade for d in bundle for c in d.classes}
    start = first_service_day(view.school, term, grades)
    part.sections.append(
        Section(
            id=section_id,
            school_id=view.school.id,
            activity_id=activity.id,
            period_ids=tuple(t for d in bundle for t in d.pattern),
            from_date=start,
            to_date=term.last_day,
        )
    )
    for draft in bundle:
        for t in draft.pattern:
            part.meetings.append(
                Meeting(
                    id=f"{section_id}@{t}",
                    school_id=view.school.id,
                    weekday=view.periods[t].weekday,
                    period_id=t,
                    activity_id=activity.id,
                    section_id=section_id,
                    component=activity.component,
                    service_type=activity.service_type,
                    room_id=draft.room_id,
                    staff_ids=draft.staff_ids,
                    class_counts=dict(sorted(draft.counts.items())),
                    from_date=start,
                    to_date=term.last_day,
                )
            )
