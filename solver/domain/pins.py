"""Decisions fixed by a person, waivers, travel and lending switches."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from solver.domain.base import Entity, GridChoice, Id, Minutes, Name, Weekday


class GridPin(GridChoice):
    """The component of a band or class in a period is fixed."""

    kind: Literal["grid"] = "grid"


class MeetingPin(Entity):
    """A meeting of an activity in a period must exist with what is given.

    ``staff_id`` leads it, ``room_id`` houses it, ``class_id`` sits in it, as far as given.
    """

    kind: Literal["meeting"] = "meeting"
    period_id: Id
    activity_id: Id
    class_id: Id | None = None
    room_id: Id | None = None
    staff_id: Id | None = None


class AbsencePin(Entity):
    """A person stays away from a school, on one weekday or at all."""

    kind: Literal["absence"] = "absence"
    staff_id: Id
    school_id: Id
    weekday: Weekday | None = None


Pin = Annotated[GridPin | MeetingPin | AbsencePin, Field(discriminator="kind")]


WaivedLimit = Literal["stages", "weekdays", "evening_max_minutes", "latest_end_evening_min"]
"""Limits of a clause on evening study that can be waived on their own, by parameter."""


class ClauseWaiver(Entity):
    """A planner's waiver of an in-principle clause for a school (``None``: all schools).

    ``limits`` are those of a clause on evening study that it lifts; empty means the whole clause.
    """

    clause_id: Id
    school_id: Id | None = None
    reason: Name
    granted_by: Name
    until: date
    limits: tuple[WaivedLimit, ...] = ()


class LendingSwitch(Entity):
    """Lending switched on by the planner where the pack is silent, in the planner's name."""

    enabled_by: Name
    enabled_on: date
    within_area: bool = True


class TravelTime(Entity):
    """Minutes from one school to another at the end of the school day."""

    from_school_id: Id
    to_school_id: Id
    minutes: Minutes


class TravelRecipe(Entity):
    """Minutes from coordinates: straight line times ``road_factor`` at a speed, plus a fixed part.

    Used only because the planner switched it on; recorded in the plan's provenance.
    """

    switched_on_by: Name
    road_factor: Annotated[float, Field(ge=1, le=3)]
    speed_kmh: Annotated[float, Field(gt=0, le=120)]
    fixed_min: Minutes = 0


class Travel(Entity):
    """Travel minutes between schools: a matrix, or a recipe over coordinates; plus a margin."""

    times: tuple[TravelTime, ...] = ()
    recipe: TravelRecipe | None = None
    margin_min: Minutes = 5
    schools_per_day: Annotated[int, Field(ge=1, le=3)] = 1
    """Schools one person may serve on a day; more than one only where travel fits."""
