"""What stands in the way of one more meeting: a limit, with the figures that say how far."""

from dataclasses import dataclass, field

from solver.domain.messages.said import Value
from solver.plan import Meeting

PEOPLE = (
    "busy",
    "hours",
    "elsewhere",
    "home_first",
    "away",
    "clearance",
    "pay",
    "lending",
    "pin",
    "provider_limit",
    "share",
    "own_adult",
    "skill",
)
ORDER = (
    *PEOPLE,
    "helpers",
    "room_taken",
    "room_small",
    "room_closed",
    "room_missing",
    "not_chosen",
    "pattern",
    "quota",
    "pinned_cell",
    "too_large",
    "too_few",
    "barred",
    "no_activity",
    "mode",
    "without_pe",
    "guidance",
)
"""Limits in the order in which they are told where lifting either would do.

Money is not among them: missing money is a later level, so it never leaves anybody unserved.
"""
SHORTAGE_KINDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(PEOPLE, ("leaders", "adults")),
    "hours": ("leaders", "hours", "adults"),
    "helpers": ("helpers", "adults"),
    "room_taken": ("places",),
    "room_closed": ("places",),
    "room_missing": ("places",),
    "room_small": ("size",),
    "too_large": ("size",),
    "too_few": ("size",),
    "not_chosen": ("unchosen",),
    "barred": ("barred",),
    "no_activity": ("activity",),
}
"""Which counted shortages say the same as a limit."""


@dataclass(frozen=True)
class Block:
    """A limit in the way.

    Attributes
    ----------
    amount : how much is missing, in the limit's own unit; ``None`` where it is counted later over
        all needs of the period.
    """

    limit: str
    params: dict[str, Value] = field(default_factory=dict)
    amount: int | None = None


@dataclass(frozen=True)
class Change:
    """What would serve a need: one more section, or students who join one.

    Attributes
    ----------
    joins : the meetings of the section that is joined; empty for a new one.
    counts : students by class who are added.
    """

    activity_id: str
    pattern: tuple[str, ...]
    counts: dict[str, int]
    room_id: str | None = None
    staff_ids: tuple[str, ...] = ()
    joins: tuple[Meeting, ...] = ()
    component: str | None = None
    """The new component of the cell, if that changes."""


@dataclass(frozen=True)
class Way:
    """A way to serve a need, with all that blocks it; without blocks it is open."""

    activity_id: str | None
    blocks: tuple[Block, ...]
    hold: int = 0
    """Students that one such meeting takes."""
    change: Change | None = None

    @property
    def limits(self) -> tuple[str, ...]:
        """Names of the limits, in order."""
        return tuple(sorted((b.limit for b in self.blocks), key=ORDER.index))
