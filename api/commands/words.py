"""A plan and what was found out about it, in sentences."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from api.texts import Texts

if TYPE_CHECKING:
    from data.writers.words import Words
    from solver.domain import District
    from solver.plan import Finding, LevelReport, Plan, UnmetNeed, Violation
    from solver.policy.pack import PolicyPack

MOST = 12
"""How many rows of a long list are printed; the files have all of them."""


@cache
def shared(lang: str) -> "Words":
    """Returns the words that the documents use too, so that a thing has one name everywhere."""
    from data.writers.words import Words

    return Words(lang)


def level_line(level: "LevelReport", texts: Texts) -> str:
    """Says what a level reached and what is proven about it."""
    words = shared(texts.lang)
    named = words.level(level)
    if level.value == level.bound:
        return texts("level_best", **named)
    if level.ref:
        share = 100 * (level.value - level.bound) / level.ref
        line = texts("level_open", share=f"{share:.1f}", **named)
    else:
        line = texts("level_open_plain", **named)
    return line + words("level_all_plans") if level.bound_scope == "all_plans" else line


def unmet_line(need: "UnmetNeed", school: str, time: str, texts: Texts) -> str:
    """Says one unmet need with its place, time and cause."""
    words = shared(texts.lang)
    return texts(
        "unmet_line",
        school=school,
        weekday=words.word("weekday", str(need.weekday)),
        time=time,
        component=words.word("component", need.component),
        count=need.student_periods,
        cause=words.said(need.cause, need.cause_params, need.text_zh, need.text_en),
    )


def violation_line(violation: "Violation", texts: Texts) -> str:
    """Says one breach: the clause, then who or what, where and by how much."""
    message = shared(texts.lang).said(
        violation.code, violation.params, violation.text_zh, violation.text_en
    )
    return texts(
        "violation_line", clause=shared(texts.lang).rule(violation.clause_id), message=message
    )


def finding_line(finding: "Finding", texts: Texts) -> str:
    """Says one reason: the clause, then who, where and by how much."""
    words = shared(texts.lang)
    return texts(
        "reason_line",
        clause=words.rule(finding.clause_id or f"structure:{finding.family}"),
        message=words.said(finding.code, finding.params),
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
    times = {p.id: p.span for school in district.schools for p in school.periods}
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
        yield unmet_line(
            need,
            names.get(need.school_id, need.school_id),
            times.get(need.period_id, need.period_id),
            texts,
        )
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
    refund: Counter[str] = Counter()
    for statement in plan.accounts:
        for line in statement.lines:
            (income if line.amount_fen >= 0 else cost)[statement.account] += abs(line.amount_fen)
        missing[statement.account] += statement.missing_fen
        closing[statement.account] += statement.closing_fen
        refund[statement.account] += statement.refund_fen
    words = shared(texts.lang)
    for account in closing:
        named = {
            "account": words.word("account", account),
            "income": words.amount(income[account], "fen"),
            "cost": words.amount(cost[account], "fen"),
            "closing": words.amount(closing[account], "fen"),
            "missing": words.amount(missing[account], "fen"),
        }
        said = texts("account_short" if missing[account] else "account_line", **named)
        if refund[account]:
            said += texts("account_refund", refund=words.amount(refund[account], "fen"))
        yield said
