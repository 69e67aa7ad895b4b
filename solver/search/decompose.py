"""A district: each school searched on its own, shared people given out in between.

Phases: survey every school alone (bounds, wishes for shared people); give out shared person-days;
search the schools side by side; give what stayed unused to schools that are still short and search
those again. Only then comes what is encouraged and what the staff wish, for a bounded part of the
time: no school waits for these of another one. Every message of a child holds a whole part of the
plan, so an interrupted run keeps the best of each school.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from solver.domain import District
from solver.model.build import build
from solver.model.context import Context
from solver.model.reasons import Reason
from solver.model.shortages import Counted
from solver.plan import Duty, Finding, Meeting, Plan, Progress
from solver.policy import PolicyPack
from solver.search.bare import bare_part
from solver.search.board import Board
from solver.search.budget import LEAST, MORE, Budget
from solver.search.counting import count_shortages, counted_floor
from solver.search.district_bounds import bound_schools
from solver.search.engines import Engine, Send
from solver.search.evening_shares import evenings_used
from solver.search.fund import divided, needed
from solver.search.homes_first import keep_homes_first
from solver.search.lending import Quotas
from solver.search.levels import DUE, LAST, NAMES, NEEDS, NOTHING
from solver.search.news import point_of
from solver.search.plan_point import use_of_plan
from solver.search.sharing import Sharing, Survey, share, survey
from solver.search.tasks import Found, Job, school_task
from solver.search.untried import fill_untried, take_complete
from solver.search.week_hours import hours_used

OVERRUN_S = -0.5
PHASE_SHARE = {"quick": 0.5, "deep": 0.8, "again": 0.8, "polish": 0.2}
"""How much of what is left a phase may use; a school's search ends earlier when it is done."""
SURVEY_SHARE = 0.25
"""How much of what is left all surveys together may use, however busy the machine is."""
RELAXING = 5.0
"""How many times longer than building a school's model its relaxation takes (measured)."""
COST_PART = 0.2
"""Time for the cost of a school, as a part of what its wishes would get too."""
POLISH_S = 2.0
"""Seconds for each school's last levels that are well spent, however short its search was."""
Barred = dict[tuple[str, str, str | None], Reason]


@dataclass
class Settings:
    """How a district is searched."""

    seconds: float | None
    work: float | None
    workers: int
    seed: int
    start: Plan | None = None
    no_gaps: frozenset[tuple[str, int]] | None = None
    """Person-days that nobody covers; ``None``: no date of anybody is covered."""


