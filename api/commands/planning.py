"""One planning run, as ``solve`` and ``demo`` carry it out: progress, stopping, the answer."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.commands.answers import Exit, note, say
from api.commands.progress import ProgressDisplay
from api.commands.stopping import StoppableRun
from api.commands.words import finding_line, plan_summary
from api.texts import Texts

if TYPE_CHECKING:
    from solver.domain import District, Pin
    from solver.plan import Finding, Plan, PlanOutcome
    from solver.policy.pack import PolicyPack

MOST_SHORT = 6
"""How many shortages of one kind at one school are printed; ``--json`` has all of them."""


@dataclass(frozen=True)
class Settings:
    """What a run is told besides the district and the pack."""

    time_limit_s: float | None
    work_limit: float | None
    workers: int
    seed: int
    start: "Plan | None" = None
    pins: "tuple[Pin, ...]" = ()


@dataclass(frozen=True)
class Run:
    """A run's answer and the exit code that follows from it."""

    outcome: "PlanOutcome"
    exit_code: int

    def record(self, path: str | None) -> dict[str, Any]:
        """Returns the answer as the object that ``--json`` prints."""
        plan = self.outcome.plan
        record: dict[str, Any] = {
            "status": self.outcome.status,
            "exit_code": int(self.exit_code),
            "plan": path,
            "findings": [vars(finding) for finding in self.outcome.findings],
        }
        if plan is not None:
            shown = {"plan_id", "status", "publishable", "levels", "terms", "unmet", "provenance"}
            record |= {"summary": plan.model_dump(mode="json", include=shown)}
        return record


def carry_out(district: "District", pack: "PolicyPack", settings: Settings, texts: Texts) -> Run:
    """Plans a term with progress on stderr; Ctrl-C keeps the best plan so far."""
    from api.cli import STARTED
    from solver import plan_term

    display = ProgressDisplay(texts, names={s.id: s.name for s in district.schools})
    said: Counter[tuple[str | None, ...]] = Counter()

    def tell(finding: "Finding") -> None:
        said[kind_of(finding)] += 1
        if said[kind_of(finding)] <= most_said(finding):
            display.say(finding_line(finding, texts))

    stoppable: StoppableRun[PlanOutcome] = StoppableRun(lambda: display.say(texts("stopping")))

    def plan() -> "PlanOutcome":
        return plan_term(
            district,
            pack,
            time_limit_s=settings.time_limit_s,
            began=STARTED,
            work_limit=settings.work_limit,
            workers=settings.workers,
            seed=settings.seed,
            start=settings.start,
            pins=settings.pins,
            progress=display,
            on_finding=tell,
            should_stop=stoppable.should_stop,
        )

    try:
        with display.shown():
            outcome = stoppable.run(plan)
    except KeyboardInterrupt:
        note(texts("given_up"))
        raise
    interrupted = stoppable.should_stop()
    return Run(outcome, Exit.INTERRUPTED if interrupted else outcome.exit_code)


def kind_of(finding: "Finding") -> tuple[str | None, ...]:
    """Returns what findings share that differ by grade, time or activity only."""
    return (finding.severity, finding.clause_id, finding.school_id, finding.code)


def most_said(finding: "Finding") -> int:
    """Returns how many findings of a kind are said: of shortages each names another place."""
    return MOST_SHORT if finding.severity == "short" else 1


def show(run: Run, district: "District", pack: "PolicyPack", texts: Texts) -> None:
    """Prints the answer of a run in words."""
    early = run.outcome.status == "interrupted" and run.outcome.plan is None
    say(texts("status_interrupted_early" if early else f"status_{run.outcome.status}"))
    alike: dict[tuple[str | None, ...], list[Finding]] = {}
    for finding in run.outcome.findings:
        alike.setdefault(kind_of(finding), []).append(finding)
    for group in alike.values():
        told = group[: most_said(group[0])]
        for finding in told[:-1]:
            say(finding_line(finding, texts))
        more = texts("more_like_it", count=len(group)) if len(group) > len(told) else ""
        say(finding_line(told[-1], texts) + more)
    if run.outcome.plan is not None:
        for line in plan_summary(district, pack, run.outcome.plan, texts):
            say(line)
