"""A list of a plan as a table of words, without any layout."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from data.writers.view import PlanView

Kind = Literal[
    "text", "source", "long", "main", "dates", "id", "count", "money", "hours", "share", "state"
]
Value = str | int


WIDEST: dict[Kind, int] = {
    "text": 24,
    "source": 30,
    "long": 38,
    "main": 64,
    "dates": 24,
    "id": 18,
    "count": 10,
    "money": 16,
    "hours": 10,
    "share": 12,
    "state": 14,
}
"""How wide a column may grow, in characters of half width; longer text wraps."""
_NARROWEST = 8


@dataclass(frozen=True)
class Column:
    """A column of a table.

    ``money`` holds fen, ``hours`` hundredths of a class-hour, ``share`` tenths of a per cent,
    ``state`` a word with a colour, ``source`` a title that repeats down the rows, ``id`` what only
    the files call a thing. ``told`` marks a column of a sheet to edit that follows from the others.
    """

    heading: str
    kind: Kind = "text"
    told: bool = False


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


def widths_of(table: Table) -> list[int]:
    """Returns column widths, in characters, that suit a table's headings and rows."""
    found = []
    for index, column in enumerate(table.columns):
        longest = max(
            [width_of(column.heading), *(width_of(str(row[index])) for row in table.rows[:500])]
        )
        found.append(max(_NARROWEST, min(WIDEST[column.kind], longest + 3)))
    return found


def shares_of(table: Table) -> list[str]:
    """Returns the columns' shares of the whole width, for pages."""
    widths = widths_of(table)
    return [f"{100 * width / sum(widths):.1f}%" for width in widths]


@lru_cache(maxsize=65536)
def width_of(text: str) -> int:
    """Returns the width of a text's longest line, in characters of half width."""
    return max(
        (sum(2 if ord(c) > 0x2E7F else 1 for c in line) for line in text.split("\n")), default=0
    )
