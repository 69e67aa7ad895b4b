"""The search for a new version of a plan: narrow first, wide where that may be better.

Narrow: only places that lack somebody are open. Where its answer affects no more than what is
affected in any case it is the best there is; otherwise everything at the schools concerned is
opened on these days, so that people may change places. Rooms, times, groups and rosters stay.
Every answer is checked by the verifier; one that it refuses is forbidden and another is sought.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from solver.domain import District
from solver.domain.changes import ChangeRequest
from solver.domain.messages import text
from solver.model.context import Context
from solver.plan import Plan, Violation, plan_digest
from solver.plan.recorded import change_record, closures, recorded_changes
from solver.plan.rescheduled import PlanChange, Rescheduled
from solver.policy import PolicyPack
from solver.search.reschedule.applied import changed_district, people_away
from solver.search.reschedule.cases import Case, candidates_of, cases, missing_people
from solver.search.reschedule.costs import Costs, costs_of
from solver.search.reschedule.items import Items
from solver.search.reschedule.program import Answer, Program, Solved
from solver.search.reschedule.refusing import refusals
from solver.search.reschedule.rooms import RoomMoves
from solver.search.reschedule.telling import list_changes
from solver.search.reschedule.who import Who
from solver.search.reschedule.writing import staffed, written
from solver.verify import restated

TRIES = 12
"""Answers that the check may refuse before the search gives up."""


def reschedule(
    district: District,
    pack: PolicyPack,
    plan: Plan,
    request: ChangeRequest,
    *,
    time_limit_s: float = 20.0,
    seed: int = 0,
) -> Rescheduled:
    """Returns a new version of a plan in which a request's changes hold.

    First the fewest people and classes are affected, then the fewest meetings and duties change,
    then those are asked who are nearest (``costs``). The people named by the request are away
    whatever the answer and are not counted.

    Parameters
    ----------
    district, plan : District, Plan
        A plan that is legal for the district.
    request : ChangeRequest
        What happens.

    Raises
    ------
    InputErrors
        If the request names what is not there; all of it at once.
    """
    return Run(district, pack, plan, request, time_limit_s, seed).run()


class Run:
    """One search for a new version.

    Parameters
    ----------
    costs : callable
        Who is asked first, see ``costs_of``.
    most_extra : int, optional
        The most places that lack somebody which one person takes on one date.
    """

    def __init__(
        self,
        district: District,
        pack: PolicyPack,
        plan: Plan,
        request: ChangeRequest,
        seconds: float,
        seed: int,
        costs: Costs = costs_of,
        most_extra: int | None = None,
    ) -> None:
        self.costs, self.most_extra = costs, most_extra
        self.district, self.pack, self.plan = district, pack, plan
        self.request = request
        self.away = people_away(request)
        self.until = time.monotonic() + seconds
        self.seed = seed
        self.problems: tuple[Violation, ...] = ()
        hit = {m.school_id for m in plan.meetings if self.away.intersection(m.staff_ids)}
        hit |= {d.school_id for d in plan.duties if self.away.intersection(d.staff_ids)}
        self.school_ids = tuple(s.id for s in district.schools if s.id in hit)
        changed = changed_district(district, plan, request)
        every = closures(district, (*recorded_changes(plan), *request.changes))
        self.moved = RoomMoves(changed, pack, plan, every).run(seconds / 2, seed)
        plan = self.moved.plan
        self.who = Who(Context(changed, pack, self.school_ids))
        self.candidates = candidates_of(self.who, self.school_ids)
        asked = {p.id for found in self.candidates.values() for p in found}
        self.items = Items(district, pack, plan, self.school_ids, asked)
        self.missing = missing_people(self.items, self.who, self.school_ids, self.away)

    def run(self) -> Rescheduled:
        """Searches narrow, then wide where that may be better, and says what was proved."""
        if self.moved.refused:
            return Rescheduled("refused", refused=self.moved.refused)
        if self.moved.unknown:
            return Rescheduled("unknown")
        if not self.missing:
            plan = self._renewed(self.moved.plan, self.moved.changes)
            assert plan.verdict is not None
            if not plan.verdict.ok:
                return Rescheduled("illegal", problems=plan.verdict.violations)
            return self._rooms_only(plan) if self.moved.changes else Rescheduled("unchanged", plan)
        narrow = self._search(wide=False, most=None)
        known = narrow.answer
        if known is not None and known.affected <= narrow.least:
            return known
        wide = self._search(wide=True, most=known)
        if wide.answer is not None and (known is None or _cost(wide.answer) < _cost(known)):
            return wide.answer
        if known is not None:
            least = known.affected if wide.empty else min(known.affected, wide.bound)
            same = least == known.affected
            changed = min(known.changed, wide.changed_bound) if same and not wide.empty else 0
            changed = known.changed if wide.empty else changed
            return replace(known, affected_bound=least, changed_bound=changed)
        return self._none(wide)

    @property
    def _rooms_changed(self) -> int:
        return sum(len(c.dates) for c in self.moved.changes)

    def _by_rooms(self, told: Sequence[PlanChange]) -> tuple[int, int]:
        """Returns who is affected by other rooms alone, and how many are by rooms at least."""
        by_people = [c for c in told if c.room_now is None]
        known = {c for change in by_people for c in change.class_ids}
        known |= {w for change in by_people for w in {*change.was} ^ {*change.now}}
        by_room = {c for change in self.moved.changes for c in change.class_ids}
        by_room |= {w for change in self.moved.changes for w in change.was} - self.away
        return len(by_room - known), len(by_room)

    def _rooms_only(self, plan: Plan) -> Rescheduled:
        """Returns the answer where only rooms change: what lost its room, and no more."""
        changes = self.moved.changes
        classes = {c for change in changes for c in change.class_ids}
        people = {w for change in changes for w in change.was}
        moved = sum(len(c.dates) for c in changes)
        affected = len(classes) + len(people)
        return Rescheduled(
            "done",
            plan,
            changes=changes,
            affected=affected,
            affected_bound=affected,
            changed=moved,
            changed_bound=moved,
            people=tuple(sorted(people)),
            classes=tuple(sorted(classes)),
        )

    def _search(self, wide: bool, most: Rescheduled | None) -> "_Found":
        """Solves, writes and checks until the check accepts an answer.

        Parameters
        ----------
        most : Rescheduled, optional
            An answer that is known; one that affects more is not looked for.
        """
        found = cases(self.items, self.who, self.missing, self.candidates, wide)
        forbidden: list[Answer] = []
        for _ in range(TRIES):
            program = self._program(found, forbidden)
            if most is not None:
                program.at_most(most.affected)
            solved = program.solve(self._share(), self.seed)
            least = program.least_affected
            if solved.answer is None:
                return _Found(None, solved.empty, least, max(least, solved.affected_bound), 0)
            bounds = (max(least, solved.affected_bound), solved.changed_bound)
            if most is not None and (solved.affected, solved.changed) >= _cost(most):
                return _Found(None, False, least, *bounds)
            answer = self._tried(found, solved)
            if answer is not None:
                return _Found(answer, False, least, *bounds)
            forbidden.append(solved.answer)
        return _Found(None, False, least, least, 0)

    def _share(self) -> float:
        return max(0.2, (self.until - time.monotonic()) / 2)

    def _program(
        self, found: Sequence[Case], forbidden: Sequence[Answer], optional: bool = False
    ) -> Program:
        staff = self.who.ctx.staff
        return Program(
            self.items,
            staff,
            found,
            self.away,
            self.costs(found, staff),
            self.pack.short_break_min,
            forbidden,
            optional,
            self.most_extra,
        )

    # --- answers --------------------------------------------------------------------------------

    def _tried(self, found: Sequence[Case], solved: Solved) -> Rescheduled | None:
        """Writes an answer and checks it; ``None`` if the check refuses it."""
        assert solved.answer is not None
        changes = staffed(found, solved.answer)
        told = (*self.moved.changes, *list_changes(self.district, self.items.all, changes))
        plan = self._renewed(written(self.moved.plan, self.items.all, changes), told)
        assert plan.verdict is not None
        if not plan.verdict.ok or self._is_worse(plan):
            self.problems = plan.verdict.violations
            return None
        more, least = self._by_rooms(told)
        return Rescheduled(
            "done",
            plan,
            changes=told,
            affected=solved.affected + more,
            affected_bound=max(solved.affected_bound, least),
            changed=solved.changed + self._rooms_changed,
            changed_bound=solved.changed_bound + self._rooms_changed,
            people=tuple(sorted({w for c in told for w in {*c.was} ^ {*c.now}})),
            classes=tuple(sorted({c for change in told for c in change.class_ids})),
        )

    def _records(self, told: Sequence[PlanChange]) -> list[dict[str, str]]:
        """Returns the rows of the request and of what it came to."""
        rows = [change_record(c, self.district.term) for c in self.request.changes]
        for c in told:
            dates = ", ".join(map(str, c.dates))
            row = {"kind": f"{c.kind}_staff", "was": ", ".join(c.was), "now": ", ".join(c.now)}
            if c.room_now is not None:
                row = {"kind": "meeting_room", "was": c.room_was or "", "now": c.room_now}
            rows.append({**row, "id": c.item_id, "dates": dates})
        return rows

    def _renewed(
        self,
        plan: Plan,
        told: Sequence[PlanChange],
        changes: tuple[dict[str, str], ...] | None = None,
    ) -> Plan:
        """Returns the next version of the plan, counted anew and checked."""
        if changes is None:
            changes = (*self.plan.changes, *self._records(told))
        note = text("note.rescheduled", "zh", version=self.plan.version + 1)
        plan = plan.model_copy(
            update={
                "version": self.plan.version + 1,
                "parent_digest": plan_digest(self.plan),
                "changes": changes,
            }
        )
        return restated(self.district, self.pack, plan, note)

    def _is_worse(self, plan: Plan) -> bool:
        """Tells whether more is unmet, or more money missing, than before."""
        before = {x.name: x.value for x in self.plan.levels}
        return any(x.value > before.get(x.name, 0) for x in plan.levels[:2])

    def _none(self, wide: "_Found") -> Rescheduled:
        """Says why there is no answer: who is in the way, or that nothing was proved."""
        if self.problems:
            before = self._renewed(self.plan, (), self.plan.changes).verdict
            if before is not None and not before.ok:
                return Rescheduled("illegal", problems=before.violations)
        if not wide.empty:
            return Rescheduled("unknown")
        found = cases(self.items, self.who, self.missing, self.candidates, wide=True)
        left = self._program(found, (), optional=True).left_over(self._share(), self.seed)
        if left is None:
            return Rescheduled("unknown")
        return Rescheduled(
            "refused",
            refused=refusals(self.who, self.items, self.candidates, found, left, self.away),
            problems=() if left else self.problems,
        )


@dataclass(frozen=True)
class _Found:
    """What a search came to; ``empty`` only if it is proved that there is nothing."""

    answer: Rescheduled | None
    empty: bool
    least: int
    bound: int
    changed_bound: int


def _cost(answer: Rescheduled) -> tuple[int, int]:
    return (answer.affected, answer.changed)
