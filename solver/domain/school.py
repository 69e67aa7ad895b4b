"""A school: its clock, rooms, classes, bands, menus and funding."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from solver.domain.base import (
    ClassHours,
    ClockMin,
    Count,
    Entity,
    Grade,
    GridChoice,
    Id,
    Interval,
    Name,
    Role,
    Stage,
    Weekday,
    Window,
)
from solver.domain.money import Funding
from solver.domain.people import DutyPost


class Period(Entity):
    """One weekly period of the service; it applies to ``grades`` (empty: all of the school).

    It exists on dates of ``phase_ids`` only (phases of the term; empty: all of them).

    ``class_hours_ch`` is what it pays and counts; ``None`` means its minutes over the pack's
    minutes per class-hour (primary 40, junior 45).
    """

    id: Id
    weekday: Weekday
    start_min: ClockMin
    end_min: ClockMin
    window: Window = "regular"
    grades: tuple[Grade, ...] = ()
    class_hours_ch: ClassHours | None = None
    phase_ids: tuple[Id, ...] = ()

    @property
    def minutes(self) -> int:
        """Length in minutes."""
        return self.end_min - self.start_min

    @property
    def span(self) -> str:
        """When it is, as people read it: ``16:05–16:50``."""
        start, end = self.start_min, self.end_min
        return f"{start // 60:02d}:{start % 60:02d}–{end // 60:02d}:{end % 60:02d}"

    def applies_to(self, grade: int) -> bool:
        """Tells whether a grade has this period."""
        return not self.grades or grade in self.grades

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end_min <= self.start_min:
            raise ValueError(f"period {self.id} ends at {self.end_min}, not after its start")
        return self


class Room(Entity):
    """A room or field. ``sections_at_once`` is 1 for a room, more for a field or hall."""

    id: Id
    name: Name
    features: tuple[Id, ...] = ()
    seats: Annotated[int, Field(ge=1)]
    sections_at_once: Annotated[int, Field(ge=1, le=40)] = 1
    availability: tuple[Interval, ...] = ()
    safety_checked_on: date | None = None
    safety_passed: bool | None = None
    off_campus: bool = False
    weather_exposed: bool = False
    wet_alternative_id: Id | None = None


class SchoolClass(Entity):
    """A class (班). ``participants`` is the number who take part on each weekday.

    ``participants_by_period`` overrides the figure for single periods (early pick-up).
    ``lunch_eaters``, ``extended_care`` and ``evening_study`` are the students of the periods of
    those windows on every weekday that has one.
    ``pe_weekdays`` are the weekdays with a PE lesson (see ``School.sports_without_pe``).
    """

    id: Id
    name: Name
    grade: Grade
    enrolled: Count
    participants: dict[Weekday, Count] = Field(default_factory=dict)
    participants_by_period: dict[Id, Count] = Field(default_factory=dict)
    home_room_id: Id | None = None
    pe_weekdays: tuple[Weekday, ...] = ()
    hardship: Count = 0
    extended_care: Count = 0
    lunch_eaters: Count = 0
    evening_study: Count = 0

    def present(self, period: Period) -> int:
        """Students of the class who are there in a period, whatever its window."""
        if period.id in self.participants_by_period:
            return self.participants_by_period[period.id]
        if period.window == "regular":
            return self.participants.get(period.weekday, 0)
        return self.in_window(period.window)

    def in_window(self, window: Window) -> int:
        """Students who stay for lunch, extended care or evening study; 0 for ``regular``."""
        counts = {
            "lunch": self.lunch_eaters,
            "extended": self.extended_care,
            "evening": self.evening_study,
        }
        return counts.get(window, 0)

    @model_validator(mode="after")
    def _within_enrolled(self) -> Self:
        figures = [*self.participants.values(), *self.participants_by_period.values()]
        most = max(figures, default=0)
        if most > self.enrolled:
            raise ValueError(f"{most} participants exceed the {self.enrolled} enrolled")
        for window in ("lunch", "extended", "evening"):
            if self.in_window(window) > self.enrolled:
                raise ValueError(
                    f"{self.in_window(window)} students in {window} exceed {self.enrolled} enrolled"
                )
        if self.hardship > most:
            raise ValueError(f"hardship {self.hardship} exceeds {most} taking part")
        return self


class Band(Entity):
    """Classes that walk together for extension (走班). A class is in exactly one band."""

    id: Id
    name: Name
    class_ids: tuple[Id, ...] = Field(min_length=1)
    grid_unit: Literal["band", "class"] = "band"


class MergeGroup(Entity):
    """Classes that may sit together as one group in guidance, sports or care."""

    id: Id
    class_ids: tuple[Id, ...] = Field(min_length=2)


class Menu(Entity):
    """One choice that is offered to a band.

    ``period_ids`` empty means all extension periods. ``take`` is how many enrolments a student
    may have from it; ``None`` means as many as do not overlap.
    """

    id: Id
    band_id: Id
    period_ids: tuple[Id, ...] = ()
    activity_ids: tuple[Id, ...] = Field(min_length=1)
    take: Annotated[int, Field(ge=1)] | None = 1
    priority_rule: Literal["tier_then_rank", "rank", "lottery"] = "tier_then_rank"
    lottery_seed: int = 0


class GridCell(GridChoice):
    """A component that the school fixed itself for a band or class in a period."""


class Dismissal(Entity):
    """The end of the last lesson (放学) of a grade on a weekday; ``grades`` empty means all."""

    grades: tuple[Grade, ...] = ()
    weekday: Weekday
    at_min: ClockMin


class ServiceStart(Entity):
    """The first date of service of a grade, when it is later than the term's."""

    grades: tuple[Grade, ...] = Field(min_length=1)
    first_day: date


