"""`fit_rooms`: each meeting has a safe room of its school with the features and seats it needs."""

from typing import Any

from solver.domain import Room
from solver.domain.pins import MeetingPin
from solver.plan import Violation
from solver.verify.booking import Booking
from solver.verify.context import Context
from solver.verify.families.respect_availability import is_open
from solver.verify.report import Facts, breach, listed

FAMILY = "fit_rooms"


def check_fit_rooms(ctx: Context) -> list[Violation]:
    """Checks rooms of meetings; a class alone in a group sits in its home room if it can.

    Structural: holds whatever the pack says.
    """
    found = []
    for b in ctx.bookings:
        if b.meeting.room_id is None:
            found.append(
                breach(FAMILY, "no_room", at=b, unit="meetings", activity=b.activity.title)
            )
        elif b.room is not None:
            found += _room(ctx, b, b.room) or _home(ctx, b, b.room)
    return found


def _room(ctx: Context, b: Booking, room: Room) -> list[Violation]:
    found = []
    facts: Facts = {"room": room.name, "activity": b.activity.title}

    def report(code: str, amount: int = 1, unit: str = "meetings", **more: Any) -> None:
        found.append(
            breach(FAMILY, code, at=b, subject=room.id, amount=amount, unit=unit, **facts, **more)
        )

    if ctx.rooms[room.id][0].id != b.school.id:
        report("room_of_other_school", owner=ctx.rooms[room.id][0].name)
    if room.safety_passed is False:
        report("room_not_safe")
    missing = [f for f in b.activity.room_features if f not in room.features]
    if missing and not _is_shelter(ctx, b, room):
        report("room_features", len(missing), "features", missing=listed(missing))
    if room.seats < b.students:
        report(
            "room_too_small",
            b.students - room.seats,
            "seats",
            students=b.students,
            seats=room.seats,
        )
    if not b.activity.room_features and not is_plain(room):
        report("room_not_plain")
    return found


def _is_shelter(ctx: Context, b: Booking, room: Room) -> bool:
    """Tells whether a room is where an exposed one with the features goes when it is closed."""
    return any(
        r.wet_alternative_id == room.id
        and set(b.activity.room_features) <= set(r.features)
        and ctx.is_closed(r.id, b.dates)
        for r in b.school.rooms
    )


def is_plain(room: Room) -> bool:
    """Tells whether a room suits an activity that asks for nothing: indoors, one section."""
    return room.sections_at_once == 1 and not room.weather_exposed


def _home(ctx: Context, b: Booking, room: Room) -> list[Violation]:
    """Checks that a class alone in a group meeting sits in its home room."""
    if not b.is_group or b.activity.room_features or len(b.seated) != 1:
        return []
    school_class = b.seated[0][0]
    if school_class.home_room_id in (None, room.id):
        return []
    home = ctx.rooms[school_class.home_room_id][1]
    usable = (
        home.safety_passed is not False
        and home.seats >= b.students
        and is_plain(home)
        and is_open(home.availability, b)
        and not ctx.is_closed(home.id, b.dates)
    )
    pinned = any(
        isinstance(pin, MeetingPin)
        and pin.activity_id == b.activity.id
        and pin.period_id == b.period.id
        and pin.class_id == school_class.id
        and pin.room_id == room.id
        for pin in ctx.district.pins
    )
    if not usable or pinned:
        return []
    return [
        breach(
            FAMILY,
            "not_home_room",
            at=b,
            subject=room.id,
            unit="meetings",
            room=room.name,
            activity=b.activity.title,
            class_name=school_class.name,
            home=home.name,
        )
    ]
