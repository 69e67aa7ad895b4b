"""Crews and their cells: the words of pay by group size (``solver.model.crews``)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from solver.model.context import Context, Terms
from solver.model.room_kinds import seat_limit
from solver.model.school_view import Pattern

TAG = "balance_accounts"
Place = tuple[str, object]
"""``("group", students)``, ``("stay", classes)`` or ``("section", size limit of the room)``."""
Sizes = dict[int, int]
"""Pay over the term in fen by students, of the sizes that may be paid."""


class Band(NamedTuple):
    """Sizes over which pay is a straight line: from ``low`` to ``high`` students, in fen."""

    low: int
    high: int
    at_low: int
    step: int


class Crew(NamedTuple):
    """The kinds of those who serve in a section: the leader's and the helpers', in order."""

    leader: int
    helpers: tuple[int, ...]


@dataclass(frozen=True)
class Cell:
    """Sections of a crew and band at a place: variables of their number and their students.

    ``students`` is ``None`` where every section has ``band.low``.
    """

    place: Place
    crew: Crew
    band: Band
    count: int
    students: int | None

    def terms(self, sign: int = 1) -> Terms:
        """Returns the students in all its sections."""
        return [(self.count, sign * self.band.low)] if self.students is None else [
            (self.students, sign)
        ]  # fmt: skip

    def cost(self) -> Terms:
        """Returns what they are paid over the term, in fen."""
        if self.students is None or not self.band.step:
            return [(self.count, self.band.at_low)]
        base = self.band.at_low - self.band.step * self.band.low
        return [(self.count, base), (self.students, self.band.step)]


@dataclass
class Slot:
    """An activity in a pattern whose people are paid by size: kinds of people, and cells.

    Attributes
    ----------
    kind_of : mapping of staff_id to int
        0 stands for everybody whose pay does not depend on the size.
    sizes : mapping of kind to pay by size
        Of the kinds whose pay does.
    """

    kind_of: dict[str, int] = field(default_factory=dict)
    sizes: dict[int, Sizes] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)

    def is_paid(self, staff_id: str) -> bool:
        """Tells whether the cells count a person's pay."""
        return self.kind_of.get(staff_id, 0) in self.sizes

    def led_by(self, staff_id: str, places: set[Place] | None = None) -> list[Cell]:
        """Returns the cells that a person of that kind leads, of some places if given."""
        kind = self.kind_of.get(staff_id, 0)
        return [
            c for c in self.cells if c.crew.leader == kind and (places is None or c.place in places)
        ]


def bands(costs: Mapping[int, int]) -> list[Band]:
    """Returns the fewest runs of neighbouring sizes in which each student costs the same more."""
    found: list[Band] = []
    for n, cost in sorted(costs.items()):
        last = found[-1] if found else None
        if last is not None and n == last.high + 1:
            step = cost - last.at_low - last.step * (last.high - last.low)
            if last.low == last.high or step == last.step:
                found[-1] = Band(last.low, n, last.at_low, step)
                continue
        found.append(Band(n, n, cost, 0))
    return found


def limit_of(ctx: Context, activity_id: str, pattern: Pattern, room: str) -> int:
    """Returns the most students of a section in a room, named by itself or by its kind."""
    kinds = ctx.kinds[ctx.school_of_period[pattern[0]]]
    kind = next(k for k in kinds if k.key == room or any(r.id == room for r in k.rooms))
    return seat_limit(kind, ctx.activity[activity_id])
