"""Digests: the same content, the same digest; fields that a later version adds change none."""

from pydantic import Field

from solver.domain import District, Room
from solver.domain.base import Entity
from solver.plan import digest
from tests.factories import tiny_district, with_person, with_room


class Older(Entity):
    """A record of an earlier version."""

    id: str
    seats: int = 1


class Newer(Older):
    """The same record with a field that came later."""

    closed: tuple[str, ...] = ()
    notes: dict[str, str] = Field(default_factory=dict)


def test_a_field_that_came_later_changes_no_digest_until_it_says_something() -> None:
    assert digest(Newer(id="R", seats=3)) == digest(Older(id="R", seats=3))
    assert digest(Newer(id="R", seats=3, closed=("Mon",))) != digest(Older(id="R", seats=3))


def test_a_default_said_aloud_is_the_same_content() -> None:
    assert digest(Room(id="R", name="1", seats=30)) == digest(
        Room(id="R", name="1", seats=30, sections_at_once=1, features=())
    )


def test_every_other_content_has_another_digest() -> None:
    one = tiny_district()
    others: list[District] = [
        with_room(one, "R1", seats=46),
        with_room(one, "R1", weather_exposed=True),
        with_person(one, "T1", max_days=5),
        one.model_copy(update={"name": "another"}),
    ]
    assert len({digest(d) for d in (one, *others)}) == 5
