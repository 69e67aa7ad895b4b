"""Collecting what a plan has beside what a clause asks for, place by place."""

from collections.abc import Iterator
from typing import Any, Literal

from solver.domain import Period, School
from solver.plan import ClauseFigure, Violation
from solver.policy import Clause
from solver.verify.clause_states import binds
from solver.verify.context import Context


def judged(ctx: Context, clause: Clause) -> Iterator[School]:
    """Yields the schools that a clause binds; where it only encourages, those it is about."""
    about = [s for s in ctx.district.schools if ctx.policy.applies(clause, s)]
    bound = [s for s in about if binds(ctx, clause, s)]
    yield from bound or ([] if clause.is_required else about)


class Tightest:
    """The place at which a plan is nearest to what is required, or worst.

    Parameters
    ----------
    name : str
        The parameter of the clause.
    sense : str
        Whether ``least`` or ``most`` is required.
    unit : str
        Unit of the amounts.
    """

    def __init__(self, name: str, sense: Literal["least", "most"], unit: str) -> None:
        self._name = name
        self._sense = sense
        self._unit = unit
        self._places = 0
        self._short = 0
        self._worst: tuple[int, ClauseFigure] | None = None

    def add(
        self,
        required: int,
        found: int,
        *,
        school: School | None = None,
        at: Period | None = None,
        weekday: int | None = None,
        subject: str = "",
    ) -> None:
        """Compares one place."""
        room = found - required if self._sense == "least" else required - found
        self._places += 1
        self._short += room < 0
        if self._worst is None or room < self._worst[0]:
            figure = ClauseFigure(
                name=self._name,
                sense=self._sense,
                required=required,
                found=found,
                unit=self._unit,
                places=0,
                school_id=school.id if school else None,
                weekday=at.weekday if at else weekday,
                period_id=at.id if at else None,
                subject=subject,
            )
            self._worst = (room, figure)

    def figures(self) -> Iterator[ClauseFigure]:
        """Yields the figure, if anything was compared."""
        if self._worst is not None:
            counts = {"places": self._places, "short": self._short}
            yield self._worst[1].model_copy(update=counts)


def covered(
    name: str, unit: str, total: int, places: int, missing: list[Violation]
) -> ClauseFigure:
    """Returns how much of a whole is as required; the place is where most of it is missing.

    Parameters
    ----------
    total : int
        What all places have together; each needs it all.
    missing : list of Violation
        What falls short, in the same unit.
    """
    lost = sum(v.amount for v in missing)
    return ClauseFigure(
        name=name,
        sense="least",
        required=total,
        found=max(0, total - lost),
        unit=unit,
        places=places,
        short=len(missing),
        **_worst(missing),
    )


def barred(name: str, unit: str, places: int, breaches: list[Violation]) -> ClauseFigure:
    """Returns how much there is of what a clause forbids; the place is where most of it is."""
    return ClauseFigure(
        name=name,
        sense="most",
        required=0,
        found=sum(v.amount for v in breaches),
        unit=unit,
        places=max(places, len(breaches)),
        short=len(breaches),
        **_worst(breaches),
    )


def _worst(breaches: list[Violation]) -> dict[str, Any]:
    if not breaches:
        return {}
    v = max(breaches, key=lambda v: v.amount)
    return {
        "school_id": v.school_id,
        "weekday": v.weekday,
        "period_id": v.period_id,
        "subject": v.subject,
    }
