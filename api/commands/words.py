"""A plan and what was found out about it, in sentences."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from api.texts import Texts

if TYPE_CHECKING:
    from solver.domain import District
    from solver.plan import Finding, LevelReport, Plan, UnmetNeed, Violation
    from solver.policy.pack import PolicyPack

MOST = 12
"""How many rows of a long list are printed; the files have all of them."""


def level_name(name: str, texts: Texts) -> str:
    """Returns the name of a level of the objective in words."""
    return texts(f"level_{name}") if texts.has(f"level_{name}") else name


def quantity(amount: int, unit: str, texts: Texts) -> str:
    """Returns an amount with its unit; money in yuan, class-hours as such."""
    if unit == "fen":
        return texts("unit_fen", amount=f"{amount / 100:,.2f}")
    if unit == "ch":
        return texts("unit_ch", amount=f"{amount / 100:,.2f}")
    if texts.has(f"unit_{unit}"):
        return texts(f"unit_{unit}", amount=f"{amount:,}")
    return f"{amount:,} {unit}".rstrip()


def level_line(level: "LevelReport", texts: Texts) -> str:
    """Says what a level reached and what is proven about it."""
    words = {
        "level": level_name(level.name, texts),
        "value": quantity(level.value, level.unit, texts),
        "bound": quantity(level.bound, level.unit, texts),
        "gap": quantity(level.value - level.bound, level.unit, texts),
    }
    if level.value == level.bound:
        return texts("level_best", **words)
    share = 100 * (level.value - level.bound) / level.ref if level.ref else 0.0
    return texts("level_open", share=f"{share:.1f}", **words)


def unmet_line(need: "UnmetNeed", school: str, texts: Texts) -> str:
    """Says one unmet need with its cause."""
    told = need.text_zh if texts.lang == "zh" else need.text_en
    return texts(
        "unmet_line",
        school=school,
        weekday=texts(f"weekday_{need.weekday}"),
        period=need.period_id,
        component=texts(f"component_{need.component}"),
        count=need.student_periods,
        cause=told or texts.said(need.cause, need.cause_params),
    )


def violation_line(violation: "Violation", texts: Texts) -> str:
    """Says one breach: the clause, the subject, by how much."""
    told = violation.text_zh if texts.lang == "zh" else violation.text_en
    place = [violation.school_id or ""]
    if violation.weekday is not None:
        place.append(texts(f"weekday_{violation.weekday}"))
    place += [violation.period_id or "", violation.subject]
    return texts(
        "violation_line",
        clause=violation.clause_id,
        place=" ".join(p for p in place if p),
        message=told or texts.said(violation.code, violation.params),
    )


def finding_line(finding: "Finding", texts: Texts) -> str:
    """Says one reason: the clause, the subject, the figures."""
    return texts(
        "reason_line",
        clause=finding.clause_id or finding.family,
        subject=finding.subject or finding.school_id or "",
        message=texts.said(finding.code, finding.params),
    )


def plan_summary(
    district: "District", pack: "PolicyPack", plan: "Plan", texts: Texts
) -> Iterator[str]:
    """Yields the summary of a plan: what runs, the levels, what is unmet, the money."""
    yield texts(
        "plan_runs",
        schools=len(district.schools),
        sections=len(plan.sections),
        meetings=len(plan.meetings),
        people=len({person for m in plan.meetings for person in m.staff_ids}),
    )
    for level in plan.levels:
        yield level_line(level, texts)
    names = {school.id: school.name for school in district.schools}
    yield (
        texts("unmet_none")
        if not plan.unmet
        else texts(
            "unmet_head",
            rows=len(plan.unmet),
            count=sum(need.student_periods for need in plan.unmet),
        )
    )
    for need in plan.unmet[:MOST]:
        yield unmet_line(need, names.get(need.school_id, need.school_id), texts)
    if len(plan.unmet) > MOST:
        yield texts("more_rows", count=len(plan.unmet) - MOST)
    yield from _money(plan, texts)
    if pack.not_yet_enforced:
        yield texts(
            "not_enforced",
            count=len(pack.not_yet_enforced),
            clauses=", ".join(pack.not_yet_enforced),
        )


def _money(plan: "Plan", texts: Texts) -> Iterator[str]:
    income: Counter[str] = Counter()
    cost: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    closing: Counter[str] = Counter()
    for statement in plan.accounts:
        for line in statement.lines:
            (income if line.amount_fen >= 0 else cost)[statement.account] += abs(line.amount_fen)
        missing[statement.account] += statement.missing_fen
        closing[statement.account] += statement.closing_fen
    for account in closing:
        words = {
            "account": texts(f"account_{account}"),
            "income": quantity(income[account], "fen", texts),
            "cost": quantity(cost[account], "fen", texts),
            "closing": quantity(closing[account], "fen", texts),
            "missing": quantity(missing[account], "fen", texts),
        }
        yield texts("account_short" if missing[account] else "account_line", **words)
