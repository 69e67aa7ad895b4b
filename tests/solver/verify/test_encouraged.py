"""What a policy encourages and what people wish, counted by the check: values by hand.

`prefer_priority_groups`, `follow_encouraged_mode`, `offer_variety`, `support_weak_schools`,
`prefer_own_staff`, `guidance_daily`, `attend_every_day`, `keep_same_adult`, `prefer_times`.
"""

from typing import Any

import pytest

from solver.domain import District, Interval, Student
from solver.domain.people import TimePreference
from solver.domain.students import RankedChoice
from solver.plan import Plan
from solver.policy import Clause
from solver.verify import check, recompute
from tests.factories import (
    changed,
    good_plan,
    tiny_clause,
    tiny_district,
    tiny_pack,
    with_cell,
    with_claims,
    with_class,
    with_meeting,
    with_person,
    with_room,
    with_school,
    with_section,
)
from tests.solver.verify.helpers import two_school_plan, two_schools

D = tiny_district()
GOOD = good_plan(D)


def counted(
    *clauses: Clause, district: District = D, plan: Plan = GOOD, honest: bool = True
) -> dict[str, int]:
    """Returns terms and levels by name; honest claims of a legal plan pass the check."""
    pack = tiny_pack(clauses)
    if honest:
        assert check(district, pack, with_claims(district, pack, plan)).violations == ()
    found = recompute(district, pack, plan)
    values = {v.family: v.value for v in found.terms}
    return values | {v.name: v.value for v in found.levels}


def soft(family: str, clause_id: str = "T-1", **parameters: Any) -> Clause:
    return tiny_clause(family, clause_id, strength="encouraged", **parameters)


# --- priority groups ----------------------------------------------------------------------------


def listed(*wishes: tuple[str, str | None]) -> District:
    """Returns the district with students of C1: first choice and priority group of each."""
    students = tuple(
        Student(
            id=f"P{n}",
            class_id="C1",
            priority_group=group,  # type: ignore[arg-type]  # pydantic checks it
            choices=(RankedChoice(menu_id="M1", activity_ids=(activity,)),),
        )
        for n, (activity, group) in enumerate(wishes)
    )
    return changed(D, students=students)


@pytest.mark.parametrize(
    ("disabled", "migrant", "missed"), [(0, 0, 0), (8, 9, 0), (9, 0, 1), (9, 9, 1), (20, 0, 12)]
)
def test_first_choices_of_those_who_come_first(disabled: int, migrant: int, missed: int) -> None:
    # Eight of C1 sit in robots; migrants are not in the clause.
    clause = tiny_clause("prefer_priority_groups", groups=("disabled", "hardship"))
    district = listed(
        *[("robot", "disabled")] * disabled,
        *[("robot", "migrant")] * migrant,
        *[("chess", None)] * 12,
        *[("robot", None)] * max(0, 8 - disabled - migrant),
    )
    found = counted(clause, district=district)
    assert (found["prefer_priority_groups"], found["priority_choices"]) == (missed, missed)
    assert counted(district=district)["priority_choices"] == 0


# --- an encouraged mode -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limits", "class_periods"),
    [
        # Two classes: guidance once on each of five days, sports twice, extension or split twice.
        ({"max_guidance_per_day": 0}, 10),
        ({"min_guidance_per_week": 6}, 2),
        ({"min_sports_per_week": 3, "min_extension_per_week": 3}, 4),
        ({"daily_each_from_periods": 2}, 12),
        ({"daily_each_from_periods": 3, "min_extension_titles": 9}, 0),
    ],
)
def test_a_mode_that_was_not_adopted(limits: dict[str, Any], class_periods: int) -> None:
    clause = soft("follow_mode", mode="1+1+N", when="mode_adopted", **limits)
    found = counted(clause)
    assert found["follow_encouraged_mode"] == class_periods
    assert found["encouraged"] == 50 * class_periods
    adopted = with_school(D, adopted_mode="1+1+N")
    found = counted(clause, district=adopted, honest=False)
    assert found["follow_encouraged_mode"] == 0


def test_what_an_encouraged_mode_is_another_clause_may_say() -> None:
    said = tiny_clause("follow_mode", "T-2", mode="2+N", when="mode_adopted", min_sports_per_week=3)
    assert counted(said)["follow_encouraged_mode"] == 0
    assert counted(soft("follow_mode", mode="2+N"), said)["follow_encouraged_mode"] == 2
    assert counted(soft("follow_mode", mode="1+1+N"), said)["follow_encouraged_mode"] == 0


# --- variety ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parameters", "missing"),
    [
        # The good plan runs homework, sport, care, reading, a club and robots (science).
        ({"fields": ("homework", "sport", "reading", "club", "science")}, 0),
        ({"fields": ("film", "arts")}, 0),
        ({"origins": ("school", "provider")}, 0),
        ({"min_extension_titles": 3}, 0),
        ({"min_extension_titles": 5}, 2),
    ],
)
def test_variety_of_the_good_plan(parameters: dict[str, Any], missing: int) -> None:
    found = counted(soft("offer_variety", **parameters))
    assert (found["offer_variety"], found["encouraged"]) == (missing, 30 * missing)


