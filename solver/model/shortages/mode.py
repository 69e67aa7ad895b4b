"""What the mode asks of each class over the week, against leaders, their hours, and places."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from solver.domain.base import GridComponent
from solver.domain.messages.said import Value
from solver.model.families.follow_mode import binding_clauses
from solver.model.reach import Reach
from solver.model.shortages.demand import Need, ceil, leaders_of, least_unmet, need_of, places_of
from solver.model.shortages.hours import best_of_day, full_weeks, most_meetings
from solver.model.shortages.types import Shortage, short
from solver.model.shortages.who import barred, features_of, skills_of

WHOLE: tuple[GridComponent, ...] = ("guidance", "sports")
"""Components of whole classes that a mode may ask for: served as a whole, or not at all."""


@dataclass(frozen=True)
class Least:
    """How often a class must have each component."""

    week: dict[GridComponent, int]
    day_from: int | None
    """Days with so many periods hold each component once."""
    guidance_day: int | None
    """At most so many periods of guidance a day."""


def least_of(reach: Reach) -> Least:
    """Returns what the mode clauses that bind a school ask for, the firmest of each."""
    clauses = binding_clauses(reach.ctx, reach.view)
    asked: tuple[GridComponent, ...] = ("guidance", "sports", "extension")
    week = {
        k: max((c.integer(f"min_{k}_per_week") or 0 for c in clauses), default=0) for k in asked
    }
    daily = [n for c in clauses if (n := c.integer("daily_each_from_periods")) is not None]
    most = [n for c in clauses if (n := c.integer("max_guidance_per_day")) is not None]
    return Least(week, min(daily, default=None), min(most, default=None))


def count_mode(reach: Reach) -> tuple[list[Shortage], int]:
    """Returns what the mode's components lack, and the student-minutes lost by it."""
    found: list[Shortage] = []
    floor = 0
    least = least_of(reach)
    for k in WHOLE:
        shortage, unmet = _component(reach, k, least)
        found += shortage
        floor += unmet
    return found, floor


def _component(reach: Reach, k: GridComponent, least: Least) -> tuple[list[Shortage], int]:
    view = reach.view
    needs: list[Need] = []
    items: list[tuple[int, Fraction]] = []
    for c in view.classes:
        wanted = times(reach, c, k, least)
        if not wanted:
            continue
        slots = [t for t in view.slots[c] if k in reach.domain(c, t)]
        # Nobody is missed where nobody is present.
        wanted -= sum(1 for t in slots if not view.present(c, t))
        mine = [n for t in slots if (n := need_of(reach, (c, t), (k,))) is not None]
        wanted = min(wanted, len(mine))
        if wanted <= 0:
            continue
        needs += mine
        # A time that is not served may lie where fewest are missed, even where nothing could run.
        lost = min(
            view.present(c, t) * view.periods[t].minutes for t in slots if view.present(c, t)
        )
        items += [(lost, min(n.meetings for n in mine))] * wanted
    if not items:
        return [], 0
    supply = _supply(reach, k)
    together = min(supply["together"], supply["hours"])
    needed = ceil(sum((takes for _, takes in items), Fraction(0)))
    if needed <= together:
        return [], 0
    limit = next(
        (name for name in ("leaders", "places", "hours") if supply[name] < needed), "together"
    )
    return [_told(reach, k, limit, needed, supply, needs)], least_unmet(items, together)


def times(reach: Reach, class_id: str, k: GridComponent, least: Least) -> int:
    """Returns how often a week a class must have a component."""
    view = reach.view
    periods: dict[int, int] = defaultdict(int)
    for t in view.slots[class_id]:
        periods[view.periods[t].weekday] += 1
    daily = 0
    if least.day_from is not None:
        daily = sum(1 for n in periods.values() if n >= least.day_from)
    return max(least.week[k], daily)


def _supply(reach: Reach, k: GridComponent) -> dict[str, int]:
    """Returns how many meetings of a component leaders, places, both, and hours allow a week."""
    able = {t: leaders_of(reach, (t,), (k,)) for t in reach.view.regular}
    places = {t: places_of(reach, (t,), (k,)) for t in reach.view.regular}
    of_person: dict[str, list[str]] = defaultdict(list)
    for t, people in able.items():
        for w in people:
            of_person[w].append(t)
    staff = reach.ctx.staff
    weeks = [tuple(min(1, n) for n in week) for week in full_weeks(reach)]
    hours = sum(
        min(
            (_in_pattern(reach, staff[w].id, periods, week) for week in weeks),
            default=len(periods),
        )
        for w, periods in of_person.items()
    )
    return {
        "leaders": sum(len(people) for people in able.values()),
        "places": sum(places.values()),
        "together": sum(min(len(able[t]), places[t]) for t in able),
        "hours": hours,
        "people": len(of_person),
    }


def _in_pattern(reach: Reach, staff_id: str, periods: list[str], week: tuple[int, ...]) -> int:
    """Returns the most periods of the pattern week; days outside the real week are not limited."""
    outside = [t for t in periods if not week[reach.view.periods[t].weekday - 1]]
    inside = [t for t in periods if t not in outside]
    return len(outside) + most_meetings(reach, reach.ctx.staff[staff_id], inside, week)


def _told(
    reach: Reach,
    k: GridComponent,
    limit: str,
    needed: int,
    supply: dict[str, int],
    needs: list[Need],
) -> Shortage:
    view = reach.view
    there = min(supply["together"], supply["hours"]) if limit == "together" else supply[limit]
    periods = tuple(view.regular)
    params: dict[str, Value] = {
        "component": k,
        "classes": len({n.cell[0] for n in needs}),
        "needed": needed,
        "there": there,
        "short": needed - there,
        "more": -(-(needed - there) // max(1, _of_one(reach, needs))),
    }
    if limit != "places":
        params["skill"] = skills_of(reach, periods, k)
        params["people"] = supply["people"]
    if limit in ("leaders", "hours"):
        able = leaders_of(reach, periods, (k,))
        params["barred"] = barred(reach, periods, k, able)
    if limit in ("places", "together"):
        params["features"] = features_of(reach, periods, k)
    return short(
        view,
        "places" if limit == "places" else "leaders",
        "follow_mode",
        f"mode_{limit}_short",
        subject=k,
        amount=needed - there,
        unit="meetings",
        params=params,
        cells=[n.cell for n in needs],
        k=k,
    )


def _of_one(reach: Reach, needs: list[Need]) -> int:
    """Returns the most meetings that one more person without limits, or one place, would add."""
    days: dict[int, set[str]] = defaultdict(set)
    for _c, t in (n.cell for n in needs):
        days[reach.view.periods[t].weekday].add(t)
    return sum(best_of_day(reach, periods, lambda _: 1) for periods in days.values())
