"""A provider is used only with the locality's whole approval chain, in date, and not exited.

Clauses QC-3.2e, XY-6d, HF-4.3a, HF-5.2e, HF-5.3b. An activity is barred on a weekday if
the provider is not approved on every date of that weekday's pattern; a weekday is never split
here, so the rule is kept on each date.
"""

from datetime import date

from solver.domain import Activity, Provider
from solver.model.context import Context
from solver.model.reasons import Reason, clause, structure
from solver.policy import Clause


def restrict(ctx: Context) -> None:
    """Bars activities of providers without approval at a school."""
    providers = {p.id: p for p in ctx.district.providers}
    for school_id, view in ctx.views.items():
        clauses = ctx.policy.binding("require_provider_approval", school_id)
        for a in ctx.district.activities:
            if a.provider_id is None or a.school_id not in (None, school_id):
                continue
            provider = providers[a.provider_id]
            weekdays = {p.weekday for p in view.regular.values()} & view.weekdays_with_dates
            reasons: dict[int, Reason] = {}
            for weekday in sorted(weekdays):
                for day in view.pattern_dates(weekday):
                    reason = _breach(clauses, a, provider, school_id, day)
                    if reason is not None:
                        reasons.setdefault(weekday, reason)
            for weekday, reason in reasons.items():
                view.banned_days[(a.id, weekday)] = reason.clause_id
            if reasons and len(reasons) == len(weekdays):
                reason = reasons[min(reasons)]
                view.banned[(a.id, 0)] = reason.clause_id
                ctx.bar("activity", a.id, school_id, reason)
                ctx.bar("provider", provider.id, school_id, reason)


def _breach(
    clauses: tuple[Clause, ...], a: Activity, provider: Provider, school_id: str, day: date
) -> Reason | None:
    states = sorted((s for s in provider.statuses if s.from_date <= day), key=lambda s: s.from_date)
    if states and states[-1].status != "active":
        return structure(
            "require_provider_approval",
            "unused.provider_status",
            provider=provider.name,
            status=states[-1].status,
            since=states[-1].from_date,
        )
    if provider.fields and a.field not in provider.fields:
        return structure(
            "require_provider_approval",
            "unused.provider_permitted_field",
            provider=provider.name,
            field=a.field,
        )
    for c in clauses:
        for code in c.words("steps"):
            if not has_step(provider, code, school_id, day):
                return clause(
                    c.id, "unused.provider_step", provider=provider.name, step=code, date=day
                )
        if c.flag("agreement") and not _has_agreement(c, provider, school_id, day):
            return clause(c.id, "unused.provider_agreement", provider=provider.name, date=day)
    return None


def has_step(
    provider: Provider, code: str, school_id: str, day: date, with_evidence: bool = False
) -> bool:
    """Tells whether a provider has an approval step at a school on a date, or its reference too."""
    return any(
        s.code == code
        and s.school_id in (None, school_id)
        and s.granted_on <= day
        and (s.valid_to is None or day <= s.valid_to)
        and (not with_evidence or bool(s.evidence))
        for s in provider.approvals
    )


def _has_agreement(c: Clause, provider: Provider, school_id: str, day: date) -> bool:
    return any(
        g.school_id == school_id
        and g.signed_on <= day
        and (g.valid_to is None or day <= g.valid_to)
        and set(c.words("agreement_parties")) <= set(g.parties)
        and (g.filed or not c.flag("agreement_filed"))
        for g in provider.agreements
    )
