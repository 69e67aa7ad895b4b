"""How a plan stands to each clause of its pack: states, breaches, waivers."""

from collections import Counter

from data.writers.clause_figures import compared
from data.writers.tables import Kind, Table, Value, table
from data.writers.view import PlanView
from data.writers.words import span


def clause_states(view: PlanView) -> dict[str, str]:
    """Returns the state of each clause of the pack; without a verdict it is ``unchecked``."""
    verdict = view.plan.verdict
    said = {c.clause_id: c.state for c in verdict.clauses} if verdict else {}
    states: dict[str, str] = {}
    for clause in view.pack.clauses:
        if clause.id in said:
            states[clause.id] = said[clause.id]
        elif clause.id in view.pack.not_yet_enforced:
            states[clause.id] = "not_yet_enforced"
        else:
            states[clause.id] = "unchecked"
    return states


def compliance(view: PlanView) -> Table:
    """Returns each clause of the pack with its state, source and text."""
    states = clause_states(view)
    verdict = view.plan.verdict
    said = {c.clause_id: c for c in verdict.clauses} if verdict else {}
    rows: list[tuple[Value, ...]] = []
    for clause in view.pack.clauses:
        known = said.get(clause.id)
        rows.append(
            (
                clause.id,
                view.words.word("state", states[clause.id]),
                clause.document,
                clause.section,
                view.words.word("strength", clause.strength),
                clause.zh if view.lang == "zh" else clause.en,
                compared(view, clause, known),
                known.violations if known else 0,
            )
        )
    columns: dict[str, Kind] = {
        "clause": "text",
        "state": "state",
        "document": "long",
        "clause_section": "text",
        "strength": "text",
        "rule": "long",
        "compared": "long",
        "violations": "count",
    }
    return table(view, "compliance", columns, rows, tuple(states.values()))


def state_counts(view: PlanView) -> list[tuple[str, str, int]]:
    """Returns how many clauses are in each state: code, word, number."""
    counts = Counter(clause_states(view).values())
    order = (
        "violated",
        "not_yet_enforced",
        "waived",
        "held",
        "served",
        "not_applicable",
        "unchecked",
    )
    return [(s, view.words.word("state", s), counts[s]) for s in order if counts[s]]


def violations(view: PlanView) -> Table:
    """Returns every breach that the verifier found."""
    rows: list[tuple[Value, ...]] = []
    for v in view.plan.verdict.violations if view.plan.verdict else ():
        period = view.periods.get(v.period_id or "")
        rows.append(
            (
                v.clause_id,
                view.school(v.school_id) if v.school_id else "",
                view.weekday(v.weekday),
                span(period.start_min, period.end_min) if period else v.period_id or "",
                view.subject(v.subject),
                view.words.said(v.code, v.params, v.text_zh, v.text_en),
                view.words.amount(v.amount, v.unit) if v.unit else str(v.amount),
            )
        )
    columns: dict[str, Kind] = {
        "clause": "text",
        "school": "text",
        "weekday": "text",
        "time": "text",
        "subject": "text",
        "breach": "long",
        "amount": "text",
    }
    note = (
        ""
        if view.verdict_matches
        else view.words(f"status_{'stale' if view.plan.verdict else 'unchecked'}")
    )
    return table(view, "violations", columns, rows, note=note)


def waivers(view: PlanView) -> Table:
    """Returns the deviations that waivers cover, and the waivers in force that cover none."""
    words = view.words
    rows: list[tuple[Value, ...]] = []
    used = set()
    for applied in view.plan.clause_waivers:
        used.add((applied.clause_id, applied.granted_by))
        amount = words.amount(applied.amount, applied.unit) if applied.unit else ""
        rows.append(
            (
                applied.clause_id,
                view.school(applied.school_id),
                applied.reason,
                applied.granted_by,
                applied.until.isoformat(),
                words.listed([part for part in (applied.detail, amount) if part]),
            )
        )
    for waiver in view.district.waivers:
        if (waiver.clause_id, waiver.granted_by) not in used:
            rows.append(
                (
                    waiver.clause_id,
                    view.school(waiver.school_id),
                    waiver.reason,
                    waiver.granted_by,
                    waiver.until.isoformat(),
                    words("waiver_without_deviation"),
                )
            )
    columns: dict[str, Kind] = {
        "clause": "text",
        "school": "text",
        "reason": "long",
        "granted_by": "text",
        "until": "text",
        "deviation": "long",
    }
    return table(view, "waivers", columns, rows)