def test_what_could_be_offered_and_does_not_run() -> None:
    idle = changed(D.activities[0], id="film", title="Film", field="film")
    district = changed(D, activities=(*D.activities, idle))
    clause = soft("offer_variety", fields=("film", "sport"))
    assert counted(clause, district=district)["offer_variety"] == 1
    elsewhere = changed(idle, grades=(5,))
    district = changed(D, activities=(*D.activities, elsewhere))
    assert counted(clause, district=district)["offer_variety"] == 0
    # Nobody leads the meetings of sport: it does not run either.
    plan = with_section(GOOD, "sp", staff_ids=())
    assert counted(clause, plan=plan, honest=False)["offer_variety"] == 1


def test_free_of_charge_and_stages() -> None:
    free = soft("offer_variety", fields=("film",), free_of_charge=True)
    idle = changed(D.activities[0], id="film", title="Film", field="film", fee_fen=1)
    district = changed(D, activities=(*D.activities, idle))
    assert counted(free, district=district)["offer_variety"] == 0
    assert counted(soft("offer_variety", fields=("film",)), district=district)["offer_variety"] == 1
    junior = soft("offer_variety", fields=("film",), stages=("junior",))
    assert counted(junior, district=district)["offer_variety"] == 0


def test_outings() -> None:
    clause = soft("offer_variety", off_campus=True)
    assert counted(clause)["offer_variety"] == 0
    # R4, the robot lab, is outside and used; R5 would suit but is not.
    assert counted(clause, district=with_room(D, "R4", off_campus=True))["offer_variety"] == 0
    school = D.schools[0]
    library = changed(school.rooms[2], id="R5", off_campus=True)
    more = with_school(D, rooms=(*school.rooms, library))
    assert counted(clause, district=more)["offer_variety"] == 1
    unsafe = with_room(more, "R5", safety_passed=False)
    assert counted(clause, district=unsafe)["offer_variety"] == 0


@pytest.mark.parametrize(("share", "missing"), [(100, 3), (51, 3), (50, 0)])
def test_titles_at_a_share_of_the_urban_schools(share: int, missing: int) -> None:
    # S1 has three titles; S2, urban too, has none: it may be left out of two if half suffice.
    district = two_schools(is_urban=True)
    clause = soft(
        "offer_variety", when="urban_schools", min_extension_titles=3, urban_share_pct=share
    )
    found = counted(clause, district=district, plan=two_school_plan(district))
    assert found["offer_variety"] == missing


# --- weak schools -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "lost", "per_mille"),
    [
        # S2 is weak and serves nothing; S1 misses some of 37.
        (0, 0, 0),
        (2, 0, 1000),
        (2, 1, 1000 - 27),
        (2, 2, 1000 - 54),
    ],
)
def test_weak_school_behind_the_other(wanted: int, lost: int, per_mille: int) -> None:
    # 1 of 37 is 27.03 per mille, 2 are 54.05.
    district = two_schools()
    club = changed(D.activities[4], id="go", school_id="S2", skill=None)
    count = changed(D.choice_counts[0], class_id="E1", menu_id=None, activity_id="go", count=wanted)
    district = changed(
        district,
        activities=(*D.activities, club),
        choice_counts=(*D.choice_counts, *([count] if wanted else [])),
    )
    plan = two_school_plan(district)
    plan = with_section(plan, "ro", class_counts={"C1": 8 - lost, "C2": 7})
    plan = with_section(plan, "re", class_counts={"C1": 20 + lost, "C2": 18})
    found = counted(district=district, plan=plan)
    assert (found["support_weak_schools"], found["encouraged"]) == (per_mille, per_mille)


def test_weak_schools_alone_are_not_compared() -> None:
    plan = with_section(GOOD, "ro", class_counts={"C1": 6, "C2": 7})
    plan = with_section(plan, "re", class_counts={"C1": 22, "C2": 18})
    weak = with_school(D, is_weak=True)
    assert counted(district=weak, plan=plan)["support_weak_schools"] == 0


# --- own staff and guidance ---------------------------------------------------------------------


def test_meetings_led_by_others() -> None:
    clause = soft("prefer_own_staff")
    assert counted(clause)["prefer_own_staff"] == 0
    # T5 leads those who stay on Thursday: one meeting, and no teacher.
    assert counted(soft("prefer_own_staff", roles=("teacher",)))["prefer_own_staff"] == 1
    volunteer = with_person(D, "T4", role="volunteer", home_school_id=None, lendable_to=("S1",))
    # Sports twice and reading once; robots are special.
    found = counted(clause, district=volunteer)
    assert (found["prefer_own_staff"], found["encouraged"]) == (3, 15)


def test_a_share_that_asks_for_more() -> None:
    share: dict[str, Any] = {"own_share_num": 1, "own_share_den": 2, "roles": ("teacher",)}
    assert counted(tiny_clause("lead_by_own_staff", **share))["prefer_own_staff"] == 0
    asking = tiny_clause("lead_by_own_staff", prefer_own=True, **share)
    assert counted(asking)["prefer_own_staff"] == 1


