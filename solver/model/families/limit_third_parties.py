"""Outside bodies run only what the locality lets them run.

Clauses QC-3.2d/h, QC-6.2b, XY-6e, HF-3.2.3a, HB-3.5e: kinds of bodies, service types, fields,
non-academic content that the school has vetted. Structural: basic service is closed to outside
bodies unless a clause opens it, either to all (``service_types``) or to some kinds as partners
(``partner_org_types``; what other clauses say of kinds, services and fields is then about other
service). A partner holds the authority's guidance (``guidance_step``, with its reference) on every
date; a weekday is never split here, so it is barred if one date lacks it.
"""

from solver.domain import Activity, Provider
from solver.model.context import Context
from solver.model.families.require_provider_approval import has_step
from solver.model.reasons import Reason, clause, structure
from solver.model.school_view import SchoolView
from solver.policy import Clause

TAG = "limit_third_parties"


def restrict(ctx: Context) -> None:
    """Bars activities of providers that a clause does not admit."""
    providers = {p.id: p for p in ctx.district.providers}
    for school_id, view in ctx.views.items():
        for a in ctx.district.activities:
            if a.provider_id is None:
                continue
            provider = providers[a.provider_id]
            opened = _opened(ctx, a, provider, school_id)
            for c in ctx.policy.binding(TAG, school_id):
                _bar(ctx, view, a, _breach(ctx, c, a, provider, opened is not None))
            if a.service_type != "special" and opened is None and not _is_open(ctx, a, school_id):
                told = structure(TAG, "unused.provider_basic", activity=a.title)
                _bar(ctx, view, a, told)
            if opened is not None:
                _guided(ctx, view, opened, a, provider)


def _opened(ctx: Context, a: Activity, provider: Provider, school_id: str) -> Clause | None:
    """Returns the clause that lets a body share in a service as a partner, if one does."""
    for c in ctx.policy.speaking(TAG, school_id):
        kinds, services = c.words("partner_org_types"), c.words("partner_service_types")
        if provider.kind in kinds and a.service_type in services:
            return c
    return None


def _is_open(ctx: Context, a: Activity, school_id: str) -> bool:
    clauses = ctx.policy.speaking(TAG, school_id)
    return any(a.service_type in c.words("service_types") for c in clauses)


def _bar(ctx: Context, view: SchoolView, a: Activity, reason: Reason | None) -> None:
    if reason is not None:
        view.banned.setdefault((a.id, 0), reason.clause_id)
        ctx.bar("activity", a.id, view.school.id, reason)


def _breach(
    ctx: Context, c: Clause, a: Activity, provider: Provider, is_partner: bool
) -> Reason | None:
    allowed = () if is_partner else c.words("allowed_kinds")
    if (allowed and provider.kind not in allowed) or provider.kind in c.words("forbidden_kinds"):
        return clause(c.id, "unused.provider_kind", provider=provider.name, kind=provider.kind)
    types = () if is_partner else c.words("service_types")
    if types and a.service_type not in types:
        return clause(c.id, "unused.provider_service", activity=a.title, type=a.service_type)
    fields = () if is_partner else c.words("fields")
    if fields and a.field not in fields:
        return clause(c.id, "unused.provider_field", activity=a.title, field=a.field)
    if c.flag("non_academic_only") and a.is_academic:
        return clause(c.id, "unused.provider_academic", activity=a.title)
    late = a.vetted_on is None or a.vetted_on > ctx.district.term.first_day
    if c.flag("content_vetted") and late:
        return clause(c.id, "unused.content_not_vetted", activity=a.title)
    return None


def _guided(ctx: Context, view: SchoolView, c: Clause, a: Activity, provider: Provider) -> None:
    step = c.get("guidance_step")
    if step is None or a.school_id not in (None, view.school.id):
        return
    weekdays = {p.weekday for p in view.regular.values()} & view.weekdays_with_dates
    barred = []
    for weekday in sorted(weekdays):
        for day in view.pattern_dates(weekday):
            if not has_step(provider, str(step), view.school.id, day, with_evidence=True):
                view.banned_days.setdefault((a.id, weekday), c.id)
                barred.append((weekday, day))
                break
    if barred and len(barred) == len(weekdays):
        reason = clause(c.id, "unused.provider_guidance", provider=provider.name, date=barred[0][1])
        _bar(ctx, view, a, reason)
