"""`respect_availability`, `require_skills`, `fit_rooms`."""

from datetime import date

import pytest

from solver.domain import Interval, MeetingPin
from solver.domain.people import DatedAbsence, TimePreference
from solver.domain.school import Dismissal
from tests.factories import (
    changed,
    good_plan,
    tiny_clause,
    tiny_district,
    tiny_pack,
    with_activity,
    with_meeting,
    with_person,
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

FREE, SKILLS = "structure:respect_availability", "structure:require_skills"
ROOMS = "structure:fit_rooms"
D = tiny_district()
GOOD = good_plan(D)


def at(weekday: int, start_min: int, end_min: int) -> tuple[Interval, ...]:
    return (Interval(weekday=weekday, start_min=start_min, end_min=end_min),)


# --- respect_availability: T5 has care on Thursday 17:00-18:00 --------------------------------


def test_availability_holds_the_whole_period() -> None:
    assert breaches(with_person(D, "T5", availability=at(4, 1020, 1080))) == []
    late = with_person(D, "T5", availability=at(4, 1021, 1080))
    assert sole(late, FREE, "staff_not_available").subject == "T5"
    # two intervals that only together cover the period do not do
    torn = with_person(D, "T5", availability=(*at(4, 1020, 1050), *at(4, 1050, 1080)))
    assert sole(torn, FREE, "staff_not_available").amount == 1


def test_busy_blocks_share_no_minute() -> None:
    assert breaches(with_person(D, "T5", busy=at(4, 900, 1020))) == []
    assert sole(with_person(D, "T5", busy=at(4, 900, 1021)), FREE, "staff_busy").amount == 1


@pytest.mark.parametrize(("end", "breaks"), [(1020, False), (1021, True)])
def test_a_prohibited_time(end: int, breaks: bool) -> None:
    wish = TimePreference(when=at(4, 900, end)[0], preference="prohibited")
    found = codes(with_person(D, "T5", preferences=(wish,)))
    assert found == ({(FREE, "staff_refuses")} if breaks else set())


def test_absences_count_by_date() -> None:
    def away(first: int, last: int) -> DatedAbsence:
        return DatedAbsence(first=date(2026, 3, first), last=date(2026, 3, last))

    # Thursdays are 5, 19 and 26 March; the 12th is closed
    assert breaches(with_person(D, "T5", absences=(away(6, 18),))) == []
    v = sole(with_person(D, "T5", absences=(away(19, 27),)), FREE, "staff_absent")
    assert (v.amount, v.unit, v.period_id) == (2, "dates", "Thu2")
    plan = with_meeting(GOOD, "st-Thu2", except_dates=(date(2026, 3, 19),))
    found = codes(with_person(D, "T5", absences=(away(19, 19),)), plan)
    assert (FREE, "staff_absent") not in found  # and the date is then without service
    assert ("structure:place_everyone_once", "students_lost") in found


def test_nobody_serves_outside_the_contract_though_no_clause_asks_for_one() -> None:
    # Thursdays are 5, 19 and 26 March: a contract to the 19th misses one, one from the 6th too
    assert breaches(with_person(D, "T5", contract_to=date(2026, 3, 26))) == []
    v = sole(with_person(D, "T5", contract_to=date(2026, 3, 19)), FREE, "outside_contract")
    assert (v.amount, v.unit, v.period_id) == (1, "dates", "Thu2")
    late = with_person(D, "T5", contract_from=date(2026, 3, 6))
    assert sole(late, FREE, "outside_contract").amount == 1
    assert breaches(with_person(D, "T5", contract_from=None)) == []


def test_a_clause_on_contracts_speaks_alone() -> None:
    clause = tiny_clause("require_clearance", contract_roles=("all",))
    ended = with_person(D, "T5", contract_to=date(2026, 3, 19))
    assert sole(ended, "T-1", "not_cleared", pack=tiny_pack((clause,))).amount == 1


def test_rooms_have_times_too() -> None:
    assert breaches(with_room(D, "R4", availability=at(2, 1020, 1080))) == []
    shut = with_room(D, "R4", availability=at(2, 1020, 1079))
    assert sole(shut, FREE, "room_not_available").subject == "R4"


def test_nobody_before_dismissal() -> None:
    school = with_school(D, dismissal=(Dismissal(grades=(3,), weekday=1, at_min=965),))
    # guidance of both classes starts at 16:00, five minutes before 16:05
    assert amounts(school, FREE, "before_dismissal") == [5, 5]
    other = with_school(D, dismissal=(Dismissal(grades=(4,), weekday=1, at_min=965),))
    assert breaches(other) == []


# --- require_skills ---------------------------------------------------------------------------


def test_the_leader_has_the_skill_and_helpers_need_none() -> None:
    # chess meets twice; T3 helps in sports without its skill
    assert amounts(with_person(D, "T3", skills=()), SKILLS, "no_skill") == [1, 1]
    swapped = with_section(GOOD, "sp", staff_ids=("T3", "T4"))
    assert amounts(D, SKILLS, "no_skill", swapped) == [1, 1]


def test_a_providers_activity_has_its_own_instructor() -> None:
    plan = with_section(GOOD, "ro", staff_ids=("T1",))
    assert sole(free_district(), SKILLS, "not_of_provider", plan).subject == "T1"


def test_an_instructor_serves_only_the_provider() -> None:
    plan = with_section(GOOD, "st", staff_ids=("I1",))
    assert sole(D, SKILLS, "instructor_elsewhere", plan).subject == "I1"


# --- fit_rooms --------------------------------------------------------------------------------


def test_seats() -> None:
    assert breaches(with_room(D, "R4", seats=15)) == []
    v = sole(with_room(D, "R4", seats=14), ROOMS, "room_too_small")
    assert (v.amount, v.unit, v.subject) == (1, "seats", "R4")


def test_features() -> None:
    v = sole(with_activity(D, "robot", room_features=("lab", "wifi")), ROOMS, "room_features")
    assert (v.amount, v.unit) == (1, "features")


def test_safety_checks() -> None:
    assert breaches(with_room(D, "R4", safety_passed=None)) == []
    assert sole(with_room(D, "R4", safety_passed=False), ROOMS, "room_not_safe").amount == 1


def test_a_room_is_given_and_of_the_school() -> None:
    assert sole(D, ROOMS, "no_room", with_section(GOOD, "re", room_id=None)).subject == "re-Tue2"
    district = two_schools()
    plan = with_section(two_school_plan(district), "re", room_id="Q1")
    assert sole(district, ROOMS, "room_of_other_school", plan).subject == "Q1"


def test_ordinary_activities_sit_in_ordinary_rooms() -> None:
    plan = with_section(GOOD, "st", room_id="F1")
    assert sole(D, ROOMS, "room_not_plain", plan).amount == 1
    exposed = with_room(D, "R3", weather_exposed=True)
    assert sole(exposed, ROOMS, "room_not_plain").subject == "R3"


def test_a_class_alone_sits_in_its_home_room_if_it_can() -> None:
    plan = with_section(GOOD, "c1", room_id="R3")
    v = sole(D, ROOMS, "not_home_room", plan)
    assert (v.subject, v.period_id) == ("R3", "Fri2")
    just = with_room(D, "R1", seats=40)  # as many as the class has
    assert sole(just, ROOMS, "not_home_room", plan).amount == 1
    pin = MeetingPin(period_id="Fri2", activity_id="care", class_id="C1", room_id="R3")
    assert breaches(changed(D, pins=(pin,)), plan) == []
    other = changed(pin, class_id="C2")
    assert (ROOMS, "not_home_room") in codes(changed(D, pins=(other,)), plan)
    shut = tuple(i for w in range(1, 5) for i in at(w, 900, 1100))
    assert breaches(with_room(D, "R1", availability=(*shut, *at(5, 960, 1020))), plan) == []
