"""From a district with duty posts to a checked plan, one school or several."""

from datetime import date, timedelta
from typing import Any

import pytest

from solver import check
from solver.domain import District, Funding, StaffMember
from solver.domain.people import DatedAbsence
from solver.plan import Plan, PlanOutcome
from solver.policy import PolicyPack
from solver.search.plan_term import plan_term
from tests.factories import (
    FIRST,
    changed,
    tiny_class,
    tiny_clause,
    tiny_pack,
    tiny_person,
    with_person,
    with_school,
)
from tests.solver.model.helpers import (
    district,
    gate,
    group,
    hours,
    one_school,
    small,
    week,
    with_staff,
)
from tests.solver.verify.helpers import free_district, switched, two_schools


def run(record: District, pack: PolicyPack | None = None, **settings: Any) -> PlanOutcome:
    return plan_term(
        record, pack or tiny_pack(), **{"work_limit": 20, "workers": 1, "seed": 3, **settings}
    )


def plan_of(outcome: PlanOutcome) -> Plan:
    assert outcome.plan is not None, outcome.findings
    return outcome.plan


def test_a_district_with_posts_gets_a_publishable_plan() -> None:
    # T5 is free on Mondays, T1 and T2 after their guidance: nobody need be missing.
    posts = (gate(), gate("late", start_min=1080, end_min=1100, people_needed=2))
    record = with_school(free_district(), duty_posts=posts)
    outcome = run(record)
    plan = plan_of(outcome)
    assert outcome.status == "publishable"
    assert {d.post_id: len(d.staff_ids) for d in plan.duties} == {"gate": 1, "late": 2}
    assert [level.value for level in plan.levels][:5] == [
        0
    ] * 5  # before wishes of the staff and cost
    assert plan.unmet == ()
    assert check(record, tiny_pack(), plan) == plan.verdict


def test_posts_that_nobody_can_fill_are_unmet_with_a_cause() -> None:
    # A leader of the day is a leader, and the school has none: 40 minutes of one person.
    record = with_school(free_district(), duty_posts=(gate(role="leader_of_the_day"),))
    outcome = run(record, work_limit=6)
    plan = plan_of(outcome)
    assert (outcome.status, outcome.exit_code, plan.status) == ("unmet", 3, "unmet")
    (row,) = plan.unmet
    assert (row.family, row.period_id, row.minutes, row.cause) == (
        "staff_duty_posts", "gate", 40, "finding.post_short",
    )  # fmt: skip
    first = plan.levels[0]
    assert (first.value, first.bound, first.proved) == (40, 40, True)
    assert {t.family: (t.value, t.best) for t in plan.terms}["staff_duty_posts"] == (40, 0)
    assert "finding.post_short" in {f.code for f in outcome.findings}
    assert plan.verdict is not None and plan.verdict.ok and not plan.verdict.complete


def test_clauses_on_duty_are_held() -> None:
    pack = tiny_pack(
        (
            tiny_clause("staff_duty_posts", duty_roles=("gate", "handover")),
            tiny_clause("serve_lunch", clause_id="T-2", when="lunch_eaters"),
        )
    )
    plan = plan_of(run(with_school(free_district(), duty_posts=(gate(),)), pack))
    assert plan.verdict is not None
    states = {c.clause_id: (c.state, "led=1" in c.compared) for c in plan.verdict.clauses}
    assert states == {"T-1": ("held", True), "T-2": ("not_applicable", False)}


@pytest.mark.parametrize("workers", [1, 2])
def test_schools_side_by_side_man_their_posts(workers: int) -> None:
    # S2 has T6 and T7: one leads care, the other stands at its gate. T5 of S1 may be lent.
    record = switched(with_person(two_schools(), "T5", lendable_to=("S2",)))
    record = with_school(record, "S1", duty_posts=(gate(),))
    outcome = run(record, workers=workers, work_limit=8)
    plan = plan_of(outcome)
    # S2 has no money at all: what T6's or T7's care costs is missing, nothing else.
    assert plan.unmet == ()
    assert {(d.school_id, d.post_id) for d in plan.duties} == {("S1", "gate"), ("S2", "S2-gate")}
    assert check(record, tiny_pack(), plan).ok


