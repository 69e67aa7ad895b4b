"""`lead_by_own_staff`: an own adult is on site at every minute in which an outsider works."""

from datetime import date
from typing import Any

from solver.domain import District
from solver.plan import Plan
from tests.factories import changed, good_plan, with_meeting, with_person, with_school, with_section
from tests.solver.model.helpers import gate
from tests.solver.verify.helpers import (
    breaches,
    duty,
    free_district,
    sole,
    switched,
    two_school_plan,
    two_schools,
)

OWN = "structure:lead_by_own_staff"


def outside(*person_ids: str, **changes: Any) -> District:
    """Returns the free district in which some people are volunteers from outside."""
    district = free_district()
    for person_id in person_ids:
        district = with_person(
            district,
            person_id,
            **{"role": "volunteer", "home_school_id": None, "lendable_to": ("S1",), **changes},
        )
    return district


def test_the_instructor_of_the_good_plan_is_never_alone() -> None:
    # Tuesdays from 17:00: T3 with chess and T4 with reading beside I1's robots.
    assert breaches(free_district()) == []
    assert breaches(outside("T3")) == []


def test_nobody_of_the_school_in_the_hour() -> None:
    # Tue2: I1, T3 and T4 are all from outside; Thu2: T5 stays with the others of T3's chess.
    found = breaches(outside("T3", "T4"))
    assert {(v.clause_id, v.code) for v in found} == {(OWN, "no_own_adult")}
    # Sports on Monday and Wednesday (T4 leads, T3 helps), chess, reading and robots on Tuesday.
    assert sorted((v.subject, v.amount) for v in found) == [
        ("ch-Tue2", 4), ("re-Tue2", 4), ("ro-Tue2", 4), ("sp-Mon2", 4), ("sp-Wed2", 4),
    ]  # fmt: skip
    assert {(v.params["start"], v.params["end"]) for v in found} == {("17:00", "18:00")}


def test_externals_are_outsiders_too() -> None:
    assert {v.code for v in breaches(outside("T3", "T4", role="external"))} == {"no_own_adult"}


def test_an_own_helper_is_enough() -> None:
    # T4 helps nobody else: with T3 outside alone, sports are covered by T4, chess on Tuesday too.
    district = outside("T4")
    assert breaches(district) == []


def standing(start: int, end: int) -> tuple[District, Plan]:
    """Returns T3 and T4 from outside, and T5 on a post on the days on which they work alone."""
    posts = tuple(gate(f"g{d}", d, start_min=start, end_min=end) for d in (1, 2, 3))
    district = with_school(outside("T3", "T4"), duty_posts=posts)
    duties = tuple(duty(p.id, "T5", weekday=p.weekday) for p in posts)
    return district, changed(good_plan(district), duties=duties)


def test_a_post_counts_for_its_minutes() -> None:
    assert breaches(*standing(1020, 1080)) == []
    assert breaches(*standing(900, 1200)) == []
    found = breaches(*standing(1021, 1080))
    assert {(v.code, v.params["start"], v.params["end"]) for v in found} == {
        ("no_own_adult", "17:00", "17:01")
    }
    found = breaches(*standing(1020, 1079))
    assert {(v.params["start"], v.params["end"]) for v in found} == {("17:59", "18:00")}


def test_two_people_may_take_turns() -> None:
    district = with_school(
        outside("T3", "T4"),
        duty_posts=tuple(
            gate(f"g{d}{n}", d, start_min=s, end_min=e)
            for d in (1, 2, 3)
            for n, (s, e) in enumerate(((1000, 1050), (1050, 1100)))
        ),
    )
    people = ("T5", "T1")
    duties = tuple(
        duty(p.id, people[p.start_min == 1050], weekday=p.weekday)
        for p in district.schools[0].duty_posts
    )
    plan = changed(good_plan(district), duties=duties)
    # T1 has guidance until 17:00 (1020), the second post begins at 17:30.
    assert breaches(district, plan) == []


def test_real_dates_count() -> None:
    # T5 reads on Tuesdays beside robots and chess of outsiders, but not on the 10th.
    district = outside("T3")
    plan = with_section(good_plan(district), "re", staff_ids=("T5",))
    assert breaches(district, plan) == []
    away = with_meeting(plan, "re-Tue2", except_dates=(date(2026, 3, 10),))
    found = [v for v in breaches(district, away) if v.code == "no_own_adult"]
    assert [(v.subject, v.amount, v.unit) for v in found] == [
        ("ch-Tue2", 1, "dates"),
        ("ro-Tue2", 1, "dates"),
    ]


def test_outsiders_on_posts_need_nobody() -> None:
    district = with_school(
        outside("T5", lendable_to=("S1",)), duty_posts=(gate(own_staff_only=False, weekday=7),)
    )
    plan = changed(good_plan(district), duties=(duty("gate", "T5", weekday=7),))
    # T5's care on Thursdays is beside T3's chess.
    assert breaches(district, plan) == []


def test_people_lent_by_another_school_are_outsiders() -> None:
    district = switched(with_person(two_schools(), "T5", lendable_to=("S2",)))
    plan = changed(two_school_plan(district, "T5"), duties=())
    bare = with_school(district, "S2", duty_posts=())
    v = sole(bare, OWN, "no_own_adult", plan)
    assert (v.school_id, v.subject, v.params["person"]) == ("S2", "e1-Mon1", "Teacher T5")
