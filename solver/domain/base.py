"""The base of every entity and the small types they share.

Units are part of the name: ``_min`` minutes (since midnight for clock times, half-open
intervals), ``_fen`` integer fen, ``_ch`` hundredths of a class-hour (课时), ``_m`` metres.
"""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Id = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^\S(.*\S)?$")]
Name = Annotated[str, Field(min_length=1, max_length=200)]
ClockMin = Annotated[int, Field(ge=0, le=24 * 60)]
Minutes = Annotated[int, Field(ge=0)]
Fen = Annotated[int, Field(ge=0)]
ClassHours = Annotated[int, Field(ge=0)]
Count = Annotated[int, Field(ge=0)]
Grade = Annotated[int, Field(ge=1, le=9)]
Weekday = Annotated[int, Field(ge=1, le=7)]
Percent = Annotated[int, Field(ge=0, le=100)]

Component = Literal["guidance", "sports", "extension", "care"]
GridComponent = Literal["guidance", "sports", "extension", "care", "split"]
ServiceType = Literal["basic", "special", "lunch", "evening", "extended"]
Window = Literal["regular", "lunch", "extended", "evening"]
Stage = Literal["primary", "junior", "nine_year"]
Account = Literal["basic", "special", "lunch"]
Role = Literal["teacher", "other_staff", "leader", "volunteer", "external", "instructor"]
PriorityGroup = Literal["disabled", "left_behind", "migrant", "hardship"]
Preference = Literal[
    "required",
    "strongly_preferred",
    "preferred",
    "neutral",
    "discouraged",
    "strongly_discouraged",
    "prohibited",
]

OWN_ROLES: frozenset[str] = frozenset({"teacher", "other_staff", "leader"})


class Entity(BaseModel):
    """A frozen record that accepts no unknown field and no infinite number."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False
    )


class GridChoice(Entity):
    """The component of a band or of a class in a period."""

    band_id: Id | None = None
    class_id: Id | None = None
    period_id: Id
    component: GridComponent

    @model_validator(mode="after")
    def _one_unit(self) -> Self:
        if (self.band_id is None) == (self.class_id is None):
            raise ValueError("a grid cell names either band_id or class_id")
        return self


class Interval(Entity):
    """A half-open clock interval on one weekday, minutes since midnight."""

    weekday: Weekday
    start_min: ClockMin
    end_min: ClockMin

    def covers(self, weekday: int, start_min: int, end_min: int) -> bool:
        """Tells whether the interval contains ``[start_min, end_min)`` on ``weekday``."""
        return self.weekday == weekday and self.start_min <= start_min and end_min <= self.end_min

    def overlaps(self, weekday: int, start_min: int, end_min: int) -> bool:
        """Tells whether the interval shares a minute with ``[start_min, end_min)``."""
        return self.weekday == weekday and self.start_min < end_min and start_min < self.end_min


def overlap(a_start: int, a_end: int, b_start: int, b_end: int) -> bool:
    """Tells whether two half-open intervals of one day share a minute."""
    return a_start < b_end and b_start < a_end
