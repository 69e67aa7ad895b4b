"""Substitutes on single dates: what is wrong with them is caught, and its figures."""

from collections.abc import Callable

import pytest

from solver.domain.people import DatedAbsence
from solver.plan import Plan, Violation
from solver.verify import check
from tests.factories import changed, tiny_clause, tiny_pack, with_meeting, with_person
from tests.solver.verify.dated import LEAVE, leave_district, leave_plan, march
from tests.solver.verify.helpers import breaches, sole

PLACE, ENROL = "structure:place_everyone_once", "structure:keep_enrolment"
FREE, STAFF = "structure:respect_availability", "structure:avoid_staff_clashes"
D, GOOD = leave_district(), leave_plan()


def without(plan: Plan, meeting_id: str) -> Plan:
    return changed(plan, meetings=tuple(m for m in plan.meetings if m.id != meeting_id))


def twice(plan: Plan, meeting_id: str) -> Plan:
    """Returns the plan with a meeting's taken-out dates back, beside the substitute's."""
    return with_meeting(plan, meeting_id, except_dates=())


CORRUPTIONS: dict[str, tuple[Callable[[Plan], Plan], str, str]] = {
    "substitute elsewhere at once": (
        lambda p: with_meeting(p, "g2-Tue1/1", staff_ids=("T1",)),
        STAFF,
        "staff_twice",
    ),
    "substitute without the skill": (
        lambda p: with_meeting(p, "ch-Tue2/1", staff_ids=("T5",)),
        "structure:require_skills",
        "no_skill",
    ),
    "substitute absent too": (
        lambda p: with_meeting(p, "g2-Tue1/1", staff_ids=("T3",)),
        FREE,
        "staff_absent",
    ),
    "absence not covered": (
        lambda p: twice(without(p, "g2-Tue1/1"), "g2-Tue1"),
        FREE,
        "staff_absent",
    ),
    "date taken out and nobody there": (
        lambda p: without(p, "ch-Tue2/1"),
        PLACE,
        "students_lost",
    ),
    "substitute beside the one on leave": (
        lambda p: twice(p, "ch-Tue2"),
        ENROL,
        "pattern_period_twice",
    ),
    "a group twice on a date": (
        lambda p: twice(p, "g2-Tue1"),
        PLACE,
        "students_surplus",
    ),
    "substitute in another room": (
        lambda p: with_meeting(p, "g2-Tue1/1", room_id="R3"),
        ENROL,
        "substitute_room_differs",
    ),
    "substitute with fewer students": (
        lambda p: with_meeting(p, "ch-Tue2/1", class_counts={"C1": 11, "C2": 10}),
        ENROL,
        "substitute_roster_differs",
    ),
    "one student without a place on a date": (
        lambda p: with_meeting(p, "ch-Tue2/1", class_counts={"C1": 11, "C2": 10}),
        PLACE,
        "students_lost",
    ),
    "substitute on another date": (
        lambda p: with_meeting(p, "ch-Tue2/1", from_date=march(11), to_date=march(17)),
        PLACE,
        "students_lost",
    ),
    "one helper short on a date": (
        lambda p: with_meeting(p, "sp-Wed2/1", staff_ids=("T4",)),
        "structure:keep_section_sizes",
        "adults_missing",
    ),
}


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_spoiled_plan_is_caught(name: str) -> None:
    spoil, clause_id, code = CORRUPTIONS[name]
    verdict = check(D, tiny_pack(), spoil(GOOD))
    assert (clause_id, code) in {(v.clause_id, v.code) for v in verdict.violations}
    assert not verdict.ok
    for v in verdict.violations:
        assert v.text_zh and v.text_en and "{" not in v.text_zh + v.text_en


def found(plan: Plan, code: str) -> list[Violation]:
    """Returns the breaches of a code in a plan whose claims are honest."""
    return [v for v in breaches(D, plan) if v.code == code]


def test_a_substitute_is_in_one_place() -> None:
    plan = with_meeting(GOOD, "g2-Tue1/1", staff_ids=("T1",))
    v = sole(D, STAFF, "staff_twice", plan)
    assert (v.subject, v.amount) == ("T1", 1)  # the 10th


def test_a_substitute_keeps_the_hours_of_a_day() -> None:
    # T6 stands in for chess on Tuesday 10 and in sports on Wednesday 11: 150 ch a day.
    district = with_person(D, "T6", max_day_ch=149)
    v = sole(district, "structure:limit_hours", "over_max_day_ch", leave_plan(district))
    assert (v.amount, v.params["times"], v.params["date"]) == (1, "2", "2026-03-10")
    enough = with_person(D, "T6", max_week_ch=300, max_days=2)
    assert breaches(enough, leave_plan(enough)) == []


def test_a_substitute_is_cleared_on_the_date() -> None:
    pack = tiny_pack((tiny_clause("require_clearance", vetting_roles="all"),))
    district = with_person(D, "T6", vetted_on=LEAVE[1])
    v = sole(district, "T-1", "not_cleared", leave_plan(district, pack), pack)
    assert (v.subject, v.amount, v.params["first"]) == ("T6", 1, "2026-03-10")


def test_a_long_leave_is_not_one_date() -> None:
    away = (DatedAbsence(first=LEAVE[0], last=march(17)),)
    district = with_person(D, "T2", absences=away)
    absent = [v for v in breaches(district, leave_plan(district)) if v.code == "staff_absent"]
    # Monday 16 and Tuesday 17 are left to T2; the 12th and 13th are closed.
    assert [(v.period_id, v.amount) for v in absent] == [("Mon1", 1), ("Tue1", 1)]


def test_listed_students_stay_with_a_substitute() -> None:
    plan = GOOD
    plan = with_meeting(plan, "ch-Tue2", student_ids=("P1",))
    same = with_meeting(plan, "ch-Tue2/1", student_ids=("P1",))
    other = with_meeting(plan, "ch-Tue2/1", student_ids=("P2",))
    assert found(same, "substitute_roster_differs") == []
    assert len(found(other, "substitute_roster_differs")) == 1
