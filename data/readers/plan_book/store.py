"""What a plan's workbook keeps beside its sheets: the plan itself, and what stood in each cell.

It stands on a hidden sheet as text of letters and digits only, with a digest, so that any change
of it shows. What stood in the cells tells which of them were edited, whatever names the district
has given to people and rooms since.
"""

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from solver.plan.types import Plan

FORM = "kehou-plan-1"
"""What the first line begins with; the number is that of the form."""
_CHUNK = 30_000
"""Characters of a cell; a workbook holds at most 32,767."""
_MARK = 0xFFFF


class BadStoreError(ValueError):
    """What is kept was changed, or is of another form."""


@dataclass(frozen=True)
class Written:
    """The rows of a sheet as they were written: keys of the columns, and cells by row."""

    keys: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Store:
    """A plan as it was written into a workbook.

    Attributes
    ----------
    sheets : mapping of str to Written
        The editable sheets by key.
    posts : mapping of str to tuple
        School and weekday of every duty post, by its id.
    views : mapping of str to mapping
        Marks of the cells of all other sheets, by the sheet's name, row and column from 0.
    """

    plan: Plan
    sheets: Mapping[str, Written]
    posts: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    views: Mapping[str, Mapping[tuple[int, int], int]] = field(default_factory=dict)


def lines_of(store: Store) -> list[str]:
    """Returns the lines to keep: the form with the digest, then pieces of the content."""
    content: dict[str, Any] = {
        "plan": store.plan.model_dump(mode="json"),
        "sheets": {k: {"keys": w.keys, "rows": w.rows} for k, w in store.sheets.items()},
        "posts": dict(store.posts),
        "views": {name: _packed(marks) for name, marks in store.views.items()},
    }
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    said = base64.b64encode(zlib.compress(plain, 9)).decode()
    pieces = [said[i : i + _CHUNK] for i in range(0, len(said), _CHUNK)]
    return [f"{FORM} {_digest(said)} {len(pieces)}", *pieces]


def store_of(lines: Sequence[str]) -> Store:
    """Returns what was kept.

    Raises
    ------
    BadStoreError
        If it is not what was written.
    """
    head, *pieces = [line.strip() for line in lines if line.strip()] or [""]
    words = head.split()
    said = "".join(pieces)
    if len(words) != 3 or words[0] != FORM or words[1] != _digest(said):
        raise BadStoreError
    try:
        content = json.loads(zlib.decompress(base64.b64decode(said)))
        return Store(
            plan=Plan.model_validate_json(json.dumps(content["plan"]), strict=True),
            sheets={
                key: Written(tuple(w["keys"]), tuple(tuple(row) for row in w["rows"]))
                for key, w in content["sheets"].items()
            },
            posts={i: (school, weekday) for i, (school, weekday) in content["posts"].items()},
            views={name: dict(_unpacked(marks)) for name, marks in content["views"].items()},
        )
    except (ValueError, KeyError, TypeError, zlib.error, binascii.Error) as error:
        raise BadStoreError from error


def mark_of(said: str) -> int:
    """Returns a short mark of a cell's text, by which a change of it shows."""
    return zlib.crc32(" ".join(said.split()).encode()) & _MARK


def _digest(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()


def _packed(marks: Mapping[tuple[int, int], int]) -> list[list[int]]:
    """Returns marks row by row: the row, then column and mark of each of its cells."""
    rows: dict[int, list[int]] = {}
    for (row, column), mark in sorted(marks.items()):
        rows.setdefault(row, [row]).extend((column, mark))
    return list(rows.values())


def _unpacked(rows: Iterable[Sequence[int]]) -> Iterator[tuple[tuple[int, int], int]]:
    for row, *pairs in rows:
        for column, mark in zip(pairs[::2], pairs[1::2], strict=True):
            yield (row, column), mark
