"""How many person-days a week a school may lend and receive: the planner's and the pack's limits.

Counted in real calendar weeks: a person with a home school at another school on one date is one
person-day, whatever they do there.
"""

from collections.abc import Iterable

from solver.domain import School, StaffMember
from solver.domain.calendar import week_kinds_of
from solver.model.context import Context, Terms
from solver.policy import AppliedPolicy

TAG = "lend_within_area"
LENT, RECEIVED = "max_lent_days", "max_received_days"


def quota(policy: AppliedPolicy, school: School, name: str) -> int | None:
    """Returns the tightest limit of a school's person-days a week, or ``None``.

    Parameters
    ----------
    name : str
        ``LENT`` or ``RECEIVED``.
    """
    own = getattr(school, name)
    limits = [] if own is None else [own]
    for clause in policy.speaking(TAG, school.id):
        figure = clause.integer(f"{name}_per_week")
        if figure is not None and (clause.is_required or clause.flag("allowed")):
            limits.append(figure)
    return min(limits, default=None)


def is_lent(person: StaffMember, school_id: str) -> bool:
    """Tells whether a person at a school is lent there."""
    return person.role != "instructor" and person.home_school_id not in (None, school_id)


def quota_sides(
    policy: AppliedPolicy, schools: Iterable[School]
) -> tuple[tuple[str, str, int], ...]:
    """Returns ``(school, LENT or RECEIVED, limit)`` of every limit there is."""
    return tuple(
        (school.id, name, limit)
        for school in schools
        for name in (LENT, RECEIVED)
        if (limit := quota(policy, school, name)) is not None
    )


def counts_for(side: str, school_id: str, person: StaffMember, host: str) -> bool:
    """Tells whether a person at a host counts on a side of a school's limits."""
    return is_lent(person, host) and school_id == (person.home_school_id if side == LENT else host)


def add_quotas(ctx: Context) -> None:
    """Adds ``sum of person-days <= limit`` for each school, side and kind of calendar week.

    A school's limit of lending sees the hosts of the model; where schools are planned apart, who
    gives out the people keeps it.
    """
    sides = quota_sides(ctx.policy, ctx.district.schools)
    if not sides:
        return
    weeks = week_kinds_of(ctx.district.term, tuple(ctx.views))
    for school_id, side, limit in sides:
        for week in weeks:
            terms: Terms = [
                (var, week[(s, d)])
                for (w, s, d), var in ctx.v.at.items()
                if counts_for(side, school_id, ctx.staff[w], s)
            ]
            ctx.rows.add(TAG, terms, high=limit)


def is_bounded(policy: AppliedPolicy, person: StaffMember, host: School) -> bool:
    """Tells whether a person-day of somebody at a host counts against some limit."""
    if not is_lent(person, host.id):
        return False
    home = next((s for s in policy.district.schools if s.id == person.home_school_id), host)
    return quota(policy, home, LENT) is not None or quota(policy, host, RECEIVED) is not None
