"""What a plan is, what the verifier says of it, and what a run answers."""

from solver.plan.digest import canonical_json, digest, plan_digest
from solver.plan.explanation import Explanation, Issue, Money, MoneyGap, Remedy, Requirement
from solver.plan.levels import LEVELS, TERMS
from solver.plan.outcome import Checkpoint, Finding, PlanOutcome, Progress
from solver.plan.types import (
    PLAN_SCHEMA_VERSION,
    AccountLine,
    AccountStatement,
    AppliedWaiver,
    Duty,
    GridEntry,
    LevelReport,
    Meeting,
    Plan,
    Provenance,
    Section,
    TermReport,
    UnmetNeed,
    UnusedResource,
)
from solver.plan.verdict import (
    ClauseFigure,
    ClauseVerdict,
    LevelValue,
    TermValue,
    Verdict,
    Violation,
)

__all__ = [
    "LEVELS",
    "PLAN_SCHEMA_VERSION",
    "TERMS",
    "AccountLine",
    "AccountStatement",
    "AppliedWaiver",
    "Checkpoint",
    "ClauseFigure",
    "ClauseVerdict",
    "Duty",
    "Explanation",
    "Finding",
    "GridEntry",
    "Issue",
    "LevelReport",
    "LevelValue",
    "Meeting",
    "Money",
    "MoneyGap",
    "Plan",
    "PlanOutcome",
    "Progress",
    "Provenance",
    "Remedy",
    "Requirement",
    "Section",
    "TermReport",
    "TermValue",
    "UnmetNeed",
    "UnusedResource",
    "Verdict",
    "Violation",
    "canonical_json",
    "digest",
    "plan_digest",
]
