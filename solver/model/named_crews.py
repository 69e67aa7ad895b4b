"""Where a group or section is someone's by name, a crew with such a leader is there.

Leaders named for each group (``keep_same_adult``) and meetings fixed by a person.
"""

from collections import defaultdict

from solver.model.context import Context, Terms
from solver.model.crew_cells import TAG, Place, Slot, limit_of
from solver.model.variables import ClassSet


def group_place(ctx: Context, sort: str, classes: ClassSet, period_id: str) -> Place:
    """Returns where the crews of a group are counted: by its size, or by itself if it varies."""
    if sort == "stay":
        return "stay", classes
    return "group", sum(ctx.view_of(period_id).present(c, period_id) for c in classes)


def lead_by_name(ctx: Context) -> None:
    """As many groups of a size are led by people of a kind as the names say."""
    named: dict[tuple[str, str, Place, int], Terms] = defaultdict(list)
    for (w, a, classes, t, sort), who in ctx.v.who.items():
        slot = ctx.crews.get((a, (t,)))
        if slot is not None:
            place = group_place(ctx, sort, classes, t)
            named[(a, t, place, slot.kind_of.get(w, 0))].append((who, 1))
    for (a, t, place, kind), terms in named.items():
        cells = ctx.crews[(a, (t,))].cells
        led = [(c.count, -1) for c in cells if c.place == place and c.crew.leader == kind]
        ctx.rows.equal(TAG, [*terms, *led], 0)


def answer_by_name(ctx: Context) -> None:
    """A meeting asked for with its leader is one of the leader's crew: its room, its classes."""
    asked = {a.number: a for a in ctx.asked}
    for (i, sort, key), answer in ctx.v.pin.items():
        pin = asked[i]
        pattern = key if sort == "section" else (pin.period_id,)
        slot = ctx.crews.get((pin.activity_id, pattern))
        if slot is None or not pin.staff_id:
            continue
        places: set[Place] | None = None
        if sort != "section":
            places = {group_place(ctx, sort, key, pin.period_id)}
        elif pin.room_id:
            places = {("section", limit_of(ctx, pin.activity_id, pattern, pin.room_id))}
        _answers(ctx, slot, pin.staff_id, places, answer, len(pin.class_ids))


def _answers(
    ctx: Context, slot: Slot, staff_id: str, places: set[Place] | None, answer: int, classes: int
) -> None:
    cells = slot.led_by(staff_id, places)
    ctx.rows.add(TAG, [*((c.count, 1) for c in cells), (answer, -1)], low=0)
    if classes > 1:
        students = [x for c in cells for x in c.terms()]
        ctx.rows.add(TAG, [*students, (answer, -classes)], low=0)
