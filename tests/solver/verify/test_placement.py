"""`place_everyone_once` and the clashes of people, rooms and classes."""

from datetime import date

from solver.domain import Student
from solver.verify import check, recompute
from tests.factories import (
    changed,
    good_plan,
    tiny_district,
    tiny_pack,
    tiny_unmet,
    with_activity,
    with_cell,
    with_claims,
    with_meeting,
    with_period,
    with_room,
    with_school,
    with_section,
)
from tests.solver.verify.helpers import (
    amounts,
    breaches,
    codes,
    free_district,
    sole,
    two_school_plan,
    two_schools,
)

PLACE = "structure:place_everyone_once"
D = tiny_district()
GOOD = good_plan(D)


def test_a_student_left_out_is_lost() -> None:
    plan = with_meeting(GOOD, "re-Tue2", class_counts={"C1": 19, "C2": 18})
    v = sole(D, PLACE, "students_lost", plan)
    assert (v.amount, v.unit, v.subject, v.period_id, v.weekday) == (1, "students", "C1", "Tue2", 2)
    # 1 student x 60 minutes, whether the plan says so or not
    assert recompute(D, tiny_pack(), plan).levels[0].value == 60


def test_a_stated_need_is_legal_but_incomplete() -> None:
    plan = with_meeting(GOOD, "re-Tue2", class_counts={"C1": 19, "C2": 18})
    row = tiny_unmet(1, weekday=2, period_id="Tue2", component="extension")
    plan = with_claims(D, tiny_pack(), changed(plan, unmet=(row,)))
    verdict = check(D, tiny_pack(), plan)
    assert (verdict.ok, verdict.complete, verdict.publishable) == (True, False, False)
    assert plan.status == "unmet"


def test_a_student_too_many_is_surplus() -> None:
    plan = with_meeting(GOOD, "re-Tue2", class_counts={"C1": 21, "C2": 18})
    assert sole(D, PLACE, "students_surplus", plan).amount == 1


def test_a_meeting_that_ends_early_leaves_its_last_date_uncovered() -> None:
    plan = with_meeting(GOOD, "re-Tue2", to_date=date(2026, 3, 20))
    # Tuesday 24 March: 20 and 18 students without a seat
    assert amounts(D, PLACE, "students_lost", plan) == [20, 18]


def test_dates_may_be_shared_between_two_meetings() -> None:
    first = next(m for m in GOOD.meetings if m.id == "re-Tue2")
    halves = (
        changed(first, to_date=date(2026, 3, 15)),
        changed(first, id="re-Tue2b", from_date=date(2026, 3, 16)),
    )
    others = tuple(m for m in GOOD.meetings if m.id != "re-Tue2")
    assert breaches(D, changed(GOOD, meetings=others + halves)) == []


def test_a_meeting_and_a_section_may_last_one_day() -> None:
    day = date(2026, 3, 24)
    first = next(m for m in GOOD.meetings if m.id == "re-Tue2")
    last = changed(first, id="re-last", section_id="re-last", from_date=day, to_date=day)
    section = next(s for s in GOOD.sections if s.id == "re")
    plan = with_meeting(GOOD, "re-Tue2", to_date=date(2026, 3, 23))
    plan = changed(
        plan,
        meetings=(*plan.meetings, last),
        sections=(*plan.sections, changed(section, id="re-last", from_date=day, to_date=day)),
    )
    assert breaches(D, plan) == []


def test_grades_of_activity_and_period() -> None:
    # Grade 3 in an activity for grade 4: 20 and 18 students
    assert amounts(with_activity(D, "reading", grades=(4,)), PLACE, "grade_not_suited") == [20, 18]
    assert (PLACE, "grade_without_period") in codes(with_period(D, "Tue2", grades=(4,)))
    assert (PLACE, "other_window") in codes(with_period(D, "Fri2", window="extended"))


def test_classes_sit_together_only_in_a_listed_merge() -> None:
    # sports on Monday and Wednesday, care on Thursday: one class too many each
    assert amounts(with_school(D, merges=()), PLACE, "merge_not_listed") == [1, 1, 1]
    v = sole(with_activity(D, "care", grouping="by_class"), PLACE, "by_class_several")
    assert (v.subject, v.amount) == ("st-Thu2", 1)


