"""Why nothing can answer a pinned meeting, and which pins exclude each other, in words."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from solver.domain import Activity, MeetingPin
from solver.domain.messages.said import Message, Value
from solver.model.context import Context
from solver.model.families import require_skills
from solver.model.homes import home_seat
from solver.model.people import People
from solver.model.reasons import Reason
from solver.model.school_view import SchoolView
from solver.model.shortages.who import features
from solver.model.times import share_minute
from solver.plan import Finding


def find_pins(ctx: Context) -> None:
    """Finds the pinned meetings that nothing can answer, and pins that exclude each other."""
    for asked in ctx.unanswered:
        tried = [(pin, *why_impossible(ctx, pin)) for pin in asked.pins]
        pin, clause_id, reason = next((t for t in tried if t[2] is not None), tried[0])
        params: dict[str, Value] = {
            "pin": ctx.activity[pin.activity_id].title,
            "component": "",
            "reason": Message("finding.pin_reason", {"reason": reason}) if reason else "",
        }
        subject = f"{pin.activity_id} {pin.period_id}"
        _find(ctx, "finding.pin_impossible", subject, pin, params, clause_id)
    for one, other, name in clashing(ctx):
        first, second = _name(ctx, one), _name(ctx, other)
        subject = f"{one.activity_id} {one.period_id} {other.activity_id} {other.period_id}"
        told: dict[str, Value] = {"one": name, "first": first, "second": second}
        _find(ctx, "finding.pins_clash", subject, one, told)


def _name(ctx: Context, pin: MeetingPin) -> str:
    view, title = ctx.view_of(pin.period_id), ctx.activity[pin.activity_id].title
    return f"{view.classes[pin.class_id].name} {title}" if pin.class_id else title


def _find(
    ctx: Context,
    code: str,
    subject: str,
    pin: MeetingPin,
    params: Mapping[str, Value],
    clause_id: str | None = None,
) -> None:
    view = ctx.view_of(pin.period_id)
    period = view.periods[pin.period_id]
    where = {"school": view.school.name, "weekday": str(period.weekday), "time": period.span}
    message = Message(code, {**where, **params})
    ctx.find(
        Finding(
            "infeasible",
            "keep_pins",
            clause_id or "structure:keep_pins",
            code,
            subject=subject,
            school_id=view.school.id,
            params=message.flat(),
            text_zh=message.said("zh").strip(),
            text_en=message.said("en").strip(),
        )
    )


def why_impossible(ctx: Context, pin: MeetingPin) -> tuple[str | None, Message | None]:
    """Returns what by itself keeps a pin from being answered: clause of the pack, and words.

    The activity is asked first, then the leader, then the room; ``None`` where each would do alone.
    """
    view, activity = ctx.view_of(pin.period_id), ctx.activity[pin.activity_id]
    return (
        _of_activity(ctx, view, activity, pin)
        or _of_leader(ctx, view, activity, pin)
        or _of_room(view, activity, pin)
        or (None, None)
    )


def _said(reason: Reason) -> tuple[str | None, Message]:
    clause_id = None if reason.clause_id.startswith("structure:") else reason.clause_id
    return clause_id, Message(reason.code, dict(reason.params))


def _of_activity(
    ctx: Context, view: SchoolView, activity: Activity, pin: MeetingPin
) -> tuple[str | None, Message] | None:
    reason = ctx.barred.get(("activity", activity.id, view.school.id))
    if activity.id not in view.activities and reason is not None:
        return _said(reason)
    class_ids = (pin.class_id,) if pin.class_id else tuple(view.classes)
    bans = {view.ban(activity, c, pin.period_id) for c in class_ids}
    if None not in bans:
        message = Message("finding.pin_not_offered", {"activity": activity.title})
        return sorted(b for b in bans if b)[0], message
    fits = any(view.suits(activity, c) and view.has(c, pin.period_id) for c in class_ids)
    if not fits or not view.allowed_on(activity, pin.period_id):
        return None, Message("finding.pin_not_offered", {"activity": activity.title})
    return None


def _of_leader(
    ctx: Context, view: SchoolView, activity: Activity, pin: MeetingPin
) -> tuple[str | None, Message] | None:
    if not pin.staff_id:
        return None
    person = ctx.staff[pin.staff_id]
    if not require_skills.may_lead(person, activity):
        params = {"person": person.name, "skill": activity.skill or "-"}
        return None, Message("finding.pin_no_skill", dict(params))
    why = People(ctx).why_not(person, view.school.id, activity, (pin.period_id,))
    return _said(next(iter(why.values()))) if why else None


def _of_room(
    view: SchoolView, activity: Activity, pin: MeetingPin
) -> tuple[str | None, Message] | None:
    room = next((r for r in view.school.rooms if r.id == pin.room_id), None)
    if room is None:
        return None
    t = pin.period_id
    if pin.class_id and home_seat(view, activity, (pin.class_id,), t):
        at_home = view.classes[pin.class_id].home_room_id == room.id
        if at_home:
            return None
    if not view.room_suits(room, activity):
        return None, Message(
            "finding.pin_room_lacks", {"room": room.name, "features": features([activity])}
        )
    if not view.room_is_open(room, t):
        return None, Message("finding.pin_room_closed", {"room": room.name})
    walks = activity.component == "extension" or pin.class_id is None
    size = activity.min_students if walks else view.present(pin.class_id or "", t)
    if room.seats < size:
        figures = {"seats": room.seats, "size": size, "short": size - room.seats}
        return None, Message("finding.pin_room_small", {"room": room.name, **figures})
    return None


def clashing(ctx: Context) -> Iterator[tuple[MeetingPin, MeetingPin, str]]:
    """Yields pins that need one person, or one room for one group, twice at a minute; and its name.

    Pins that one meeting may answer together do not clash.
    """
    pins = [(asked.number, asked.pins[0]) for asked in ctx.asked]
    answers: dict[int, set[tuple[str, object]]] = {i: set() for i, _p in pins}
    for i, sort, key in ctx.v.pin:
        if i in answers:
            answers[i].add((sort, key))
    single = {
        r.id: r.name
        for view in ctx.views.values()
        for r in view.school.rooms
        if r.sections_at_once == 1
    }
    for (i, a), (j, b) in combinations(pins, 2):
        if not answers[i] or not answers[j]:
            continue
        if not share_minute(ctx.times[a.period_id], ctx.times[b.period_id]):
            continue
        same = (a.activity_id, a.period_id) == (b.activity_id, b.period_id)
        if same and answers[i] & answers[j]:
            continue
        if a.activity_id == b.activity_id and _one_section(answers[i], answers[j]):
            continue
        if a.staff_id and a.staff_id == b.staff_id:
            yield a, b, ctx.staff[a.staff_id].name
        elif a.room_id in single and a.room_id == b.room_id:
            yield a, b, single[a.room_id]


def _one_section(a: set[tuple[str, object]], b: set[tuple[str, object]]) -> bool:
    """Tells whether two pins may be answered by meetings of one section."""
    return any(sort == "section" for sort, _key in a & b)
