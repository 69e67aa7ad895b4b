"""How much of a leader, of adults and of a room each need takes at least.

A meeting has one leader and one room. A class with ``P`` students that sits in a meeting of at
most ``hold`` takes ``P / hold`` of them: the shares of those who sit together never exceed one
meeting, so the shares of all needs, added up, are at most the meetings of any plan.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from solver.domain.base import GridComponent
from solver.model.chances import Chance
from solver.model.reach import Reach
from solver.model.shortages.types import Cell

ANY: tuple[GridComponent, ...] = ("guidance", "sports", "care", "extension", "split")


@dataclass(frozen=True)
class Need:
    """Students of a class in a period for whom something could run.

    Attributes
    ----------
    minutes : student-minutes that are unmet if none of them is served.
    meetings : the least share of a meeting, its leader and its room.
    adults : the least share of adults, leaders and helpers together.
    """

    cell: Cell
    minutes: int
    meetings: Fraction
    adults: Fraction


def need_of(reach: Reach, cell: Cell, among: Iterable[GridComponent]) -> Need | None:
    """Returns the need of a cell that has one of some components; ``None`` if nothing fits it."""
    c, t = cell
    wanted = tuple(among)
    students = reach.servable(c, t, wanted)
    hold, best, adults = reach.most(c, t, wanted)
    if not students or not hold:
        return None
    return Need(
        cell,
        students * reach.view.periods[t].minutes,
        Fraction(students, hold),
        Fraction(students * adults, best),
    )


def leaders_of(reach: Reach, periods: Iterable[str], among: Iterable[GridComponent]) -> set[str]:
    """Returns who may lead anything that serves one of some components in some periods."""
    wanted = tuple(among)
    return {w for chance in _serving(reach, periods, wanted) for w in reach.leaders(chance)}


def adults_of(reach: Reach, periods: Iterable[str], among: Iterable[GridComponent]) -> set[str]:
    """Returns who may lead or help in anything that serves one of some components."""
    wanted = tuple(among)
    return {
        w
        for chance in _serving(reach, periods, wanted)
        for w in reach.leaders(chance) | reach.helpers(chance)
    }


def places_of(reach: Reach, periods: Iterable[str], among: Iterable[GridComponent]) -> int:
    """Returns how many meetings the open rooms take at a minute that some periods share."""
    wanted = tuple(among)
    rooms = {
        r.id: r.sections_at_once
        for t in periods
        for chance in _serving(reach, (t,), wanted)
        for r in reach.view.open_rooms(chance.activity, t)
    }
    return sum(rooms.values())


def _serving(
    reach: Reach, periods: Iterable[str], wanted: tuple[GridComponent, ...]
) -> Iterable[Chance]:
    seen = set()
    for t in periods:
        for chance in reach.chances.get(t, ()):
            if any(chance.serves(k) for k in wanted):
                key = (chance.activity.id, chance.pattern)
                if key not in seen:
                    seen.add(key)
                    yield chance


def ceil(share: Fraction) -> int:
    """Returns the least whole number that is not below a share."""
    return -(-share.numerator // share.denominator)


def least_unmet(items: Iterable[tuple[int, Fraction]], supply: Fraction | int) -> int:
    """Returns the least weight left if items may take only so much of what is short.

    Each item has a weight and what it takes; parts of items may be served, in proportion, so
    serving what gives most weight for what it takes is best.
    """
    left = Fraction(supply)
    unmet = Fraction(0)
    for weight, takes in sorted(items, key=lambda i: Fraction(i[0]) / i[1], reverse=True):
        served = min(Fraction(1), left / takes)
        left -= served * takes
        unmet += weight * (1 - served)
    return ceil(unmet)
