"""Schools that no search had time for keep a legal plan, and are told apart from short ones."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from solver import check
from solver.domain import District, MeetingPin, Pin
from solver.domain.pins import AbsencePin
from solver.model.build import build
from solver.plan import Plan, PlanOutcome
from solver.search.bare import bare_part
from solver.search.budget import Budget
from solver.search.decompose import DistrictSearch, Settings
from solver.search.engines import SerialEngine, Task
from solver.search.plan_term import plan_term
from tests.factories import (
    changed,
    tiny_class,
    tiny_clause,
    tiny_district,
    tiny_pack,
    tiny_person,
)
from tests.solver.model.helpers import district, group, one_school
from tests.solver.verify.helpers import two_schools


class Losing:
    """An engine whose children are lost: some sorts of messages never arrive, or no run at all."""

    def __init__(self, lost: Collection[str], lost_runs: int = 0, only: int | None = None) -> None:
        self._lost, self._lost_runs, self._only = lost, lost_runs, only
        self.runs = 0

    def run(
        self,
        tasks: Sequence[Task],
        on_message: Callable[[int, Any], None],
        should_stop: Callable[[], bool],
    ) -> None:
        self.runs += 1
        if self.runs <= self._lost_runs:
            return

        def passing(index: int, message: Any) -> None:
            if message[0] not in self._lost or self._only not in (None, index):
                on_message(index, message)

        SerialEngine().run(tasks, passing, should_stop)


def run(record: District, engine: Losing, pack: Any = None) -> PlanOutcome:
    return plan_term(record, pack or tiny_pack(), work_limit=1, workers=1, seed=3, engine=engine)


def plan_of(outcome: PlanOutcome) -> Plan:
    assert outcome.plan is not None, outcome.findings
    return outcome.plan


def causes(plan: Plan, school_id: str) -> set[str]:
    return {u.cause for u in plan.unmet if u.school_id == school_id}


def test_a_school_without_any_search_keeps_its_needs_as_unknown() -> None:
    record = tiny_district()
    outcome = run(record, Losing(("part", "end"), lost_runs=1))
    plan = plan_of(outcome)
    assert (outcome.status, outcome.exit_code) == ("unmet", 3)
    # 40 and 35 participants in ten periods of 60 minutes each day of the week.
    assert plan.levels[0].value == (40 + 35) * 10 * 60
    # Nobody showed that anything stays unmet: the bound is that of counting, which finds nothing.
    assert (plan.levels[0].bound, plan.levels[0].proved) == (0, False)
    assert causes(plan, "S1") == {"cause.no_time"}
    verdict = check(record, tiny_pack(), plan)
    assert (verdict.ok, verdict.publishable) == (True, False)
    assert [f.code for f in outcome.findings if f.family == "search"] == ["finding.schools_untried"]


def test_the_other_schools_keep_their_plans() -> None:
    record = two_schools()
    # S2 has one class of 10 in one period and S1 comes first in the rounds: the larger one.
    outcome = run(record, Losing(("part",), only=1))
    plan = plan_of(outcome)
    assert outcome.exit_code == 3
    assert {m.school_id for m in plan.meetings} == {"S1"}
    assert causes(plan, "S2") == {"cause.no_time", "cause.post_no_time"}
    assert plan.levels[0].value == sum(u.minutes for u in plan.unmet)
    assert check(record, tiny_pack(), plan).ok
    (told,) = [f for f in outcome.findings if f.code == "finding.schools_untried"]
    assert told.params["count"] == "1"


def test_a_lost_survey_is_made_up_for_at_the_end() -> None:
    record = two_schools()
    plan = plan_of(run(record, Losing(("part",), lost_runs=1)))
    assert plan.meetings == ()
    assert {s for s in ("S1", "S2") if causes(plan, s)} == {"S1", "S2"}
    assert check(record, tiny_pack(), plan).ok


def test_no_time_at_all_leaves_the_least_plan_of_each_school() -> None:
    record = two_schools()
    search = DistrictSearch(
        record,
        tiny_pack(),
        Settings(0.0, None, 1, 0),
        SerialEngine(),
        Budget(seconds=-10.0),
        lambda _: None,
        lambda: False,
        lambda _: None,
    )
    search.run()
    assert set(search.found) == {"S1", "S2"}
    assert all(f.part.untried for f in search.found.values())
    assert not any(f.part.meetings for f in search.found.values())


def test_what_is_stopped_by_hand_makes_no_plan_for_schools_without_one() -> None:
    search = DistrictSearch(
        two_schools(),
        tiny_pack(),
        Settings(10.0, None, 1, 0),
        SerialEngine(),
        Budget(seconds=10.0),
        lambda _: None,
        lambda: True,
        lambda _: None,
    )
    search.run()
    assert search.found == {}


def test_the_least_plan_runs_what_a_mode_asks_for() -> None:
    mode = tiny_clause("follow_mode", strength="must", min_extension_titles=2)
    record = tiny_district()
    pack = tiny_pack((mode,))
    plan = plan_of(run(record, Losing(("part", "end"), lost_runs=1), pack))
    titles = {m.activity_id for m in plan.meetings if m.component == "extension"}
    assert len(titles) >= 2
    verdict = check(record, pack, plan)
    assert verdict.ok
    assert causes(plan, "S1") == {"cause.no_time"}


def test_a_pin_that_nothing_can_keep_leaves_no_plan() -> None:
    record = district(
        one_school((tiny_class("C1", 30, "R1"),)), (tiny_person("T1"),), (group("care"),)
    )
    # T1 shall lead care on Monday, and is away on Monday.
    pins: tuple[Pin, ...] = (
        MeetingPin(period_id="p11", activity_id="care", staff_id="T1"),
        AbsencePin(school_id="S1", staff_id="T1", weekday=1),
    )
    ctx = build(changed(record, pins=pins), tiny_pack(), names_rooms=False)
    assert bare_part(ctx, 0, True, alone=False) == (None, True)
