"""Breaches that a waiver covers: not violations, but told with what they amount to."""

from collections import Counter
from datetime import date

from solver.domain import ClauseWaiver, District
from solver.plan import AppliedWaiver, Plan, Violation
from solver.policy import PolicyPack
from solver.verify.context import Context
from solver.verify.epochs import epochs
from solver.verify.families import CHECKS
from solver.verify.parts import Part
from solver.verify.report import Amount, Words, claim

LIMITS = {
    "evening_stage": "stages",
    "evening_weekday": "weekdays",
    "evening_too_long": "evening_max_minutes",
    "ends_too_late": "latest_end_evening_min",
}
"""Limits of clauses on evening study by the code of their breach: each can be waived alone."""


def waived_deviations(
    district: District, pack: PolicyPack, plan: Plan
) -> tuple[AppliedWaiver, ...]:
    """Returns what the waivers in force cover in a plan, by clause, school and unit.

    A waiver that covers no breach is not listed. ``detail`` counts the breaches by code.
    """
    ctx = Context(district, pack, plan)
    return covered(ctx, [v for check in CHECKS for v in check(ctx)])


def covered(ctx: Context, breaches: list[Violation]) -> tuple[AppliedWaiver, ...]:
    """Returns the deviations among breaches that a waiver covers."""
    groups: dict[tuple[str, str, str], list[tuple[Violation, ClauseWaiver]]] = {}
    for v in breaches:
        waiver = waiver_of(ctx, v)
        if waiver is not None and v.school_id is not None:
            groups.setdefault((v.clause_id, v.school_id, v.unit), []).append((v, waiver))
    found = []
    for (clause_id, school_id, unit), group in groups.items():
        codes = Counter(v.code for v, _ in group)
        last = max((waiver for _, waiver in group), key=lambda w: w.until)
        found.append(
            AppliedWaiver(
                clause_id=clause_id,
                school_id=school_id,
                reason=last.reason,
                granted_by=last.granted_by,
                until=last.until,
                amount=sum(v.amount for v, _ in group),
                unit=unit,
                detail=", ".join(f"{code} {n}" for code, n in codes.items()),
            )
        )
    return tuple(found)


def waiver_of(ctx: Context, breach: Violation) -> ClauseWaiver | None:
    """Returns the waiver that covers a breach: of its clause and school, to its last date.

    A breach that names no part of the term is one of the whole term.
    """
    until = breach.params.get("to_date")
    last = date.fromisoformat(until) if until else ctx.term.last_day
    return _granted(ctx, breach.clause_id, breach.school_id, last, breach)


def _granted(
    ctx: Context,
    clause_id: str,
    school_id: str | None,
    last: date,
    breach: Violation | None = None,
) -> ClauseWaiver | None:
    clause = ctx.clause_by_id.get(clause_id)
    if clause is None or school_id is None or not clause.is_waivable:
        return None
    for waiver in ctx.district.waivers:
        if (
            waiver.clause_id == clause_id
            and waiver.school_id in (None, school_id)
            and waiver.until >= last
            and (breach is None or not waiver.limits or _limit_of(breach) in waiver.limits)
        ):
            return waiver
    return None


def _limit_of(breach: Violation) -> str | None:
    """Returns the limit of a clause on evening study that is broken."""
    name = LIMITS.get(breach.code)
    return name if breach.family == "end_within_window" else None


def check_waivers(ctx: Context, breaches: list[Violation]) -> list[Violation]:
    """Checks the plan's list of waivers against what waivers in force really cover."""
    true = {_key(w): w for w in covered(ctx, breaches)}
    said = {_key(w): w for w in ctx.plan.clause_waivers}
    last = ctx.term.last_day
    found = []
    for key in sorted({**true, **said}):
        clause_id, school_id, unit = key
        school = ctx.schools.get(school_id)
        if key not in true:
            earliest = min(p.days.last if isinstance(p, Part) else last for p in epochs(ctx))
            granted = _granted(ctx, clause_id, school.id if school else None, earliest)
            code = "waiver_without_breach" if granted else "waiver_not_granted"
            found.append(
                claim("clause_waivers", code, school=school, subject=clause_id, place=school_id)
            )
        elif key not in said:
            found.append(
                claim(
                    "clause_waivers",
                    "waiver_not_told",
                    school=school,
                    subject=clause_id,
                    amount=true[key].amount,
                    unit=unit,
                    deviation=Amount(true[key].amount, unit),
                )
            )
        elif _facts(true[key]) != _facts(said[key]):
            found.append(
                claim(
                    "clause_waivers",
                    "waiver_differs",
                    school=school,
                    subject=clause_id,
                    amount=abs(true[key].amount - said[key].amount),
                    unit=unit,
                    claimed=_told(said[key]),
                    counted=_told(true[key]),
                )
            )
    return found


def _key(waiver: AppliedWaiver) -> tuple[str, str, str]:
    return (waiver.clause_id, waiver.school_id, waiver.unit)


def _facts(waiver: AppliedWaiver) -> tuple[object, ...]:
    return (waiver.amount, waiver.unit, waiver.granted_by, waiver.until, waiver.reason)


def _told(waiver: AppliedWaiver) -> Words:
    amount = Amount(waiver.amount, waiver.unit)
    return Words((amount, waiver.granted_by, str(waiver.until), waiver.reason))
