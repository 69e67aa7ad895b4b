"""Kinds of corruption: each spoils a good plan at a place drawn at random and says what is told.

A kind takes a good plan and a random generator, makes one edit of the plan or of the data that it
was made for, and states beforehand under which clause, and as far as it can where and by how much,
the check must tell it. `KINDS` are all of them, by group in the modules here.
"""

from tests.solver.verify.spoiling import (
    availability,
    clashes,
    figures,
    fund,
    grid,
    money,
    needs,
    papers,
    people,
    pins,
    placement,
    posts,
    ranges,
    records,
    rooms,
    sections,
    shape,
)
from tests.solver.verify.spoiling.bases import BASES, base
from tests.solver.verify.spoiling.good import KINDS, Good, Kind, NoPlace, Spoilt, Told

GROUPS = (
    placement, clashes, availability, rooms, sections, shape, grid, pins, posts, papers, people,
    money, fund, records, needs, ranges, figures,
)  # fmt: skip

__all__ = ["BASES", "GROUPS", "KINDS", "Good", "Kind", "NoPlace", "Spoilt", "Told", "base"]
