"""One thing about a district that could be otherwise: a fact, or a clause of the policy."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from pydantic import BaseModel

from solver.domain import District
from solver.domain.messages.said import Message, Value
from solver.policy import PolicyPack
from solver.search.explain.shown import Shown

Step = tuple[str, str]
"""Name of a list and the id of one of its records."""
KEYS = ("id", "account", "group", "code")


class World(NamedTuple):
    """A district under a policy."""

    district: District
    pack: PolicyPack


@dataclass(frozen=True)
class Change:
    """A change of a world.

    Attributes
    ----------
    path : the place that changes, ids in brackets.
    fact, remedy : what is so, and what would have to be done, in words.
    allowed : whether it may be done; a clause that binds firmly can only be named.
    sized : for a figure: its present value, the value that gives way most, and the change to
        any value between them.
    """

    path: str
    fact: Message
    remedy: Message
    apply: Callable[[World], World]
    allowed: bool = True
    clause_id: str = ""
    amount: int = 0
    unit: str = ""
    sized: "tuple[int, int, Callable[[int], Change]] | None" = field(default=None, compare=False)


def set_fields(
    steps: tuple[Step, ...],
    thing: Value,
    name: str,
    was: Any,
    now: Any,
    also: Mapping[str, Any] | None = None,
    **more: Any,
) -> Change:
    """Returns the change of a field of a record to another value.

    Parameters
    ----------
    steps : tuple of Step
        The way to the record; empty for the district itself.
    thing : Value
        What the record is called.
    also : mapping, optional
        Other fields that change with it.
    """
    words: dict[str, Value] = {
        "thing": thing,
        "field": FieldName(name),
        "was": Shown(name, was),
        "now": Shown(name, now),
    }
    updates = {name: now, **(also or {})}
    if isinstance(was, tuple) and isinstance(now, tuple) and now and now[: len(was)] == was:
        # What is added stays beside what other changes add.
        updates[name] = lambda found: (*found, *(x for x in now if x not in found))
    path = ".".join([*(f"{a}[{b}]" for a, b in steps), name])
    fact = Message("explain.fact", {k: words[k] for k in ("thing", "field", "was")})
    return Change(
        path,
        fact,
        Message("explain.do", words),
        lambda world: world._replace(district=put(world.district, steps, updates)),
        **more,
    )


def sized_field(
    steps: tuple[Step, ...], thing: Value, name: str, was: int | None, best: int, unit: str
) -> Change:
    """Returns the change of a figure, whose least sufficient value is worth finding."""

    def at(value: int) -> Change:
        amount = abs(value - (was or 0))
        return set_fields(steps, thing, name, was, value, amount=amount, unit=unit)

    return replace(at(best), sized=(was or 0, best, at))


def without(
    steps: tuple[Step, ...], name: str, record: BaseModel, path: str, words: Message, do: Message
) -> Change:
    """Returns the change that takes a record out of a list."""

    def apply(world: World) -> World:
        def less(found: Any) -> Any:
            return tuple(r for r in found if r != record)

        return world._replace(district=put(world.district, steps, {name: less}))

    return Change(path, words, do, apply)


def put(record: Any, steps: tuple[Step, ...], updates: Mapping[str, Any]) -> Any:
    """Returns a record with fields of the record at the end of a way changed.

    A callable update is given the present value.
    """
    if not steps:
        return record.model_copy(
            update={k: v(getattr(record, k)) if callable(v) else v for k, v in updates.items()}
        )
    (name, key), rest = steps[0], steps[1:]
    listed = tuple(
        put(r, rest, updates) if named(r, i) == key else r
        for i, r in enumerate(getattr(record, name))
    )
    return record.model_copy(update={name: listed})


def named(record: Any, position: int) -> str:
    """Returns what a record of a list is called in a path: its key, or its position."""
    for key in KEYS:
        if key in type(record).model_fields:
            return str(getattr(record, key))
    return str(position)


class FieldName(NamedTuple):
    """What a field is called, as in the workbook that planners know."""

    name: str

    def said(self, lang: str) -> str:
        """Returns the name in a language."""
        from solver.domain.messages import catalogue

        known = catalogue(lang)
        return known.get(f"explain.field_{self.name}") or known.get(
            f"workbook.col_{self.name}", self.name
        )

    def plain(self) -> str:
        """Returns the field itself."""
        return self.name
