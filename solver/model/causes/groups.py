"""Ways to serve a class in a group, whole or its stayers: a group more, or a place in one."""

from collections.abc import Iterator

from solver.domain import Activity
from solver.domain.base import GridComponent
from solver.domain.messages.said import Message, Value
from solver.model.causes.blocks import Block, Change, Way
from solver.model.causes.people import Staff
from solver.model.causes.rooms import find_room
from solver.model.causes.week import Week
from solver.model.reasons import Reason
from solver.model.school_view import SchoolView
from solver.plan import Meeting


def group_ways(
    week: Week,
    staff: Staff,
    view: SchoolView,
    class_id: str,
    t: str,
    k: GridComponent,
    students: int,
) -> Iterator[Way]:
    """Yields the ways to serve students of a class in a group of a component.

    With ``k`` split it is the care group of those who stay; outside the regular day any
    component will do.
    """
    component = "care" if k == "split" else k
    regular = t in view.regular
    if not regular and students < view.present(class_id, t):
        # Some of the class sit in mixed groups already: a group of its own takes it whole.
        return
    mine = [m for m in week.at[t] if class_id in m.class_counts and _is_group(week, m)]
    for activity in offered(week, view, class_id, t):
        if activity.grouping not in ("by_class", "merged"):
            continue
        if regular and activity.component != component:
            continue
        if mine:
            yield from (_join(week, staff, view, m, class_id, students, k == "split") for m in mine)
            return
        out = forbidden(week, view, activity, class_id, t)
        together = [{class_id: students}]
        together += [] if out else _pools(week, view, activity, class_id, t, k)
        for counts in together:
            yield from _new(week, staff, view, activity, t, counts, k == "split", out)
        for m in week.at[t]:
            if m.activity_id == activity.id and m.school_id == view.school.id and not out:
                classes = tuple(sorted({*m.class_counts, class_id}))
                if classes in view.groups.get(activity.id, ()):
                    yield _join(week, staff, view, m, class_id, students, k == "split")


def _pools(
    week: Week, view: SchoolView, activity: Activity, class_id: str, t: str, k: GridComponent
) -> Iterator[dict[str, int]]:
    """Yields the merges with other classes that have no place either."""
    for classes in view.groups.get(activity.id, ()):
        if class_id in classes and len(classes) > 1:
            alike = all(week.cell.get((c, t)) == k for c in classes)
            counts = {c: week.left.get((c, t), 0) for c in classes}
            whole = k == "split" or all(n == view.present(c, t) for c, n in counts.items())
            seated = any(
                c in m.class_counts and _is_group(week, m) for m in week.at[t] for c in classes
            )
            if alike and whole and not seated and min(counts.values()):
                yield counts


def offered(week: Week, view: SchoolView, class_id: str, t: str) -> list[Activity]:
    """Returns the activities for a class's grade on a weekday, forbidden ones too."""
    grade = view.classes[class_id].grade
    day = view.periods[t].weekday
    return [
        a
        for a in week.activities_of(view.school.id)
        if a.suits_grade(grade)
        and a.window == view.periods[t].window
        and (not a.weekdays or day in a.weekdays)
    ]


def forbidden(
    week: Week, view: SchoolView, activity: Activity, class_id: str, t: str
) -> tuple[Block, ...]:
    """Returns the clause that keeps an activity from a class in a period, if one does."""
    clause_id = view.ban(activity, class_id, t)
    if clause_id is None:
        return ()
    params: dict[str, Value] = {"activity": activity.title, "clause": clause_id, "reason": ""}
    reason: Reason | None = week.ctx.barred.get(("activity", activity.id, view.school.id))
    if reason is not None:
        params["reason"] = Message(reason.code, dict(reason.params))
    return (Block("barred", params),)


def _is_group(week: Week, meeting: Meeting) -> bool:
    return week.ctx.activity[meeting.activity_id].grouping in ("by_class", "merged")


def _new(
    week: Week,
    staff: Staff,
    view: SchoolView,
    activity: Activity,
    t: str,
    counts: dict[str, int],
    stays: bool,
    out: tuple[Block, ...],
) -> Iterator[Way]:
    """A group more; of those who stay it may take a part, as many as it seats."""
    total = sum(counts.values())
    sizes_tried = [min(total, activity.capacity) if stays else total]
    if stays:
        seats = {r.seats for r in view.school.rooms if len(counts) <= r.seats < sizes_tried[0]}
        sizes_tried += sorted(seats, reverse=True)
    for i, size in enumerate(sizes_tried):
        staff_ids, of_people = staff.team(view.school.id, activity, (t,), size)
        room, of_room = find_room(week, view, activity, (t,), size, tuple(counts))
        blocks = (*out, *sizes(activity, size), *of_people, *of_room)
        change = Change(
            activity.id, (t,), _some(counts, size), room.id if room else None, staff_ids
        )
        if not blocks or not i:
            yield Way(activity.id, blocks, activity.capacity, None if blocks else change)
        if not blocks:
            return


def _some(counts: dict[str, int], size: int) -> dict[str, int]:
    """Returns as many students of some classes, at least one of each, the first class first."""
    left = size - len(counts)
    found = {}
    for c, n in counts.items():
        more = min(n - 1, left)
        found[c], left = 1 + more, left - more
    return found


def sizes(activity: Activity, students: int) -> tuple[Block, ...]:
    """Returns what is wrong with the size of a meeting."""
    params: dict[str, Value] = {"activity": activity.title, "size": students}
    if students > activity.capacity:
        params |= {"most": activity.capacity}
        return (Block("too_large", params, students - activity.capacity),)
    if students < activity.min_students:
        params |= {"least": activity.min_students}
        return (Block("too_few", params, activity.min_students - students),)
    return ()


def _join(
    week: Week,
    staff: Staff,
    view: SchoolView,
    meeting: Meeting,
    class_id: str,
    students: int,
    stays: bool,
) -> Way:
    """A place in a group that meets: of those who stay it may take a part."""
    activity = week.ctx.activity[meeting.activity_id]
    room = next((r for r in view.school.rooms if r.id == meeting.room_id), None)
    sitting = sum(meeting.class_counts.values())
    seats = room.seats if room is not None else activity.capacity
    spare = min(activity.capacity, seats) - sitting
    if stays and 0 < spare < students:
        students = spare
    total = sitting + students
    blocks = staff.joined((meeting,), students)
    params: dict[str, Value] = {"activity": activity.title, "size": total}
    if total > activity.capacity:
        most = {"most": activity.capacity}
        blocks.append(Block("too_large", params | most, total - activity.capacity))
    if room is not None and room.seats < total:
        of_room: dict[str, Value] = {"room": room.name, "seats": room.seats, "most": room.seats}
        blocks.append(Block("room_small", params | of_room, total - room.seats))
    change = Change(activity.id, (meeting.period_id,), {class_id: students}, joins=(meeting,))
    return Way(activity.id, tuple(blocks), activity.capacity, None if blocks else change)
