"""Lending planned with everything else, against "each school alone, then lend".

Planted districts in which weak schools need people of others. Both plans are judged by the
independent check; the values of the levels are the check's, and the order is the levels' own: what
is better in an earlier level is better.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from benchmarks.methods.trace import Figures
from benchmarks.planted import budget_for
from benchmarks.runner import Record, run_interleaved
from benchmarks.tables import markdown
from data.synthetic.generator import generate
from solver.plan.levels import LEVELS

PROFILES = ("rural_county", "average_county")
"""Profiles with weak schools: only these lend."""
METHODS = ("alone", "ours")


@dataclass(frozen=True)
class Pair:
    """Both runs on one district; ``lent`` counts the people who may be lent there."""

    profile: str
    schools: int
    seed: int
    lent: int
    alone: Record
    ours: Record


def run_lend(
    profiles: Sequence[str],
    sizes: Sequence[int],
    seeds: Sequence[int],
    seconds: float | None = None,
) -> Iterator[Pair]:
    """Yields the pair of each district that needs lending, sizes ascending.

    Parameters
    ----------
    seconds : float, optional
        Limit of the district plan and of each of the other method's two steps; by default that of
        planted districts of the size.
    """
    for size in sorted(sizes):
        for profile in profiles:
            for seed in seeds:
                district, _planted = generate(profile, size, seed)
                lent = sum(bool(p.home_school_id and p.lendable_to) for p in district.staff)
                if not lent:
                    continue
                name = f"lend-{profile}-{size}-{seed}"
                budget = seconds or budget_for(size)
                alone, ours = run_interleaved(name, district, METHODS, (0,), budget)
                yield Pair(profile, size, seed, lent, alone, ours)


def compared(alone: Figures | None, ours: Figures | None) -> Literal["better", "equal", "worse"]:
    """Returns how the district plan stands to the other one, level by level in their order."""
    if ours is None or (alone is not None and ours > alone):
        return "worse"
    return "equal" if ours == alone else "better"


HEADER = ("profile", "schools", "seed", "may be lent", *(level.name for level in LEVELS),
          "district plan", "states", "wall s", "load")  # fmt: skip


def row(pair: Pair) -> list[str]:
    """Returns the table's row of a pair: of each level both values, the district plan's last."""
    sides = (pair.alone, pair.ours)
    values = [r.levels if r.state == "verified" else None for r in sides]
    levels = [
        " / ".join("-" if v is None else str(v[i]) for v in values) for i in range(len(LEVELS))
    ]
    return [
        pair.profile,
        str(pair.schools),
        str(pair.seed),
        str(pair.lent),
        *levels,
        compared(*values),
        " / ".join(r.state for r in sides),
        " / ".join(f"{r.wall_s:.0f}" for r in sides),
        f"{pair.alone.load_before} - {pair.ours.load_after}",
    ]


def table(pairs: Sequence[Pair]) -> str:
    """Returns all rows as a table."""
    return markdown(HEADER, [row(p) for p in pairs])
