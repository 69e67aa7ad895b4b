"""`staff_duty_posts` and `serve_lunch`: who stands on posts, how many, and who eats along."""

from datetime import date
from typing import Any

import pytest

from solver.domain import District, DutyPost
from solver.domain.school import ServiceStart
from solver.plan import Duty, Plan, UnmetNeed
from solver.policy import PolicyPack
from solver.verify import check, recompute
from tests.factories import (
    changed,
    good_plan,
    tiny_clause,
    tiny_pack,
    tiny_person,
    with_person,
    with_school,
)
from tests.solver.model.helpers import gate, with_staff
from tests.solver.verify.helpers import amounts, breaches, codes, duty, free_district, sole

POSTS, LUNCH = "structure:staff_duty_posts", "T-1"


def posted(*posts: DutyPost, **changes: Any) -> District:
    """Returns the free district with posts at S1: by default the gate, Monday 16:00-16:40.

    T3, T4 and T5 are free then; T1 and T2 have guidance until 17:00.
    """
    return with_school(free_district(**changes), duty_posts=posts or (gate(),))


def manned(district: District, *duties: Duty, unmet: tuple[UnmetNeed, ...] = ()) -> Plan:
    """Returns the good plan with duties."""
    return changed(good_plan(district), duties=duties, unmet=unmet)


def missing(people: int = 1, **changes: Any) -> UnmetNeed:
    """Returns the row of people who are missing at the gate."""
    return UnmetNeed(
        **{
            "family": "staff_duty_posts",
            "school_id": "S1",
            "class_id": None,
            "weekday": 1,
            "period_id": "gate",
            "component": "care",
            "student_periods": people,
            "minutes": 40 * people,
            "cause": "x",
            **changes,
        }
    )


# --- how many --------------------------------------------------------------------------------


def test_a_manned_post_is_legal_and_costs_nothing() -> None:
    district = posted()
    plan = manned(district, duty("gate", "T5"))
    assert breaches(district, plan) == []
    assert recompute(district, tiny_pack(), plan).accounts == good_plan(district).accounts


def test_an_empty_post_is_stated_or_wrong() -> None:
    district = posted(gate(people_needed=2))
    assert amounts(district, POSTS, "post_unmanned", manned(district)) == [2]
    one = manned(district, duty("gate", "T5"))
    assert amounts(district, POSTS, "post_unmanned", one) == [1]
    assert breaches(district, manned(district, duty("gate", "T5"), unmet=(missing(),))) == []
    assert breaches(district, manned(district, duty("gate", "T4", "T5"))) == []


def test_people_missing_count_as_unmet_service() -> None:
    # Two people for 40 minutes; the reference is the good plan's 45000 and these 80.
    district = posted(gate(people_needed=2))
    counted = recompute(district, tiny_pack(), manned(district, unmet=(missing(2),)))
    assert counted.levels[0].value == 80
    assert {t.family: t.value for t in counted.terms}["staff_duty_posts"] == 80
    assert counted.references["unmet_service"] == 45000 + 80
    verdict = check(district, tiny_pack(), manned(district, unmet=(missing(2),)))
    assert not verdict.complete


def test_the_worst_date_counts() -> None:
    # Mondays 2, 9, 16 and 23 March; T4 stands in for T5 on the 9th only.
    district = posted()
    but_one = duty("gate", "T5", except_dates=(date(2026, 3, 9),))
    v = sole(district, POSTS, "post_unmanned", manned(district, but_one))
    assert (v.amount, v.unit, v.params["dates"]) == (1, "people", "1")
    other = duty("gate", "T4", id="g2", from_date=date(2026, 3, 9), to_date=date(2026, 3, 9))
    assert breaches(district, manned(district, but_one, other)) == []


def test_too_many_people_are_wrong() -> None:
    district = posted()
    assert amounts(district, POSTS, "post_crowded", manned(district, duty("gate", "T4", "T5"))) == [
        1
    ]


def test_a_post_without_dates_needs_nobody() -> None:
    # No Sunday in the term has service but Sundays follow their own weekday: the term ends Friday.
    district = posted(gate(weekday=7))
    closed = changed(
        district,
        term=changed(
            district.term,
            closures=(
                *district.term.closures,
                *({"first": d, "last": d} for d in (date(2026, 3, n) for n in (8, 15, 22))),
            ),
        ),
    )
    assert amounts(district, POSTS, "post_unmanned", manned(district)) == [1]
    assert breaches(closed, manned(closed)) == []


