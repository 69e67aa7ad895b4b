"""`limit_third_parties`: what outside bodies may do at all."""

from solver.domain import Activity, Provider, School
from solver.plan import Violation
from solver.policy import Clause
from solver.verify.booking import Booking
from solver.verify.context import Context
from solver.verify.epochs import weekly
from solver.verify.families.providers import by_activity, served
from solver.verify.parameters import admits, words
from solver.verify.report import Word, Words, breach

FAMILY = "limit_third_parties"


def check_limit_third_parties(ctx: Context) -> list[Violation]:
    """Checks kinds of provider, service types, fields, non-academic and vetted content.

    Structural: basic service is not for outside bodies, unless a clause opens it to them
    (``service_types``) or to some kinds as partners (``partner_org_types``). Of a partner, what
    other clauses say about kinds, services and fields is not asked, but the authority's guidance
    on each real date; its record has to tell a reference.
    """
    return _weekly(ctx) + _guidance(ctx)


@weekly
def _weekly(ctx: Context) -> list[Violation]:
    found = []
    for (provider_id, school_id), meetings in served(ctx).items():
        provider, school = ctx.providers[provider_id], ctx.schools[school_id]
        for activity, held in by_activity(meetings):
            is_partner = partnership(ctx, provider, activity, school) is not None
            broken: list[tuple[Clause | None, str, object, object]] = [
                (clause, *limit)
                for clause in ctx.clauses(FAMILY, school)
                for limit in _limits(provider, activity, clause, held, is_partner)
            ]
            if not is_partner and not _is_open(ctx, activity, school):
                broken.append((None, "basic_not_open", Word(activity.service_type), "-"))
            for clause, code, value, allowed in broken:
                found.append(
                    breach(
                        FAMILY,
                        code,
                        clause=clause,
                        school=school,
                        at=held[0].period,
                        subject=activity.id,
                        amount=len(held),
                        unit="meetings",
                        provider=provider.name,
                        activity=activity.title,
                        found=value,
                        allowed=allowed,
                    )
                )
    return found


def partnership(
    ctx: Context, provider: Provider, activity: Activity, school: School
) -> Clause | None:
    """Returns the clause that opens an activity's service to a provider as a partner, or none."""
    for clause in ctx.policy.speaking(FAMILY, school.id):
        kinds, services = words(clause, "partner_org_types"), words(clause, "partner_service_types")
        if provider.kind in kinds and activity.service_type in services:
            return clause
    return None


def _is_open(ctx: Context, activity: Activity, school: School) -> bool:
    """Tells whether outside bodies may serve in a service type at all, whichever they are."""
    named = {s for c in ctx.policy.speaking(FAMILY, school.id) for s in words(c, "service_types")}
    return activity.service_type in {"special", *named}


def _limits(
    provider: Provider, activity: Activity, clause: Clause, held: list[Booking], is_partner: bool
) -> list[tuple[str, object, object]]:
    """Returns (code, value found, what is allowed) of each limit that is not kept."""
    found: list[tuple[str, object, object]] = []
    for name, code, value in (
        ("allowed_kinds", "kind_not_allowed", provider.kind),
        ("service_types", "service_type_not_allowed", activity.service_type),
        ("fields", "field_not_allowed", activity.field),
    ):
        allowed = words(clause, name)
        if not is_partner and not admits(allowed, value):
            found.append((code, Word(value), Words(allowed)))
    if provider.kind in words(clause, "forbidden_kinds"):
        found.append(("kind_forbidden", Word(provider.kind), "-"))
    if clause.flag("non_academic_only") and activity.is_academic:
        found.append(("academic", activity.title, "-"))
    if clause.flag("content_vetted"):
        first = min((d for b in held for d in b.dates), default=None)
        vetted = activity.vetted_on
        if vetted is None or (first is not None and vetted > first):
            found.append(("content_not_vetted", vetted or "-", str(first or "-")))
    return found


def _guidance(ctx: Context) -> list[Violation]:
    found = []
    for (provider_id, school_id), meetings in served(ctx).items():
        provider, school = ctx.providers[provider_id], ctx.schools[school_id]
        for activity, held in by_activity(meetings):
            clause = partnership(ctx, provider, activity, school)
            step = clause.get("guidance_step") if clause else None
            if clause is None or step is None:
                continue
            records = [
                a
                for a in provider.approvals
                if a.code == step and a.evidence and a.school_id in (None, school.id)
            ]
            bare = sorted(
                day
                for day in {d for b in held for d in b.dates}
                if not any(a.granted_on <= day <= (a.valid_to or day) for a in records)
            )
            if bare:
                found.append(
                    breach(
                        FAMILY,
                        "guidance_missing",
                        clause=clause,
                        school=school,
                        subject=activity.id,
                        amount=len(bare),
                        unit="dates",
                        provider=provider.name,
                        activity=activity.title,
                        step=Word(str(step)),
                        first=bare[0],
                        last=bare[-1],
                    )
                )
    return found
