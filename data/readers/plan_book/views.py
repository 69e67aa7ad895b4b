"""The sheets of a plan's workbook that only show: what was changed there has no effect."""

from collections.abc import Iterable, Mapping

from data.readers.plan_book.cells import text_of
from data.readers.plan_book.store import Store, mark_of
from data.readers.workbook.package import column_letters
from data.readers.workbook.raw import RawSheet
from solver.domain.errors import InputFinding

_MOST_NAMED = 5


def edited_views(
    raws: Iterable[RawSheet], store: Store, own: Mapping[str, str]
) -> list[InputFinding]:
    """Returns a note for each sheet whose cells were changed in vain.

    Parameters
    ----------
    own : mapping of str to str
        Names of the sheets that may be edited, by key, for the advice.
    """
    found = []
    for raw in raws:
        marks = store.views.get(raw.name)
        if marks is None:
            continue
        cells = _changed(raw, marks)
        if cells:
            more = ", …" if len(cells) > _MOST_NAMED else ""
            words = {
                "sheet": raw.name,
                "cells": ", ".join(cells[:_MOST_NAMED]) + more,
                "count": str(len(cells)),
                **own,
            }
            where = f"{raw.name}!{cells[0]}"
            found.append(InputFinding(where=where, code="note.view_edited", params=words))
    return found


def _changed(raw: RawSheet, marks: Mapping[tuple[int, int], int]) -> list[str]:
    nothing = mark_of("")
    there = {
        (r, c): mark_of(text_of(cell))
        for r, row in enumerate(raw.rows)
        for c, cell in enumerate(row)
        if text_of(cell).strip()
    }
    places = sorted(set(there) | set(marks))
    return [
        f"{column_letters(c)}{r + 1}"
        for r, c in places
        if there.get((r, c), nothing) != marks.get((r, c), nothing)
    ]
