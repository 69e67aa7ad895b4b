"""Who is lent serves at home first: lending leaves no need of the home school open.

A person of home H who is at another school on a weekday could not be at H then: whatever the
person could lead there must be served, or the person be at work at H at that time::

    unmet + present * away + present * component <= present * (2 + work at H at that time)

For people with a limit of the week (class-hours, days, evenings) ``away`` is any weekday, for the
limit may be used up elsewhere. The rule itself leaves out needs that the person could not help for
other reasons (rooms taken, own limits of the day), so these rows are stricter (``STRICTER``).
They need home and host in one model; where schools are planned apart, ``solver.search.homes_first``
keeps the rule.
"""

from collections import defaultdict

from solver.domain import StaffMember
from solver.model.context import Context, Terms
from solver.model.families.allow_travel import travel_minutes
from solver.model.grid import unit_of
from solver.model.lending_quotas import is_lent
from solver.model.rows import STRICTER
from solver.model.school_view import SchoolView
from solver.model.times import Time, post_key

Trip = tuple[str, int, int]
"""Host, weekday and the variable of being there."""


def has_week_limit(person: StaffMember) -> bool:
    """Tells whether work on one day may keep a person from work on another."""
    limits = (person.max_week_ch, person.max_days, person.max_evenings)
    return any(limit is not None for limit in limits)


def add_home_first(ctx: Context) -> None:
    """Adds the rows of everybody who may be lent by a school of the model."""
    away: dict[str, list[Trip]] = defaultdict(list)
    for (w, s, d), var in ctx.v.at.items():
        if is_lent(ctx.staff[w], s):
            away[w].append((s, d, var))
    for w, trips in sorted(away.items()):
        person = ctx.staff[w]
        view = ctx.views.get(person.home_school_id or "")
        if view is not None:
            _person(ctx, view, person, trips)


def _person(ctx: Context, view: SchoolView, person: StaffMember, trips: list[Trip]) -> None:
    anywhere = ctx.rows.var(("lent", person.id)) if has_week_limit(person) else None
    if anywhere is not None:
        for _s, _d, var in trips:
            ctx.rows.add(STRICTER, [(anywhere, 1), (var, -1)], low=0)
    home = [(t, v) for t, v in ctx.work_times(person.id) if t.school_id == view.school.id]

    def away(time: Time) -> list[int]:
        return _in_the_way(ctx, person, trips, time) if anywhere is None else [anywhere]

    for (c, t), cells in could_lead(ctx, view, person.id).items():
        present = view.present(c, t)
        own = _overlapping(home, ctx.times[t], present)
        for var in away(ctx.times[t]):
            terms: Terms = [(ctx.v.unmet[(c, t)], 1), (var, present), *own]
            for cell in cells or [None]:
                more = [] if cell is None else [(cell, present)]
                high = present * (1 if cell is None else 2)
                ctx.rows.add(STRICTER, [*terms, *more], high=high)
    for w, post_id in ctx.v.post:
        missing = ctx.v.post_short.get(post_id)
        time = ctx.times[post_key(post_id)]
        if w != person.id or missing is None or time.school_id != view.school.id:
            continue
        most = ctx.rows.upper[missing]
        own = _overlapping(home, time, most)
        for var in away(time):
            ctx.rows.add(STRICTER, [(missing, 1), (var, most), *own], high=most)


def _in_the_way(ctx: Context, person: StaffMember, trips: list[Trip], time: Time) -> list[int]:
    """Returns the variables of what a person does elsewhere and could not do beside a time at home.

    The whole day elsewhere, unless several schools a day are allowed and only the way and the
    clock are in question.
    """
    today = [(s, var) for s, d, var in trips if d == time.weekday]
    hosts = {s for s, _ in today}
    of_day = (person.max_day_ch, person.max_consecutive)
    if ctx.district.travel.schools_per_day <= len(hosts) or of_day != (None, None):
        return [var for _, var in today]
    schools = {s.id: s for s in ctx.district.schools}
    found = []
    for other, var in ctx.work_times(person.id):
        if other.school_id not in hosts or other.weekday != time.weekday:
            continue
        first, second = sorted((other, time), key=lambda t: t.start_min)
        way = travel_minutes(ctx.district, schools[first.school_id], schools[second.school_id])
        if way is None or first.end_min + way > second.start_min:
            found.append(var)
    return found


def _overlapping(home: list[tuple[Time, int]], time: Time, weight: int) -> Terms:
    return [
        (var, -weight)
        for other, var in home
        if other.weekday == time.weekday
        and other.start_min < time.end_min
        and time.start_min < other.end_min
    ]


def could_lead(
    ctx: Context, view: SchoolView, staff_id: str
) -> dict[tuple[str, str], list[int | None]]:
    """Returns by class and period in which components a person could lead a group of the class.

    Returns
    -------
    dict
        ``(class, period) -> grid variables`` of which one must be true for the person to help;
        an empty list where the period has no components.
    """
    found: dict[tuple[str, str], list[int | None]] = {}
    groups = [(key, "group") for key in ctx.v.group] + [(key, "stay") for key in ctx.v.stay_group]
    for (a, classes, t), kind in groups:
        if t not in view.periods or (staff_id, a, (t,)) not in ctx.v.lead:
            continue
        component = "split" if kind == "stay" else view.activities[a].component
        for c in classes:
            if (c, t) not in ctx.v.unmet:
                continue
            cells = found.setdefault((c, t), [])
            if t in view.regular:
                cell = ctx.v.grid.get((unit_of(view, c, component), t, component))
                if cell is not None and cell not in cells:
                    cells.append(cell)
    return {key: cells for key, cells in found.items() if cells or key[1] not in view.regular}
