"""Tries every way to serve a need and finds the one that fewest limits block."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from solver.domain.base import GridComponent
from solver.model.causes.blocks import ORDER, SHORTAGE_KINDS, Block, Way
from solver.model.causes.cells import cell_ways
from solver.model.causes.groups import group_ways
from solver.model.causes.people import Staff
from solver.model.causes.walks import walk_ways
from solver.model.causes.week import Cell, Week
from solver.model.context import Context
from solver.model.people import People
from solver.model.reach import Reach, reaches
from solver.model.shortages import Counted, Shortage, count_school
from solver.plan import Duty, GridEntry, Meeting


@dataclass
class Judged:
    """A need with the way that comes nearest to serving it.

    Attributes
    ----------
    first : the limit that is told first; ``None`` if nothing blocks the way.
    shortage : what counting found that says the same as the first limit.
    amount : how much is short of the first limit, over all needs of the period like this one.
    """

    cell: Cell
    component: GridComponent
    students: int
    way: Way
    first: Block | None = None
    shortage: Shortage | None = None
    amount: int | None = None


@dataclass
class Analysis:
    """A plan whose unmet needs are judged.

    Parameters
    ----------
    ctx : Context
        An outline of all schools.
    """

    ctx: Context
    meetings: Sequence[Meeting]
    grid: Sequence[GridEntry]
    left: Mapping[Cell, int]
    counted: dict[str, Counted] = field(default_factory=dict)
    stand_ins: Sequence[Meeting | Duty] = ()
    duties: Sequence[Duty] = ()
    unmanned: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.week = Week(
            self.ctx,
            self.meetings,
            self.grid,
            self.left,
            self.stand_ins,
            self.duties,
            self.unmanned,
        )
        self.staff = Staff(self.week, People(self.ctx))
        self.reaches: dict[str, Reach] = reaches(self.ctx)

    def judge(self, cell: Cell) -> Judged:
        """Returns the way that serves a need with the fewest limits lifted.

        What counting found comes first: it is short in every plan.
        """
        school_id = self.ctx.school_of_period[cell[1]]
        k = self.week.cell[cell]
        ways = []
        for way in self.ways(cell):
            ways.append(way)
            if not way.blocks:
                break

        def rank(way: Way) -> tuple[bool, int, list[int]]:
            counted = self._counted(way, school_id, cell, k)
            order = [ORDER.index(limit) for limit in way.limits]
            return bool(way.blocks) and counted is None, len(order), order

        best = min(ways, key=rank)
        found = Judged(cell, k, self.left[cell], best)
        found.first = min(best.blocks, key=lambda b: ORDER.index(b.limit), default=None)
        counted = self._counted(best, school_id, cell, k)
        if counted is not None:
            found.first, found.shortage = counted
        return found

    def _counted(
        self, way: Way, school_id: str, cell: Cell, k: GridComponent
    ) -> tuple[Block, Shortage] | None:
        """Returns the first limit of a way that counting found short too, with what it found."""
        for block in sorted(way.blocks, key=lambda b: ORDER.index(b.limit)):
            shortage = self._shortage(school_id, block.limit, cell, k)
            if shortage is not None:
                return block, shortage
        return None

    def ways(self, cell: Cell) -> Iterator[Way]:
        """Yields every way to serve a need that is tried."""
        class_id, t = cell
        reach = self.reaches[self.ctx.school_of_period[t]]
        view, k, students = reach.view, self.week.cell[cell], self.left[cell]
        own = False
        regular = t in view.regular
        if self.week.walks(class_id, t):
            for way in walk_ways(self.week, self.staff, view, class_id, t):
                own = True
                yield way
        if k != "extension":
            for way in group_ways(self.week, self.staff, view, class_id, t, k, students):
                own = True
                yield way
        if not own:
            missing = k if regular else view.periods[t].window
            yield Way(None, (Block("no_activity", {"component": missing}),))
        if regular:
            yield from cell_ways(self.week, self.staff, reach, class_id, t)

    def _shortage(
        self, school_id: str, limit: str, cell: Cell, k: GridComponent
    ) -> Shortage | None:
        """Returns what counting found for a school that says the same as a limit."""
        for kind in SHORTAGE_KINDS.get(limit, ()):
            for shortage in self.shortages(school_id):
                if shortage.covers(kind, cell, k):
                    return shortage
        return None

    def shortages(self, school_id: str) -> list[Shortage]:
        """Returns what counting found short at a school."""
        if school_id not in self.counted:
            self.counted[school_id] = count_school(self.reaches[school_id])
        return self.counted[school_id].shortages
