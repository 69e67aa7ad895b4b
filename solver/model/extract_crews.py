"""Tells the sections and groups of crews apart: which is how large, and who serves in which.

What the model counts together (``solver.model.crews``) is put in a fixed order here. Within a
band sizes are as even as they can be: each way pays the same.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from solver.model.context import Context
from solver.model.crew_cells import Cell, Crew, Place, limit_of
from solver.model.draft import Draft
from solver.model.named_crews import group_place
from solver.model.school_view import Pattern


class Sized(NamedTuple):
    """A section of a known size: its room, as the model names it, and its crew."""

    room: str
    students: int
    crew: Crew


def sized_sections(
    ctx: Context,
    point: Sequence[int],
    key: tuple[str, Pattern],
    rooms: Sequence[str],
    pinned: dict[str, str | None],
) -> list[Sized]:
    """Returns the sections of an activity and pattern, each in one of its rooms.

    Parameters
    ----------
    rooms : sequence of str
        A room for each section.
    pinned : mapping of staff_id to room, optional
        Who must lead one, and where; they take their room first.
    """
    slot = ctx.crews[key]
    first = {slot.kind_of[w]: room for w, room in pinned.items() if w in slot.kind_of}
    free = list(rooms)
    found = []
    cells = [c for c in slot.cells if point[c.count]]
    # Whoever must be in a room goes before those who may take any of its size.
    cells.sort(key=lambda c: first.get(c.crew.leader) is None)
    for cell in cells:
        wanted = first.get(cell.crew.leader)
        for size in _sizes(cell, point):
            fitting = [r for r in free if ("section", limit_of(ctx, *key, r)) == cell.place]
            room = wanted if wanted in fitting else fitting[0]
            free.remove(room)
            found.append(Sized(room, size, cell.crew))
    return found


def _sizes(cell: Cell, point: Sequence[int]) -> list[int]:
    number = point[cell.count]
    students = sum(point[var] * n for var, n in cell.terms())
    each, more = divmod(students, number)
    return [each + (i < more) for i in range(number)]


class CrewsLeft:
    """The crews that the groups of an activity in a period still get, by where they are counted."""

    def __init__(self, ctx: Context, point: Sequence[int], key: tuple[str, Pattern]) -> None:
        self._ctx, self._period = ctx, key[1][0]
        self._activity = key[0]
        self._point = point
        self._slot = ctx.crews.get(key)
        self._left: dict[Place, Counter[Crew]] = defaultdict(Counter)
        for cell in self._slot.cells if self._slot is not None else ():
            if point[cell.count]:
                self._left[cell.place][cell.crew] += point[cell.count]

    def kind(self, staff_id: str) -> int:
        """Returns how a person is paid: people of one kind can change places."""
        return self._slot.kind_of.get(staff_id, 0) if self._slot is not None else 0

    def suits(self, draft: Draft, staff_id: str) -> bool:
        """Tells whether a person may lead a group: a crew with such a leader is left for it."""
        return self._slot is None or self._crew(draft, staff_id) is not None

    def take(self, draft: Draft, staff_id: str) -> None:
        """Gives a group its leader and crew."""
        draft.staff_ids = (staff_id,)
        crew = self._crew(draft, staff_id)
        if crew is not None:
            draft.crew = crew
            self._left[self._place(draft)][crew] -= 1

    def _crew(self, draft: Draft, staff_id: str) -> Crew | None:
        kind, left = self.kind(staff_id), self._left[self._place(draft)]
        return next((c for c, n in sorted(left.items()) if n > 0 and c.leader == kind), None)

    def _place(self, draft: Draft) -> Place:
        var = self._ctx.v.group.get((self._activity, draft.classes, self._period))
        sort = "group" if var is not None and self._point[var] else "stay"
        return group_place(self._ctx, sort, draft.classes, self._period)
