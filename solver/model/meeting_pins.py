"""Meetings fixed by a person: one meeting must answer everything that is asked of it.

For each meeting asked for exactly one candidate (a pattern of sections, or a group) is chosen to
answer it, and the chosen one must exist with the leader, the classes and the room asked for.
Several may be answered by sections of one activity and pattern; there must be as many sections,
rooms and students as it takes to give each leader a section of their own. ``extract`` puts them
together.
"""

from collections import defaultdict
from collections.abc import Iterator

from solver.model.asked import Asked, apart, asked_meetings
from solver.model.context import Context
from solver.model.homes import home_seat, stays_home
from solver.model.named_crews import answer_by_name
from solver.model.school_view import Pattern
from solver.model.variables import ClassSet

TAG = "keep_pins"
Candidate = tuple[str, tuple[str, ...], list[list[int]]]
"""Sort (section, group, stay), pattern or class set, and what must be there: any of each list."""
Sitting = dict[tuple[str, Pattern, str], list[int]]
Met = dict[tuple[str, str], list[tuple[str, ClassSet, int]]]


def require_meetings(ctx: Context) -> list[Asked]:
    """Adds the rows of every meeting asked for; returns those that nothing can answer."""
    waiting = [a for a in asked_meetings(ctx.district.pins) if a.period_id in ctx.period]
    if not waiting:
        return []
    impossible = []
    sitting, met = _sitting(ctx), _met(ctx)
    while waiting:
        pin = waiting.pop(0)
        candidates = [*_sections(ctx, pin, sitting), *_groups(ctx, pin, met)]
        if not candidates and len(pin.numbers) > 1:
            # What is wrong shows where each of its pins is asked for alone: they clash.
            waiting = [*apart(pin, ctx.district.pins), *waiting]
            continue
        ctx.asked.append(pin)
        answers = []
        for sort, key, needs in candidates:
            answer = ctx.rows.var(("pin", pin.number, sort, key))
            ctx.v.pin[(pin.number, sort, key)] = answer
            answers.append(answer)
            for any_of in needs:
                ctx.rows.add(TAG, [*((x, 1) for x in any_of), (answer, -1)], low=0)
        if not answers:
            impossible.append(pin)
            continue
        ctx.rows.equal(TAG, [(x, 1) for x in answers], 1)
    _enough_sections(ctx, ctx.asked, sitting)
    _one_group_each(ctx, ctx.asked)
    lead_named_groups(ctx)
    answer_by_name(ctx)
    return impossible


def lead_named_groups(ctx: Context) -> None:
    """Where leaders are named, the leader asked for leads the very group that answers."""
    asked = {a.number: a for a in ctx.asked}
    for (i, sort, g), answer in ctx.v.pin.items():
        pin = asked[i]
        if sort == "section" or not pin.staff_id:
            continue
        who = ctx.v.who.get((pin.staff_id, pin.activity_id, g, pin.period_id, sort))
        if who is not None:
            ctx.rows.add(TAG, [(answer, 1), (who, -1)], high=0)


def _sitting(ctx: Context) -> Sitting:
    """Returns what seats a class in the sections of an activity and pattern."""
    found: Sitting = defaultdict(list)
    for (c, a, t), var in ctx.v.seat.items():
        found[(a, (t,), c)].append(var)
    for way, var in ctx.v.enrol.items():
        found[(way.activity_id, way.pattern, way.class_id)].append(var)
    return found


def _met(ctx: Context) -> Met:
    """Returns the groups of an activity in a period."""
    found: Met = defaultdict(list)
    for sort, groups in (("group", ctx.v.group), ("stay", ctx.v.stay_group)):
        for (a, g, t), var in groups.items():
            found[(a, t)].append((sort, g, var))
    return found


def _sections(ctx: Context, pin: Asked, sitting: Sitting) -> Iterator[Candidate]:
    v = ctx.v
    if len(pin.class_ids) > ctx.activity[pin.activity_id].capacity:
        return
    for (a, pattern), count in v.sections.items():
        if a != pin.activity_id or pin.period_id not in pattern:
            continue
        needs = [[count]]
        if pin.staff_id:
            needs.append(_known(v.lead.get((pin.staff_id, a, pattern))))
        if pin.room_id:
            needs.append(_known(v.section_room.get((a, pattern, pin.room_id))))
        needs += [sitting.get((a, pattern, c), []) for c in pin.class_ids]
        if all(needs):
            yield "section", pattern, needs


def _groups(ctx: Context, pin: Asked, met: Met) -> Iterator[Candidate]:
    v, t, a = ctx.v, pin.period_id, pin.activity_id
    view, activity = ctx.view_of(t), ctx.activity[a]
    for sort, g, meets in met.get((a, t), ()):
        if not set(pin.class_ids) <= set(g):
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


