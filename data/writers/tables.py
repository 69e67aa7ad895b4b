"""A list of a plan as a table of words, without any layout."""

from dataclasses import dataclass
from typing import Literal

from data.writers.view import PlanView

Kind = Literal["text", "long", "count", "money", "hours", "state"]
Value = str | int


@dataclass(frozen=True)
class Column:
    """A column of a table.

    ``money`` holds fen, ``hours`` hundredths of a class-hour, ``state`` a word with a colour.
    """

    heading: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Table:
    """A list with headings; ``states`` holds the code behind each row's state, for its colour."""

    key: str
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    states: tuple[str, ...] = ()


def table(
    view: PlanView,
    key: str,
    columns: dict[str, Kind],
    rows: list[tuple[Value, ...]],
    states: tuple[str, ...] = (),
    note: str = "",
) -> Table:
    """Returns a table whose title and headings come from the catalogue by their keys."""
    return Table(
        key=key,
        title=view.words(f"title_{key}"),
        note=note or (view.words(f"none_{key}") if not rows else ""),
        columns=tuple(Column(view.words(f"head_{name}"), kind) for name, kind in columns.items()),
        rows=tuple(rows),
        states=states,
    )
