"""Nobody is paid below the floor on statutory workdays (XY-11a: teachers, 60 yuan; XY-15d)."""

from datetime import date

from solver.domain import StaffMember
from solver.domain.base import ServiceType
from solver.model.context import Context
from solver.model.pay_limits import pay_limits
from solver.model.reasons import Reason, clause


def bar(
    ctx: Context,
    person: StaffMember,
    school_id: str,
    service_type: ServiceType,
    dates: tuple[date, ...],
) -> Reason | None:
    """Returns why a person's rate forbids a type of service on some dates, or ``None``."""
    make_up = {m.day for m in ctx.district.term.make_up_days}
    if not any(d.isoweekday() <= 5 or d in make_up for d in dates):
        return None
    rate = person.pay_fen.get(service_type, 0)
    for c, floor in pay_limits(ctx, "keep_pay_floor", "floor_fen", person, school_id, service_type):
        if rate < floor:
            return clause(c.id, "unused.below_floor", person=person.name, rate=rate, floor=floor)
    return None