class OffWork(Entity):
    """Local off-work time of a season of the term at this school (overrides the season's)."""

    season_id: Id
    at_min: ClockMin


class ShortageDeclaration(Entity):
    """The school's signed statement that its own staff do not suffice."""

    signed_by: Name
    signed_on: date
    reason: Name


class StaffBlock(Entity):
    """A time in which staff of the school are taken: a meeting, an exam, training.

    On a weekday of every week or ``on`` one date. It concerns ``staff_ids`` and people of
    ``roles`` whose home is the school; both empty means all of them.
    """

    id: Id
    title: Name
    weekday: Weekday | None = None
    on: date | None = None
    start_min: ClockMin
    end_min: ClockMin
    staff_ids: tuple[Id, ...] = ()
    roles: tuple[Role, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.weekday is None) == (self.on is None):
            raise ValueError("a block names either weekday or on")
        if self.end_min <= self.start_min:
            raise ValueError(f"block {self.id} ends at {self.end_min}, not after its start")
        return self


class School(Entity):
    """A school with everything that belongs to it alone.

    ``sports_without_pe``: the school's own rule that a class has sports in the regular service of
    each weekday on which it has no PE lesson.

    ``max_lent_days``, ``max_received_days``: the planner's limits of person-days in a calendar week
    that people of the school serve at others, and that others' people serve here; ``None`` means
    no limit. A person at one host on one date is one person-day.
    """

    id: Id
    name: Name
    stage: Stage
    is_urban: bool | None = None
    is_weak: bool = False
    area_id: Id | None = None
    max_lent_days: Count | None = None
    max_received_days: Count | None = None
    latitude: float | None = None
    longitude: float | None = None
    off_work: tuple[OffWork, ...] = ()
    dismissal: tuple[Dismissal, ...] = ()
    service_starts: tuple[ServiceStart, ...] = ()
    adopted_mode: Literal["1+1+N", "2+N"] | None = None
    fixed_grid: tuple[GridCell, ...] = ()
    periods: tuple[Period, ...] = Field(min_length=1)
    rooms: tuple[Room, ...] = ()
    classes: tuple[SchoolClass, ...] = Field(min_length=1)
    bands: tuple[Band, ...] = Field(min_length=1)
    merges: tuple[MergeGroup, ...] = ()
    menus: tuple[Menu, ...] = ()
    duty_posts: tuple[DutyPost, ...] = ()
    blocks: tuple[StaffBlock, ...] = ()
    funding: tuple[Funding, ...] = ()
    leading_group: tuple[Name, ...] = ()
    safety_responsible: str = ""
    liability_insured: bool | None = None
    shortage_declaration: ShortageDeclaration | None = None
    sports_without_pe: bool = False

    def stage_of(self, grade: int) -> Literal["primary", "junior"]:
        """Stage by grade: 1-6 primary, 7-9 junior (a nine-year school is both)."""
        return "primary" if grade <= 6 else "junior"

    def participants_term(self, school_class: SchoolClass) -> int:
        """Students of a class who take part in the regular service at all.

        The largest figure of any weekday or regular period: who only eats at school or stays for
        the evening is in ``lunch_eaters``, ``extended_care`` or ``evening_study``.
        """
        own = school_class.participants_by_period
        figures = [*school_class.participants.values()]
        figures += [own[p.id] for p in self.periods if p.window == "regular" and p.id in own]
        return max(figures, default=0)
