"""Plans in several date ranges that are legal, and what they amount to, counted by hand."""

from datetime import date
from typing import Any

from solver.domain import ChoiceCount, District, MeetingPin, Student
from solver.domain.school import ServiceStart
from solver.domain.students import RankedChoice
from solver.plan import Plan
from solver.verify import check, recompute
from solver.verify.context import Context
from solver.verify.epochs import epochs
from solver.verify.parts import Part
from tests.factories import (
    changed,
    good_plan,
    tiny_clause,
    tiny_district,
    tiny_pack,
    tiny_term,
    tiny_unmet,
    with_claims,
    with_class,
    with_meeting,
    with_person,
    with_school,
)
from tests.solver.verify.dated import (
    LEAVE,
    clubs_district,
    clubs_plan,
    cut_section,
    drop_section,
    exit_district,
    exit_plan,
    hours_district,
    hours_plan,
    leave_district,
    leave_plan,
    march,
    move_dates,
    stand_in,
)
from tests.solver.verify.helpers import breaches, codes, free_district, sole

ENROL = "structure:keep_enrolment"
PACK = tiny_pack()
PAID = ("pay", "external_pay", "provider:V1")
EXIT, HOURS, CLUBS, ON_LEAVE = exit_district(), hours_district(), clubs_district(), leave_district()


def ranges(district: District, plan: Plan) -> list[tuple[date, date]]:
    """Returns the first and last date of service of each epoch (the term's, if it is one)."""
    term = district.term
    return [
        (p.days.first, p.days.last) if isinstance(p, Part) else (term.first_day, term.last_day)
        for p in epochs(Context(district, PACK, plan))
    ]


def figures(district: District, plan: Plan) -> tuple[list[int], dict[str, int]]:
    """Returns the levels and their references, of those that anything is asked for.

    Each class of the good plan's week has two adults for care: 2 x 30 points of staff wishes.
    """
    counted = recompute(district, PACK, plan)
    unasked = ("priority_choices", "encouraged", "save_money")
    asked = {k: v for k, v in counted.references.items() if k not in unasked}
    assert len(asked) == len(counted.references) - 3
    assert [v.value for v in counted.levels if v.name in unasked[:2]] == [0, 0]
    cost = next(v.value for v in counted.levels if v.name == "save_money")
    paid = [n for account in lines(district, plan) for kind, n in account.items() if kind in PAID]
    assert cost == -sum(paid)
    return [v.value for v in counted.levels if v.name in asked], asked


def lines(district: District, plan: Plan) -> list[dict[str, int]]:
    """Returns the lines of the basic and the special account, with their closing."""
    return [
        {**{line.kind: line.amount_fen for line in a.lines}, "closing": a.closing_fen}
        for a in recompute(district, PACK, plan).accounts
    ]


# --- the epochs -------------------------------------------------------------------------------


def test_a_plan_without_dates_is_its_own_only_epoch() -> None:
    ctx = Context(tiny_district(), PACK, good_plan())
    assert epochs(ctx) == (ctx,)
    assert epochs(ctx)[0] is ctx


def test_epochs_run_from_first_to_last_date_of_service() -> None:
    # Sections end on Friday 13 (closed, like the 12th) and begin on Monday 16: the weekend is none.
    assert ranges(HOURS, hours_plan()) == [(march(2), march(11)), (march(16), march(27))]
    assert ranges(EXIT, exit_plan()) == [(march(2), march(11)), (march(16), march(27))]
    assert ranges(ON_LEAVE, leave_plan()) == [(march(2), march(27))]


def test_a_grade_that_begins_later_cuts_nothing() -> None:
    late = ServiceStart(grades=(3,), first_day=march(9))
    district = with_school(free_district(), service_starts=(late,))
    plan = good_plan(district)
    for section in plan.sections:
        plan = move_dates(plan, section.id, from_date=march(9))
    assert ranges(district, plan) == [(march(2), march(27))]
    assert breaches(district, plan) == []
    assert figures(district, plan)[1]["unmet_service"] == 45000


def test_a_boundary_cuts_the_whole_plan_but_changes_nothing_else() -> None:
    district = free_district()
    plan = with_claims(district, PACK, cut_section(good_plan(district), "re", march(15)))
    assert check(district, PACK, plan).publishable
    # two parts: 45000 student-minutes and 37 choices in each
    assert figures(district, plan) == (
        [0, 0, 0, 2 * 60],
        {"unmet_service": 90000, "missing_money": 0, "choices": 74, "staff_wishes": 0},
    )
    assert lines(district, plan) == lines(district, good_plan(district))


# --- legal plans ------------------------------------------------------------------------------


