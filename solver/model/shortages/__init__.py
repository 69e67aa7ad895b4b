"""Counting: what is short in every plan that serves everybody, where, and by at least how much.

Each count leaves all other rules out, so what it says is missing is missing in every plan.
"""

from dataclasses import dataclass, field

from solver.model.reach import Reach
from solver.model.shortages.choices import count_choices
from solver.model.shortages.classes import Classes
from solver.model.shortages.hours import count_hours
from solver.model.shortages.mode import count_mode
from solver.model.shortages.money import count_money
from solver.model.shortages.periods import Moments
from solver.model.shortages.types import Shortage

__all__ = ["Counted", "Shortage", "count_school"]


@dataclass
class Counted:
    """What counting says of a school.

    Attributes
    ----------
    unmet : student-minutes that are unmet in every plan.
    missing : fen that are missing in every plan in which nobody is unmet.
    choices : choices that are missed in every plan.
    """

    shortages: list[Shortage] = field(default_factory=list)
    unmet: int = 0
    missing: int = 0
    choices: int = 0


def count_school(reach: Reach) -> Counted:
    """Returns what is short at a school.

    The counts of unmet service overlap, so the largest stands; the schools of a district have no
    student in common, and each is counted with all shared people to itself.
    """
    moments = Moments(reach)
    moments.count()
    classes = Classes(reach)
    mode, of_mode = count_mode(reach)
    hours, of_hours = count_hours(reach)
    money, missing = count_money(reach)
    choices, missed = count_choices(reach)
    return Counted(
        [*classes.shortages(), *moments.found, *mode, *hours, *money, *choices],
        max(classes.floor(), moments.floor, of_mode, of_hours),
        missing,
        missed,
    )
