"""Basic service is led mainly by the school's own staff; outsiders only in declared shortage.

Clauses QC-3.2b, QC-6.1a, XY-6a, HF-3.2.2a, HB-3.5a/b. Per school over the pattern week:
``den * own minutes - num * all minutes >= 0`` (``>= 1`` if strict), own minutes being those of
leaders whose role counts. Structural: an own adult is on site whenever an outsider works
(``solver.model.own_adult``).
"""

from datetime import date

from solver.domain import StaffMember
from solver.domain.base import OWN_ROLES
from solver.model.context import Context, Terms
from solver.model.own_adult import add_own_adults
from solver.model.reasons import Reason, clause


def bar(
    ctx: Context, person: StaffMember, school_id: str, dates: tuple[date, ...]
) -> Reason | None:
    """Returns why an external or volunteer may not serve: no shortage declared in time."""
    if person.role not in ("external", "volunteer") or not dates:
        return None
    declared = ctx.views[school_id].school.shortage_declaration
    for c in ctx.policy.binding("lead_by_own_staff", school_id):
        late = declared is None or declared.signed_on > min(dates)
        if c.flag("external_only_if_shortage") and late:
            return clause(c.id, "unused.no_shortage", person=person.name)
    return None


def add(ctx: Context) -> None:
    """Adds the share row of each school, and own adults on site."""
    add_own_adults(ctx)
    for school_id, view in ctx.views.items():
        for c in ctx.policy.binding("lead_by_own_staff", school_id):
            num, den = c.integer("own_share_num"), c.integer("own_share_den")
            if num is None or den is None:
                continue
            roles = c.words("roles") or tuple(OWN_ROLES)
            terms: Terms = []
            for (w, a, pattern), var in ctx.v.lead.items():
                if pattern[0] not in view.periods or ctx.activity[a].service_type != "basic":
                    continue
                person = ctx.staff[w]
                at_home = person.home_school_id == school_id
                own = person.role in roles and (
                    at_home or (c.flag("lent_counts") and person.home_school_id is not None)
                )
                minutes = sum(view.periods[t].minutes for t in pattern)
                terms.append((var, minutes * ((den if own else 0) - num)))
            if not terms:
                continue
            if c.flag("strict"):
                # Strictness binds only once something is led: with no meeting at all both sides
                # are 0, which is legal.
                some = ctx.rows.var(("led", school_id, c.id))
                led = [(var, -1) for var, _ in terms]
                ctx.rows.add("lead_by_own_staff", [(some, len(led)), *led], low=0)
                ctx.rows.add("lead_by_own_staff", [*terms, (some, -1)], low=0)
            else:
                ctx.rows.add("lead_by_own_staff", terms, low=0)
