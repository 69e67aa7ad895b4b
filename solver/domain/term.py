"""The term: its dates, closures, make-up days, phases and seasons."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from solver.domain.base import ClockMin, Entity, Id, Name, Weekday


class DateRange(Entity):
    """Dates from ``first`` to ``last``, both included."""

    first: date
    last: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"last {self.last} is before first {self.first}")
        return self

    def holds(self, day: date) -> bool:
        """Tells whether ``day`` lies in the range."""
        return self.first <= day <= self.last


class Closure(DateRange):
    """Days without service: a public holiday, a sports day, bad weather."""

    reason: str = ""
    school_ids: tuple[Id, ...] = ()
    """Schools it concerns; empty means all."""


class MakeUpDay(Entity):
    """A working day (often a Saturday) that follows another weekday's pattern (调休)."""

    day: date
    follows: Weekday


class Phase(DateRange):
    """A part of the term with its own hours or programme, e.g. winter hours, clubs from week 6."""

    id: Id
    name: Name
    kind: Literal["winter_hours", "summer_hours", "clubs", "other"] = "other"


class Season(DateRange):
    """A window of dates that carries the local off-work time (正常下班时间)."""

    id: Id
    name: Name
    off_work_min: ClockMin | None = None


class Term(Entity):
    """A school term (学期)."""

    id: Id
    name: Name
    first_day: date
    last_day: date
    closures: tuple[Closure, ...] = ()
    make_up_days: tuple[MakeUpDay, ...] = ()
    phases: tuple[Phase, ...] = ()
    seasons: tuple[Season, ...] = Field(default=())

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.last_day < self.first_day:
            raise ValueError(f"last_day {self.last_day} is before first_day {self.first_day}")
        if (self.last_day - self.first_day).days > 366:
            raise ValueError("a term is at most 366 days long")
        days = [m.day for m in self.make_up_days]
        if len(set(days)) < len(days):
            raise ValueError("a date is listed twice among make_up_days")
        outside = [d for d in days if not self.first_day <= d <= self.last_day]
        if outside:
            raise ValueError(f"make-up day {outside[0]} lies outside the term")
        return self
