"""Nobody is paid below the floor on statutory workdays (XY-11a: teachers, 60 yuan; XY-15d)."""

from datetime import date

from solver.domain import StaffMember
from solver.domain.base import ServiceType
from solver.model.context import Context
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
    workday = any(d.isoweekday() <= 5 or d in make_up for d in dates)
    for c in ctx.policy.binding("keep_pay_floor", school_id):
        floor = c.integer("floor_fen")
        types = c.words("service_types")
        if (
            floor is None
            or person.role not in c.words("roles")
            or (types and service_type not in types)
        ):
            continue
        rate = person.pay_fen.get(service_type, 0)
        if workday and rate < floor:
            return clause(c.id, "unused.below_floor", person=person.name, rate=rate, floor=floor)
    return None
