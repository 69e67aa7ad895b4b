"""Which room could take one more meeting, and what keeps the others from it."""

from collections import Counter
from collections.abc import Iterable

from solver.domain import Activity, Room
from solver.domain.messages.said import Message, Row, Value
from solver.model.causes.blocks import ORDER, Block
from solver.model.causes.week import Week
from solver.model.homes import home_of_group, pinned_room
from solver.model.school_view import Pattern, SchoolView
from solver.model.shortages.who import features


def find_room(
    week: Week,
    view: SchoolView,
    activity: Activity,
    pattern: Pattern,
    size: int,
    classes: tuple[str, ...] = (),
    wanted: int = 0,
) -> tuple[Room | None, tuple[Block, ...]]:
    """Returns a room for a meeting of a size, or the room nearest to it with what is in its way.

    Parameters
    ----------
    size : int
        Seats that are needed at least.
    classes : tuple of str
        The classes of a group; a single class sits in its own room where that suits.
    wanted : int
        Seats that would be welcome: a room that has them, or most of them, is taken.
    """
    key = (activity.id, pattern, size, classes[:1] if len(classes) == 1 else (), wanted)
    if key not in week.rooms_found:
        week.rooms_found[key] = _find(week, view, activity, pattern, size, classes, wanted)
    return week.rooms_found[key]


def _find(
    week: Week,
    view: SchoolView,
    activity: Activity,
    pattern: Pattern,
    size: int,
    classes: tuple[str, ...],
    wanted: int,
) -> tuple[Room | None, tuple[Block, ...]]:
    rooms = _choice(view, activity, pattern, size, classes)
    suiting = [r for r in rooms if view.room_suits(r, activity)]
    params: dict[str, Value] = {"activity": activity.title, "features": features([activity])}
    if not suiting:
        return None, (Block("room_missing", params),)
    found: dict[str, tuple[str, ...]] = {}
    most = 0
    for room in suiting:
        is_open = all(view.room_is_open(room, t) for t in pattern)
        most = max(most, room.seats if is_open else 0)
        limits = {
            "room_taken": not week.has_place(room, pattern),
            "room_small": room.seats < size,
            "room_closed": not is_open,
        }
        found[room.id] = tuple(limit for limit, holds in limits.items() if holds)

    def rank(room: Room) -> tuple[int, list[int], int, int]:
        order = [ORDER.index(limit) for limit in found[room.id]]
        lacking = max(0, max(size, wanted) - room.seats)
        return len(order), order, lacking, room.seats

    best = min(suiting, key=rank)
    if not found[best.id]:
        return best, ()
    params |= {
        "rooms": Row(tuple(r.name for r in suiting[:4])),
        "count": len(suiting),
        "tally": _tally(found.values()),
        "size": size,
        "most": most,
    }
    blocks = tuple(
        Block(
            limit,
            params | {"room": best.name, "seats": best.seats},
            size - best.seats if limit == "room_small" else None,
        )
        for limit in found[best.id]
    )
    return None, blocks


def _tally(found: Iterable[tuple[str, ...]]) -> Value:
    """Says how many rooms each limit rules out, each room by the first."""
    counted = Counter(limits[0] for limits in found if limits)
    return Row(
        tuple(
            Message(f"cause.tally_{limit}", {"count": counted[limit]})
            for limit in ORDER
            if counted[limit]
        )
    )


def _choice(
    view: SchoolView,
    activity: Activity,
    pattern: Pattern,
    size: int,
    classes: tuple[str, ...],
) -> tuple[Room, ...]:
    """Rooms that a meeting may use at all: its home or the pinned one alone, where it must."""
    if len(classes) == 1:
        t = pattern[0]
        home = home_of_group(view, activity, classes, t)
        if home is not None and home.seats >= size:
            return (home,)
        pinned = pinned_room(view, activity, classes[0], t)
        if pinned is not None:
            return tuple(r for r in view.school.rooms if r.id == pinned)
    return view.school.rooms
