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
MOST_CELLS = 6
"""How many classes and periods of one cause are named."""


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


def unmet_lines(plan: "Plan", district: "District", texts: Texts) -> Iterator[str]:
    """Yields the unmet needs by their cause, the cause of most students first."""
    words = shared(texts.lang)
    by_cause: dict[str, list[UnmetNeed]] = {}
    for need in plan.unmet:
        cause = words.said(need.cause, need.cause_params, need.text_zh, need.text_en)
        by_cause.setdefault(cause, []).append(need)
    names = {c.id: c.name for s in district.schools for c in s.classes}
    times = {p.id: p.span for s in district.schools for p in s.periods}
    posts = {d.id: d for s in district.schools for d in s.duty_posts}

    def where(need: "UnmetNeed") -> str:
        weekday = words.word("weekday", str(need.weekday))
        post = posts.get(need.period_id) if need.class_id is None else None
        if post is not None:
            duty = words.word("duty", post.role)
            return texts("unmet_post", weekday=weekday, duty=duty, count=need.student_periods)
        return texts(
            "unmet_cell",
            class_name=names.get(need.class_id or "", need.class_id or "-"),
            weekday=weekday,
            time=times.get(need.period_id, need.period_id),
            component=words.word("component", need.component),
            count=need.student_periods,
        )

    def students(needs: "list[UnmetNeed]") -> int:
        return sum(need.student_periods for need in needs)

    ordered = sorted(by_cause.items(), key=lambda item: -students(item[1]))
    for cause, needs in ordered[:MOST]:
        yield texts("unmet_line", count=students(needs), cause=cause)
        cells = [where(need) for need in needs[:MOST_CELLS]]
        more = len(needs) - len(cells)
        line = words.listed(cells) + (texts("unmet_more", count=len(needs)) if more else "")
        yield texts("unmet_where", cells=line)
    if len(ordered) > MOST:
        rest = [need for _, needs in ordered[MOST:] for need in needs]
        yield texts("more_rows", count=len(rest))


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
        message=words.said(finding.code, finding.params, finding.text_zh, finding.text_en),
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
    yield (
        texts("unmet_none")
        if not plan.unmet
        else texts(
            "unmet_head",
            rows=len(plan.unmet),
            count=sum(need.student_periods for need in plan.unmet),
        )
    )
    yield from unmet_lines(plan, district, texts)
    yield from _money(plan, district, texts)
    if pack.not_yet_enforced:
        yield texts(
            "not_enforced",
            count=len(pack.not_yet_enforced),
            clauses=", ".join(pack.not_yet_enforced),
        )


def _money(plan: "Plan", district: "District", texts: Texts) -> Iterator[str]:
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
        if missing[account]:
            short = {s.school_id: s.missing_fen for s in plan.accounts if s.account == account}
            yield from (
                texts(
                    "account_school",
                    school=school.name,
                    missing=words.amount(short[school.id], "fen"),
                )
                for school in district.schools
                if short.get(school.id)
            )
