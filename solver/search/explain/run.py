"""The job: plan, find the reasons, try what would resolve them."""

import time
from collections.abc import Callable

from solver.domain import District
from solver.plan import Explanation, Finding, Progress
from solver.policy import PolicyPack
from solver.search.explain.change import World
from solver.search.explain.issues import (
    counted_cures,
    of_findings,
    of_needs,
    planned_cures,
    settled,
)
from solver.search.explain.money import money_of
from solver.search.explain.trial import Trials
from solver.search.plan_term import plan_term

PLAN_SHARE = 0.4
"""Part of the time for the plan that shows what is short."""
COUNT_SHARE = 0.5
"""Part of a reason's time for counting what would help; the rest is for trying it by planning."""
TRIALS_WANTED = 8


def explain(
    district: District,
    pack: PolicyPack,
    *,
    time_limit_s: float = 60,
    workers: int = 2,
    seed: int = 0,
    progress: Callable[[Progress], None] | None = None,
    on_finding: Callable[[Finding], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    began: float | None = None,
) -> Explanation:
    """Explains why a district cannot be served, and what would help.

    Parameters
    ----------
    time_limit_s : float
        Wall seconds for the plan and for trying remedies; what there is no time to try is marked.
    progress, on_finding, should_stop, began
        As for ``plan_term``.

    Returns
    -------
    Explanation
        Its issues name, per school and reason, the requirements of which each one given way lets
        it be served; its money names what each account misses.
    """
    start = time.monotonic()
    began = start if began is None else began
    # However long the reading took, half of the time is left to explain.
    end = max(began + time_limit_s, start + time_limit_s / 2)
    stop = should_stop or (lambda: False)
    outcome = plan_term(
        district,
        pack,
        time_limit_s=time_limit_s * PLAN_SHARE,
        workers=workers,
        seed=seed,
        progress=progress,
        on_finding=on_finding,
        should_stop=stop,
        began=began,
    )
    world = World(district, pack)
    issues = of_findings(world, outcome.findings)
    if outcome.status == "infeasible":
        issues = [i for i in issues if i.severity == "infeasible"]
    if outcome.plan is not None:
        issues += of_needs(outcome.plan.unmet, issues)
    trials = Trials(
        end,
        max(8.0, time_limit_s * (1 - PLAN_SHARE) / TRIALS_WANTED),
        workers,
        seed,
        stop,
    )
    money = None
    if outcome.plan is not None:
        # What else is in the way has its share too.
        trials.until = time.monotonic() + trials.left() / (2 if issues else 1)
        money = money_of(district, pack, outcome.plan, trials)
    told = []
    for i, issue in enumerate(issues):
        if issue.severity == "open":
            told.append(issue)
            continue
        # Each reason has its share of what is left, so that none goes without a word.
        now = time.monotonic()
        share = max(0.0, end - now) / (len(issues) - i)
        trials.until = now + share
        counting_until = now + share * COUNT_SHARE

        def in_time(until: float = counting_until) -> bool:
            return time.monotonic() < until and not stop()

        found = counted_cures(world, issue, in_time)
        if not found.seen:
            found = planned_cures(world, issue, trials)
        told.append(settled(world, found, trials, not found.seen))
    return Explanation(outcome.status, tuple(told), money)
