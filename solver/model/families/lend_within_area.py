"""People serve at another school only where the pack lets them be lent.

Clause QC-6.1b: inside the centre school's area, to weak schools, excellent teachers, basic
service. A silent pack: off unless the planner switched lending on in the planner's name.
"""

from solver.domain import StaffMember
from solver.model.context import Context
from solver.model.reasons import Reason, clause, structure


def bar(
    ctx: Context, person: StaffMember, school_id: str, service_type: str | None
) -> Reason | None:
    """Returns why a person may not serve at a school, or ``None``.

    ``service_type`` ``None`` asks about the school in general.
    """
    if person.role == "instructor" or person.home_school_id == school_id:
        return None
    if school_id not in person.lendable_to:
        return structure("lend_within_area", "unused.not_lendable", person=person.name)
    if person.home_school_id is None:
        return None
    schools = {s.id: s for s in ctx.district.schools}
    home, host = schools[person.home_school_id], schools[school_id]
    same_area = home.area_id is not None and home.area_id == host.area_id
    clauses = [c for c in ctx.policy.pack.of_family("lend_within_area") if c.flag("allowed")]
    if not clauses:
        switch = ctx.district.lending
        if switch is None or (switch.within_area and not same_area):
            return structure("lend_within_area", "unused.lending_off", person=person.name)
        return None
    for c in clauses:
        if c.flag("same_area") and not same_area:
            return clause(c.id, "unused.other_area", person=person.name)
        if c.flag("to_weak_only") and not host.is_weak:
            return clause(c.id, "unused.host_not_weak", person=person.name, school=host.name)
        if c.flag("excellent_only") and not person.is_excellent:
            return clause(c.id, "unused.not_excellent", person=person.name)
        types = c.words("service_types")
        if service_type is not None and types and service_type not in types:
            return clause(c.id, "unused.lent_service", person=person.name, type=service_type)
    return None