def three_schools() -> District:
    """Three schools of one class; a volunteer who may stand or lead at each, and own people.

    Each school has one own teacher and one open post during its hour: without the volunteer
    either the post or the class is left.
    """
    schools, people = [], []
    for i in (1, 2, 3):
        school = one_school(
            (tiny_class(f"C{i}", 10, f"R{i}"),),
            tuple(changed(p, id=f"{p.id}.{i}") for p in hours("11", "21")),
            funding=(Funding(account="basic", opening_fen=100_000),),
            duty_posts=tuple(
                gate(f"g{i}{d}", d, own_staff_only=False, class_hours_ch=50) for d in (1, 2)
            ),
        )
        band = changed(school.bands[0], id=f"B{i}")
        schools.append(changed(school, id=f"S{i}", name=f"S{i}", bands=(band,)))
        people.append(tiny_person(f"T{i}", home_school_id=f"S{i}"))
    ids = tuple(s.id for s in schools)
    volunteers = (
        tiny_person(f"V{n}", role="volunteer", home_school_id=None, lendable_to=ids, pay_fen={})
        for n in (1, 2)
    )
    return with_staff(district(tuple(schools), tuple(people), (group(),)), *volunteers)


def test_shared_people_stand_on_open_posts() -> None:
    # Two volunteers and two days: four of the six posts are manned, the rest is 2 * 40 minutes.
    record = three_schools()
    outcome = run(record, work_limit=12)
    plan = plan_of(outcome)
    assert sum(len(d.staff_ids) for d in plan.duties) == 4
    assert plan.levels[0].value == 80
    assert check(record, tiny_pack(), plan).ok
    places = {(w, d.weekday): d.school_id for d in plan.duties for w in d.staff_ids}
    assert len(places) == 4


def test_a_known_plan_is_resumed_with_its_duties() -> None:
    posts = (gate(), gate("late", start_min=1080, end_min=1100, people_needed=2))
    record = with_school(free_district(), duty_posts=posts)
    first = plan_of(run(record))
    again = plan_of(run(record, start=first))
    assert [level.value for level in again.levels][:5] == [0] * 5
    assert {d.post_id for d in again.duties} == {"gate", "late"}


def with_leaders(*leaders: StaffMember, **term: Any) -> District:
    """Returns one class, T1 who leads its Monday hour, and a post that leaders stand on."""
    record = with_staff(
        with_school(small(), duty_posts=(gate(role="leader_of_the_day"),)), *leaders
    )
    return changed(record, term=week(**term))


def test_a_short_absence_at_the_gate_is_stood_in_for() -> None:
    # P1 is away on Monday 9 March, P2 on all other Mondays until 6 April.
    monday = date(2026, 3, 9)
    others = tuple(FIRST + timedelta(days=7 * n) for n in (0, 2, 3, 4, 5))
    p1, p2 = (
        tiny_person(
            name, role="leader", absences=tuple(DatedAbsence(first=d, last=d) for d in days)
        )
        for name, days in (("P1", (monday,)), ("P2", others))
    )
    plan = plan_of(run(with_leaders(p1, p2, last_day=date(2026, 4, 10)), work_limit=3))
    assert plan.levels[0].value == 0
    assert [(d.staff_ids, d.from_date, d.except_dates) for d in plan.duties] == [
        (("P1",), FIRST, (monday,)),
        (("P2",), monday, ()),
    ]


def test_segments_have_duties_of_their_own() -> None:
    # P1's contract ends on Sunday 22 March, P2's begins on Monday 23; without a cut one of them
    # would leave the post empty: 40 minutes.
    pack = tiny_pack((tiny_clause("require_clearance", contract_roles=("leader",)),))
    p1 = tiny_person("P1", role="leader", contract_to=date(2026, 3, 22))
    p2 = tiny_person("P2", role="leader", contract_from=date(2026, 3, 23))
    plan = plan_of(run(with_leaders(p1, p2, last_day=date(2026, 4, 10)), pack, work_limit=5))
    assert plan.levels[0].value == 0
    assert sorted((d.staff_ids, d.from_date) for d in plan.duties) == [
        (("P1",), FIRST),
        (("P2",), date(2026, 3, 23)),
    ]
    assert len({d.id for d in plan.duties}) == 2
