"""`lend_within_area`: person-days a week that a school lends and receives, on real dates."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from solver.domain import School
from solver.plan import Violation
from solver.policy import Clause
from solver.verify.context import Context
from solver.verify.report import breach

FAMILY = "lend_within_area"
LIMITS = ("max_lent_days", "max_received_days")
Trip = tuple[str, str, date]
"""Person, host and date: one person-day."""


def trips_of(ctx: Context) -> dict[str, dict[str, set[Trip]]]:
    """Returns the person-days lent and received by each school, by limit and school."""
    found: dict[str, dict[str, set[Trip]]] = {name: defaultdict(set) for name in LIMITS}
    for person_id, served in ctx.of_person.items():
        person = ctx.staff[person_id]
        home = person.home_school_id
        if home is None or person.role == "instructor":
            continue
        for b in served:
            if b.school.id != home:
                trips = {(person_id, b.school.id, d) for d in b.dates}
                found["max_lent_days"][home] |= trips
                found["max_received_days"][b.school.id] |= trips
    return found


def by_week(trips: Iterable[Trip]) -> dict[date, int]:
    """Returns the person-days of each calendar week, by the first of its dates with one."""
    weeks: dict[tuple[int, int], list[date]] = defaultdict(list)
    for _, _, day in trips:
        weeks[day.isocalendar()[:2]].append(day)
    return {min(days): len(days) for days in weeks.values()}


def over_quota(ctx: Context, name: str, school: School, clause: Clause | None) -> list[Violation]:
    """Returns the breach of a limit of one school, at its worst week."""
    limit: int | None = (
        getattr(school, name) if clause is None else clause.integer(f"{name}_per_week")
    )
    if limit is None:
        return []
    weeks = by_week(trips_of(ctx)[name][school.id])
    over = {first: n for first, n in weeks.items() if n > limit}
    if not over:
        return []
    worst = max(over, key=lambda d: (over[d], -d.toordinal()))
    return [
        breach(
            FAMILY,
            f"over_{name}",
            clause=clause,
            school=school,
            subject=school.id,
            amount=over[worst] - limit,
            unit="person_days",
            week=worst,
            found=over[worst],
            allowed=limit,
            times=len(over),
        )
    ]
