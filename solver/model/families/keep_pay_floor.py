"""Nobody is paid below the floor on statutory workdays (XY-11a: teachers, 60 yuan; XY-15d).

Pay by group size may reach the floor in large groups only (``solver.model.crews``).
"""

from datetime import date

from solver.domain import StaffMember
from solver.domain.base import ServiceType
from solver.model.context import Context
from solver.model.pay_limits import pay_limits
from solver.model.reasons import Reason, clause
from solver.policy import rate_fen


def bar(
    ctx: Context,
    person: StaffMember,
    school_id: str,
    service_type: ServiceType,
    dates: tuple[date, ...],
    rate: int | None = None,
) -> Reason | None:
    """Returns why a person's rate forbids a type of service on some dates, or ``None``.

    ``rate`` is that of a known meeting; without it the highest that the person may have there.
    """
    make_up = {m.day for m in ctx.district.term.make_up_days}
    if not any(d.isoweekday() <= 5 or d in make_up for d in dates):
        return None
    if rate is None:
        school = next(s for s in ctx.district.schools if s.id == school_id)
        rate = rate_fen(person, service_type, sum(c.enrolled for c in school.classes))
    for c, floor in pay_limits(ctx, "keep_pay_floor", "floor_fen", person, school_id, service_type):
        if rate < floor:
            return clause(c.id, "unused.below_floor", person=person.name, rate=rate, floor=floor)
    return None
