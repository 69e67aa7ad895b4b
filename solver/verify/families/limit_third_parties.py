"""`limit_third_parties`: what outside bodies may do at all."""

from solver.domain import Activity, Provider
from solver.plan import Violation
from solver.policy import Clause
from solver.verify.booking import Booking
from solver.verify.context import Context
from solver.verify.epochs import weekly
from solver.verify.families.providers import by_activity, served
from solver.verify.parameters import admits, words
from solver.verify.report import Word, Words, breach

FAMILY = "limit_third_parties"


@weekly
def check_limit_third_parties(ctx: Context) -> list[Violation]:
    """Checks kinds of provider, service types, fields, non-academic and vetted content."""
    found = []
    for (provider_id, school_id), meetings in served(ctx).items():
        provider, school = ctx.providers[provider_id], ctx.schools[school_id]
        for clause in ctx.clauses(FAMILY, school):
            for activity, held in by_activity(meetings):
                for code, value, allowed in _limits(provider, activity, clause, held):
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


def _limits(
    provider: Provider, activity: Activity, clause: Clause, held: list[Booking]
) -> list[tuple[str, object, object]]:
    """Returns (code, value found, what is allowed) of each limit that is not kept."""
    found: list[tuple[str, object, object]] = []
    for name, code, value in (
        ("allowed_kinds", "kind_not_allowed", provider.kind),
        ("service_types", "service_type_not_allowed", activity.service_type),
        ("fields", "field_not_allowed", activity.field),
    ):
        allowed = words(clause, name)
        if not admits(allowed, value):
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