def test_an_exit_in_the_middle_of_the_term() -> None:
    plan = exit_plan()
    assert check(EXIT, PACK, plan).publishable
    # Robots of 8 and 7 students are missed in the second part alone.
    assert figures(EXIT, plan) == (
        [0, 0, 15, 2 * 60],
        {"unmet_service": 90000, "missing_money": 0, "choices": 74, "staff_wishes": 0},
    )
    basic, special = lines(EXIT, plan)
    # The good plan's 76 adult-dates and two Tuesdays of care, 90 yuan each: 7020 yuan.
    assert basic["pay"] == -702000
    assert basic["closing"] == 100000 + 750000 - 30000 - 702000 - 20000
    # 15 students pay 200 yuan once; two Tuesdays at 600 yuan.
    assert special == {"fees": 300000, "provider:V1": -120000, "closing": 180000}


def test_winter_hours() -> None:
    plan = hours_plan()
    assert check(HOURS, PACK, plan).publishable
    assert figures(HOURS, plan) == (
        [0, 0, 0, 2 * 60],
        {"unmet_service": 90000, "missing_money": 0, "choices": 74, "staff_wishes": 0},
    )
    # The hours differ, the figures do not: 15 students pay for robots once.
    assert lines(HOURS, plan) == lines(free_district(), good_plan(free_district()))


def test_clubs_from_the_sixth_week() -> None:
    plan = clubs_plan()
    assert check(CLUBS, PACK, plan).publishable
    # Nobody can choose a club before: the 37 choices count in the second part only. Before, the
    # class teachers have all of the care.
    assert figures(CLUBS, plan) == (
        [0, 0, 0, 60],
        {"unmet_service": 90000, "missing_money": 0, "choices": 37, "staff_wishes": 0},
    )
    basic, special = lines(CLUBS, plan)
    # Adults x dates: Mon, Wed, Fri 4x8 each; Tue 4x5 + 4x3; Thu 4x4 + 4x3: 156 at 90 yuan.
    assert basic["pay"] == -1404000
    # 15 students at 200 yuan; 7, 14 and 21 April at 600 yuan.
    assert special == {"fees": 300000, "provider:V1": -180000, "closing": 120000}


def test_a_substitute_on_two_dates() -> None:
    plan = leave_plan()
    assert check(ON_LEAVE, PACK, plan).publishable
    # The pattern week is the usual one: T2 leads her own class, one epoch is counted once.
    assert figures(ON_LEAVE, plan) == (
        [0, 0, 0, 60],
        {"unmet_service": 45000, "missing_money": 0, "choices": 37, "staff_wishes": 0},
    )
    # T5 and T6 are paid like those they stand in for.
    assert lines(ON_LEAVE, plan) == lines(free_district(), good_plan(free_district()))


def test_a_need_of_one_part_is_stated_with_its_dates() -> None:
    plan = drop_section(exit_plan(), "care~2")

    def stated(**dates: Any) -> Plan:
        rows = [
            tiny_unmet(n, class_id=c, weekday=2, period_id="Tue2", component="care", **dates)
            for c, n in (("C1", 8), ("C2", 7))
        ]
        return with_claims(EXIT, PACK, changed(plan, unmet=tuple(rows)))

    good = stated(from_date=march(16), to_date=march(27))
    verdict = check(EXIT, PACK, good)
    assert (verdict.ok, verdict.complete, good.status) == (True, False, "unmet")
    assert figures(EXIT, good)[0] == [900, 0, 15, 120]  # 15 students x 60 minutes, in one part
    # Without dates the rows claim a need in the first part too, where all are in their clubs.
    found = [v for v in breaches(EXIT, stated()) if v.code == "unmet_but_served"]
    assert [(v.amount, v.params["to_date"]) for v in found] == [
        (8, "2026-03-11"),
        (7, "2026-03-11"),
    ]


def test_a_class_without_service_yet_has_nobody_there() -> None:
    late = ServiceStart(grades=(4,), first_day=march(16))
    district = with_school(with_class(EXIT, "C2", grade=4), service_starts=(late,))
    plan = exit_plan(district)
    assert breaches(district, plan) == []
    # First part: C1 alone, 40 x 60 x 10 minutes and 12 + 8 choices; second part as ever.
    levels, references = figures(district, plan)
    assert (references["unmet_service"], references["choices"]) == (24000 + 45000, 20 + 37)
    assert levels == [0, 0, 15, 30 + 60]
    # Only C1's 8 students ever come to robots.
    assert lines(district, plan)[1]["fees"] == 160000


def test_a_period_without_a_date_in_a_part_needs_nothing_there() -> None:
    # The last part is Wednesday 25 to Friday 27: no Tuesday.
    district = free_district()
    plan = cut_section(good_plan(district), "c2", march(24))
    plan = with_meeting(plan, "re-Tue2", to_date=march(24))
    assert breaches(district, plan) == []
    row = tiny_unmet(
        20,
        weekday=2,
        period_id="Tue2",
        component="extension",
        from_date=march(25),
        to_date=march(27),
    )
    # Who plans that Tuesday all the same may state its need: 20 x 60 minutes.
    stated = with_claims(district, PACK, changed(plan, unmet=(row,)))
    assert check(district, PACK, stated).ok
    assert figures(district, stated)[0][0] == 1200


