"""The product as its users run it: ``solver.plan_term`` with two child processes."""

from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.methods.trace import Figures, Trace
from solver.domain import District
from solver.plan import Plan
from solver.plan.levels import LEVELS
from solver.policy import PolicyPack
from solver.search.engines import LocalEngine, Task
from solver.search.plan_term import plan_term
from solver.search.tasks import Found

WORKERS = 2


class _Watching:
    """The local engine, noting the values of every part of a plan that passes through it."""

    def __init__(self, schools: int, trace: Trace) -> None:
        self._inner = LocalEngine(WORKERS)
        self._schools = schools
        self._trace = trace
        self._best: dict[str, Figures] = {}

    def run(
        self,
        tasks: Sequence[Task],
        on_message: Callable[[int, Any], None],
        should_stop: Callable[[], bool],
    ) -> None:
        def passing(index: int, message: Any) -> None:
            on_message(index, message)
            self._note(message)

        self._inner.run(tasks, passing, should_stop)

    def _note(self, message: Any) -> None:
        content = message[-1] if isinstance(message, tuple) else None
        if not isinstance(content, Found) or not content.part.grid:
            return
        school = content.part.grid[0].class_id
        if school not in self._best or content.values < self._best[school]:
            self._best[school] = content.values
        if len(self._best) == self._schools:
            self._trace.reached([sum(v) for v in zip(*self._best.values(), strict=True)])


def run(
    district: District, pack: PolicyPack, seconds: float, seed: int, trace: Trace
) -> Plan | None:
    """Returns the product's plan, or ``None``. Its bounds are known at the end only."""
    return run_until(district, pack, seconds, seed, trace, lambda: False)


def run_until(
    district: District,
    pack: PolicyPack,
    seconds: float,
    seed: int,
    trace: Trace,
    should_stop: Callable[[], bool],
) -> Plan | None:
    """Returns the product's plan; ``should_stop`` may end the run before its budget is used."""
    trace.proved((0,) * len(LEVELS))
    outcome = plan_term(
        district,
        pack,
        time_limit_s=seconds,
        workers=WORKERS,
        seed=seed,
        engine=_Watching(len(district.schools), trace),
        should_stop=should_stop,
    )
    if outcome.plan is None:
        return None
    trace.told([level.value for level in outcome.plan.levels])
    trace.proved([level.bound for level in outcome.plan.levels])
    return outcome.plan