def test_posts_begin_with_the_first_grade() -> None:
    # Service of grade 3, the only one, begins on the 9th: Mondays 9, 16 and 23.
    start = (ServiceStart(grades=(3,), first_day=date(2026, 3, 9)),)
    district = with_school(posted(), service_starts=start)
    late = duty("gate", "T5", from_date=date(2026, 3, 9))
    assert breaches(district, manned(district, late)) == []


# --- who -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("post", "person", "why"),
    [
        ({}, {}, None),
        ({"skill": "first aid"}, {}, "unfit_skill"),
        ({"skill": "first aid"}, {"skills": ("first aid",)}, None),
        ({"role": "leader_of_the_day"}, {}, "unfit_role"),
        ({"role": "leader_of_the_day"}, {"role": "leader"}, None),
        ({"role": "leader_of_the_day", "staff_roles": ("other_staff",)}, {}, None),
        ({"own_staff_only": False}, {}, None),
        ({}, {"role": "volunteer", "home_school_id": None}, "unfit_role"),
        (
            {"staff_roles": ("volunteer",)},
            {"role": "volunteer", "home_school_id": None},
            "unfit_home",
        ),
        ({"own_staff_only": False}, {"role": "volunteer", "home_school_id": None}, None),
    ],
)
def test_who_may_stand(post: dict[str, Any], person: dict[str, Any], why: str | None) -> None:
    free = tiny_person("X", role="other_staff", lendable_to=("S1",))
    district = with_staff(posted(gate(**post)), changed(free, **person))
    found = breaches(district, manned(district, duty("gate", "X")))
    expected = [] if why is None else [(POSTS, "duty_not_eligible", why, 4)]
    assert [(v.clause_id, v.code, v.params["why"], v.amount) for v in found] == expected


def test_instructors_never_stand() -> None:
    district = posted(gate(own_staff_only=False, staff_roles=("instructor",)))
    found = breaches(district, manned(district, duty("gate", "I1")))
    assert [(v.code, v.params["why"]) for v in found] == [("duty_not_eligible", "unfit_role")]


def test_the_same_person_counts_once() -> None:
    district = posted(gate(people_needed=2))
    twice = manned(district, duty("gate", "T5", "T5"))
    assert codes(district, twice) == {
        (POSTS, "post_unmanned"),
        ("structure:avoid_staff_clashes", "staff_named_twice"),
    }


# --- clauses ---------------------------------------------------------------------------------


def test_the_clause_that_names_the_role_is_broken() -> None:
    district = posted(gate("a", role="attendance"), gate("b"))
    pack = tiny_pack((tiny_clause("staff_duty_posts", duty_roles=("attendance", "handover")),))
    plan = changed(good_plan(district, pack), duties=())
    found = breaches(district, plan, pack)
    assert [(v.clause_id, v.subject) for v in found] == [("T-1", "a"), (POSTS, "b")]


@pytest.mark.parametrize(("posts", "led"), [((), True), ((gate(role="handover"),), False)])
def test_a_role_without_a_post_is_held_by_the_leaders(
    posts: tuple[DutyPost, ...], led: bool
) -> None:
    district = with_school(free_district(), duty_posts=posts)
    pack = tiny_pack((tiny_clause("staff_duty_posts", duty_roles=("handover",)),))
    duties = tuple(duty(p.id, "T5") for p in posts)
    plan = changed(good_plan(district, pack), duties=duties)
    (state,) = check(district, pack, plan).clauses
    assert state.state == "held"
    assert ("led=1" in state.compared) is led


# --- lunch company ---------------------------------------------------------------------------


def lunching(*posts: DutyPost, eaters: int = 5) -> District:
    """Returns S1 with lunch of C1 on Monday 11:40-12:40 (``L``) and leader P1."""
    district = free_district()
    school = district.schools[0]
    lunch = changed(school.periods[0], id="L", window="lunch", start_min=700, end_min=760)
    first, second = school.classes
    district = with_school(
        district,
        periods=(*school.periods, lunch),
        classes=(changed(first, lunch_eaters=eaters), second),
        duty_posts=posts,
    )
    return with_staff(district, tiny_person("P1", role="leader"))


PACK = tiny_pack((tiny_clause("serve_lunch"),))


