"""Hours of a week: what everybody may work together against what the classes need."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from solver.domain import StaffMember
from solver.domain.calendar import service_dates
from solver.domain.messages import class_hours
from solver.model.reach import Reach
from solver.model.shortages.demand import ANY, Need, adults_of, ceil, least_unmet, need_of
from solver.model.shortages.types import Shortage, short

Week = tuple[int, ...]
"""How often each weekday's pattern occurs in a real week, Monday first."""


def count_hours(reach: Reach) -> tuple[list[Shortage], int]:
    """Returns what class-hours are short in a real week, and the student-minutes lost by it.

    Limits hold in each real week, make-up days included, so every kind of week is counted; the
    one that lacks most is told.
    """
    view, staff = reach.view, reach.ctx.staff
    needs = {t: _needs(reach, t) for t in view.periods}
    least = {t: ceil(sum((n.adults for n in ns), Fraction(0))) for t, ns in needs.items()}
    able = _able(reach)
    worst, floor, told = 0, 0, (0, 0)
    for week in full_weeks(reach):
        needed = sum(least[t] * view.ch[t] * week[p.weekday - 1] for t, p in view.periods.items())
        there = sum(most_ch(reach, staff[w], periods, week) for w, periods in able.items())
        # Where nobody meets a limit, people are short, not their hours.
        limited = there < sum(_unlimited(reach, periods, week) for periods in able.values())
        if limited and needed - there > worst:
            worst, told = needed - there, (needed, there)
        once = tuple(min(1, n) for n in week)
        supply = sum(most_ch(reach, staff[w], periods, once) for w, periods in able.items())
        floor = max(floor, _unmet(reach, needs, supply, once))
    if not worst:
        return [], floor
    shortage = short(
        view,
        "hours",
        "limit_hours",
        "hours_short",
        subject=view.school.id,
        amount=worst,
        unit="ch",
        params={
            "people": len(able),
            "needed": class_hours(told[0]),
            "there": class_hours(told[1]),
            "short": class_hours(worst),
        },
        cells=[n.cell for ns in needs.values() for n in ns],
    )
    return [shortage], floor


def full_weeks(reach: Reach) -> list[Week]:
    """Returns the kinds of real weeks in which every grade has its service, none inside another."""
    term, school = reach.ctx.district.term, reach.view.school
    start = max([term.first_day, *(s.first_day for s in school.service_starts)])
    weeks: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    for weekday in range(1, 8):
        for day in service_dates(term, school.id, weekday):
            if day >= start:
                iso = day.isocalendar()
                weeks[(iso.year, iso.week)][weekday] += 1
    kinds = {tuple(n[d] for d in range(1, 8)) for n in weeks.values()}

    def inside(week: Week, other: Week) -> bool:
        return week != other and all(a <= b for a, b in zip(week, other, strict=True))

    return sorted(k for k in kinds if not any(inside(k, other) for other in kinds))


def most_ch(reach: Reach, person: StaffMember, periods: Iterable[str], week: Week) -> int:
    """Returns the most class-hours, in hundredths, that a person may do in a kind of week."""
    ch = reach.view.ch
    most = _most(reach, person, periods, week, lambda t: ch[t], person.max_day_ch)
    return most if person.max_week_ch is None else min(most, person.max_week_ch)


def _unlimited(reach: Reach, periods: Iterable[str], week: Week) -> int:
    """Returns the class-hours of a person who is there in some periods and has no limits."""
    by_day: dict[int, list[str]] = defaultdict(list)
    for t in periods:
        by_day[reach.view.periods[t].weekday].append(t)
    ch = reach.view.ch
    return sum(
        best_of_day(reach, listed, lambda t: ch[t]) * week[d - 1] for d, listed in by_day.items()
    )


def most_meetings(reach: Reach, person: StaffMember, periods: Iterable[str], week: Week) -> int:
    """Returns the most periods that a person may work in a kind of week."""
    listed = list(periods)
    shortest = min((reach.view.ch[t] for t in listed), default=0)

    def at_most(limit: int | None) -> int | None:
        return limit // shortest if limit is not None and shortest else None

    most = _most(reach, person, listed, week, lambda _: 1, at_most(person.max_day_ch))
    of_week = at_most(person.max_week_ch)
    return most if of_week is None else min(most, of_week)


def _most(
    reach: Reach,
    person: StaffMember,
    periods: Iterable[str],
    week: Week,
    worth: Callable[[str], int],
    day_limit: int | None,
) -> int:
    by_day: dict[int, list[str]] = defaultdict(list)
    for t in periods:
        by_day[reach.view.periods[t].weekday].append(t)
    days: list[int] = []
    for d, listed in by_day.items():
        best = best_of_day(reach, listed, worth)
        days += [best if day_limit is None else min(best, day_limit)] * week[d - 1]
    days.sort(reverse=True)
    return sum(days if person.max_days is None else days[: person.max_days])


def best_of_day(reach: Reach, periods: Iterable[str], worth: Callable[[str], int]) -> int:
    """Returns the most that periods of one day are worth, none of them overlapping."""
    ordered = sorted((reach.view.periods[t] for t in periods), key=lambda p: (p.end_min, p.id))
    best: list[int] = []
    for i, p in enumerate(ordered):
        before = max((best[j] for j in range(i) if ordered[j].end_min <= p.start_min), default=0)
        best.append(max(best[-1] if best else 0, before + worth(p.id)))
    return best[-1] if best else 0


def _needs(reach: Reach, t: str) -> list[Need]:
    classes = [c for c in reach.view.classes if reach.view.has(c, t)]
    found = [need_of(reach, (c, t), reach.domain(c, t)) for c in classes]
    return [n for n in found if n is not None]


def _able(reach: Reach) -> dict[str, set[str]]:
    """Returns the periods in which each person may do something."""
    found: dict[str, set[str]] = defaultdict(set)
    for t in reach.view.periods:
        for w in adults_of(reach, (t,), ANY):
            found[w].add(t)
    return found


def _unmet(reach: Reach, needs: Mapping[str, list[Need]], supply: int, once: Week) -> int:
    view = reach.view
    items = [
        (n.minutes, n.adults * view.ch[t])
        for t, ns in needs.items()
        for n in ns
        if once[view.periods[t].weekday - 1] and view.ch[t]
    ]
    return least_unmet(items, supply)
