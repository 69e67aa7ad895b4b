"""What changes after a plan is published, and who asks for a new version because of it."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from solver.domain.base import Entity, Id, Name
from solver.domain.district import District
from solver.domain.errors import InputFinding

CHANGE_SCHEMA_VERSION = 1


class ChangeDates(Entity):
    """The dates of a change, both included; ``last`` ``None`` means to the end of the term."""

    first: date
    last: date | None = None
    reason: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last is not None and self.last < self.first:
            raise ValueError(f"last {self.last} is before first {self.first}")
        return self


class PersonAbsent(ChangeDates):
    """A person is away, from everything on these dates."""

    kind: Literal["absence"] = "absence"
    staff_id: Id


class RoomClosed(ChangeDates):
    """A room cannot be used on these dates."""

    kind: Literal["room_closed"] = "room_closed"
    room_id: Id


class Rain(ChangeDates):
    """Bad weather: the weather-exposed rooms of the schools are closed (none named: of all)."""

    kind: Literal["rain"] = "rain"
    school_ids: tuple[Id, ...] = ()


Change = Annotated[PersonAbsent | RoomClosed | Rain, Field(discriminator="kind")]
"""Every kind of change, told apart by ``kind``."""


class ChangeRequest(Entity):
    """What a school asks for: changes that happen together, and who asks.

    ``other_schools`` lets meetings of schools that the changes do not touch be staffed anew too.
    """

    schema_version: Literal[1] = 1
    changes: tuple[Change, ...] = Field(min_length=1)
    requested_by: Name | None = None
    reason: str = ""


def problems_of_request(district: District, request: ChangeRequest) -> Iterator[InputFinding]:
    """Yields what a request names that the district or its term does not have."""
    people = {p.id for p in district.staff}
    rooms = {r.id for s in district.schools for r in s.rooms}
    schools = {s.id for s in district.schools}
    for i, change in enumerate(request.changes):
        where = f"changes[{i}]"
        if isinstance(change, PersonAbsent) and change.staff_id not in people:
            yield _unknown(f"{where}.staff_id", "person", change.staff_id)
        if isinstance(change, RoomClosed) and change.room_id not in rooms:
            yield _unknown(f"{where}.room_id", "room", change.room_id)
        if isinstance(change, Rain):
            for n, school_id in enumerate(change.school_ids):
                if school_id not in schools:
                    yield _unknown(f"{where}.school_ids[{n}]", "school", school_id)
        yield from _outside(district, change, where)


def _unknown(where: str, what: str, value: str) -> InputFinding:
    return InputFinding(where=where, code=f"change.unknown_{what}", params={"value": value})


def _outside(district: District, change: Change, where: str) -> Iterator[InputFinding]:
    term = district.term
    named: list[tuple[str, date]] = [("first", change.first)]
    if change.last is not None:
        named.append(("last", change.last))
    for field, day in named:
        if not term.first_day <= day <= term.last_day:
            params = {
                "value": str(day), "first": str(term.first_day), "last": str(term.last_day)
            }  # fmt: skip
            yield InputFinding(where=f"{where}.{field}", code="change.outside_term", params=params)
