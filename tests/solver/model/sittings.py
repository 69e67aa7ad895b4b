"""Plans told apart only by what matters: names, and what is interchangeable, left out."""

from collections import Counter, defaultdict

from solver.model.context import Context
from solver.plan import Meeting, Plan

Key = tuple[object, ...]


def key_of(ctx: Context, plan: Plan) -> Key:
    """Returns what a plan comes to.

    Left out: ids; whether groups of the same class form one section over the week; which of the
    leaders (or rooms of one kind) that an activity has in a pattern goes to which of its
    sections; how the students of a class are spread over sections of one activity and pattern.
    """
    kind = {
        (school_id, room.id): k.key
        for school_id, kinds in ctx.kinds.items()
        for k in kinds
        for room in k.rooms
    }
    groups: Counter[Key] = Counter()
    staff: dict[Key, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    seated: dict[Key, Counter[str]] = defaultdict(Counter)
    rooms: dict[Key, list[str]] = defaultdict(list)
    for at, meeting in _once(ctx, plan):
        leader, *helpers = meeting.staff_ids
        staff[at][0].append(leader)
        staff[at][1].extend(helpers)
        room = kind[(meeting.school_id, str(meeting.room_id))]
        if ctx.activity[meeting.activity_id].grouping in ("by_class", "merged"):
            groups[(at, room, tuple(sorted(meeting.class_counts.items())))] += 1
        else:
            rooms[at].append(room)
            seated[at].update(meeting.class_counts)
    return (
        tuple(sorted((g.class_id, g.period_id, g.component) for g in plan.grid)),
        tuple(sorted(groups.items(), key=repr)),
        tuple(
            sorted(
                (
                    (at, tuple(sorted(lead)), tuple(sorted(help_)))
                    for at, (lead, help_) in staff.items()
                ),
                key=repr,
            )
        ),
        tuple(sorted(((at, tuple(sorted(c.items()))) for at, c in seated.items()), key=repr)),
        tuple(sorted(((at, tuple(sorted(r))) for at, r in rooms.items()), key=repr)),
        tuple(sorted((d.post_id, tuple(sorted(d.staff_ids))) for d in plan.duties)),
    )


def _once(ctx: Context, plan: Plan) -> list[tuple[Key, Meeting]]:
    """Returns meetings with activity and pattern, a section with a roster only once."""
    pattern = {s.id: tuple(sorted(s.period_ids)) for s in plan.sections}
    found: list[tuple[Key, Meeting]] = []
    seen = set()
    for meeting in plan.meetings:
        if ctx.activity[meeting.activity_id].grouping != "by_choice":
            found.append(((meeting.activity_id, (meeting.period_id,)), meeting))
        elif meeting.section_id not in seen:
            seen.add(meeting.section_id)
            found.append(((meeting.activity_id, pattern[meeting.section_id]), meeting))
    return found