# --- substitutes ------------------------------------------------------------------------------


def test_the_meeting_with_most_dates_stands_for_the_week() -> None:
    # T5 leads on three of four Tuesdays: not the people of the other days.
    plan = stand_in(good_plan(ON_LEAVE), "g2-Tue1", ("T5",), march(3), march(10), march(17))
    found = breaches(ON_LEAVE, stand_in(plan, "g2-Wed1", ("T5",), LEAVE[1]))
    assert (ENROL, "section_staff_differs") in {(v.clause_id, v.code) for v in found}
    terms = {t.family: t.value for t in recompute(ON_LEAVE, PACK, plan).terms}
    assert terms["keep_own_class_teacher"] == 1  # T5 is not C2's teacher


def test_who_only_stands_in_has_no_least_week() -> None:
    district = with_person(ON_LEAVE, "T6", min_week_ch=300)
    assert breaches(district, leave_plan(district)) == []
    busy = with_person(ON_LEAVE, "T5", min_week_ch=300)  # T5 has one care a week, 150 ch
    assert sole(busy, "structure:limit_hours", "under_min_week_ch", leave_plan(busy)).amount == 150


def test_the_least_week_holds_in_each_part() -> None:
    # T5 leads 150 ch in the first part and 300 ch in the second.
    district = with_person(EXIT, "T5", min_week_ch=300)
    v = sole(district, "structure:limit_hours", "under_min_week_ch", exit_plan(district))
    assert (v.amount, v.params["from_date"], v.params["to_date"]) == (
        150,
        "2026-03-02",
        "2026-03-11",
    )
    assert v.text_en.startswith("From 2026-03-02 to 2026-03-11: Teacher T5")
    assert v.text_zh.startswith("2026-03-02 至 2026-03-11：")


# --- pins, choices and fees over the parts ----------------------------------------------------


def test_a_pin_holds_in_every_part_that_has_its_activity() -> None:
    robots = MeetingPin(period_id="Tue2", activity_id="robot", staff_id="I1")
    pinned = changed(EXIT, pins=(robots,))
    v = sole(pinned, "structure:keep_pins", "pin_meeting", exit_plan(pinned))
    assert v.params["from_date"] == "2026-03-16"
    pinned = changed(CLUBS, pins=(robots,))  # there are no clubs in the first part
    assert breaches(pinned, clubs_plan(pinned)) == []


def test_a_listed_student_wants_what_there_is() -> None:
    student = Student(
        id="P1",
        class_id="C2",
        choices=(RankedChoice(menu_id="M1", activity_ids=("robot", "chess")),),
    )
    only_robots = tuple(
        changed(a, phase_ids=()) if a.id == "chess" else a for a in CLUBS.activities
    )
    district = changed(CLUBS, students=(student,), activities=only_robots)
    parts = epochs(Context(district, PACK, clubs_plan()))
    wanted = [{k: n for k, n in p.choices.items() if k[0] == "C2"} for p in parts]
    assert wanted == [{("C2", "M1", "chess"): 1}, {("C2", "M1", "robot"): 1}]


def test_a_club_that_grows_charges_the_most_it_ever_has() -> None:
    # C1 has 8 places in robots, C2 seven and then two: 15 fees, not 25.
    plan = cut_section(good_plan(free_district()), "ro", march(15))
    plan = with_meeting(plan, "ro~2-Tue2", class_counts={"C1": 8, "C2": 2})
    assert lines(free_district(), plan)[1]["fees"] == 300000
    # C1 has eight and then none, C2 none and then seven.
    plan = with_meeting(plan, "ro~1-Tue2", class_counts={"C1": 8})
    plan = with_meeting(plan, "ro~2-Tue2", class_counts={"C2": 7})
    assert lines(free_district(), plan)[1]["fees"] == 300000


def test_a_listed_student_pays_once() -> None:
    clause = tiny_clause("cap_fees", account="special", per_student_total=True, cap_fen=20000)
    pack = tiny_pack((clause,))
    district = changed(
        free_district(),
        students=(Student(id="P1", class_id="C1"),),
        choice_counts=tuple(
            ChoiceCount(class_id="C2", menu_id="M1", activity_id=a, count=n)
            for a, n in (("chess", 10), ("robot", 7))
        ),
    )
    plan = cut_section(good_plan(district), "ro", march(15))
    for n in (1, 2):
        plan = with_meeting(plan, f"ro~{n}-Tue2", student_ids=("P1",))
    found = codes(district, plan, pack)
    assert ("T-1", "student_fee_over_cap") not in found


def test_phases_nobody_uses_change_nothing() -> None:
    district = free_district(term=tiny_term(phases=HOURS.term.phases))
    plan = good_plan(district)
    assert ranges(district, plan) == [(march(2), march(27))]
    assert breaches(district, plan) == []
