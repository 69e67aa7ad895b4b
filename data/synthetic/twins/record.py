"""What a twin's clash is: the facts that clash, where, by how much, and what a run must say."""

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from solver.domain.base import Entity, Id, Weekday

CLASH_SCHEMA_VERSION = 1


class Fact(Entity):
    """One place of the district's JSON that was changed.

    ``path`` names it, with ids in brackets: ``schools[S1].rooms[S1-field].seats``. ``was`` or
    ``now`` is ``None`` for a record that was added or taken away. ``remedy`` says who leads or
    stands instead, by meeting or duty id of the planted plan, once this fact is taken back; it is
    empty where the planted plan serves as it is then.
    """

    path: str
    was: JsonValue = None
    now: JsonValue = None
    remedy: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)


class Expected(Entity):
    """The right answer of ``solve``.

    Exit code 3: ``level`` is at least ``at_least`` in its unit (student-minutes and minutes of
    posts, or fen), and one of ``codes`` is the code of a finding or the cause of an unmet need.
    Exit code 4: one of ``codes`` is the code of a finding; where ``reason`` is not empty, it is
    the code of what the finding gives as reason.
    """

    exit_code: Literal[3, 4]
    codes: tuple[str, ...]
    reason: str = ""
    level: Literal["", "unmet_service", "missing_money"] = ""
    at_least: Annotated[int, Field(ge=0)] = 0


class Clash(Entity):
    """A planted clash: a smallest set of facts without which the district is served.

    ``prepared`` are changes made before that leave the planted plan legal (a post and who stands
    on it, say); ``facts`` clash. Taking back any one fact alone makes the district servable.
    ``amount`` is in ``unit``: how much is missing or too much, at least.
    """

    schema_version: int = CLASH_SCHEMA_VERSION
    kind: str
    district_id: Id
    family: str
    clause_id: str
    school_ids: tuple[Id, ...]
    weekday: Weekday | None = None
    period_ids: tuple[Id, ...] = ()
    class_ids: tuple[Id, ...] = ()
    staff_ids: tuple[Id, ...] = ()
    room_ids: tuple[Id, ...] = ()
    activity_ids: tuple[Id, ...] = ()
    provider_ids: tuple[Id, ...] = ()
    post_ids: tuple[Id, ...] = ()
    amount: Annotated[int, Field(ge=1)]
    unit: str
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    prepared: tuple[Fact, ...] = ()
    expected: Expected
