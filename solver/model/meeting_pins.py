"""Meetings fixed by a person: one meeting must answer everything that a pin names.

Per pin exactly one candidate (a pattern of sections, or a group) is chosen to answer it, and the
chosen one must exist with the leader, the class and the room that the pin names; ``extract`` puts
them together in one section.
"""

from collections import defaultdict
from collections.abc import Iterator

from solver.domain import MeetingPin
from solver.model.context import Context
from solver.model.homes import home_seat, stays_home

TAG = "keep_pins"
Candidate = tuple[str, tuple[str, ...], list[list[int]]]
"""Sort (section, group, stay), pattern or class set, and what must be there: any of each list."""


def require_meetings(ctx: Context) -> list[MeetingPin]:
    """Adds the rows of every meeting pin; returns those that nothing can answer."""
    impossible = []
    for i, pin in enumerate(ctx.district.pins):
        if not isinstance(pin, MeetingPin) or pin.period_id not in ctx.period:
            continue
        answers = []
        for sort, key, needs in (*_sections(ctx, pin), *_groups(ctx, pin)):
            answer = ctx.rows.var(("pin", i, sort, key))
            ctx.v.pin[(i, sort, key)] = answer
            answers.append(answer)
            for any_of in needs:
                ctx.rows.add(TAG, [*((x, 1) for x in any_of), (answer, -1)], low=0)
        if not answers:
            impossible.append(pin)
            continue
        ctx.rows.equal(TAG, [(x, 1) for x in answers], 1)
    _one_group_each(ctx)
    lead_named_groups(ctx)
    return impossible


def lead_named_groups(ctx: Context) -> None:
    """Where leaders are named, a pin's leader leads the very group that answers it."""
    for (i, sort, g), answer in ctx.v.pin.items():
        pin = ctx.district.pins[i]
        if sort == "section" or not isinstance(pin, MeetingPin) or not pin.staff_id:
            continue
        who = ctx.v.who.get((pin.staff_id, pin.activity_id, g, pin.period_id, sort))
        if who is not None:
            ctx.rows.add(TAG, [(answer, 1), (who, -1)], high=0)


def _sections(ctx: Context, pin: MeetingPin) -> Iterator[Candidate]:
    v = ctx.v
    for (a, pattern), count in v.sections.items():
        if a != pin.activity_id or pin.period_id not in pattern:
            continue
        needs = [[count]]
        if pin.staff_id:
            needs.append(_known(v.lead.get((pin.staff_id, a, pattern))))
        if pin.room_id:
            needs.append(_known(v.section_room.get((a, pattern, pin.room_id))))
        if pin.class_id:
            sitting = _known(v.seat.get((pin.class_id, a, pattern[0])))
            sitting += [
                var
                for way, var in v.enrol.items()
                if (way.activity_id, way.pattern, way.class_id) == (a, pattern, pin.class_id)
            ]
            needs.append(sitting)
        if all(needs):
            yield "section", pattern, needs


def _groups(ctx: Context, pin: MeetingPin) -> Iterator[Candidate]:
    v, t, a = ctx.v, pin.period_id, pin.activity_id
    view, activity = ctx.view_of(t), ctx.activity[a]
    every = [("group", g, var) for (b, g, u), var in v.group.items() if (b, u) == (a, t)]
    every += [("stay", g, var) for (b, g, u), var in v.stay_group.items() if (b, u) == (a, t)]
    for sort, g, meets in every:
        if pin.class_id and pin.class_id not in g:
            continue
        needs = [[meets]]
        if pin.staff_id:
            needs.append(_known(v.lead.get((pin.staff_id, a, (t,)))))
        at_home = view.classes[g[0]].home_room_id == pin.room_id and len(g) == 1
        always = stays_home if sort == "stay" else home_seat
        if pin.room_id and not (at_home and always(view, activity, g, t)):
            named = (*g, "stay") if sort == "stay" else g
            here = _known(v.group_room.get((a, named, t, pin.room_id)))
            if at_home and sort == "stay":
                here += _known(v.stay_home.get((a, g[0], t)))
            needs.append(here)
        if all(needs):
            yield sort, g, needs


def _known(var: int | None) -> list[int]:
    return [] if var is None else [var]


def _one_group_each(ctx: Context) -> None:
    """A person leads one group at a time and a group has one leader, own class or not."""
    of_group: dict[tuple[str, str, tuple[str, ...]], dict[str, list[int]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for (i, sort, g), answer in ctx.v.pin.items():
        pin = ctx.district.pins[i]
        if sort != "section" and isinstance(pin, MeetingPin) and pin.staff_id:
            of_group[(pin.activity_id, pin.period_id, g)][pin.staff_id].append(answer)
    for i, pin in enumerate(ctx.district.pins):
        if not isinstance(pin, MeetingPin) or not pin.staff_id:
            continue
        mine = {g: x for (j, sort, g), x in ctx.v.pin.items() if j == i and sort != "section"}
        if not mine:
            continue
        w, a, t = pin.staff_id, pin.activity_id, pin.period_id
        for (leader, b, g, u), own in ctx.v.own.items():
            if (leader, b, u) == (w, a, t):
                chosen = [(mine[g], -1)] if g in mine else []
                ctx.rows.add(TAG, [(own, 1), *chosen], high=0)
        for g, answer in mine.items():
            for other, answers in of_group[(a, t, g)].items():
                if other != w:
                    for theirs in answers:
                        ctx.rows.at_most(TAG, [answer, theirs], 1)
            for j, twin in enumerate(ctx.district.pins):
                if (
                    j != i
                    and isinstance(twin, MeetingPin)
                    and (twin.staff_id, twin.activity_id, twin.period_id) == (w, a, t)
                ):
                    same = [
                        (ctx.v.pin[(j, s, g)], -1)
                        for s in ("group", "stay")
                        if (j, s, g) in ctx.v.pin
                    ]
                    ctx.rows.add(TAG, [(answer, 1), *same], high=0)
