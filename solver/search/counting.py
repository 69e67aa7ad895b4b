"""Counting before any search: what is short, and the bounds that follow for the levels."""

from collections.abc import Mapping, Sequence

from solver.domain import District
from solver.model.build import outline
from solver.model.context import Context
from solver.model.reach import reaches
from solver.model.shortages import Counted, count_school
from solver.plan import LEVELS
from solver.policy import PolicyPack


def count_shortages(ctx: Context) -> Counted:
    """Returns what adults, skills, rooms, hours or yuan are short at the one school of a model."""
    (reach,) = reaches(ctx).values()
    return count_school(reach)


def count_segment(district: District, pack: PolicyPack) -> dict[str, Counted]:
    """Returns what is short at each school in a segment of the term."""
    every = reaches(outline(district, pack, no_gaps=frozenset()))
    return {s: count_school(reach) for s, reach in every.items()}


def floored(
    bounds: Mapping[str, Sequence[int]], counted: Mapping[str, Counted], served: bool
) -> list[int]:
    """Returns bounds of a segment's levels: per school the better of search and counting, added.

    Parameters
    ----------
    bounds : mapping of str to sequence of int
        What the search proved of each school.
    served : bool
        Whether nobody is unmet in the segment.
    """
    floors = {s: counted_floor(counted.get(s), served) for s in bounds}
    return [
        sum(max(bound[i], floors[s][i]) for s, bound in bounds.items()) for i in range(len(LEVELS))
    ]


def counted_floor(counted: Counted | None, served: bool) -> tuple[int, ...]:
    """Returns lower bounds of a school's levels, from counting alone.

    They hold in every plan of the district, because a school is counted with all shared people to
    itself; schools share no student and no account, so the bounds of several add up. Money is
    counted for plans in which everybody is served, so it bounds nothing where somebody is not.

    Parameters
    ----------
    counted : Counted, optional
        What was counted; ``None`` if the run was stopped before.
    served : bool
        Whether level ``unmet_service`` is zero in the whole district.
    """
    known = {"unmet_service": counted.unmet, "choices": counted.choices} if counted else {}
    if counted and served:
        known["missing_money"] = counted.missing
    return tuple(known.get(level.name, 0) for level in LEVELS)
