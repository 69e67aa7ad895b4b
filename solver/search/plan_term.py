"""The main job: from a district and a policy to a plan for the term."""

import time
from collections.abc import Callable, Collection

from solver.domain import District, Pin
from solver.domain.messages import text
from solver.domain.school import ShortageDeclaration
from solver.plan import Checkpoint, Finding, Plan, PlanOutcome, Progress
from solver.plan.outcome import OutcomeStatus
from solver.policy import PolicyPack
from solver.search.assemble import assemble_term, provenance
from solver.search.budget import Budget
from solver.search.checkpoints import Checkpoints
from solver.search.decompose import Settings
from solver.search.engines import Engine, LocalEngine
from solver.search.term_search import TermSearch
from solver.search.untried import untried_schools
from solver.verify.own_staff import shortage_note, shown_shortages

CLOSING_SHARE = 0.4
"""Part of the time limit that is kept at most for what follows the search."""


def plan_term(
    district: District,
    pack: PolicyPack,
    *,
    time_limit_s: float | None = 60,
    work_limit: float | None = None,
    workers: int = 2,
    seed: int = 0,
    start: Plan | None = None,
    pins: tuple[Pin, ...] = (),
    progress: Callable[[Progress], None] | None = None,
    on_finding: Callable[[Finding], None] | None = None,
    on_checkpoint: Callable[[Checkpoint], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    engine: Engine | None = None,
    began: float | None = None,
) -> PlanOutcome:
    """Plans a term and has the plan checked.

    Parameters
    ----------
    district : District
        The input; ``pins`` are added to its own.
    pack : PolicyPack
        The policy in force.
    time_limit_s : float, optional
        Wall seconds for everything. Ignored with a work limit.
    work_limit : float, optional
        Deterministic work (about seconds of one core) for all searches together: the same
        input, seed, workers and limit give the same plan.
    workers : int
        Child processes at once.
    seed : int
        Seed of every random choice.
    start : Plan, optional
        A plan to go on from: each school begins with its part of it where that is legal, else
        with its grid.
    progress : callable, optional
        Called with each improvement.
    on_finding : callable, optional
        Called before any search with each thing that counting shows to be short or impossible.
    on_checkpoint : callable, optional
        Called now and then with the best plan so far, which another run can go on from.
    should_stop : callable, optional
        Asked often; true ends the run with the best plan so far.
    engine : Engine, optional
        Where the searches run; child processes on this machine by default.
    began : float, optional
        ``time.monotonic()`` of the start that the time limit counts from, e.g. before reading.

    Returns
    -------
    PlanOutcome
        ``infeasible`` only if counting or CP-SAT proved that no plan exists, ``unknown`` if none
        was found in time.
    """
    began = time.monotonic() if began is None else began
    notes = _students_counted(district)
    whole = district
    if pins:
        whole = District.model_validate({**dict(district), "pins": (*district.pins, *pins)})
    asked = should_stop or (lambda: False)
    keeper = None
    if on_checkpoint is not None:
        keeper = Checkpoints(whole, pack, on_checkpoint, seed, workers)

    def stop() -> bool:
        if keeper is not None:
            keeper.look()
        return asked()

    seconds = None
    if work_limit is None and time_limit_s is not None:
        # What is left after the search: putting together, checking, writing.
        # Reading the input took long where it is large or the machine busy; so will the end.
        reading = time.monotonic() - began
        closing = min(max(_closing_time(whole), reading), CLOSING_SHARE * time_limit_s)
        seconds = max(1.0, time_limit_s - reading - closing)
    short = shown_shortages(whole, pack)
    notes += tuple(
        shortage_note(clause, s, short_of)
        for s in whole.schools
        if s.id in short
        for clause, short_of in [short[s.id]]
    )
    search = TermSearch(
        declared(whole, short),
        pack,
        Settings(seconds, work_limit, workers, seed, start),
        engine or LocalEngine(workers),
        Budget(seconds=seconds, work=work_limit),
        progress or (lambda _: None),
        stop,
        on_finding or (lambda _: None),
    )
    if keeper is not None:
        keeper.search = search
    try:
        complete = search.run()
    finally:
        if keeper is not None:
            keeper.close()
    interrupted = asked()
    infeasible = tuple(f for f in search.findings if f.severity == "infeasible")
    if infeasible:
        barred = _barred(search)
        return PlanOutcome("infeasible", None, (*search.findings, *barred))
    if search.empty:
        return PlanOutcome("infeasible", None, (*search.findings, *_proofs(whole, search.empty)))
    if not complete:
        state: OutcomeStatus = "interrupted" if interrupted else "unknown"
        return PlanOutcome(state, None, (*search.findings, *_lost(search.engine)))
    plan = assemble_term(
        whole,
        pack,
        search.pieces,
        search.barred,
        provenance(
            whole,
            pack,
            seed,
            workers,
            None if work_limit is not None else time_limit_s,
            work_limit,
            time.monotonic() - began,
            tuple(text(f.code, "zh", **f.params) for f in notes),
        ),
    )
    notes += (*untried_schools(search.pieces), *_lost(search.engine))
    findings = [*search.findings, *notes]
    status: OutcomeStatus = "publishable" if plan.publishable else "unmet"
    if plan.verdict is not None and not plan.verdict.ok:
        status = "illegal"  # never meant to be: whatever the search did, the check has the word
    return PlanOutcome("interrupted" if interrupted else status, plan, tuple(findings))


def declared(district: District, short: Collection[str]) -> District:
    """Returns the district in which schools whose staff are shown to be short have declared it."""
    said = ShortageDeclaration(
        signed_by="-", signed_on=district.term.first_day, reason="counted from the record"
    )
    schools = tuple(
        s.model_copy(update={"shortage_declaration": said}) if s.id in short else s
        for s in district.schools
    )
    return district.model_copy(update={"schools": schools}) if short else district


def _barred(search: TermSearch) -> tuple[Finding, ...]:
    """Says which activities and providers the policy keeps out, beside what makes it infeasible."""
    return tuple(
        Finding(
            "note",
            "limit_third_parties",
            reason.clause_id,
            reason.code,
            item,
            school_id,
            params=dict(reason.params),
        )
        for (kind, item, school_id), reason in sorted(search.barred.items(), key=str)
        if kind in ("activity", "provider")
    )


def _students_counted(district: District) -> tuple[Finding, ...]:
    """Says that listed students are counted, not placed one by one."""
    if not district.students:
        return ()
    return (
        Finding(
            "note",
            "keep_enrolment",
            "structure:keep_enrolment",
            "finding.students_counted",
            params={"students": str(len(district.students))},
        ),
    )


def _lost(engine: Engine) -> tuple[Finding, ...]:
    """Says that searches were ended before their time; what they had found is kept."""
    lost = getattr(engine, "lost", [])
    if not lost:
        return ()
    params = {"count": str(len(lost)), "codes": ", ".join(str(c) for c in sorted(set(lost)))}
    return (Finding("note", "search", "structure:search", "finding.search_lost", params=params),)


def _closing_time(district: District) -> float:
    """Seconds to keep for what follows the search: putting together, checking, writing."""
    classes = sum(len(s.classes) for s in district.schools)
    return 1.2 + 0.02 * classes


def _proofs(district: District, empty: set[str]) -> tuple[Finding, ...]:
    names = {s.id: s.name for s in district.schools}
    return tuple(
        Finding(
            "infeasible",
            "place_everyone_once",
            "structure:place_everyone_once",
            "finding.proved_empty",
            s,
            s,
            params={"school": names[s]},
        )
        for s in sorted(empty)
    )
