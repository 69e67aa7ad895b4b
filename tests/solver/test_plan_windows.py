"""Lunch, extended care and evening study from a district to a checked plan."""

from collections import Counter
from typing import Any

import pytest

from solver import check
from solver.domain import Band, District, Interval, School
from solver.domain.pins import LendingSwitch
from solver.domain.term import Phase
from solver.plan import Plan, PlanOutcome
from solver.search.plan_term import plan_term
from tests.factories import FIRST, changed, tiny_class, tiny_clause, tiny_pack
from tests.factories.windows import (
    evening_class,
    evening_periods,
    evening_study,
    evening_teacher,
    window_district,
)
from tests.solver.model.helpers import district, group, hours, one_school, room, week


def run(record: District, workers: int = 1) -> PlanOutcome:
    return plan_term(record, tiny_pack(), work_limit=20, workers=workers, seed=3)


def plan_of(outcome: PlanOutcome) -> Plan:
    assert outcome.plan is not None, outcome.findings
    return outcome.plan


def test_lunch_and_late_care_are_planned_whole() -> None:
    record = window_district()
    outcome = run(record)
    plan = plan_of(outcome)
    # The plan made by hand serves all of it, with every level at 0.
    assert outcome.status == "publishable"
    assert {level.value for level in plan.levels[:5]} == {0}  # all but wishes of the staff and cost
    assert check(record, tiny_pack(), plan).publishable
    seated: Counter[str] = Counter()
    for m in plan.meetings:
        seated.update({f"{m.service_type} {c}": n for c, n in m.class_counts.items()})
    assert [seated[f"lunch {c}"] for c in ("C1", "C2")] == [20, 10]
    assert [seated[f"extended {c}"] for c in ("C1", "C2")] == [5, 4]
    assert {a.account for a in plan.accounts} == {"basic", "special", "lunch"}


def small(**changes: Any) -> District:
    """Returns class C1: care in one hour, 4 of ten eat at 12:00, 3 stay after the service."""
    school = one_school(
        (tiny_class("C1", 10, "R1", lunch_eaters=4, extended_care=3),),
        (
            *hours("11"),
            *hours("21", start_min=720, window="lunch"),
            *hours("12", window="extended"),
        ),
    )
    activities = (
        group(),
        group("eat", service_type="lunch"),
        group("late", service_type="extended", grouping="whole_band"),
    )
    return changed(district(school, (evening_teacher("T1"),), activities), **changes)


@pytest.mark.parametrize(
    ("period_id", "family", "left"),
    [("p21", "serve_lunch", 4), ("p12", "offer_extended_care", 3)],
)
def test_what_nobody_can_look_after_is_told_with_its_cause(
    period_id: str, family: str, left: int
) -> None:
    period = next(p for p in small().schools[0].periods if p.id == period_id)
    away = Interval(weekday=period.weekday, start_min=period.start_min, end_min=period.end_min)
    outcome = run(small(staff=(evening_teacher("T1", busy=(away,)),)))
    plan = plan_of(outcome)
    assert (outcome.status, outcome.exit_code) == ("unmet", 3)
    rows = [(u.family, u.period_id, u.component, u.student_periods) for u in plan.unmet]
    assert rows == [(family, period_id, "care", left)]
    assert plan.levels[0].value == plan.levels[0].bound == left * 40
    assert all(u.cause == "finding.leaders_short" and u.text_zh and u.text_en for u in plan.unmet)
    # What counting shows beforehand names the same period.
    short = [f.subject for f in outcome.findings if f.code == "finding.leaders_short"]
    assert short == [f"{period_id} care"]


def test_without_an_activity_of_the_window_nobody_can_be_served() -> None:
    record = small(activities=small().activities[:2])
    plan = plan_of(run(record))
    assert [(u.cause, u.cause_params["component"]) for u in plan.unmet] == [
        ("finding.class_no_activity", "extended")
    ]


