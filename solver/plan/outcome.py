"""What a planning run answers: a status, a plan if there is one, and reasons."""

from dataclasses import dataclass, field
from typing import Literal

from solver.plan.types import Plan

OutcomeStatus = Literal["publishable", "unmet", "illegal", "infeasible", "unknown", "interrupted"]
EXIT_CODES: dict[str, int] = {
    "publishable": 0,
    "unmet": 3,
    "illegal": 1,
    "infeasible": 4,
    "unknown": 5,
    "interrupted": 130,
}

Severity = Literal["infeasible", "short", "note"]


@dataclass(frozen=True)
class Finding:
    """A reason: the rule, the place, the figures; found by counting before any search or after.

    ``severity`` is ``infeasible`` (no plan can satisfy it), ``short`` (some need stays unmet in
    every plan, by at least ``amount``) or ``note``. ``text_zh`` and ``text_en`` are empty where the
    catalogue's words of ``code`` with ``params`` say it all.
    """

    severity: Severity
    family: str
    clause_id: str
    code: str
    subject: str = ""
    school_id: str | None = None
    amount: int = 0
    unit: str = ""
    params: dict[str, str] = field(default_factory=dict)
    text_zh: str = ""
    text_en: str = ""


@dataclass(frozen=True)
class Progress:
    """A point of a run: where it is, the district's value and bound of the level it works on.

    ``value`` is ``None`` until every school has a plan, for a sum over some of them says nothing.
    ``school`` is the one that brought the news; ``done`` of ``schools`` schools have come so far.
    """

    phase: str
    level: str
    value: int | None
    bound: int | None
    elapsed_s: float
    school: str = ""
    done: int = 0
    schools: int = 0


@dataclass(frozen=True)
class Checkpoint:
    """The best plan so far of a run that goes on.

    ``plan_json`` is the plan's JSON; ``values`` are those of its levels. If it is not ``whole``
    it holds the parts of some schools or of some of the term: enough to go on from, no plan to use.
    """

    plan_json: str
    values: tuple[int, ...]
    whole: bool


@dataclass(frozen=True)
class PlanOutcome:
    """The answer of ``plan_term``."""

    status: OutcomeStatus
    plan: Plan | None
    findings: tuple[Finding, ...] = ()

    @property
    def exit_code(self) -> int:
        """The command's exit code for this status."""
        return EXIT_CODES[self.status]
