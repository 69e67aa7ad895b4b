"""The main job, from a district to a checked plan: its answers, exit codes and promises."""

from datetime import date
from typing import Any

import pytest

from solver import check
from solver.domain import District, GridPin, MeetingPin, Pin
from solver.domain.pins import AbsencePin, ClauseWaiver
from solver.plan import Plan, PlanOutcome, Progress
from solver.policy import PolicyPack
from solver.policy.requirements import missing_inputs
from solver.search.levels import NAMES
from solver.search.plan_term import plan_term
from tests.factories import (
    changed,
    tiny_class,
    tiny_clause,
    tiny_district,
    tiny_pack,
    tiny_person,
    tiny_provider,
    tiny_term,
    with_school,
)
from tests.solver.model.helpers import district, group, hours, one_school
from tests.solver.verify.helpers import two_schools

WORK = 20


def run(record: District, pack: PolicyPack | None = None, **settings: Any) -> PlanOutcome:
    return plan_term(
        record, pack or tiny_pack(), **{"work_limit": WORK, "workers": 1, "seed": 3, **settings}
    )


def plan_of(outcome: PlanOutcome) -> Plan:
    assert outcome.plan is not None, outcome.findings
    return outcome.plan


def planned_levels(plan: Plan) -> list[tuple[int, int, bool]]:
    return [(level.value, level.bound, level.proved) for level in plan.levels]


@pytest.fixture(scope="module")
def tiny() -> PlanOutcome:
    """The outcome of the small district under a pack without clauses."""
    return run(tiny_district())


# --- a plan ----------------------------------------------------------------------------------


def test_small_district_gets_a_publishable_plan(tiny: PlanOutcome) -> None:
    plan = plan_of(tiny)
    assert (tiny.status, tiny.exit_code) == ("publishable", 0)
    assert (plan.status, plan.publishable) == ("publishable", True)
    # The good plan made by hand reaches 0 in each level but the last two, so the best does too.
    assert planned_levels(plan)[:5] == [(0, 0, True)] * 5


def test_check_accepts_the_plan_and_agrees_with_its_figures(tiny: PlanOutcome) -> None:
    plan = plan_of(tiny)
    verdict = check(tiny_district(), tiny_pack(), plan)
    assert verdict.ok
    assert verdict.publishable
    assert verdict == plan.verdict
    assert [v.value for v in verdict.levels] == [level.value for level in plan.levels]
    assert [t.value for t in verdict.terms] == [t.value for t in plan.terms]


def content(outcome: PlanOutcome) -> str:
    """The plan as JSON without the times of its making."""
    plan = plan_of(outcome)
    source = changed(plan.provenance, created_at="", wall_s=0.0)
    return changed(plan, provenance=source).model_dump_json()


def test_same_input_seed_and_work_give_the_same_plan(tiny: PlanOutcome) -> None:
    assert content(run(tiny_district())) == content(tiny)


def test_a_search_cut_off_by_its_work_limit_repeats_too() -> None:
    # Without merges chess costs money that is not there, so some choices are missed in every
    # plan; the bound does not show it, and the search goes on until its work is used up.
    record = with_school(tiny_district(), merges=())
    first = run(record, work_limit=0.6)
    assert content(run(record, work_limit=0.6)) == content(first)
    assert not plan_of(first).levels[NAMES.index("choices")].proved


def test_schools_searched_side_by_side_repeat_too() -> None:
    record = two_schools()
    first = run(record, workers=2, work_limit=4)
    assert content(run(record, workers=2, work_limit=4)) == content(first)
    assert check(record, tiny_pack(), plan_of(first)).ok


def test_provenance_says_how_the_plan_came_to_be(tiny: PlanOutcome) -> None:
    source = plan_of(tiny).provenance
    assert (source.seed, source.workers, source.work_limit, source.time_limit_s) == (
        3,
        1,
        WORK,
        None,
    )
    assert source.pack_id == "tiny"


# --- pins ------------------------------------------------------------------------------------


