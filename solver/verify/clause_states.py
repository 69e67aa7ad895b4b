"""The state of each clause of the pack after a check, with what was compared."""

from collections import Counter
from collections.abc import Container, Sequence

from solver.domain import School
from solver.plan import AppliedWaiver, ClauseVerdict, Violation
from solver.plan.verdict import ClauseState
from solver.policy import Clause
from solver.verify.context import Context


def clause_states(
    ctx: Context,
    violations: Sequence[Violation],
    waived: Sequence[AppliedWaiver],
    families: Container[str],
) -> tuple[ClauseVerdict, ...]:
    """Returns the verdict on every clause: violated > waived > not_yet_enforced > the rest.

    A clause whose family is structural is broken by a structural breach too. ``served`` means
    that no rule family decides it, or that it only encourages (it counts as a wish).
    """
    by_id = Counter(v.clause_id for v in violations)
    deviations = Counter(w.clause_id for w in waived)
    found = []
    for clause in ctx.pack.clauses:
        schools = [s for s in ctx.district.schools if binds(ctx, clause, s)]
        broken = by_id[clause.id]
        if clause.family and schools and not clause.parameters:
            broken += by_id[f"structure:{clause.family}"]
        found.append(
            ClauseVerdict(
                clause_id=clause.id,
                state=_state(ctx, clause, schools, broken, deviations[clause.id], families),
                compared=_compared(clause, schools, deviations[clause.id]),
                violations=broken,
            )
        )
    return tuple(found)


def unenforced(ctx: Context, families: Container[str]) -> list[str]:
    """Returns required clauses that apply to some school and that nothing enforces yet.

    A clause of a family without a check counts, whether its pack admits it or not.
    """
    return [
        c.id
        for c in ctx.pack.clauses
        if c.is_required
        and _is_open(ctx, c, families)
        and any(ctx.policy.applies(c, s) for s in ctx.district.schools)
    ]


def _is_open(ctx: Context, clause: Clause, families: Container[str]) -> bool:
    unknown = clause.family is not None and clause.family not in families
    return unknown or clause.id in ctx.pack.not_yet_enforced


def _state(
    ctx: Context,
    clause: Clause,
    schools: list[School],
    broken: int,
    deviations: int,
    families: Container[str],
) -> ClauseState:
    if broken:
        return "violated"
    if deviations or any(ctx.policy.waiver(clause, s.id) is not None for s in schools):
        return "waived"
    if _is_open(ctx, clause, families):
        return "not_yet_enforced"
    if not any(ctx.policy.applies(clause, s) for s in ctx.district.schools):
        return "not_applicable"
    if clause.family is None:
        return "served"
    if schools:
        return "held"
    by_mode = clause.family == "follow_mode" and clause.get("mode") is not None
    return "not_applicable" if clause.is_required or by_mode else "served"


def binds(ctx: Context, clause: Clause, school: School) -> bool:
    """Tells whether a clause is required at a school; a mode binds where it was adopted."""
    if not ctx.policy.applies(clause, school):
        return False
    if clause.family == "follow_mode" and clause.get("mode") is not None:
        return clause.get("mode") == school.adopted_mode
    return clause.is_required


def roles_without_post(clause: Clause, school: School) -> tuple[str, ...]:
    """Returns the duty roles of a clause for which a school states no post.

    The clause holds there all the same: the leader of each section takes attendance, supervises,
    hands over and escorts.
    """
    stated = {p.role for p in school.duty_posts}
    return tuple(r for r in clause.words("duty_roles") if r not in stated)


def _compared(clause: Clause, schools: list[School], deviations: int) -> str:
    figures = [f"{p.name}={p.value} {p.unit}".strip() for p in clause.parameters]
    figures.append(f"schools={len(schools)}")
    led = sum(bool(roles_without_post(clause, s)) for s in schools)
    if led:
        figures.append(f"led={led}")
    if deviations:
        figures.append(f"waived={deviations}")
    return "; ".join(figures)
