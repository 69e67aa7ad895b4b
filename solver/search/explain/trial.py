"""Whether a changed district is served: asked of counting first, then of a plan."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from solver.domain import District
from solver.model.build import build, outline
from solver.model.reach import reaches
from solver.model.shortages import count_school
from solver.plan import Plan, Progress
from solver.search.explain.change import World
from solver.search.plan_term import plan_term

SHORTEST_S = 3.0
"""Seconds below which no plan is tried any more."""
NEEDS = frozenset({"unmet_service", "missing_money"})


def codes(world: World, school_id: str, severity: str) -> set[str]:
    """Returns the codes of what counting finds at a school: impossible, or short."""
    if severity == "infeasible":
        ctx = build(
            world.district, world.pack, (school_id,), names_rooms=False, no_gaps=frozenset()
        )
        return {f.code for f in ctx.findings if f.severity == "infeasible"}
    ctx = outline(world.district, world.pack, (school_id,), no_gaps=frozenset())
    counted = count_school(reaches(ctx)[school_id])
    return {s.finding.code for s in counted.shortages if s.kind != "choices"}


def scope(district: District, school_id: str) -> tuple[str, ...]:
    """Returns a school and those that share people with it, in the district's order."""
    near = {school_id}
    for p in district.staff:
        places = {p.home_school_id, *p.lendable_to} - {None}
        if school_id in places:
            near |= {s for s in places if s is not None}
    return tuple(s.id for s in district.schools if s.id in near)


@dataclass
class Trials:
    """Plans of changed districts within a time limit.

    Attributes
    ----------
    until : ``time.monotonic()`` after which no plan is tried.
    most_s : seconds for one plan at most.
    served : the last plan that served everybody who was asked about, and what it was made for.
    """

    until: float
    most_s: float
    workers: int
    seed: int
    should_stop: Callable[[], bool]
    served: tuple[World, Plan] | None = None

    def left(self) -> float:
        """Returns the seconds that are left."""
        return self.until - time.monotonic()

    def unserved(self, world: World, school_id: str) -> int | None:
        """Returns what a plan of a school and its neighbours leaves short at the school.

        Student-minutes and minutes of posts, or fen where that is all, if some of it is proved to
        be short; ``None`` if that is open, if there is no plan, or no time to look for one.
        """
        if self.left() < SHORTEST_S or self.should_stop():
            return None
        try:
            district = District.model_validate(world.district.model_dump())
        except ValueError:
            return None  # the change alone makes no district
        near = world._replace(district=district.slice(scope(district, school_id)))
        left, stopped = self._planned(near, school_id, early=True)
        if left != 0 and stopped and self.left() >= SHORTEST_S:
            left, _ = self._planned(near, school_id, early=False)
        return left

    def pays(self, world: World, unmet: int, missing: int) -> bool:
        """Tells whether a plan of a whole district leaves no more unmet and missing than this.

        Parameters
        ----------
        unmet : int
            Minutes of students and posts without an adult or a place.
        missing : int
            Fen that all accounts together are short of.
        """
        if self.left() < SHORTEST_S or self.should_stop():
            return False
        try:
            District.model_validate(world.district.model_dump())
        except ValueError:
            return False
        for early in (True, False):
            if self.left() < SHORTEST_S:
                return False
            plan, stopped = self._plan(world, early)
            if plan is not None:
                short = sum(a.missing_fen for a in plan.accounts)
                if short <= missing and sum(u.minutes for u in plan.unmet) <= unmet:
                    return True
            if not stopped:
                return False
        return False

    def _planned(self, world: World, school_id: str, early: bool) -> tuple[int | None, bool]:
        """Plans once; returns what is left, and whether the search was ended early."""
        plan, stopped = self._plan(world, early)
        if plan is None:
            return None, stopped
        minutes = sum(u.minutes for u in plan.unmet if u.school_id == school_id)
        fen = sum(a.missing_fen for a in plan.accounts if a.school_id == school_id)
        mine = minutes or fen
        level = next(
            x for x in plan.levels if x.name == ("unmet_service" if minutes else "missing_money")
        )
        if mine and level.bound <= level.value - mine:
            return None, stopped  # nothing says that no plan serves everybody here
        if not mine:
            self.served = (world, plan)
        return mine, stopped

    def _plan(self, world: World, early: bool) -> tuple[Plan | None, bool]:
        """Plans once; ``early`` ends the search as soon as it turns to what is wished.

        Returns a plan that the check passed, and whether it was ended so.
        """
        served = False

        def news(progress: Progress) -> None:
            nonlocal served
            every = progress.value is not None and progress.done == progress.schools
            served = served or (early and every and progress.level not in NEEDS)

        outcome = plan_term(
            world.district,
            world.pack,
            time_limit_s=max(SHORTEST_S, min(self.left(), self.most_s)),
            workers=self.workers,
            seed=self.seed,
            progress=news,
            should_stop=lambda: served or self.should_stop(),
        )
        plan = outcome.plan
        if plan is None or plan.verdict is None or not plan.verdict.ok:
            return None, served
        return plan, served