def test_pins_are_respected() -> None:
    pins: tuple[Pin, ...] = (
        GridPin(band_id="B1", period_id="Wed1", component="extension"),
        MeetingPin(period_id="Mon1", activity_id="care", class_id="C2", staff_id="T5"),
        MeetingPin(period_id="Fri1", activity_id="care", class_id="C1", room_id="R3"),
        AbsencePin(staff_id="T4", school_id="S1", weekday=5),
    )
    outcome = run(tiny_district(), pins=pins)
    plan = plan_of(outcome)
    cell = {(g.class_id, g.period_id): g.component for g in plan.grid}
    assert cell[("C1", "Wed1")] == cell[("C2", "Wed1")] == "extension"
    assert any(
        m.period_id == "Mon1"
        and m.activity_id == "care"
        and "C2" in m.class_counts
        and m.staff_ids[0] == "T5"
        for m in plan.meetings
    )
    assert any(
        m.period_id == "Fri1"
        and m.activity_id == "care"
        and "C1" in m.class_counts
        and m.room_id == "R3"
        for m in plan.meetings
    )
    assert not any(m.weekday == 5 and "T4" in m.staff_ids for m in plan.meetings)
    # The check sees the pins as part of the district.
    assert check(changed(tiny_district(), pins=pins), tiny_pack(), plan).ok


def test_a_pin_that_nothing_can_answer_is_told() -> None:
    # T1 has no skill for chess, so he can lead no meeting of it.
    pin = MeetingPin(period_id="Mon1", activity_id="chess", staff_id="T1")
    outcome = run(tiny_district(), pins=(pin,))
    assert (outcome.status, outcome.exit_code) == ("infeasible", 4)
    assert [(f.clause_id, f.code) for f in outcome.findings if f.severity == "infeasible"] == [
        ("structure:keep_pins", "finding.pin_impossible")
    ]


# --- no plan ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limits", "code", "amount"),
    [
        # Two periods of 60 minutes straight from dismissal on: the day has 120 minutes.
        ({"min_minutes_per_day": 130}, "finding.day_too_short", 10),
        ({"max_minutes_per_day": 90}, "finding.day_too_long", 30),
    ],
)
def test_a_day_of_the_wrong_length_is_infeasible(
    limits: dict[str, Any], code: str, amount: int
) -> None:
    outcome = run(tiny_district(), tiny_pack((tiny_clause("keep_daily_minutes", **limits),)))
    assert (outcome.status, outcome.exit_code, outcome.plan) == ("infeasible", 4, None)
    # Grade 3, each of the five weekdays.
    assert [(f.clause_id, f.code, f.amount) for f in outcome.findings] == [
        ("T-1", code, amount)
    ] * 5


def test_rows_without_a_point_are_proved_infeasible() -> None:
    # Counting sees nothing wrong, but both pinned cells cannot stand beside one guidance a day.
    record = district(
        one_school((tiny_class("C1", 30, "R1"),), hours("11", "12")),
        (tiny_person("T1", pay_fen={}),),
        (group("guidance", "guidance"), group()),
        pins=tuple(
            GridPin(band_id="B1", period_id=p, component="guidance") for p in ("p11", "p12")
        ),
    )
    outcome = run(record, tiny_pack((tiny_clause("follow_mode", max_guidance_per_day=1),)))
    assert (outcome.status, outcome.exit_code) == ("infeasible", 4)
    assert [(f.code, f.subject) for f in outcome.findings] == [("finding.proved_empty", "S1")]


def test_a_cell_that_nothing_can_fill_is_an_unmet_need() -> None:
    # No activity for extension or care exists, and the mode asks for one extension period a week:
    # the only period is that cell, and its 30 students have nothing to do in it.
    record = district(
        one_school((tiny_class("C1", 30, "R1"),)),
        (tiny_person("T1"),),
        (group("guidance", "guidance"),),
    )
    pack = tiny_pack((tiny_clause("follow_mode", min_extension_per_week=1),))
    outcome = run(record, pack)
    plan = plan_of(outcome)
    assert (outcome.status, outcome.exit_code) == ("unmet", 3)
    assert [(u.student_periods, u.component, u.cause) for u in plan.unmet] == [
        (30, "extension", "finding.class_no_activity")
    ]
    assert check(record, pack, plan).ok


# --- unmet needs -----------------------------------------------------------------------------


def test_a_class_with_nobody_to_lead_is_unmet() -> None:
    # One teacher, two classes in one hour of 40 minutes, no merge: the smaller one is left out.
    record = district(
        one_school((tiny_class("C1", 40, "R1"), tiny_class("C2", 35, "R2"))),
        (tiny_person("T1"),),
        (group(),),
    )
    outcome = run(record)
    plan = plan_of(outcome)
    assert (outcome.status, outcome.exit_code) == ("unmet", 3)
    assert (plan.status, plan.publishable) == ("unmet", False)
    assert [(u.class_id, u.period_id, u.student_periods, u.minutes) for u in plan.unmet] == [
        ("C2", "p11", 35, 1400)
    ]
    assert plan.unmet[0].cause == "finding.leaders_short"
    assert (plan.levels[0].value, plan.levels[0].bound) == (1400, 1400)
    assert check(record, tiny_pack(), plan).ok


