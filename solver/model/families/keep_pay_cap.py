"""Nobody is paid above the cap per class-hour (QC-6.3b: teachers in basic service, 60 yuan).

Pay by group size may be below the cap in small groups only (``solver.model.crews``).
"""

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
    rate: int | None = None,
) -> Reason | None:
    """Returns why a person's rate forbids a type of service at a school, or ``None``.

    ``rate`` is that of a known meeting; without it the lowest that the person may have there.
    """
    if rate is None:
        rate = rate_fen(person, service_type, 0)
    for c, cap in pay_limits(ctx, "keep_pay_cap", "cap_fen", person, school_id, service_type):
        if rate > cap:
            return clause(c.id, "unused.above_cap", person=person.name, rate=rate, cap=cap)
    return None