def test_evenings_too_late_are_refused_with_the_clause() -> None:
    school = one_school(
        (evening_class("C1", 10, "R1"),), evening_periods((1150, 1231)), stage="junior"
    )
    record = district(school, (evening_teacher("T1"),), (evening_study(),))
    clause = tiny_clause("end_within_window", strength="in_principle", latest_end_evening_min=1230)
    outcome = plan_term(record, tiny_pack((clause,)), work_limit=2, workers=1)
    assert (outcome.status, outcome.exit_code) == ("infeasible", 4)
    assert [(f.clause_id, f.code, f.amount) for f in outcome.findings] == [
        ("T-1", "finding.ends_too_late", 1)
    ]


def test_a_shared_teacher_keeps_the_evenings_of_a_week() -> None:
    # T1 may come to both schools, two evenings a week in all; each school has its own T for one
    # evening and three evenings to hold: six evenings, of which 2 + 1 + 1 can be.
    spans = ((1140, 1180),)

    def school(number: int) -> School:
        periods = tuple(
            changed(p, id=f"S{number}e{d}")
            for d in (1, 2, 3)
            for p in evening_periods(*spans, weekday=d)
        )
        return one_school(
            (evening_class(f"C{number}", 10, f"R{number}", participants={}),),
            periods,
            rooms=(room(f"R{number}"),),
            id=f"S{number}",
            name=f"S{number}",
            stage="junior",
            bands=(Band(id=f"B{number}", name="B", class_ids=(f"C{number}",)),),
        )

    record = district(
        (school(1), school(2)),
        (
            evening_teacher("T1", max_evenings=2, lendable_to=("S2",)),
            evening_teacher("T2", max_evenings=1),
            evening_teacher("T3", max_evenings=1, home_school_id="S2"),
        ),
        (evening_study(),),
        lending=LendingSwitch(enabled_by="X", enabled_on=FIRST, within_area=True),
    )
    plan = plan_of(run(record, workers=2))
    assert check(record, tiny_pack(), plan).ok
    evenings = Counter(w for m in plan.meetings for w in m.staff_ids)
    assert evenings == {"T1": 2, "T2": 1, "T3": 1}
    # Two of six evenings of ten students and 40 minutes are left.
    assert plan.levels[0].value == 2 * 400


def test_evenings_of_two_phases_are_planned_each_in_its_own() -> None:
    # Two hours every evening, an hour later in the second week: 120 minutes each, not 240.
    term = week(
        last_day=FIRST.replace(day=13),
        phases=(
            Phase(id="A", name="A", first=FIRST, last=FIRST.replace(day=8)),
            Phase(id="B", name="B", first=FIRST.replace(day=9), last=FIRST.replace(day=13)),
        ),
    )
    early, late = evening_periods((1050, 1170), (1110, 1230))
    periods = (
        changed(early, phase_ids=("A",)),
        changed(late, phase_ids=("B",)),
    )
    school = one_school((evening_class("C1", 10, "R1"),), periods, stage="junior")
    record = district(school, (evening_teacher("T1"),), (evening_study(),), term=term)
    pack = tiny_pack((tiny_clause("end_within_window", evening_max_minutes=120),))
    outcome = plan_term(record, pack, work_limit=5, workers=1)
    plan = plan_of(outcome)
    assert outcome.status == "publishable"
    assert check(record, pack, plan).publishable
    assert {(m.period_id, m.from_date) for m in plan.meetings} == {
        ("e1", FIRST),
        ("e2", FIRST.replace(day=9)),
    }
    short = tiny_pack((tiny_clause("end_within_window", evening_max_minutes=119),))
    refused = plan_term(record, short, work_limit=5, workers=1)
    assert refused.status == "infeasible"
    assert {(f.code, f.amount) for f in refused.findings} == {("finding.evening_too_long", 1)}
    codes = [(v.code, v.amount) for v in check(record, short, plan).violations]
    assert codes.count(("evening_too_long", 1)) == 2
