"""How far the people given to a school cover what it wants, as a term of who is where."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from solver.domain import District
from solver.model.rows import Objective, Rows

if TYPE_CHECKING:
    from solver.search.sharing import Survey


def sorts_of(district: District, staff_ids: set[str]) -> dict[str, tuple[object, ...]]:
    """Returns what people are alike in, so that one may take the other's place."""
    return {
        p.id: (p.role, p.provider_id, p.home_school_id, tuple(sorted(p.skills)), p.lendable_to)
        for p in district.staff
        if p.id in staff_ids
    }


def add_cover(
    rows: Rows,
    objective: Objective,
    wish: Survey,
    at: dict[tuple[str, int, str], int],
    sort_of: dict[str, tuple[object, ...]],
    per_cent: int,
) -> None:
    """Rewards covering what a school wants, per sort of person: by week, and by day."""
    by_day: dict[tuple[tuple[object, ...], int], float] = defaultdict(float)
    by_week: dict[tuple[object, ...], float] = defaultdict(float)
    for (w, d), share_ in sorted(wish.wanted.items()):
        if w in sort_of:
            by_day[(sort_of[w], d)] += share_
            by_week[sort_of[w]] += share_
    for sort, total in by_week.items():
        mine = [v for (w, _d, s), v in at.items() if s == wish.school_id and sort_of[w] == sort]
        _reward(rows, objective, mine, total, per_cent)
    for (sort, day), total in by_day.items():
        mine = [
            v
            for (w, d, s), v in at.items()
            if s == wish.school_id and d == day and sort_of[w] == sort
        ]
        _reward(rows, objective, mine, total, 30 * per_cent // 100)


def _reward(rows: Rows, objective: Objective, mine: list[int], wanted: float, weight: int) -> None:
    # Hundredths: a first whole day counts fully, a part of a day by its part.
    units = round(wanted * 100)
    covered = rows.var(("covered", len(rows.lower)), 0, -(-units // 100) * 100)
    rows.add("cover", [(covered, 1), *((v, -100) for v in mine)], high=0)
    extra = rows.var(("beyond", len(rows.lower)), 0, 100)
    rows.add("cover", [(covered, 1), (extra, -1)], high=units)
    objective.add(covered, -weight)
    objective.add(extra, weight // 2)
