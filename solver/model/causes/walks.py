"""Ways to serve students whose class walks: a place in a section, or a section more."""

from collections.abc import Iterator

from solver.domain import Activity
from solver.domain.choices import has_free_menu, menu_of
from solver.domain.messages.said import Value
from solver.model.causes.blocks import Block, Change, Way
from solver.model.causes.groups import forbidden, offered, sizes
from solver.model.causes.people import Staff
from solver.model.causes.rooms import find_room
from solver.model.causes.week import Week
from solver.model.school_view import WALKING, Enrolment, Pattern, SchoolView
from solver.plan import Meeting


def walk_ways(week: Week, staff: Staff, view: SchoolView, class_id: str, t: str) -> Iterator[Way]:
    """Yields the ways to serve some more students of a class that walks in a period."""
    for activity in offered(week, view, class_id, t):
        if activity.grouping == "whole_band":
            out = forbidden(week, view, activity, class_id, t)
            yield _reading(week, staff, view, activity, class_id, t, out)
        elif activity.grouping == "by_choice":
            out = forbidden(week, view, activity, class_id, t)
            patterns = view.ways(activity, True) if out else view.patterns[activity.id]
            told: set[tuple[str, ...]] = set()
            for pattern, ways in patterns.items():
                if t in pattern and any(w.class_id == class_id for w in ways):
                    blocks, pool = _roll(week, activity, pattern, ways, class_id)
                    names = tuple(b.limit for b in blocks)
                    # Patterns that the class cannot keep are alike: one of them is tried.
                    if not names or names not in told:
                        told.add(names)
                        blocks = (*out, *blocks)
                        yield _section(week, staff, view, activity, pattern, pool, class_id, blocks)
    for section in week.section.values():
        if section[0].school_id == view.school.id:
            yield from _join(week, staff, view, section, class_id, t)


def _is_left(week: Week, class_id: str, pattern: Pattern) -> bool:
    """Tells whether students of a class walk and have no place in all of some periods."""
    return all(
        week.left.get((class_id, t), 0) and week.cell.get((class_id, t)) in WALKING for t in pattern
    )


def _reading(
    week: Week,
    staff: Staff,
    view: SchoolView,
    activity: Activity,
    class_id: str,
    t: str,
    out: tuple[Block, ...],
) -> Way:
    pool = {c: week.left[(c, t)] for c in week.walking(t) if view.suits(activity, c)}
    if class_id not in pool:
        pool = {class_id: week.left[(class_id, t)]}
    return _section(week, staff, view, activity, (t,), pool, class_id, out)


def _roll(
    week: Week,
    activity: Activity,
    pattern: Pattern,
    ways: tuple[Enrolment, ...],
    class_id: str,
) -> tuple[tuple[Block, ...], dict[str, int]]:
    """Returns what keeps a class from a pattern, and who of all classes could enrol in it."""
    pool = {}
    blocks: list[Block] = []
    for way in ways:
        wishes = week.spare_wishes(way.class_id, way.menu_id, activity.id)
        left = _is_left(week, way.class_id, pattern)
        if way.class_id == class_id:
            params: dict[str, Value] = {"activity": activity.title, "periods": len(pattern)}
            blocks += [] if left else [Block("pattern", params)]
            blocks += [] if wishes else [Block("not_chosen", params)]
        if left and wishes:
            pool[way.class_id] = min(wishes, *(week.left[(way.class_id, t)] for t in pattern))
    view = week.ctx.view_of(pattern[0])
    if not blocks:
        blocks += quotas(week, view, activity, class_id, pool)
    return tuple(blocks), pool


def quotas(
    week: Week, view: SchoolView, activity: Activity, class_id: str, more: dict[str, int]
) -> tuple[Block, ...]:
    """Returns what a class's quota in an activity forbids, lowering ``more`` to what it allows.

    A class with a least number must reach it as soon as the activity runs at the school.
    """
    blocks: list[Block] = []
    own = {q.class_id for q in activity.class_quotas}
    for quota in activity.class_quotas:
        every = [c for c in view.classes if c not in own]
        for c in [quota.class_id] if quota.class_id else every:
            if c not in view.classes or not view.suits(activity, c):
                continue
            sitting = week.in_activity[(c, activity.id)]
            if quota.max_students is not None and c in more:
                more[c] = min(more[c], quota.max_students - sitting)
                if more[c] <= 0:
                    del more[c]
                    if c == class_id:
                        blocks.append(_quota(activity, sitting + 1, most=quota.max_students))
            if sitting + more.get(c, 0) < quota.min_students:
                blocks.append(_quota(activity, sitting, least=quota.min_students))
    return tuple(blocks[:1])


