"""`keep_enrolment`, `keep_menu`, `keep_section_sizes`, `keep_pins`."""

from typing import Any

from solver.domain import AbsencePin, ClassQuota, District, GridPin, MeetingPin
from solver.domain.base import GridComponent
from solver.domain.school import GridCell
from solver.plan import Plan
from tests.factories import (
    changed,
    good_plan,
    tiny_district,
    tiny_periods,
    with_activity,
    with_cell,
    with_meeting,
    with_person,
    with_school,
    with_section,
    without_meeting,
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

ENROL, MENU = "structure:keep_enrolment", "structure:keep_menu"
SIZES, PINS = "structure:keep_section_sizes", "structure:keep_pins"
D = tiny_district()
GOOD = good_plan(D)


def with_counts(district: District, **counts: int) -> District:
    """Returns the district with other choice counts, keys like ``C1_chess``."""
    rows = {(c.class_id, c.activity_id): c for c in district.choice_counts}
    for key, count in counts.items():
        class_id, activity_id = key.split("_")
        rows[(class_id, activity_id)] = changed(rows[(class_id, activity_id)], count=count)
    return changed(district, choice_counts=tuple(r for r in rows.values() if r.count))


# --- keep_enrolment ---------------------------------------------------------------------------


def test_a_section_keeps_its_leader() -> None:
    district = with_person(free_district(), "T1", skills=("chess",))
    plan = with_meeting(GOOD, "ch-Thu2", staff_ids=("T1",))
    assert sole(district, ENROL, "section_staff_differs", plan).amount == 1


def test_a_section_keeps_its_room() -> None:
    assert (
        sole(D, ENROL, "section_room_differs", with_meeting(GOOD, "ch-Thu2", room_id="R2")).amount
        == 1
    )


def test_a_chosen_section_keeps_its_roster() -> None:
    plan = with_meeting(GOOD, "ch-Thu2", class_counts={"C1": 11, "C2": 10})
    plan = with_meeting(plan, "st-Thu2", class_counts={"C1": 29, "C2": 25})
    assert sole(D, ENROL, "section_roster_differs", plan).amount == 1


def test_a_group_keeps_its_classes_but_not_its_numbers() -> None:
    district = with_school(
        D,
        classes=tuple(
            changed(c, participants_by_period={"Wed2": 30}) if c.id == "C1" else c
            for c in D.schools[0].classes
        ),
    )
    plan = with_meeting(GOOD, "sp-Wed2", class_counts={"C1": 30, "C2": 35})
    assert breaches(district, plan) == []
    plan = with_meeting(plan, "sp-Wed2", class_counts={"C1": 30})
    assert (ENROL, "section_classes_differ") in codes(district, plan)


def test_a_section_meets_in_each_period_of_its_pattern_once() -> None:
    plan = without_meeting(GOOD, "ch-Thu2")
    assert (ENROL, "pattern_period_missing") in codes(D, plan)
    sections = tuple(changed(s, period_ids=("Tue2",)) if s.id == "ch" else s for s in GOOD.sections)
    assert (ENROL, "pattern_period_extra") in codes(D, changed(GOOD, sections=sections))
    twice = changed(next(m for m in GOOD.meetings if m.id == "ch-Thu2"), id="ch-Thu2b")
    assert (ENROL, "pattern_period_twice") in codes(
        D, changed(GOOD, meetings=(*GOOD.meetings, twice))
    )


def test_a_pattern_has_as_many_days_as_the_activity() -> None:
    district = with_activity(D, "chess", meetings_per_week=1)
    assert sole(district, ENROL, "pattern_wrong").amount == 1  # two weekdays, one is due
    assert sole(with_activity(D, "chess", meetings_per_week=3), ENROL, "pattern_wrong").amount == 1


def double_chess() -> tuple[District, Plan]:
    """Returns a district and plan with chess in both periods of Thursday, one block a week."""
    district = free_district()
    district = with_activity(district, "chess", meetings_per_week=1, length_periods=2)
    district = with_activity(district, "reading", max_students=60)
    plan = without_meeting(without_meeting(GOOD, "g1-Thu1"), "g2-Thu1")
    plan = with_meeting(plan, "ch-Tue2", id="ch-Thu1", period_id="Thu1", weekday=4)
    plan = with_meeting(plan, "re-Tue2", class_counts={"C1": 32, "C2": 28}, room_id="R3")
    more = changed(
        next(m for m in plan.meetings if m.id == "st-Thu2"), id="st-Thu1", period_id="Thu1"
    )
    patterns = {
        "ch": ("Thu1", "Thu2"),
        "st": ("Thu1", "Thu2"),
        "g1": ("Mon1", "Tue1", "Wed1", "Fri1"),
        "g2": ("Mon1", "Tue1", "Wed1", "Fri1"),
    }
    plan = changed(
        with_cell(plan, "Thu1", "split"),
        meetings=(*plan.meetings, more),
        sections=tuple(
            changed(s, period_ids=patterns.get(s.id, s.period_ids)) for s in plan.sections
        ),
    )
    return district, plan


def test_a_long_activity_has_consecutive_periods() -> None:
    district, plan = double_chess()
    assert breaches(district, plan) == []
    # With a period between the two (17:00-17:10), the block is torn: one wrong day.
    torn = with_school(
        district,
        periods=(
            *(
                changed(p, start_min=1035, end_min=1095) if p.id.endswith("2") else p
                for p in tiny_periods()
            ),
            changed(tiny_periods()[6], id="Thu1b", start_min=1020, end_min=1030),
        ),
    )
    found = [v for v in breaches(torn, plan) if v.code == "pattern_wrong"]
    assert [(v.clause_id, v.amount) for v in found] == [(ENROL, 1)]


def test_nobody_sits_in_what_was_not_chosen() -> None:
    v = sole(with_counts(D, C1_robot=7), ENROL, "not_chosen")
    assert (v.amount, v.subject, v.unit) == (1, "C1", "students")  # 8 enrolled, 7 chose
    assert breaches(with_counts(D, C1_robot=9)) == []


# --- keep_menu --------------------------------------------------------------------------------


def test_only_what_a_menu_offers() -> None:
    menu = D.schools[0].menus[0]
    district = with_counts(D, C1_robot=0, C2_robot=0)
    district = with_school(district, menus=(changed(menu, activity_ids=("chess",)),))
    assert amounts(district, MENU, "not_on_menu") == [8, 7]
    # a menu for other periods does not offer it either
    elsewhere = changed(menu, activity_ids=("robot",), id="M2", period_ids=("Thu2",))
    district = with_school(district, menus=(changed(menu, activity_ids=("chess",)), elsewhere))
    assert amounts(district, MENU, "not_on_menu") == [8, 7]


def test_a_school_without_menus_offers_everything() -> None:
    district = changed(D, choice_counts=tuple(changed(c, menu_id=None) for c in D.choice_counts))
    assert breaches(with_school(district, menus=())) == []


def test_a_menu_lets_take_so_many() -> None:
    district = with_activity(D, "chess", meetings_per_week=1)
    for robots, over in ((10, []), (11, [1])):  # 30 chess + 11 robots > 1 x 40 participants
        here = with_counts(district, C1_chess=30, C2_chess=0, C1_robot=robots)
        plan = without_meeting(GOOD, "ch-Thu2")
        plan = with_meeting(plan, "ch-Tue2", class_counts={"C1": 30})
        plan = with_meeting(plan, "re-Tue2", class_counts={"C1": 10, "C2": 35})
        plan = with_meeting(
            plan,
            "ro-Tue2",
            weekday=4,
            period_id="Thu2",
            id="ro-Thu2",
            class_counts={"C1": robots, "C2": 7},
        )
        plan = with_meeting(plan, "st-Thu2", class_counts={"C1": 40 - robots, "C2": 28})
        patterns = {"ch": ("Tue2",), "ro": ("Thu2",)}
        plan = changed(
            plan,
            sections=tuple(
                changed(s, period_ids=patterns.get(s.id, s.period_ids)) for s in plan.sections
            ),
        )
        assert amounts(here, MENU, "menu_overtaken", plan) == over


def test_nobody_takes_one_activity_twice() -> None:
    # all 40 of C1 in chess is as many as take part; in two sections there are more
    district = with_counts(with_activity(D, "chess", max_students=60), C1_chess=40, C1_robot=0)
    plan = with_section(GOOD, "ch", class_counts={"C1": 40}, room_id="R3")
    assert (MENU, "enrolled_twice") not in codes(district, plan)
    second = changed(next(s for s in plan.sections if s.id == "ch"), id="ch2")
    more = tuple(
        changed(m, id=f"ch2-{m.period_id}", section_id="ch2", class_counts={"C1": 1})
        for m in plan.meetings
        if m.section_id == "ch"
    )
    plan = changed(plan, sections=(*plan.sections, second), meetings=(*plan.meetings, *more))
    found = [v for v in breaches(district, plan) if v.code == "enrolled_twice"]
    assert [(v.clause_id, v.amount) for v in found] == [(MENU, 1)]  # 41 of 40


def test_weekdays_and_schools_of_an_activity() -> None:
    assert breaches(with_activity(D, "robot", weekdays=(2,))) == []
    assert sole(with_activity(D, "robot", weekdays=(3,)), MENU, "weekday_not_allowed").amount == 1
    district = with_activity(two_schools(), "robot", school_id="S2")
    plan = two_school_plan(district)
    assert sole(district, MENU, "not_offered", plan).subject == "ro-Tue2"


# --- keep_section_sizes -----------------------------------------------------------------------


def test_adults_of_a_meeting() -> None:
    v = sole(D, SIZES, "adults_missing", with_section(GOOD, "sp", staff_ids=("T4",)))
    assert (v.amount, v.unit) == (1, "adults")
    plan = with_section(GOOD, "sp", staff_ids=("T4", "T3", "T5"))
    assert sole(D, SIZES, "adults_too_many", plan).amount == 1


def test_most_students_by_size_and_by_ratio() -> None:
    assert breaches(with_activity(D, "robot", max_students=15)) == []
    assert sole(with_activity(D, "robot", max_students=14), SIZES, "section_too_large").amount == 1
    # two adults: 2 x 38 = 76 >= 75 students, 2 x 37 = 74
    assert breaches(with_activity(D, "sports", students_per_adult=38)) == []
    v = sole(with_activity(D, "sports", students_per_adult=37), SIZES, "section_too_large")
    assert (v.subject, v.amount) == ("sp", 1)


def test_fewest_students() -> None:
    assert breaches(with_activity(D, "robot", min_students=15)) == []
    assert sole(with_activity(D, "robot", min_students=16), SIZES, "section_too_small").amount == 1


def test_quotas_of_classes() -> None:
    def quota(**values: Any) -> District:
        return with_activity(D, "robot", class_quotas=(ClassQuota(**values),))

    assert breaches(quota(min_students=7, max_students=8)) == []
    over = sole(quota(max_students=7), SIZES, "quota_over")
    assert (over.subject, over.amount) == ("C1", 1)  # 8 of C1
    under = sole(quota(min_students=8), SIZES, "quota_under")
    assert (under.subject, under.amount) == ("C2", 1)  # 7 of C2
    assert breaches(quota(class_id="C1", min_students=8)) == []


# --- keep_pins --------------------------------------------------------------------------------


def test_fixed_cells() -> None:
    def pinned(component: GridComponent) -> District:
        return changed(D, pins=(GridPin(class_id="C1", period_id="Mon2", component=component),))

    assert breaches(pinned("sports")) == []
    assert sole(pinned("care"), PINS, "pin_cell").subject == "C1"
    cell = GridCell(band_id="B1", period_id="Mon2", component="extension")
    assert amounts(with_school(D, fixed_grid=(cell,)), PINS, "pin_cell") == [1, 1]


def test_fixed_meetings() -> None:
    def pinned(**values: Any) -> District:
        pin = MeetingPin(period_id="Tue2", activity_id="reading", **values)
        return changed(D, pins=(pin,))

    assert breaches(pinned(class_id="C2", room_id="R2", staff_id="T4")) == []
    for other in ({"room_id": "R3"}, {"staff_id": "T5"}):
        assert sole(pinned(**other), PINS, "pin_meeting").subject == "reading"


def test_a_fixed_meeting_is_one_meeting_with_all_of_it() -> None:
    # guidance of C1 is in R1, R2 has guidance of C2
    for room_id, ok in (("R1", True), ("R2", False)):
        pin = MeetingPin(period_id="Mon1", activity_id="guidance", class_id="C1", room_id=room_id)
        assert (breaches(changed(D, pins=(pin,))) == []) is ok


def test_fixed_absences() -> None:
    def pinned(weekday: int | None) -> District:
        return changed(D, pins=(AbsencePin(staff_id="T5", school_id="S1", weekday=weekday),))

    assert breaches(pinned(3)) == []
    assert sole(pinned(4), PINS, "pin_absence").subject == "T5"
    assert sole(pinned(None), PINS, "pin_absence").amount == 1
