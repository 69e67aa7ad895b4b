"""Outside bodies run only what the locality lets them run.

Clauses QC-3.2d/h, QC-6.2b, XY-6e, HF-3.2.3a, HB-3.5e: kinds of bodies, service types, fields,
non-academic content that the school has vetted.
"""

from solver.domain import Activity, Provider
from solver.model.context import Context
from solver.model.reasons import Reason, clause
from solver.policy import Clause


def restrict(ctx: Context) -> None:
    """Bars activities of providers that a clause does not admit."""
    providers = {p.id: p for p in ctx.district.providers}
    for school_id, view in ctx.views.items():
        for c in ctx.policy.binding("limit_third_parties", school_id):
            for a in ctx.district.activities:
                if a.provider_id is None:
                    continue
                reason = _breach(ctx, c, a, providers[a.provider_id])
                if reason is not None:
                    view.banned[(a.id, 0)] = c.id
                    ctx.bar("activity", a.id, school_id, reason)


def _breach(ctx: Context, c: Clause, a: Activity, provider: Provider) -> Reason | None:
    allowed = c.words("allowed_kinds")
    if (allowed and provider.kind not in allowed) or provider.kind in c.words("forbidden_kinds"):
        return clause(c.id, "unused.provider_kind", provider=provider.name, kind=provider.kind)
    types = c.words("service_types")
    if types and a.service_type not in types:
        return clause(c.id, "unused.provider_service", activity=a.title, type=a.service_type)
    fields = c.words("fields")
    if fields and a.field not in fields:
        return clause(c.id, "unused.provider_field", activity=a.title, field=a.field)
    if c.flag("non_academic_only") and a.is_academic:
        return clause(c.id, "unused.provider_academic", activity=a.title)
    late = a.vetted_on is None or a.vetted_on > ctx.district.term.first_day
    if c.flag("content_vetted") and late:
        return clause(c.id, "unused.content_not_vetted", activity=a.title)
    return None
