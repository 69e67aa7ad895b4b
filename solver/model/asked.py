"""What meeting pins ask for, those of one leader at one time put together.

Nobody leads two meetings at once, so all pins of a person for an activity and period are about one
meeting: with the room that any of them names, and all classes that they name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from solver.domain import MeetingPin, Pin


@dataclass(frozen=True)
class Asked:
    """A meeting that must exist.

    Attributes
    ----------
    number : int
        Number of its first pin among the district's.
    class_ids : tuple of str
        Classes that sit in it; empty if the pins name none.
    """

    number: int
    period_id: str
    activity_id: str
    staff_id: str | None
    room_id: str | None
    class_ids: tuple[str, ...]
    numbers: tuple[int, ...] = ()
    """Numbers of all its pins."""

    @property
    def pins(self) -> tuple[MeetingPin, ...]:
        """The pins that ask for it, one for each class; without a class one."""
        return tuple(
            MeetingPin(
                period_id=self.period_id,
                activity_id=self.activity_id,
                class_id=class_id,
                room_id=self.room_id,
                staff_id=self.staff_id,
            )
            for class_id in self.class_ids or (None,)
        )


def asked_meetings(pins: Iterable[Pin]) -> tuple[Asked, ...]:
    """Returns what meeting pins ask for, in their order.

    Pins of one leader and time that name different rooms stay apart: nothing can answer both.
    """
    found: dict[tuple[object, ...], Asked] = {}
    for number, pin in enumerate(pins):
        if not isinstance(pin, MeetingPin):
            continue
        one = _one(number, pin)
        key: tuple[object, ...] = (pin.activity_id, pin.period_id, pin.staff_id)
        if pin.staff_id is None:
            key = (*key, pin.room_id, pin.class_id)
        before = found.get(key)
        if before is not None and len({before.room_id, pin.room_id} - {None}) > 1:
            found.setdefault((*key, pin.room_id), one)
            continue
        if before is not None:
            one = Asked(
                before.number,
                one.period_id,
                one.activity_id,
                one.staff_id,
                before.room_id or one.room_id,
                tuple(sorted({*before.class_ids, *one.class_ids})),
                (*before.numbers, number),
            )
        found[key] = one
    return tuple(found.values())


def apart(asked: Asked, pins: Sequence[Pin]) -> list[Asked]:
    """Returns the pins of a meeting that nothing can answer as a whole, each on its own."""
    single = [(number, pins[number]) for number in asked.numbers]
    return [_one(number, pin) for number, pin in single if isinstance(pin, MeetingPin)]


def _one(number: int, pin: MeetingPin) -> Asked:
    classes = (pin.class_id,) if pin.class_id else ()
    return Asked(
        number, pin.period_id, pin.activity_id, pin.staff_id, pin.room_id, classes, (number,)
    )
