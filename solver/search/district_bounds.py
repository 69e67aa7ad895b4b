"""Bounds of a district whose schools were searched apart: each alone, all shared people free."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from solver.policy import AppliedPolicy
from solver.search.apart import compares_schools
from solver.search.budget import Budget
from solver.search.engines import Send
from solver.search.levels import DUE, NAMES
from solver.search.school import SchoolSearch

if TYPE_CHECKING:
    from solver.search.decompose import DistrictSearch


def bound_schools(search: DistrictSearch, ids: Sequence[str]) -> None:
    """Bounds the levels that are not at their trivial bounds, schools alone, people free."""
    found = search.found
    wanting = [s for s in ids if s in found and any(found[s].values)]
    if not wanting or search.should_stop() or len(found) < len(ids):
        return
    search.phase = "bounds"
    totals = [sum(found[s].values[i] for s in ids) for i in range(len(NAMES))]
    if compares_schools(AppliedPolicy(search.district, search.pack)):
        # Nothing there for each school does not mean nothing for the district, nor the reverse.
        totals[DUE] = max(totals[DUE], 1)

    def handle(index: int, message: Any) -> None:
        search.bounds[wanting[index]] = message
        search.tell(wanting[index])

    def task(school_id: str) -> Callable[[Send], None]:
        def run(send: Send) -> None:
            left = search.budget.left()
            if left < 0.5:
                return
            ctx = search.build(school_id)
            alone = SchoolSearch(
                ctx, Budget(seconds=None if search.budget.is_deterministic else left)
            )
            send(alone.free_bounds(found[school_id].values, tuple(totals)))

        return run

    search.engine.run([task(s) for s in wanting], handle, search.should_stop)
