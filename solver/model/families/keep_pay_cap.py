"""Nobody is paid above the cap per class-hour (QC-6.3b: teachers in basic service, 60 yuan)."""

from solver.domain import StaffMember
from solver.domain.base import ServiceType
from solver.model.context import Context
from solver.model.reasons import Reason, clause


def bar(
    ctx: Context, person: StaffMember, school_id: str, service_type: ServiceType
) -> Reason | None:
    """Returns why a person's rate forbids a type of service at a school, or ``None``."""
    for c in ctx.policy.binding("keep_pay_cap", school_id):
        cap = c.integer("cap_fen")
        types = c.words("service_types")
        if (
            cap is None
            or person.role not in c.words("roles")
            or (types and service_type not in types)
        ):
            continue
        rate = person.pay_fen.get(service_type, 0)
        if rate > cap:
            return clause(c.id, "unused.above_cap", person=person.name, rate=rate, cap=cap)
    return None