def _enough_sections(ctx: Context, asked: list[Asked], sitting: Sitting) -> None:
    """Gives each leader asked for at a pattern a section of their own, with room and classes.

    Per period of the pattern, over the leaders' answers: no more than sections; in each room no
    more than sections there; of each class no more than its students; and students enough for the
    least of every section beside one of each class in a section that has to hold more classes.
    """
    at: dict[tuple[str, Pattern, str], list[tuple[Asked, int]]] = defaultdict(list)
    for pin in (a for a in asked if a.staff_id):
        for (i, sort, pattern), answer in _answers(ctx, pin):
            if i == pin.number and sort == "section":
                at[(pin.activity_id, pattern, pin.period_id)].append((pin, answer))
    for (a, pattern, _t), answers in at.items():
        limits: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for pin, answer in answers:
            limits[(ctx.v.sections[(a, pattern)],)].append(answer)
            if pin.room_id:
                limits[(ctx.v.section_room[(a, pattern, pin.room_id)],)].append(answer)
            for c in pin.class_ids:
                limits[tuple(sitting[(a, pattern, c)])].append(answer)
        for limit, held in limits.items():
            if len(held) > 1:
                terms = [*((x, 1) for x in held), *((x, -1) for x in limit)]
                ctx.rows.add(TAG, terms, high=0)
        least = max(ctx.activity[a].min_students, 1)
        more = [(x, least - len(p.class_ids)) for p, x in answers if len(p.class_ids) > least]
        if more:
            seats = [x for (b, p, _c), xs in sitting.items() if (b, p) == (a, pattern) for x in xs]
            count = (ctx.v.sections[(a, pattern)], -least)
            ctx.rows.add(TAG, [*((x, 1) for x in seats), count, *more], low=0)
    _one_room_each(ctx, at)


def _answers(ctx: Context, pin: Asked) -> Iterator[tuple[tuple[int, str, tuple[str, ...]], int]]:
    for (a, pattern), _count in ctx.v.sections.items():
        key = (pin.number, "section", pattern)
        if a == pin.activity_id and key in ctx.v.pin:
            yield key, ctx.v.pin[key]


def _one_room_each(
    ctx: Context, at: dict[tuple[str, Pattern, str], list[tuple[Asked, int]]]
) -> None:
    """A leader's section of several periods stays in one room."""
    rooms: dict[tuple[str, Pattern, str], list[tuple[str, int]]] = defaultdict(list)
    for (a, pattern, _t), answers in at.items():
        for pin, answer in answers:
            if pin.room_id and pin.staff_id:
                rooms[(a, pattern, pin.staff_id)].append((pin.room_id, answer))
    for held in rooms.values():
        for n, (room, answer) in enumerate(held):
            for other, theirs in held[n + 1 :]:
                if other != room:
                    ctx.rows.at_most(TAG, [answer, theirs], 1)


def _one_group_each(ctx: Context, asked: list[Asked]) -> None:
    """A person leads one group at a time and a group has one leader, own class or not."""
    led: dict[tuple[str, str], list[Asked]] = defaultdict(list)
    for pin in asked:
        if pin.staff_id:
            led[(pin.activity_id, pin.period_id)].append(pin)
    answered: dict[int, dict[tuple[str, ClassSet], int]] = defaultdict(dict)
    for (i, sort, g), answer in ctx.v.pin.items():
        if sort != "section":
            answered[i][(sort, g)] = answer
    for (a, t), pins in led.items():
        of_group: dict[ClassSet, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for pin in pins:
            for (_sort, g), answer in answered[pin.number].items():
                of_group[g][str(pin.staff_id)].append(answer)
        for (leader, b, g, u), own in ctx.v.own.items():
            if (b, u) != (a, t):
                continue
            for w, answers in of_group.get(g, {}).items():
                if w != leader:
                    ctx.rows.at_most(TAG, [own, *answers], 1)
            if any(p.staff_id == leader and answered[p.number] for p in pins):
                mine = of_group.get(g, {}).get(leader, [])
                ctx.rows.add(TAG, [(own, 1), *((x, -1) for x in mine)], high=0)
        for by_leader in of_group.values():
            everybody = [x for answers in by_leader.values() for x in answers]
            if len(everybody) > 1:
                ctx.rows.at_most(TAG, everybody, 1)
        _same_group(ctx, pins, answered)


def _same_group(
    ctx: Context, pins: list[Asked], answered: dict[int, dict[tuple[str, ClassSet], int]]
) -> None:
    """What is asked twice of a leader at a time, in different rooms, is asked of one group."""
    for pin in pins:
        for twin in pins:
            if twin.number == pin.number or twin.staff_id != pin.staff_id:
                continue
            for key, answer in answered[pin.number].items():
                same = [(x, -1) for k, x in answered[twin.number].items() if k[1] == key[1]]
                ctx.rows.add(TAG, [(answer, 1), *same], high=0)
