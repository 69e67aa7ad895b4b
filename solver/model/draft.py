"""What a point of the model stands for before it gets ids: a group or section and its seats."""

from dataclasses import dataclass

from solver.model.crew_cells import Crew
from solver.model.school_view import Pattern


@dataclass
class Draft:
    """A group or section before it gets its ids: who sits where, with whom, when."""

    school_id: str
    activity_id: str
    pattern: Pattern
    counts: dict[str, int]
    classes: tuple[str, ...]
    room_key: str | None = None
    room_id: str | None = None
    staff_ids: tuple[str, ...] = ()
    leader: str | None = None
    """Who must lead it."""
    crew: Crew | None = None
    """How those who serve in it are paid, where that depends on its size."""
