"""How a plan stands to each clause of its pack: states, breaches, waivers."""

import re
from collections import Counter

from data.writers.clause_figures import compared
from data.writers.serving import carried_out, how, served
from data.writers.tables import Kind, Table, Value, table
from data.writers.view import PlanView
from solver.plan.types import AppliedWaiver
from solver.plan.verdict import ClauseVerdict
from solver.policy.applied import AppliedPolicy
from solver.policy.pack import Clause

_STATES = (
    "violated",
    "not_yet_enforced",
    "waived",
    "held",
    "wish",
    "optional",
    "manual",
    "report",
    "recorded",
    "supported",
    "outside",
    "not_applicable",
    "unchecked",
)
"""The states shown, what needs attention first."""


def clause_states(view: PlanView) -> dict[str, str]:
    """Returns the state of each clause of the pack; without a verdict it is ``unchecked``.

    What the verdict calls ``served`` is told apart: by an objective, by the input, by people
    because this version does not do it, or not at all because it is out of scope.
    """
    verdict = view.plan.verdict
    said = {c.clause_id: c.state for c in verdict.clauses} if verdict else {}
    states: dict[str, str] = {}
    for clause in view.pack.clauses:
        state: str = said.get(clause.id, "unchecked")
        if state == "unchecked" and clause.id in view.pack.not_yet_enforced:
            state = "not_yet_enforced"
        if state == "served":
            state = how(clause, served(clause, view.words))
        states[clause.id] = state
    return states


def compliance(view: PlanView) -> Table:
    """Returns each clause of the pack: source, text, state, figures, how it is carried out."""
    words = view.words
    states = clause_states(view)
    verdict = view.plan.verdict
    said = {c.clause_id: c for c in verdict.clauses} if verdict else {}
    policy = AppliedPolicy(view.district, view.pack)
    rows: list[tuple[Value, ...]] = []
    for clause in view.pack.clauses:
        known = said.get(clause.id)
        state = states[clause.id]
        rows.append(
            (
                clause.id,
                _document(view, clause),
                clause.section,
                clause.zh if view.lang == "zh" else clause.en,
                words.word("strength", clause.strength),
                words.word("state", state),
                "\n".join(compared(view, clause, known)),
                words.sentences(_told(view, clause, state, known, policy)),
            )
        )
    columns: dict[str, Kind] = {
        "clause": "text",
        "document": "source",
        "clause_section": "text",
        "rule": "long",
        "strength": "text",
        "state": "state",
        "compared": "long",
        "carried_out": "long",
    }
    pack = view.pack
    note = words(
        "compliance_note",
        pack=pack.name_zh if view.lang == "zh" else pack.name_en,
        number=pack.doc_no or words("not_printed"),
        standing=words.word("standing", pack.status),
        grade=words.word("grade", pack.provenance_grade),
    )
    return table(view, "compliance", columns, rows, tuple(states.values()), note)


def _document(view: PlanView, clause: Clause) -> str:
    """Returns a clause's document with its number, as far as the pack has it."""
    number = view.pack.doc_no if clause.document == view.pack.title else ""
    return (
        view.words("numbered", title=clause.document, number=number)
        if number
        else (clause.document)
    )


def _told(
    view: PlanView,
    clause: Clause,
    state: str,
    known: ClauseVerdict | None,
    policy: AppliedPolicy,
) -> list[str]:
    """Says what came of a clause here, and how it is carried out."""
    words = view.words
    how = carried_out(clause, state, words)
    if state == "violated" and known is not None:
        return [words.clause("see_violations", count=known.violations), *how]
    if state == "waived":
        return [*_waived(view, clause), *how]
    applies = any(policy.applies(clause, school) for school in view.district.schools)
    nothing = words.clause("no_object", what=words.word("when", clause.applies_when))
    if state == "not_applicable":
        return [words.clause("binds_nobody") if applies else nothing]
    return how if applies else [nothing, *how]


def _waived(view: PlanView, clause: Clause) -> list[str]:
    """Says who waived a clause where, why and until when, and what deviates."""
    found = []
    for waiver in view.district.waivers:
        if waiver.clause_id == clause.id:
            found.append(
                view.words.clause(
                    "waived_by",
                    school=view.school(waiver.school_id),
                    reason=waiver.reason,
                    name=waiver.granted_by,
                    until=waiver.until,
                )
            )
    for applied in view.plan.clause_waivers:
        deviation = _deviation(view, applied)
        if applied.clause_id == clause.id and deviation:
            school = view.school(applied.school_id)
            found.append(view.words.clause("deviates", school=school, deviation=deviation))
    return found or [view.words.clause("see_waivers")]


def state_counts(view: PlanView) -> list[tuple[str, str, int]]:
    """Returns how many clauses are in each state: code, word, number."""
    counts = Counter(clause_states(view).values())
    return [(s, view.words.word("state", s), counts[s]) for s in _STATES if counts[s]]


def violations(view: PlanView) -> Table:
    """Returns every breach that the verifier found."""
    rows: list[tuple[Value, ...]] = []
    for v in view.plan.verdict.violations if view.plan.verdict else ():
        rows.append(
            (
                view.words.rule(v.clause_id),
                view.school(v.school_id) if v.school_id else "",
                view.weekday(v.weekday),
                view.clock(v.period_id or ""),
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
        "breach": "main",
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
        rows.append(
            (
                applied.clause_id,
                _rule(view, applied.clause_id),
                view.school(applied.school_id),
                applied.reason,
                applied.granted_by,
                applied.until.isoformat(),
                _deviation(view, applied),
            )
        )
    for waiver in view.district.waivers:
        if (waiver.clause_id, waiver.granted_by) not in used:
            rows.append(
                (
                    waiver.clause_id,
                    _rule(view, waiver.clause_id),
                    view.school(waiver.school_id),
                    waiver.reason,
                    waiver.granted_by,
                    waiver.until.isoformat(),
                    words("waiver_without_deviation"),
                )
            )
    columns: dict[str, Kind] = {
        "clause": "text",
        "rule": "long",
        "school": "text",
        "reason": "long",
        "granted_by": "text",
        "until": "text",
        "deviation": "long",
    }
    return table(view, "waivers", columns, rows)


def _rule(view: PlanView, clause_id: str) -> str:
    for clause in view.pack.clauses:
        if clause.id == clause_id:
            return clause.zh if view.lang == "zh" else clause.en
    return ""


def _deviation(view: PlanView, applied: AppliedWaiver) -> str:
    """Says what a waiver covers; the record counts breaches by code (``ends_too_late 2``)."""
    words = view.words
    counts = [int(n) for n in re.findall(r" (\d+)(?:,|$)", applied.detail)]
    said = [words("deviations", count=sum(counts))] if counts else []
    if applied.unit:
        said.append(words("deviation_amount", amount=words.amount(applied.amount, applied.unit)))
    return words.listed(said)
