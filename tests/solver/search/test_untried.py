"""Schools that no search had time for keep a legal plan, and are told apart from short ones."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from solver import check
from solver.domain import Band, District, DutyPost, MeetingPin, Pin
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


def short_school() -> District:
    """Care of two classes of 10 and 12 in one hour of 40 minutes, with one adult for one class."""
    return district(
        one_school((tiny_class("C1", 10, "R1"), tiny_class("C2", 12, "R2"))),
        (tiny_person("T1", pay_fen={}),),
        (group(),),
    )


def with_another_school() -> District:
    """The short school S1, and S2 whose one class of 10 has its own adult."""
    record = short_school()
    other = one_school(
        (tiny_class("D1", 10, "Q1"),),
        (changed(record.schools[0].periods[0], id="q11"),),
        id="S2",
        name="S2",
        bands=(Band(id="B2", name="B2", class_ids=("D1",)),),
    )
    person = tiny_person("T2", home_school_id="S2", pay_fen={})
    return changed(record, schools=(*record.schools, other), staff=(*record.staff, person))


def test_a_school_without_any_search_keeps_its_needs_as_unknown() -> None:
    record = short_school()
    outcome = run(record, Losing(("part", "end"), lost_runs=1))
    plan = plan_of(outcome)
    assert (outcome.status, outcome.exit_code) == ("unmet", 3)
    # Placed one by one the first class, of 10, gets T1; the 12 of the other one have nobody for 40
    # minutes. The bound is what counting shows: one class of 10 at least.
    assert plan.levels[0].value == 12 * 40
    assert (plan.levels[0].bound, plan.levels[0].proved) == (10 * 40, False)
    (need,) = plan.unmet
    assert (need.class_id, need.student_periods, need.cause) == ("C2", 12, "cause.no_time")
    verdict = check(record, tiny_pack(), plan)
    assert (verdict.ok, verdict.publishable) == (True, False)
    (told,) = [f for f in outcome.findings if f.family == "search"]
    assert (told.code, told.params["count"]) == ("finding.schools_untried", "1")


def test_the_other_schools_keep_their_plans() -> None:
    record = with_another_school()
    plan = plan_of(run(record, Losing(("part",))))
    # What needs no search serves S2, and the one of the two classes of S1 that comes first.
    assert sorted(c for m in plan.meetings for c in m.class_counts) == ["C1", "D1"]
    assert [(u.class_id, u.cause) for u in plan.unmet] == [("C2", "cause.no_time")]
    assert check(record, tiny_pack(), plan).ok


def test_a_lost_survey_is_made_up_for_at_the_end() -> None:
    record = with_another_school()
    outcome = run(record, Losing(("part",), lost_runs=1))
    plan = plan_of(outcome)
    assert sorted(c for m in plan.meetings for c in m.class_counts) == ["C1", "D1"]
    assert check(record, tiny_pack(), plan).ok
    # S2 was not searched either, and wants for nothing.
    (told,) = [f for f in outcome.findings if f.code == "finding.schools_untried"]
    assert told.params == {"count": "1", "schools": "S1"}


def test_no_time_at_all_leaves_each_school_what_needs_no_search() -> None:
    search = DistrictSearch(
        with_another_school(),
        tiny_pack(),
        Settings(0.0, None, 1, 0),
        SerialEngine(),
        Budget(seconds=-10.0),
        lambda _: None,
        lambda: False,
        lambda _: None,
    )
    search.run()
    assert {s: f.values[0] for s, f in search.found.items()} == {"S1": 12 * 40, "S2": 0}
    assert all(f.part.untried for f in search.found.values())


def test_a_post_that_no_search_had_time_for_is_told_so_too() -> None:
    post = DutyPost(id="G", weekday=1, start_min=700, end_min=720, people_needed=2, role="gate")
    record = short_school()
    record = changed(record, schools=(changed(record.schools[0], duty_posts=(post,)),))
    plan = plan_of(run(record, Losing(("part", "end"), lost_runs=1)))
    # T1 stands at the gate in the morning; nobody else is there.
    assert [(u.student_periods, u.cause) for u in plan.unmet if u.class_id is None] == [
        (1, "cause.post_no_time")
    ]


def test_what_is_stopped_by_hand_makes_no_plan_for_schools_without_one() -> None:
    search = DistrictSearch(
        with_another_school(),
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


def test_a_pin_that_nothing_can_keep_leaves_no_plan() -> None:
    record = short_school()
    # T1 shall lead care on Monday, and is away on Monday.
    pins: tuple[Pin, ...] = (
        MeetingPin(period_id="p11", activity_id="care", staff_id="T1"),
        AbsencePin(school_id="S1", staff_id="T1", weekday=1),
    )
    ctx = build(changed(record, pins=pins), tiny_pack(), names_rooms=False)
    assert bare_part(ctx, 0, True, alone=False) == (None, True)
