"""Periods of two segments that stand for each other: winter's first period for summer's first."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from solver.domain import District, Period, School
from solver.model.school_view import Enrolment
from solver.policy.duties import LUNCH_COMPANY
from solver.search.tasks import Found


def twin_periods(a: District, b: District) -> dict[str, str] | None:
    """Returns the period of ``b`` for each period of ``a``, or ``None`` if their weeks differ.

    Twins have the same weekday, window, grades and place in the day.
    """
    found: dict[str, str] = {}
    for old, new in zip(a.schools, b.schools, strict=True):
        before, after = _places(old), _places(new)
        if before.keys() != after.keys():
            return None
        found.update({before[k].id: after[k].id for k in before})
    return found


def _places(school: School) -> dict[tuple[object, ...], Period]:
    rank: dict[tuple[object, ...], int] = defaultdict(int)
    found: dict[tuple[object, ...], Period] = {}
    for p in sorted(school.periods, key=lambda p: (p.weekday, p.start_min, p.id)):
        sort = (p.weekday, p.window, p.grades)
        found[(*sort, rank[sort])] = p
        rank[sort] += 1
    return found


def renamed(found: Found, twins: Mapping[str, str]) -> Found:
    """Returns a part whose known point speaks of the twin periods."""
    if all(a == b for a, b in twins.items()):
        return found

    def name(x: Any) -> Any:
        if isinstance(x, str):
            kind, _, period_id = x.partition(":")
            if kind == LUNCH_COMPANY and period_id in twins:
                return f"{kind}:{twins[period_id]}"
            return twins.get(x, x)
        if isinstance(x, Enrolment):
            return replace(x, pattern=tuple(name(t) for t in x.pattern))
        return tuple(name(y) for y in x) if isinstance(x, tuple) else x

    return replace(found, point={name(k): v for k, v in found.point.items()})