def at_lunch(district: District, *duties: Duty, pack: PolicyPack = PACK) -> list[tuple[str, str]]:
    """Returns clause and code of what is wrong with lunch company, places aside."""
    found = breaches(district, changed(good_plan(district, pack), duties=duties), pack)
    return [(v.clause_id, v.code) for v in found if "post" in v.code or "leader" in v.code]


def test_a_leader_eats_along() -> None:
    district = lunching()
    assert at_lunch(district) == [(LUNCH, "lunch_without_leader")]
    assert at_lunch(district, duty("accompany:L", "P1")) == []
    assert at_lunch(lunching(eaters=0)) == []
    assert at_lunch(district, pack=tiny_pack()) == []


def test_only_leaders_of_the_school_eat_along() -> None:
    district = lunching()
    found = breaches(
        district, changed(good_plan(district, PACK), duties=(duty("accompany:L", "T5"),)), PACK
    )
    assert {v.code for v in found} >= {"duty_not_eligible", "lunch_without_leader"}


def test_a_stated_post_for_it_takes_the_place_of_the_derived_one() -> None:
    eating = gate("eat", role="lunch_accompany", start_min=690, end_min=701)
    district = lunching(eating)
    assert at_lunch(district, duty("eat", "P1")) == []
    assert at_lunch(district) == [(LUNCH, "lunch_without_leader"), (POSTS, "post_unmanned")]
    # The derived one is none of this school.
    found = breaches(
        district, changed(good_plan(district, PACK), duties=(duty("accompany:L", "P1"),)), PACK
    )
    assert ("plan:duties", "unknown_id") in {(v.clause_id, v.code) for v in found}


def test_a_post_that_ends_before_or_admits_no_leader_does_not() -> None:
    before = gate("eat", role="lunch_accompany", start_min=690, end_min=700)
    teachers = gate(
        "eat", role="lunch_accompany", start_min=700, end_min=760, staff_roles=("teacher",)
    )
    for post, person in ((before, "P1"), (teachers, "T5")):
        stated, derived = duty("eat", person), duty("accompany:L", "P1")
        assert at_lunch(lunching(post), stated) == [(LUNCH, "lunch_without_leader")]
        assert at_lunch(lunching(post), stated, derived) == []


def test_a_lunch_alone_may_be_stated() -> None:
    # 60 minutes of the one lunch; the level counts them.
    district = lunching()
    row = missing(family="serve_lunch", period_id="L", minutes=60)
    plan = changed(good_plan(district, PACK), unmet=(row,))
    found = breaches(district, plan, PACK)
    assert "lunch_without_leader" not in {v.code for v in found}
    assert {t.family: t.value for t in recompute(district, PACK, plan).terms}[
        "staff_duty_posts"
    ] == 60
    assert recompute(district, PACK, plan).references["unmet_service"] >= 45000 + 60
    there = changed(plan, duties=(duty("accompany:L", "P1"),))
    assert "unmet_but_manned" in {v.code for v in breaches(district, there, PACK)}


def test_each_date_needs_a_leader() -> None:
    district = lunching()
    but_one = duty("accompany:L", "P1", except_dates=(date(2026, 3, 16),))
    plan = changed(good_plan(district, PACK), duties=(but_one,))
    (v,) = [v for v in breaches(district, plan, PACK) if v.code == "lunch_without_leader"]
    assert (v.amount, v.unit, v.params["first"]) == (1, "dates", "2026-03-16")


# --- what is asked of people at meetings is asked of them on duty -----------------------------


def on_gate(person_id: str = "T5", **person: Any) -> set[tuple[str, str]]:
    district = with_person(posted(), person_id, **person)
    return codes(district, manned(district, duty("gate", person_id)))


def test_nobody_stands_there_during_a_meeting() -> None:
    assert on_gate("T1") == {("structure:avoid_staff_clashes", "staff_twice")}
    # Half past four: T1's guidance goes on until five.
    district = posted(gate(start_min=1020, end_min=1060))
    assert breaches(district, manned(district, duty("gate", "T1"))) == []


def test_nobody_stands_on_two_posts_at_once() -> None:
    district = posted(gate("a"), gate("b", start_min=999, end_min=1010))
    plan = manned(district, duty("a", "T5"), duty("b", "T5"))
    v = sole(district, "structure:avoid_staff_clashes", "staff_twice", plan)
    assert (v.amount, v.text_zh.count("门岗 (")) == (4, 2)


