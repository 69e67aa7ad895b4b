"""Levels and terms: what wishes cost, counted by hand."""

from solver.domain import District, StaffMember, Student
from solver.domain.students import RankedChoice
from solver.plan import Plan
from solver.verify import check, recompute
from tests.factories import (
    changed,
    good_plan,
    tiny_district,
    tiny_pack,
    with_claims,
    with_class,
    with_meeting,
    with_person,
    with_section,
)
from tests.solver.verify.helpers import free_district, switched, two_school_plan, two_schools

D = tiny_district()
GOOD = good_plan(D)
CARERS = 60
"""Each class of the good plan has a second adult for care: 2 x 30 points."""


def counted(district: District, plan: Plan) -> tuple[dict[str, int], dict[str, int]]:
    """Returns levels and terms by name, after checking that honest claims of them pass."""
    verdict = check(district, tiny_pack(), with_claims(district, tiny_pack(), plan))
    assert verdict.ok, verdict.violations
    return {v.name: v.value for v in verdict.levels}, {v.family: v.value for v in verdict.terms}


def test_missed_choices() -> None:
    plan = with_section(GOOD, "ro", class_counts={"C1": 6, "C2": 7})
    plan = with_section(plan, "re", class_counts={"C1": 22, "C2": 18})
    levels, terms = counted(D, plan)
    assert (levels["choices"], terms["satisfy_choices"]) == (2, 2)


def test_choices_of_listed_students_replace_the_counts() -> None:
    students = tuple(
        Student(
            id=f"P{n}",
            class_id="C1",
            choices=(RankedChoice(menu_id="M1", activity_ids=(("chess", "robot")[n >= 12],)),),
        )
        for n in range(21)
    )
    # C1: 12 chess and 9 robots are wished, 8 sit in robots
    levels, _ = counted(changed(D, students=students), GOOD)
    assert levels["choices"] == 1


def test_guidance_by_the_own_teacher() -> None:
    plan = with_section(GOOD, "g1", staff_ids=("T2",))
    plan = with_section(plan, "g2", staff_ids=("T1",))
    levels, terms = counted(D, plan)
    # 5 + 5 class-periods, 50 points each
    assert (terms["keep_own_class_teacher"], levels["staff_wishes"]) == (10, 500 + CARERS)


def test_hours_over_target() -> None:
    levels, terms = counted(with_person(D, "T1", target_week_ch=800), GOOD)
    assert (terms["balance_workload"], levels["staff_wishes"]) == (100, 100 + CARERS)


def test_trips() -> None:
    district = switched(with_person(two_schools(), "T5", lendable_to=("S2",)))
    levels, terms = counted(district, two_school_plan(district, "T5"))
    assert (terms["limit_trips"], levels["staff_wishes"]) == (1, 80 + CARERS)


def test_somebody_without_home_makes_no_trips() -> None:
    district = with_person(
        two_schools(), "T5", role="volunteer", home_school_id=None, lendable_to=("S1", "S2")
    )
    person: StaffMember = next(p for p in district.staff if p.id == "T5")
    assert person.home_school_id is None
    _, terms = counted(district, two_school_plan(district, "T5"))
    assert terms["limit_trips"] == 0


def test_references_are_those_of_the_empty_plan() -> None:
    district = with_class(free_district(), "C1", participants_by_period={"Fri2": 0})
    plan = with_meeting(GOOD, "c1-Fri2", class_counts={"C1": 0})
    references = recompute(district, tiny_pack(), plan).references
    # 45000 less 40 students x 60 minutes on Friday
    assert references["unmet_service"] == 45000 - 2400
