"""Breaches that a waiver covers: not violations, but told with what they amount to."""

from collections import Counter

from solver.domain import District
from solver.plan import AppliedWaiver, Plan, Violation
from solver.policy import PolicyPack
from solver.verify.context import Context
from solver.verify.families import CHECKS
from solver.verify.report import Amount, Words, claim


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
    groups: dict[tuple[str, str, str], list[Violation]] = {}
    for v in breaches:
        if v.school_id is not None and ctx.waived(v.clause_id, v.school_id):
            groups.setdefault((v.clause_id, v.school_id, v.unit), []).append(v)
    found = []
    for (clause_id, school_id, unit), group in groups.items():
        waiver = ctx.policy.waiver(ctx.clause_by_id[clause_id], school_id)
        if waiver is not None:
            codes = Counter(v.code for v in group)
            found.append(
                AppliedWaiver(
                    clause_id=clause_id,
                    school_id=school_id,
                    reason=waiver.reason,
                    granted_by=waiver.granted_by,
                    until=waiver.until,
                    amount=sum(v.amount for v in group),
                    unit=unit,
                    detail=", ".join(f"{code} {n}" for code, n in codes.items()),
                )
            )
    return tuple(found)


def check_waivers(ctx: Context, breaches: list[Violation]) -> list[Violation]:
    """Checks the plan's list of waivers against what waivers in force really cover."""
    true = {_key(w): w for w in covered(ctx, breaches)}
    said = {_key(w): w for w in ctx.plan.clause_waivers}
    found = []
    for key in sorted({**true, **said}):
        clause_id, school_id, unit = key
        school = ctx.schools.get(school_id)
        if key not in true:
            code = (
                "waiver_not_granted"
                if not ctx.waived(*_place(ctx, key))
                else "waiver_without_breach"
            )
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


def _place(ctx: Context, key: tuple[str, str, str]) -> tuple[str, str | None]:
    return (key[0], key[1] if key[1] in ctx.schools else None)


def _facts(waiver: AppliedWaiver) -> tuple[object, ...]:
    return (waiver.amount, waiver.unit, waiver.granted_by, waiver.until, waiver.reason)


def _told(waiver: AppliedWaiver) -> Words:
    amount = Amount(waiver.amount, waiver.unit)
    return Words((amount, waiver.granted_by, str(waiver.until), waiver.reason))
