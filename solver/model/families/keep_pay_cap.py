"""Nobody is paid above the cap per class-hour (QC-6.3b: teachers in basic service, 60 yuan)."""

from solver.domain import StaffMember
from solver.domain.base import ServiceType
from solver.model.context import Context
from solver.model.pay_limits import pay_limits
from solver.model.reasons import Reason, clause


def bar(
    ctx: Context, person: StaffMember, school_id: str, service_type: ServiceType
) -> Reason | None:
    """Returns why a person's rate forbids a type of service at a school, or ``None``."""
    rate = person.pay_fen.get(service_type, 0)
    for c, cap in pay_limits(ctx, "keep_pay_cap", "cap_fen", person, school_id, service_type):
        if rate > cap:
            return clause(c.id, "unused.above_cap", person=person.name, rate=rate, cap=cap)
    return None
