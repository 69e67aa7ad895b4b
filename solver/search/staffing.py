"""Choosing anew who leads what, all places being kept: grid, sections, rooms and students.

With the places fixed it is small and closes fast, where a solve that also moves places for the
sake of the staff hardly begins. So it comes whenever a search for the earlier levels ends, and
costs them next to nothing.
"""

from collections.abc import Sequence

from solver.model.context import Context
from solver.search.budget import Budget
from solver.search.levels import NOTHING, Pass, shares, solve_levels

PLACES = frozenset(
    {"grid", "group", "stay_group", "stay_home", "stay", "enrol", "seat", "sections"}
    | {"section_room", "group_room", "unmet"}
)
"""Variables, by the first word of their name, that say what takes place, where and for whom."""


def places(ctx: Context, point: Sequence[int]) -> dict[int, int]:
    """Returns the variables of a point that keep their value when only the staff may change."""
    names = ctx.rows.names
    return {i: x for i, x in enumerate(point) if names[i][0] in PLACES}


def restaffed(
    ctx: Context,
    point: Sequence[int],
    budget: Budget,
    most: float,
    seed: int = 0,
    floors: tuple[int, ...] = NOTHING,
) -> list[int] | None:
    """Returns the best point with a point's places that CP-SAT finds; never a worse one.

    Parameters
    ----------
    point : sequence of int
        A point of the rows.
    most : float
        Units of work or seconds to use at most.
    floors : tuple of int
        Valid lower bounds of the levels.

    Returns
    -------
    list of int or None
        ``None`` if ``point`` does not satisfy the rows.
    """
    if ctx.rows.violated(point):
        return None
    plan = Pass(shares(0, 0, 0, most), floors, seed, closes=False)
    return solve_levels(ctx, budget, plan, places(ctx, point), point, keep=True)
