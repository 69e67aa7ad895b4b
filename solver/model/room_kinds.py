"""Rooms that are equal in every active rule, counted together as one kind.

A section that meets once a week takes any free room of a kind, so counting per minute is exact.
A section of several periods keeps its room, and grades with different clocks overlap partly: then
rooms are kept apart, one kind each (see ``avoid_room_clashes``), or, where counting is enough, by
the band whose classes they are home to: those rooms are free and taken together.
"""

from dataclasses import dataclass

from solver.domain import Activity, Room
from solver.model.school_view import SchoolView


@dataclass(frozen=True)
class RoomKind:
    """Rooms that no rule tells apart."""

    key: str
    rooms: tuple[Room, ...]

    def capacity(self, view: SchoolView, period_id: str) -> int:
        """Sections that the kind's open rooms take at once in a period."""
        return sum(r.sections_at_once for r in self.rooms if view.room_is_open(r, period_id))


def room_kinds(view: SchoolView, apart: bool) -> tuple[RoomKind, ...]:
    """Returns the kinds of rooms of a school; ``apart`` makes each room a kind of its own.

    Rooms named by a meeting pin are always apart.
    """
    pinned = {p.room_id for p in view.district.pins if p.kind == "meeting" and p.room_id}
    relevant = list(view.activities.values())
    home_of = {
        c.home_room_id: view.band_of[c.id].id for c in view.classes.values() if c.home_room_id
    }
    kinds: dict[tuple[object, ...], list[Room]] = {}
    for room in view.school.rooms:
        if apart or room.id in pinned:
            signature: tuple[object, ...] = (room.id,)
        else:
            fits = tuple(
                min(room.seats, a.capacity) if view.room_suits(room, a) else -1 for a in relevant
            )
            merges = tuple(room.seats >= s for s in _merge_sizes(view))
            opening = tuple(view.room_is_open(room, t) for t in view.periods)
            block = home_of.get(room.id) if view.has_mixed_clocks else None
            signature = (fits, merges, opening, room.sections_at_once, block)
        kinds.setdefault(signature, []).append(room)
    return tuple(RoomKind(rooms[0].id, tuple(rooms)) for rooms in kinds.values())


def _merge_sizes(view: SchoolView) -> tuple[int, ...]:
    sizes = {
        sum(view.present(c, t) for c in together)
        for sets in view.groups.values()
        for together in sets
        if len(together) > 1
        for t in view.periods
        if all(view.has(c, t) for c in together)
    }
    alone = {
        view.present(c, t)
        for c in view.classes
        for t in view.periods
        if view.has(c, t) and (view.home_room(c) is None or not _home_usable(view, c, t))
    }
    return tuple(sorted(sizes | alone))


def _home_usable(view: SchoolView, class_id: str, period_id: str) -> bool:
    home = view.home_room(class_id)
    return (
        home is not None
        and view.room_is_open(home, period_id)
        and home.seats >= view.present(class_id, period_id)
    )


def seat_limit(kind: RoomKind, activity: Activity) -> int:
    """Most students of one section of an activity in a room of a kind."""
    return min(activity.capacity, *(r.seats for r in kind.rooms))
