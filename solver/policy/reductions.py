"""Who pays less of a fee: counts of an account, and students listed with a rate of their own."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from solver.domain.money import Funding
from solver.domain.school import School
from solver.domain.students import Student

LISTED = "listed_students"
"""Group of those whose reduction stands with the student."""


@dataclass(frozen=True)
class Reduced:
    """Students of a group who pay ``100 - reduction_pct`` per cent each, rounded half up."""

    group: str
    count: int
    reduction_pct: int


def reduced(students: Iterable[Student], school: School, funding: Funding) -> tuple[Reduced, ...]:
    """Returns the reductions of an account: its counts, and of the basic fee the listed students.

    A listed student with a rate pays exactly that; the counts are of students without one, so
    both add up. A student who comes on no weekday pays nothing that could be reduced.
    """
    found = [Reduced(r.group, r.count, r.reduction_pct) for r in funding.reductions]
    if funding.account == "basic":
        rates = Counter(s.fee_reduction_pct for s in listed(students, school))
        found += [Reduced(LISTED, n, pct) for pct, n in sorted(rates.items())]
    return tuple(found)


def listed(
    students: Iterable[Student], school: School, groups: Collection[str] = ()
) -> list[Student]:
    """Returns the students of a school with a reduction of their own, of some groups if given."""
    classes = {c.id for c in school.classes}
    return [
        s
        for s in students
        if s.fee_reduction_pct
        and s.weekdays
        and s.class_id in classes
        and (not groups or s.priority_group in groups)
    ]
