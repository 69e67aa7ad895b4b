"""The check of a plan: every rule and every claim, then the word on the whole."""

from collections.abc import Sequence

from solver.domain import District
from solver.plan import Plan, Verdict, Violation, plan_digest
from solver.policy import PolicyPack
from solver.verify.claims import CLAIMS
from solver.verify.clause_states import clause_states, unenforced
from solver.verify.context import Context
from solver.verify.families import CHECKS, FAMILIES
from solver.verify.figures import with_figures
from solver.verify.measures import Recomputed, measure
from solver.verify.report import Word, claim
from solver.verify.waivers import check_waivers, covered, waiver_of

_OWN_WORD = ("plan:publishable", "plan:status")


def check(district: District, pack: PolicyPack, plan: Plan) -> Verdict:
    """Checks any plan, hand-edited ones too, against the district and the pack.

    Parameters
    ----------
    district : District
        The input that the plan is for.
    pack : PolicyPack
        The clauses that bind it.
    plan : Plan
        The plan; whatever it names wrongly is reported, never raised.

    Returns
    -------
    Verdict
        All violations, the state of every clause, levels and terms as recomputed.
    """
    ctx = Context(district, pack, plan)
    breaches = [v for family in CHECKS for v in family(ctx)]
    waived = covered(ctx, breaches)
    violations = [v for v in breaches if waiver_of(ctx, v) is None]
    violations += [v for claims in CLAIMS for v in claims(ctx)]
    violations += check_waivers(ctx, breaches)
    counted = measure(ctx)
    complete = is_complete(counted)
    open_ends = unenforced(ctx, FAMILIES)
    fit = not violations and complete and not open_ends
    digest = plan_digest(plan)
    violations += _status(plan, fit=fit, legal=not violations, complete=complete)
    legal = not violations
    violations += _attached(ctx, digest, legal=legal, complete=complete, fit=fit and legal)
    return Verdict(
        ok=not violations,
        complete=complete,
        publishable=fit and not violations,
        violations=tuple(violations),
        clauses=with_figures(ctx, clause_states(ctx, violations, waived, FAMILIES), breaches),
        levels=counted.levels,
        terms=counted.terms,
        district_digest=ctx.district_digest,
        pack_digest=ctx.pack_digest,
        plan_digest=digest,
    )


def with_verdict(district: District, pack: PolicyPack, plan: Plan) -> Plan:
    """Returns the plan with the verifier's verdict and the status that follows from it."""
    claimed = plan
    for status in ("publishable", "unmet", "not_publishable"):
        claimed = plan.model_copy(
            update={"status": status, "publishable": status == "publishable", "verdict": None}
        )
        verdict = check(district, pack, claimed)
        right = (
            "publishable"
            if verdict.publishable
            else "unmet"
            if _is_legal(verdict.violations) and not verdict.complete
            else "not_publishable"
        )
        if right == status:
            return claimed.model_copy(update={"verdict": verdict})
    return claimed.model_copy(update={"verdict": check(district, pack, claimed)})


def _is_legal(violations: Sequence[Violation]) -> bool:
    return all(v.clause_id in _OWN_WORD for v in violations)


def is_complete(counted: Recomputed) -> bool:
    """Tells whether nothing is unmet and no money missing."""
    values = {v.name: v.value for v in counted.levels}
    return values["unmet_service"] == 0 and values["missing_money"] == 0


def _status(plan: Plan, *, fit: bool, legal: bool, complete: bool) -> list[Violation]:
    """Checks the plan's own word on itself."""
    status = "publishable" if fit else "unmet" if legal and not complete else "not_publishable"
    return [
        claim(
            field,
            "own_word",
            subject=field,
            item=Word(field),
            claimed=Word(str(said)),
            counted=Word(str(true)),
        )
        for field, said, true in (
            ("publishable", plan.publishable, fit),
            ("status", plan.status, status),
        )
        if said != true
    ]


def _attached(
    ctx: Context, digest: str, *, legal: bool, complete: bool, fit: bool
) -> list[Violation]:
    """Checks a verdict that the plan carries, if it speaks of these very inputs and this plan.

    A verdict of another state of the plan (edited since) or of other inputs says nothing here.
    """
    verdict = ctx.plan.verdict
    if verdict is None:
        return []
    speaks_of = (verdict.district_digest, verdict.pack_digest, verdict.plan_digest)
    if speaks_of != (ctx.district_digest, ctx.pack_digest, digest):
        return []
    facts = (
        ("ok", verdict.ok, legal),
        ("complete", verdict.complete, complete),
        ("publishable", verdict.publishable, fit),
    )
    return [
        claim(
            "verdict",
            "other_verdict",
            subject=name,
            item=Word(name),
            claimed=Word(str(said)),
            counted=Word(str(true)),
        )
        for name, said, true in facts
        if said != true
    ]
