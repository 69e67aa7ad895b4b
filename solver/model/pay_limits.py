"""Limits on a person's rate per class-hour: what the pay cap and the pay floor both look up."""

from collections.abc import Iterator

from solver.domain import StaffMember
from solver.domain.base import ServiceType
from solver.model.context import Context
from solver.policy import Clause


def pay_limits(
    ctx: Context,
    family: str,
    parameter: str,
    person: StaffMember,
    school_id: str,
    service_type: ServiceType,
) -> Iterator[tuple[Clause, int]]:
    """Yields the clauses that limit a person's rate for a type of service, with the limit."""
    for c in ctx.policy.binding(family, school_id):
        limit = c.integer(parameter)
        types = c.words("service_types")
        if (
            limit is not None
            and (not c.words("roles") or person.role in c.words("roles"))
            and (not types or service_type in types)
        ):
            yield c, limit