def test_days_without_guidance() -> None:
    clause = soft("guidance_daily", stages=("primary",))
    assert counted(clause)["guidance_daily"] == 0
    plan = with_cell(GOOD, "Mon1", "care", "C1")
    found = counted(clause, plan=plan, honest=False)
    assert (found["guidance_daily"], found["encouraged"]) == (1, 20)
    junior = with_class(with_school(D, stage="nine_year"), "C1", grade=7)
    assert counted(clause, district=junior, plan=plan, honest=False)["guidance_daily"] == 0


# The good plan has guidance on each of five days; three are more than half.
@pytest.mark.parametrize(("without", "short"), [(1, 0), (2, 0), (3, 1), (4, 2), (5, 3)])
def test_guidance_on_most_days_of_juniors(without: int, short: int) -> None:
    clause = soft("guidance_daily", stages=("primary",), mostly_stages=("junior",))
    plan = GOOD
    for day in ("Mon", "Tue", "Wed", "Thu", "Fri")[:without]:
        plan = with_cell(plan, f"{day}1", "care", "C1")
    junior = with_class(with_school(D, stage="nine_year"), "C1", grade=7)
    assert counted(clause, district=junior, plan=plan, honest=False)["guidance_daily"] == short


# --- the same adult -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "staff", "extra"),
    [
        # T5 takes Friday's care of C1 as well: only C2 keeps a second adult.
        ("c1", ("T5",), 1),
        ("c1", ("T2",), 2),
        ("st", ("T1",), 1),
        # Helpers do not count: T3 helps in sports.
        ("sp", ("T4", "T5"), 2),
        # Extension is not a group of whole classes.
        ("re", ("T1",), 2),
    ],
)
def test_leaders_beyond_the_first(section: str, staff: tuple[str, ...], extra: int) -> None:
    plan = with_section(GOOD, section, staff_ids=staff)
    found = counted(plan=plan, honest=False)
    assert found["keep_same_adult"] == extra


def test_another_leader_on_one_day() -> None:
    plan = with_meeting(GOOD, "g1-Wed1", staff_ids=("T5",))
    # One for guidance of C1, and the two for care.
    assert counted(plan=plan, honest=False)["keep_same_adult"] == 3


# --- times --------------------------------------------------------------------------------------


def likes(weekday: int, start: int, end: int, preference: Any) -> TimePreference:
    when = Interval(weekday=weekday, start_min=start, end_min=end)
    return TimePreference(when=when, preference=preference)


@pytest.mark.parametrize(
    ("preferences", "points"),
    [
        # T1 has guidance at 16:00 on five days and care on Friday at 17:00.
        ((likes(1, 960, 1020, "discouraged"),), 10),
        ((likes(5, 960, 1080, "discouraged"),), 20),
        ((likes(5, 1019, 1021, "strongly_discouraged"),), 80),
        ((likes(5, 960, 1080, "discouraged"), likes(5, 1020, 1080, "strongly_discouraged")), 50),
        ((likes(1, 960, 1020, "preferred"),), 25),
        ((likes(1, 900, 960, "strongly_preferred"),), 30),
        ((likes(1, 900, 961, "preferred"), likes(2, 960, 990, "strongly_discouraged")), 25 + 40),
        ((likes(1, 1020, 1080, "required"),), 40),
        ((likes(5, 1070, 1090, "required"), likes(6, 960, 1020, "required")), 40),
        ((likes(1, 960, 1020, "neutral"),), 0),
    ],
)
def test_times_of_t1(preferences: tuple[TimePreference, ...], points: int) -> None:
    found = counted(district=with_person(D, "T1", preferences=preferences))
    assert (found["prefer_times"], found["staff_wishes"]) == (points, points + 60)


def test_helpers_have_times_too() -> None:
    # T3 helps in sports on Monday and Wednesday at 17:00.
    district = with_person(D, "T3", preferences=(likes(3, 1020, 1080, "discouraged"),))
    assert counted(district=district)["prefer_times"] == 10


# --- hours already done -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("done", "over"), [(0, 0), (1, 0), (2, 1), (400, 100), (3600, 900), (9999, 900)]
)
def test_hours_done_lower_the_target(done: int, over: int) -> None:
    # T1 works 900 ch a week, the target; the term has four calendar weeks.
    found = counted(district=with_person(D, "T1", done_ch=done))
    assert found["balance_workload"] == over


# --- references ---------------------------------------------------------------------------------


def test_references_are_those_of_nobody_meeting() -> None:
    pack = tiny_pack(
        (
            soft("follow_mode", mode="1+1+N", min_sports_per_week=2, max_guidance_per_day=1),
            soft("offer_variety", "T-2", fields=("sport", "film"), min_extension_titles=4),
            soft("guidance_daily", "T-3"),
        )
    )
    references = recompute(D, pack, GOOD).references
    # 2 classes x 2 sports; sport, and four titles; 2 classes x 5 days.
    assert references["encouraged"] == 50 * 4 + 30 * (1 + 4) + 20 * 10
