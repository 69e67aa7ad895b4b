"""What a district's search tells of a point of its run."""

from collections.abc import Mapping

from solver.plan import Progress
from solver.search.levels import NAMES
from solver.search.tasks import Found


def point_of(
    phase: str,
    found: Mapping[str, Found],
    bounds: Mapping[str, tuple[int, ...]],
    school_id: str,
    elapsed_s: float,
) -> Progress:
    """Returns the first level of the district that is not at zero, as far as it is known.

    Parameters
    ----------
    found : mapping
        Best part of each school that has one.
    bounds : mapping
        Bounds of every school over all plans; a school that is alone has its search's own.
    """
    total = [sum(f.values[i] for f in found.values()) for i in range(len(NAMES))]
    level = next((i for i, v in enumerate(total) if v), len(NAMES) - 1)
    known = [f.bounds for f in found.values()] if len(bounds) == 1 else bounds.values()
    return Progress(
        phase,
        NAMES[level],
        total[level] if len(found) == len(bounds) else None,
        sum(b[level] for b in known),
        elapsed_s,
        school_id,
        len(found),
        len(bounds),
    )