def test_unmet_rows_add_up_to_the_level() -> None:
    # Nobody at all on Tuesday: both classes are left out there, and nowhere else.
    record = district(
        one_school(
            (tiny_class("C1", 40, "R1"), tiny_class("C2", 35, "R2")), hours("11", "21", "22")
        ),
        (tiny_person("T1"), tiny_person("T2")),
        (group(),),
        pins=tuple(AbsencePin(staff_id=w, school_id="S1", weekday=2) for w in ("T1", "T2")),
    )
    plan = plan_of(run(record))
    # 75 students in two periods of 40 minutes.
    assert sum(u.minutes for u in plan.unmet) == plan.levels[0].value == 6000
    assert {u.period_id for u in plan.unmet} == {"p21", "p22"}


# --- being stopped ---------------------------------------------------------------------------


def test_a_run_that_is_stopped_keeps_its_plan() -> None:
    seen: list[Progress] = []
    outcome = run(tiny_district(), progress=seen.append, should_stop=lambda: bool(seen))
    plan = plan_of(outcome)
    assert (outcome.status, outcome.exit_code) == ("interrupted", 130)
    assert check(tiny_district(), tiny_pack(), plan).ok
    assert (seen[0].phase, seen[0].school) == ("search", "S1")
    assert seen[0].level in {level.name for level in plan.levels}


def test_a_run_that_is_stopped_at_once_has_no_plan() -> None:
    outcome = run(tiny_district(), should_stop=lambda: True)
    assert (outcome.status, outcome.plan) == ("interrupted", None)


# --- people and providers that a rule keeps out ----------------------------------------------


def approvals(*steps: str) -> PolicyPack:
    return tiny_pack((tiny_clause("require_provider_approval", steps=steps),))


def test_provider_with_two_of_three_steps_is_not_used() -> None:
    provider = tiny_provider(approvals=tiny_provider().approvals[:2])
    record = tiny_district(providers=(provider,))
    plan = plan_of(run(record, approvals("shortlist", "city", "choice")))
    assert "robot" not in {m.activity_id for m in plan.meetings}
    assert {(u.kind, u.id, u.clause_id) for u in plan.unused} == {
        ("provider", "V1", "T-1"),
        ("activity", "robot", "T-1"),
    }
    # All 15 who chose robots miss it, and nobody else.
    assert [level.value for level in plan.levels][:5] == [0, 0, 0, 15, 0]


def test_provider_with_all_three_steps_is_used(tiny: PlanOutcome) -> None:
    plan = plan_of(run(tiny_district(), approvals("shortlist", "city", "choice")))
    assert "robot" in {m.activity_id for m in plan.meetings}
    assert plan.unused == ()


# --- waivers ---------------------------------------------------------------------------------

# Off work is 18:30 and service ends at 18:00: the clause is broken by 30 minutes each day.
EARLY = {"term": tiny_term(seasons=(changed(tiny_term().seasons[0], off_work_min=1110),))}
WAIVER = ClauseWaiver(
    clause_id="T-1", reason="buses leave at six", granted_by="bureau", until=date(2026, 3, 27)
)


def window(strength: Any) -> PolicyPack:
    return tiny_pack(
        (tiny_clause("end_within_window", strength=strength, not_before_off_work=True),)
    )


def test_waived_clause_in_principle_is_legal_and_listed() -> None:
    outcome = run(tiny_district(**EARLY, waivers=(WAIVER,)), window("in_principle"))
    plan = plan_of(outcome)
    assert outcome.status == "publishable"
    assert [(w.clause_id, w.school_id, w.granted_by) for w in plan.clause_waivers] == [
        ("T-1", "S1", "bureau")
    ]


@pytest.mark.parametrize("waivers", [(), (changed(WAIVER, until=date(2026, 3, 26)),)])
def test_unwaived_clause_in_principle_binds(waivers: tuple[ClauseWaiver, ...]) -> None:
    # Without a waiver, and with one that ends a day before the term does.
    outcome = run(tiny_district(**EARLY, waivers=waivers), window("in_principle"))
    assert (outcome.status, {f.clause_id for f in outcome.findings}) == ("infeasible", {"T-1"})
    assert {f.amount for f in outcome.findings} == {30}


def test_firm_clause_cannot_be_waived() -> None:
    record = tiny_district(**EARLY, waivers=(WAIVER,))
    outcome = run(record, window("must"))
    assert (outcome.status, {f.clause_id for f in outcome.findings}) == ("infeasible", {"T-1"})
    assert [f.code for f in missing_inputs(record, window("must"))] == ["policy.firm_clause_waived"]
