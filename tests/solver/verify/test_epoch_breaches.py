"""What breaches of plans in several date ranges amount to, counted by hand."""

from datetime import date

from solver.domain import ClauseWaiver
from solver.plan import Plan, Violation
from tests.factories import changed, tiny_clause, tiny_pack
from tests.solver.verify.dated import (
    add_section,
    clubs_district,
    clubs_plan,
    cut_section,
    drop_section,
    exit_district,
    exit_plan,
    hours_district,
    hours_plan,
    march,
    move_dates,
)
from tests.solver.verify.helpers import breaches, sole

MADE = {
    "exit": (exit_district(), exit_plan()),
    "hours": (hours_district(), hours_plan()),
    "clubs": (clubs_district(), clubs_plan()),
}


def found(made: str, plan: Plan, code: str) -> list[Violation]:
    """Returns the breaches of a code in a plan whose claims are honest."""
    return [v for v in breaches(MADE[made][0], plan) if v.code == code]


def test_a_gap_loses_the_students_of_its_dates() -> None:
    # Robots end on Monday 9, care begins on the 16th: Tuesday 10, 8 and 7 students.
    plan = move_dates(MADE["exit"][1], "ro~1", to_date=march(9))
    lost = found("exit", plan, "students_lost")
    assert [(v.subject, v.amount, v.params["dates"]) for v in lost] == [
        ("C1", 8, "1"),
        ("C2", 7, "1"),
    ]
    assert {(v.params["from_date"], v.params["to_date"]) for v in lost} == {
        ("2026-03-10", "2026-03-11")
    }


def test_an_overlap_seats_students_twice() -> None:
    # Care from Monday 9, robots to the 15th: Tuesday 10.
    plan = move_dates(MADE["exit"][1], "care~2", from_date=march(9))
    both = found("exit", plan, "students_surplus")
    assert [(v.subject, v.amount, v.params["dates"]) for v in both] == [
        ("C1", 8, "1"),
        ("C2", 7, "1"),
    ]


def test_a_provider_may_not_serve_from_its_exit_on() -> None:
    # Tuesdays 17 and 24.
    plan = drop_section(move_dates(MADE["exit"][1], "ro~1", to_date=march(27)), "care~2")
    (barred,) = found("exit", plan, "provider_barred")
    assert (barred.amount, barred.params["first"]) == (2, "2026-03-17")


def test_dates_outside_a_phase_are_counted() -> None:
    # Friday's care goes on to the 20th: one date in summer hours.
    plan = move_dates(MADE["hours"][1], "c1~1", to_date=march(20))
    (outside,) = found("hours", plan, "period_outside_phase")
    assert (outside.amount, outside.unit, outside.params["first"]) == (1, "dates", "2026-03-20")
    # Chess a week early: Tuesday 31 March and Thursday 2 April, a meeting each.
    plan = move_dates(MADE["clubs"][1], "ch~2", from_date=date(2026, 3, 30))
    assert [v.amount for v in found("clubs", plan, "activity_outside_phase")] == [1, 1]


def test_a_waived_clause_is_broken_after_its_waiver() -> None:
    # At most two titles are ever missing; the waiver ends before the second part.
    pack = tiny_pack((tiny_clause("follow_mode", strength="in_principle", min_extension_titles=3),))
    waiver = ClauseWaiver(
        clause_id="T-1", school_id="S1", reason="x", granted_by="y", until=march(15)
    )
    district = changed(MADE["exit"][0], waivers=(waiver,))
    v = sole(district, "T-1", "too_few_titles", exit_plan(district, pack), pack)
    assert (v.amount, v.params["from_date"]) == (1, "2026-03-16")


def test_a_third_part_is_judged_too() -> None:
    # Care is cut again and its last part forgotten: Tuesday 24.
    plan = cut_section(MADE["exit"][1], "care~2", march(22))
    assert found("exit", plan, "students_lost") == []
    lost = found("exit", drop_section(plan, "care~2~2"), "students_lost")
    assert [(v.amount, v.params["from_date"]) for v in lost] == [
        (8, "2026-03-23"),
        (7, "2026-03-23"),
    ]
    again = add_section(plan, "more", "care~2~2")
    assert [v.amount for v in found("exit", again, "students_surplus")] == [8, 7]