def _quota(activity: Activity, size: int, least: int = 0, most: int | None = None) -> Block:
    params: dict[str, Value] = {
        "activity": activity.title,
        "least": least,
        "most": "-" if most is None else most,
    }
    return Block("quota", params, size - most if most is not None else least - size)


def _section(
    week: Week,
    staff: Staff,
    view: SchoolView,
    activity: Activity,
    pattern: Pattern,
    pool: dict[str, int],
    class_id: str,
    out: tuple[Block, ...],
) -> Way:
    """A section more, with students of the class first, then of others who have no place."""
    least = max(activity.min_students, 1)
    blocks = list(out)
    total = sum(pool.values())
    if total < least and not any(b.limit in ("pattern", "not_chosen") for b in blocks):
        blocks += sizes(activity, total)
    room, of_room = find_room(
        week, view, activity, pattern, least, wanted=min(total, activity.capacity)
    )
    hold = activity.capacity if room is None else min(activity.capacity, room.seats)
    # Who is not paid for so many may be for the fewest that make a section.
    for most in (hold, least):
        sits = class_id in pool
        counts = _roster(week, activity, class_id, pool, least, most) if sits else {}
        staff_ids, of_people = staff.team(
            view.school.id, activity, pattern, max(least, sum(counts.values()))
        )
        if not any(b.limit == "pay" for b in of_people):
            break
    blocks += [*of_people, *of_room]
    if blocks or room is None:
        return Way(activity.id, tuple(blocks), hold)
    return Way(activity.id, (), hold, Change(activity.id, pattern, counts, room.id, staff_ids))


def _roster(
    week: Week, activity: Activity, class_id: str, pool: dict[str, int], least: int, hold: int
) -> dict[str, int]:
    """Returns who sits in a new section: quotas first, then the class, others up to the least."""
    quota = {q.class_id: q.min_students for q in activity.class_quotas}
    counts = {
        c: min(n, max(0, quota.get(c, quota.get(None, 0)) - week.in_activity[(c, activity.id)]))
        for c, n in pool.items()
    }
    for c in (class_id, *(c for c in pool if c != class_id)):
        limit = hold if c == class_id else least
        counts[c] += max(0, min(pool[c] - counts[c], limit - sum(counts.values())))
    return {c: n for c, n in counts.items() if n}


def _join(
    week: Week, staff: Staff, view: SchoolView, section: list[Meeting], class_id: str, t: str
) -> Iterator[Way]:
    first = section[0]
    activity = week.ctx.activity[first.activity_id]
    pattern = week.pattern(first)
    if activity.grouping in ("by_class", "merged") or t not in pattern:
        return
    if not view.suits(activity, class_id) or not all(view.has(class_id, u) for u in pattern):
        return
    seats = next((r.seats for r in view.school.rooms if r.id == first.room_id), 0)
    most = min(activity.capacity, seats)
    meeting = next(m for m in section if m.period_id == t)
    spare = most - sum(meeting.class_counts.values())
    blocks: list[Block] = []
    params: dict[str, Value] = {"activity": activity.title}
    if activity.grouping == "by_choice":
        menu = menu_of(view.school, class_id, activity.id, set(pattern))
        if menu is None and not has_free_menu(view.school):
            return
        if not _is_left(week, class_id, pattern):
            blocks.append(Block("pattern", params | {"periods": len(pattern)}))
        menu_id = menu.id if menu else None
        wishes = week.spare_wishes(class_id, menu_id, activity.id)
        if not wishes:
            blocks.append(Block("not_chosen", params))
        more = {class_id: wishes}
        blocks += quotas(week, view, activity, class_id, more)
        wishes = more.get(class_id, 0)
        joined: tuple[Meeting, ...] = tuple(section)
        students = min(wishes or 1, *(week.left.get((class_id, u), 0) for u in pattern))
    else:
        # Reading is a section of its own in each period.
        joined = (meeting,)
        students = week.left[(class_id, t)]
    if spare < 1:
        if activity.capacity <= seats:
            blocks.append(Block("too_large", params | {"size": most + 1, "most": most}, 1))
        else:
            room = next(r for r in view.school.rooms if r.id == first.room_id)
            blocks.append(
                Block(
                    "room_small",
                    params | {"room": room.name, "size": most + 1, "seats": seats, "most": seats},
                    1,
                )
            )
    else:
        blocks += staff.joined(joined, 1)
    while spare > 1 and staff.joined(joined, min(spare, students)):
        spare = min(spare, students) - 1
    change = Change(activity.id, pattern, {class_id: min(spare, students)}, joins=joined)
    yield Way(activity.id, tuple(blocks), most, None if blocks else change)