def test_a_class_of_another_school_has_no_seat_here() -> None:
    district = two_schools()
    plan = two_school_plan(district)
    counts = {"C1": 20, "C2": 18, "E1": 2}
    plan = with_meeting(plan, "re-Tue2", class_counts=counts)
    found = breaches(district, plan)
    assert [(v.code, v.amount) for v in found] == [("class_of_other_school", 2)]


def test_a_listed_student_is_in_one_place() -> None:
    district = changed(D, students=(Student(id="P1", class_id="C1"),))
    after = with_meeting(GOOD, "g1-Tue1", student_ids=("P1",))
    after = with_meeting(after, "re-Tue2", student_ids=("P1",))
    assert (PLACE, "student_twice") not in codes(district, after)
    plan = with_meeting(GOOD, "re-Tue2", student_ids=("P1",))
    plan = with_meeting(plan, "ro-Tue2", student_ids=("P1",))
    assert (PLACE, "student_twice") in codes(district, plan)


def test_a_person_leads_one_meeting_at_a_time() -> None:
    plan = with_section(GOOD, "c1", staff_ids=("T2",))
    v = sole(free_district(), "structure:avoid_staff_clashes", "staff_twice", plan)
    # Friday's pattern: 6, 20, 27 and the make-up Saturday 21
    assert (v.subject, v.amount, v.unit) == ("T2", 4, "dates")


def test_nobody_is_named_twice_in_a_meeting() -> None:
    plan = with_section(GOOD, "sp", staff_ids=("T4", "T4"))
    # Monday and Wednesday, once too often each
    assert amounts(D, "structure:avoid_staff_clashes", "staff_named_twice", plan) == [1, 1]


def test_clashes_are_judged_by_minutes_across_schools() -> None:
    # S1's sports runs 17:00-18:00; S2's care 17:59-18:59 shares a minute with it, 18:00 none.
    for start, clash in ((1079, True), (1080, False)):
        district = two_schools(start)
        plan = two_school_plan(district, "T4")
        found = [c for c in codes(district, plan) if c[0] == "structure:avoid_staff_clashes"]
        assert bool(found) is clash


def test_a_room_holds_as_many_meetings_as_it_can() -> None:
    plan = with_section(GOOD, "re", room_id="R1")
    v = sole(D, "structure:avoid_room_clashes", "room_full", plan)
    assert (v.subject, v.amount, v.period_id) == ("R1", 1, "Tue2")


def test_a_field_holds_two_sections_but_not_three() -> None:
    district = with_activity(free_district(), "sports", skill=None)
    sections = [s for s in GOOD.sections if s.id != "sp"]
    meetings = [m for m in GOOD.meetings if m.section_id != "sp"]
    for n, (class_id, count, staff) in enumerate((("C1", 40, "T1"), ("C2", 35, "T2"))):
        section = next(s for s in GOOD.sections if s.id == "sp")
        sections.append(changed(section, id=f"sp{n}"))
        meetings += [
            changed(
                m,
                id=f"sp{n}-{m.period_id}",
                section_id=f"sp{n}",
                class_counts={class_id: count},
                staff_ids=(staff, ("T3", "T4")[n]),
            )
            for m in GOOD.meetings
            if m.section_id == "sp"
        ]
    plan = changed(GOOD, sections=tuple(sections), meetings=tuple(meetings))
    assert breaches(district, plan) == []
    one = with_room(district, "F1", sections_at_once=1)
    # one section too many on Monday and on Wednesday
    assert amounts(one, "structure:avoid_room_clashes", "room_full", plan) == [1, 1]


def test_a_class_is_in_one_group_at_a_time() -> None:
    plan = with_meeting(GOOD, "c1-Fri2", class_counts={"C1": 20})
    plan = with_meeting(plan, "c2-Fri2", class_counts={"C1": 20, "C2": 35}, room_id="R3")
    found = [v for v in breaches(D, plan) if v.code == "class_twice"]
    assert [(v.clause_id, v.subject, v.amount) for v in found] == [
        ("structure:avoid_class_clashes", "C1", 4)  # Friday's four dates
    ]


def test_a_group_beside_clubs_needs_a_split_cell() -> None:
    found = breaches(D, with_cell(GOOD, "Thu2", "care"))
    clash = [v for v in found if v.code == "class_group_and_club"]
    # chess and care on Thursday's three dates, for each class
    assert [(v.subject, v.amount) for v in clash] == [("C1", 3), ("C2", 3)]
    assert {v.clause_id for v in clash} == {"structure:avoid_class_clashes"}
