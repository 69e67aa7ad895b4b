"""Random corruptions: a kind, a plan in which it applies, and a place in it."""

from random import Random
from typing import NamedTuple

from tests.solver.verify.spoiling.bases import BASES, base
from tests.solver.verify.spoiling.good import KINDS, Good, NoPlace, Spoilt

ROUNDS = 5
"""How often a kind is tried in all plans; some kinds apply at some of the drawn places only."""


class Drawn(NamedTuple):
    """One corruption: what was spoilt, how, and what must be told."""

    good: Good
    kind: str
    spoilt: Spoilt


def drawn(number: int) -> Drawn:
    """Returns the corruption of a number; the kinds take turns, plan and place are random."""
    rng = Random(f"corruption {number}")
    name = list(KINDS)[number % len(KINDS)]
    for _ in range(ROUNDS):
        for good in map(base, rng.sample(list(BASES), len(BASES))):
            try:
                return Drawn(good, name, KINDS[name](good, rng))
            except NoPlace:
                continue
    raise AssertionError(f"no plan has a place for: {name}")