def test_times_of_people_hold_on_duty() -> None:
    free = "structure:respect_availability"
    assert on_gate(busy=({"weekday": 1, "start_min": 999, "end_min": 1010},)) == {
        (free, "staff_busy")
    }
    assert on_gate(busy=({"weekday": 1, "start_min": 1000, "end_min": 1010},)) == set()
    late = ({"weekday": 1, "start_min": 961, "end_min": 1100},)
    thursday = ({"weekday": 4, "start_min": 900, "end_min": 1100},)
    assert on_gate(availability=(*late, *thursday)) == {(free, "staff_not_available")}
    away = ({"first": "2026-03-16", "last": "2026-03-16"},)
    assert on_gate(absences=away) == {(free, "staff_absent")}


def test_papers_hold_on_duty() -> None:
    district = with_person(posted(), "T5", vetted_on=date(2026, 3, 3))
    pack = tiny_pack((tiny_clause("require_clearance", vetting_roles=("all",)),))
    plan = changed(good_plan(district, pack), duties=(duty("gate", "T5"),))
    (v,) = breaches(district, plan, pack)
    # T5 else serves on Thursdays from the 5th only: the gate of the 2nd comes too early.
    assert (v.code, v.amount, v.params["first"]) == ("not_cleared", 1, "2026-03-02")


@pytest.mark.parametrize(
    ("ch", "limits", "code"),
    [
        (50, {"max_day_ch": 49}, "over_max_day_ch"),
        (50, {"max_day_ch": 150}, None),
        (0, {"max_day_ch": 150}, None),
        # Thursday's care counts 150 ch.
        (50, {"max_week_ch": 199}, "over_max_week_ch"),
        (50, {"max_week_ch": 200}, None),
        (50, {"max_days": 1}, "over_max_days"),
        (0, {"max_days": 1}, None),
        (50, {"min_week_ch": 201}, "under_min_week_ch"),
        (0, {"min_week_ch": 151}, "under_min_week_ch"),
    ],
)
def test_limits_see_posts_that_count(ch: int, limits: dict[str, int], code: str | None) -> None:
    district = with_person(posted(gate(class_hours_ch=ch)), "T5", **limits)
    found = codes(district, manned(district, duty("gate", "T5")))
    if code == "over_max_day_ch":
        # 150 on Thursdays are over 49 as well: one record, at the worst day.
        assert found == {("structure:limit_hours", code)}
    assert {c for _, c in found} == ({code} if code else set())


def test_a_zero_post_alone_is_no_use_of_a_person() -> None:
    district = with_staff(posted(), tiny_person("X", min_week_ch=100))
    assert breaches(district, manned(district, duty("gate", "X"))) == []


def test_posts_pay_basic_service() -> None:
    # 50 ch at 60 yuan: 30 yuan on four Mondays, 120 of the 160 that are left.
    district = posted(gate(class_hours_ch=50))
    plan = manned(district, duty("gate", "T5"))
    basic = recompute(district, tiny_pack(), plan).accounts[0]
    assert basic.closing_fen == 16000 - 12000
    assert {x.kind: x.amount_fen for x in basic.lines}["pay"] == -684000 - 12000
    # A rate of 61 yuan is over the cap, but only where it is paid.
    pack = tiny_pack((tiny_clause("keep_pay_cap", cap_fen=6000),))
    for ch, expected in ((50, [100]), (0, [])):
        district = with_staff(
            posted(gate(class_hours_ch=ch)), tiny_person("X", pay_fen={"basic": 6100})
        )
        plan = changed(good_plan(district, pack), duties=(duty("gate", "X"),))
        assert amounts(district, "T-1", "pay_over_cap", plan, pack) == expected


def test_hours_over_target_and_trips_see_posts() -> None:
    district = with_person(posted(gate(class_hours_ch=50)), "T5", target_week_ch=150)
    counted = recompute(district, tiny_pack(), manned(district, duty("gate", "T5")))
    assert {t.family: t.value for t in counted.terms}["balance_workload"] == 50


def test_a_person_pinned_away_is_not_on_duty() -> None:
    pin = {"kind": "absence", "staff_id": "T5", "school_id": "S1", "weekday": 1}
    district = posted(pins=(pin,))
    v = sole(district, "structure:keep_pins", "pin_absence", manned(district, duty("gate", "T5")))
    assert "门岗" in v.text_zh