@dataclass
class DistrictSearch:
    """The state of a district's search.

    Attributes
    ----------
    found : best part of each school.
    bare : a legal plan of each school without shared people, made without a search.
    bounds : per school, valid lower bounds of its levels over all plans of the district.
    counted : what counting says of each school before any search.
    fund_fen : what each school may draw from the district's fund.
    empty : schools for which CP-SAT proved that no plan exists.
    """

    district: District
    pack: PolicyPack
    settings: Settings
    engine: Engine
    budget: Budget
    on_progress: Callable[[Progress], None]
    should_stop: Callable[[], bool]
    on_finding: Callable[[Finding], None]
    found: dict[str, Found] = field(default_factory=dict)
    bare: dict[str, Found] = field(default_factory=dict)
    bounds: dict[str, tuple[int, ...]] = field(default_factory=dict)
    counted: dict[str, Counted] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    barred: Barred = field(default_factory=dict)
    empty: set[str] = field(default_factory=set)
    sharing: Sharing = field(default_factory=Sharing)
    fund_fen: dict[str, int] | None = None
    phase: str = "search"
    began: float = 0.0

    def run(self) -> None:
        """Searches until done, stopped, or out of budget; then no school is without a plan."""
        ids = [s.id for s in self.district.schools]
        self.began = self._elapsed()
        self.bounds = dict.fromkeys(ids, NOTHING)
        asked = self.should_stop
        # Searches keep their own limits; one that overruns is ended, its best part is here.
        self.should_stop = lambda: asked() or self.left() < OVERRUN_S
        if len(ids) == 1:
            self._search_one(ids[0])
        else:
            self._search_several(ids)
        fill_untried(self, asked)
        if len(ids) > 1:
            keep_homes_first(self, plans_again=False)

    # --- one school ----------------------------------------------------------------------------

    def _search_one(self, school_id: str) -> None:
        """Searches one school: the grid free in one worker, guided by the relaxation in others."""
        ctx = self.build(school_id)
        self.count(school_id, count_shortages(ctx), ctx.findings, ctx.barred)
        if any(f.severity == "infeasible" for f in ctx.findings):
            return
        count = max(1, self.settings.workers)
        answers: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {}
        best: dict[int, Found] = {}
        proved = False

        def handle(index: int, message: Any) -> None:
            nonlocal proved
            kind, content = message
            if kind == "part":
                if index not in best or content.values < best[index].values:
                    best[index] = content
                # Equal values: the lower worker's plan, whoever came first.
                chosen = min(best, key=lambda i: (best[i].values, i))
                self._keep(school_id, best[chosen], replace=True)
            elif kind == "end":
                answers[index] = content
                reached, bounds = content
                settled = reached[:DUE] == bounds[:DUE]
                proved = proved or (settled and self.settings.work is None)
            elif kind == "empty":
                self.empty.add(school_id)

        limit = self.left() if self.settings.work is None else None
        job = self._job(ctx, self.settings.seed, limit, self.settings.work, school_id)
        if count > 1 and self.settings.work is None:
            job.board = Board(len(ctx.rows.lower), len(NAMES))
        first = "both" if count == 1 else "free"
        tasks = [
            school_task(replace(job, seed=job.seed + i), "dive" if i else first)
            for i in range(count)
        ]
        self.engine.run(tasks, handle, lambda: proved or self.should_stop())
        found = self.found.get(school_id)
        if found is not None:
            self.bounds[school_id] = found.bounds
        for reached, bounds in answers.values():
            # A bound holds for what the levels before it reached.
            if found is not None:
                self.bounds[school_id] = tuple(
                    max(a, b) if reached[:i] == found.values[:i] else a
                    for i, (a, b) in enumerate(zip(self.bounds[school_id], bounds, strict=True))
                )

    # --- several schools -----------------------------------------------------------------------

    def _search_several(self, ids: list[str]) -> None:
        surveys = self._survey(ids)
        if self.should_stop() or any(f.severity == "infeasible" for f in self.findings):
            return
        quotas = Quotas(self.district, self.pack)
        budget = self._slice(6.0)
        self.sharing = share(self.district, surveys, budget, self.settings.seed, quotas)
        self.fund_fen = divided(self.district, {})
        if self.settings.start is not None:
            self.sharing.follow(*use_of_plan(self.district, self.pack, self.settings.start))
        else:
            take_complete(self, ids)
        self.search_round([s for s in ids if s not in self.found], "quick")
        self._divide_fund()
        self.search_round(ids, "deep")
        for _ in range(3):
            short = [s for s in ids if s not in self.found or self.found[s].values[0] > 0]
            if self.district.fund is not None:
                short = short or [s for s in ids if self.found[s].values[1] > 0]
            short = short or [s for s in ids if any(self.found[s].values[NEEDS:DUE])]
            if not short or self.should_stop() or self.left() < 3:
                break
            meetings = {s: f.part.meetings for s, f in self.found.items()}
            duties = {s: f.part.duties for s, f in self.found.items()}
            self.sharing.release(
                self._used(),
                surveys,
                short,
                hours_used(self.district, self.pack, meetings, duties),
                evenings_used(self.district, meetings),
            )
            self._divide_fund()
            self.search_round(short, "again")
        keep_homes_first(self, plans_again=not self.should_stop())
        if self.left() > 3:
            self.search_round([s for s in ids if s in self.found], "polish")
        bound_schools(self, ids)

    def _survey(self, ids: list[str]) -> list[Survey]:
        found: dict[int, Survey] = {}
        slice_ = self.left() * SURVEY_SHARE * max(1, self.settings.workers) / len(ids)

        def handle(index: int, message: Any) -> None:
            kind, *content = message
            if kind == "counted":
                self.count(ids[index], *content)
                return
            if kind == "bare":
                self.bare[ids[index]] = content[0]
                return
            found[index] = content[0]
            told = (ids[index], len(found), len(ids))
            self.on_progress(Progress("survey", "", None, None, self._elapsed(), *told))

        def task(school_id: str) -> Callable[[Send], None]:
            def run(send: Send) -> None:
                began = self._elapsed()
                ctx = self.build(school_id)
                likely = RELAXING * (self._elapsed() - began)
                send(("counted", count_shortages(ctx), ctx.findings, ctx.barred))
                bare, _ = bare_part(ctx, self.settings.seed, self.budget.is_deterministic, True)
                if bare is not None:
                    send(("bare", bare))
                limit = None if self.budget.is_deterministic else slice_ * (likely < slice_)
                send(("survey", survey(ctx, limit)))

            return run

        self.engine.run([task(s) for s in ids], handle, self.should_stop)
        return [found[i] for i in sorted(found)]

    def search_round(self, ids: list[str], phase: str) -> None:
        """Searches schools side by side, each with its share of what is left.

        ``quick`` makes a first plan of every school, ``deep`` improves it, ``again`` goes on with
        other shared people.
        """
        if self.should_stop():
            return
        self.phase = phase
        size = {s.id: len(s.classes) ** 1.3 for s in self.district.schools if s.id in ids}
        order = sorted(ids, key=lambda s: (-size[s], s))
        finished = {s for s in order if self._is_finished(s)}
        if phase == "deep":
            order = [s for s in order if s not in finished]
        elif phase == "polish":
            # Nothing is left there but the cost.
            size |= {s: size[s] * COST_PART for s in finished}
        end = self._elapsed() + self._time_for(phase, len(order))
        tasks = []
        for i, school_id in enumerate(order):
            rest = sum(size[s] for s in order[i:])
            all_ = sum(size[s] for s in order)
            tasks.append(
                self._task_of(school_id, size[school_id] / rest, size[school_id] / all_, phase, end)
            )

        used: dict[int, float] = {}

        def handle(index: int, message: Any) -> None:
            kind, content = message
            if kind == "part":
                self._keep(order[index], content)
            elif kind == "used":
                used[index] = content
            elif kind == "empty" and not self.sharing.touches(order[index]):
                self.empty.add(order[index])

        self.engine.run(tasks, handle, self.should_stop)
        if self.budget.is_deterministic:
            # Not before the round is over: nothing in it may depend on who was faster.
            self.budget.charge(sum(used[i] for i in sorted(used)))

    def _is_finished(self, school_id: str) -> bool:
        found = self.found.get(school_id)
        return found is not None and not any(found.values[:LAST])

    def _time_for(self, phase: str, schools: int) -> float:
        """Returns the seconds that a phase may take at most."""
        if phase != "polish":
            return float("inf")
        left, workers = self.left(), max(1, self.settings.workers)
        share_ = 0.0 if left == float("inf") else LEAST[1] * left
        least = POLISH_S * max(1.0, schools / workers)
        return min(0.8 * left, max(least, MORE * (self._elapsed() - self.began), share_))

    def _task_of(
        self, school_id: str, share_of_rest: float, share_of_all: float, phase: str, end: float
    ) -> Callable[[Send], None]:
        part = PHASE_SHARE[phase]
        workers = self.settings.workers

        def run(send: Send) -> None:
            seconds = work = None
            if self.settings.work is not None:
                work = max(0.0, self.left()) * share_of_all * part
            else:
                left = end - self._elapsed() if phase == "polish" else self.left() * part
                seconds = max(1.0, left * min(1.0, share_of_rest * workers))
            ctx = self.build(school_id, shared=True)
            seed = self.settings.seed + (phase == "again")
            school_task(self._job(ctx, seed, seconds, work, school_id), phase)(send)

        return run

    def _divide_fund(self) -> None:
        """Lets schools draw what their plans need; what is left is divided anew."""
        if self.district.fund is not None:
            parts = {s: f.part for s, f in self.found.items()}
            self.fund_fen = divided(self.district, needed(self.district, self.pack, parts))

    def _used(self) -> dict[tuple[str, int], str]:
        """Person-days that the plan so far uses, with their school."""
        served: list[Meeting | Duty] = []
        for answer in self.found.values():
            served += [*answer.part.meetings, *answer.part.duties]
        return {(w, m.weekday): m.school_id for m in served for w in m.staff_ids}

    def build(self, school_id: str, shared: bool = False) -> Context:
        """Builds the model of a school; with ``shared`` people only where they were given."""
        return build(
            self.district,
            self.pack,
            (school_id,),
            self.sharing.days_for(school_id) if shared else None,
            names_rooms=False,
            week_limit=self.sharing.week_limit if shared else None,
            evening_limit=self.sharing.evening_limit if shared else None,
            no_gaps=self.settings.no_gaps,
            fund_fen=self.fund_fen if shared else None,
        )

    # --- bookkeeping ---------------------------------------------------------------------------

    def _keep(self, school_id: str, content: Found, replace: bool = False) -> None:
        best = self.found.get(school_id)
        if replace or best is None or content.values < best.values:
            self.found[school_id] = content
        self.tell(school_id)

    def tell(self, school_id: str) -> None:
        """Tells where the run is, a school having brought news."""
        elapsed = self._elapsed()
        self.on_progress(point_of(self.phase, self.found, self.bounds, school_id, elapsed))

    def _job(
        self,
        ctx: Context,
        seed: int,
        seconds: float | None,
        work: float | None,
        school_id: str,
    ) -> Job:
        known = self.found.get(school_id)
        point = known.point if known else None
        floors = self.bounds[school_id]
        return Job(ctx, seed, seconds, work, self.settings.start, point, floors)

    def count(
        self, school_id: str, counted: Counted, findings: list[Finding], barred: Barred
    ) -> None:
        """Takes over what counting says of a school before any search, and its findings."""
        self.counted[school_id] = counted
        self.bounds[school_id] = counted_floor(counted, served=False)
        self._learn([*findings, *(s.finding for s in counted.shortages)], barred)

    def _learn(
        self, findings: list[Finding], barred: Mapping[tuple[str, str, str | None], Reason]
    ) -> None:
        for finding in findings:
            if finding not in self.findings:
                self.findings.append(finding)
                self.on_finding(finding)
        for key, reason in barred.items():
            self.barred.setdefault(key, reason)

    def left(self) -> float:
        """Returns the seconds, or units of work, that are left."""
        return self.budget.left()

    def _elapsed(self) -> float:
        return self.budget.elapsed()

    def _slice(self, most: float) -> Budget:
        return Budget(work=most) if self.budget.is_deterministic else Budget(seconds=most)
