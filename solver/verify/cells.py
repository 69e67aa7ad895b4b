"""The grid on real dates: what a class does in a period on a day."""

from collections import defaultdict
from datetime import date

from solver.plan import GridEntry
from solver.verify.context import Context
from solver.verify.once import once


def cell_on(ctx: Context, class_id: str, period_id: str, day: date) -> str | None:
    """Returns the component of a class in a period on a date, ``None`` if the grid is silent.

    The first entry that holds there, if there are several.
    """
    for entry in _entries(ctx).get((class_id, period_id), ()):
        if (entry.from_date or day) <= day <= (entry.to_date or day):
            return entry.component
    return None


@once
def _entries(ctx: Context) -> dict[tuple[str, str], list[GridEntry]]:
    found: dict[tuple[str, str], list[GridEntry]] = defaultdict(list)
    for entry in ctx.plan.grid:
        found[(entry.class_id, entry.period_id)].append(entry)
    return found
