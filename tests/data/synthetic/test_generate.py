"""Generated districts: the same bytes, sizes in their ranges, a legal planted plan."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from data.readers import read_pack
from data.synthetic import PROFILES, generate
from solver.domain import District
from solver.domain.calendar import meeting_dates
from solver.plan import Plan, canonical_json
from solver.verify import check

# By hand from the profiles: fewest and most classes of one school, pupils of one class, staff per
# class after participation (lowest ratio x 0.88, highest x 0.92, rounded outwards; near misses and
# people from outside not counted; a small school may get one teacher more than drawn).
CLASSES = {
    "city_district": (18, 48),
    "town": (9, 36),
    "average_county": (4, 36),
    "rural_county": (4, 21),
}
PUPILS = {
    "city_district": (38, 48),
    "town": (36, 50),
    "average_county": (12, 50),
    "rural_county": (12, 45),
}
STAFF_PER_CLASS = (1.2, 3.3)


def judge(district: District, plan: Plan, pack_id: str = "qiaocheng") -> None:
    verdict = check(district, read_pack(pack_id), plan)
    assert [(v.clause_id, v.code, v.subject) for v in verdict.violations] == []
    assert verdict.complete
    assert verdict.publishable


@pytest.mark.parametrize("profile", PROFILES)
def test_the_same_arguments_give_the_same_bytes(profile: str) -> None:
    first, second = generate(profile, 3, 7), generate(profile, 3, 7)
    assert canonical_json(first[0]) == canonical_json(second[0])
    assert canonical_json(first[1]) == canonical_json(second[1])
    assert canonical_json(generate(profile, 3, 8)[0]) != canonical_json(first[0])


def test_a_larger_district_begins_with_the_same_schools() -> None:
    small, large = generate("town", 2, 3)[0], generate("town", 4, 3)[0]
    for ours, theirs in zip(small.schools, large.schools, strict=False):
        assert ours.classes == theirs.classes
        assert ours.bands == theirs.bands


@pytest.mark.parametrize("profile", PROFILES)
def test_sizes_lie_in_the_ranges_of_the_profile(profile: str) -> None:
    district, _ = generate(profile, 6, 1)
    assert len(district.schools) == 6
    for school in district.schools:
        assert CLASSES[profile][0] <= len(school.classes) <= CLASSES[profile][1]
        for c in school.classes:
            assert PUPILS[profile][0] <= c.enrolled <= PUPILS[profile][1]
            assert 0.75 * c.enrolled <= school.participants_term(c) <= c.enrolled
        own = [p for p in district.staff if p.home_school_id == school.id and "-t" in p.id]
        low, high = STAFF_PER_CLASS
        assert low <= len(own) / len(school.classes) <= high


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("schools", [1, 5])
@pytest.mark.parametrize("profile", PROFILES)
def test_the_planted_plan_is_legal_and_complete(profile: str, schools: int, seed: int) -> None:
    judge(*generate(profile, schools, seed))


@pytest.mark.parametrize("pack_id", ["xinyi", "hefei", "hebi", "anxi"])
@pytest.mark.parametrize("profile", PROFILES)
def test_the_planted_plan_is_legal_under_every_pack(profile: str, pack_id: str) -> None:
    district, plan = generate(profile, 4, 2, pack_id)
    judge(district, plan, pack_id)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("profile", PROFILES)
def test_the_planted_plan_of_twenty_schools_is_legal(profile: str, seed: int) -> None:
    judge(*generate(profile, 20, seed))


def test_planted_levels_say_what_is_optimal() -> None:
    _, plan = generate("rural_county", 5, 0)
    terms = {t.family: t.value for t in plan.terms}
    levels = {level.name: level for level in plan.levels}
    # Trips and what nobody planted for: who leads, how many adults a class meets, what is offered.
    trips, adults = terms.pop("limit_trips"), terms.pop("keep_same_adult")
    assert trips > 0
    assert adults > 0
    assert levels["staff_wishes"].value == 80 * trips + 30 * adults
    others, variety = terms.pop("prefer_own_staff"), terms.pop("offer_variety")
    assert levels["encouraged"].value == 5 * others + 30 * variety
    assert levels["save_money"].value == terms.pop("save_money") > 0
    assert set(terms.values()) == {0}
    open_levels = {name for name, level in levels.items() if not level.proved}
    assert open_levels == {"encouraged", "staff_wishes", "save_money"}
    assert f"limit_trips: {trips} person_days, upper bound" in plan.provenance.notes
    assert "satisfy_choices: 0 students, optimal" in plan.provenance.notes


def test_unknown_profiles_and_empty_districts_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown profile 'village'"):
        generate("village", 1, 0)
    with pytest.raises(ValueError, match="at least one school"):
        generate("town", 0, 0)


def test_club_sections_of_all_shapes_occur() -> None:
    district, _ = generate("city_district", 5, 0)
    clubs = [a for a in district.activities if a.grouping == "by_choice"]
    assert {a.meetings_per_week for a in clubs} == {1, 2}
    assert {a.length_periods for a in clubs} == {1, 2}
    assert {a.helpers for a in clubs} == {0, 1}
    assert {a.service_type for a in clubs} == {"basic", "special"}


def test_an_instructor_serves_several_schools_but_one_a_day() -> None:
    district, plan = generate("city_district", 5, 0)
    where: dict[str, dict[int, set[str]]] = {}
    instructors = {p.id for p in district.staff if p.role == "instructor"}
    for meeting in plan.meetings:
        for person in instructors & set(meeting.staff_ids):
            days = where.setdefault(person, {})
            days.setdefault(meeting.weekday, set()).add(meeting.school_id)
    assert all(len(schools) == 1 for days in where.values() for schools in days.values())
    shared = [i for i, days in where.items() if len(set().union(*days.values())) > 1]
    assert len(shared) >= 3


def test_make_up_days_and_a_late_first_grade_are_met() -> None:
    district, _ = generate("rural_county", 5, 0)
    late = next(s for s in district.schools if s.service_starts)
    # Tuesdays of 2025-09-01 ... 2026-01-23: 21; minus 7 October; plus 28 September: 21.
    assert len(meeting_dates(district.term, late, 2, (2,))) == 21
    # Grade 1 starts on 8 September, a week later.
    assert len(meeting_dates(district.term, late, 2, (1,))) == 20


def test_the_order_of_hashing_changes_nothing() -> None:
    program = (
        "from data.synthetic import generate; from solver.plan import digest, plan_digest;"
        "d, p = generate('city_district', 2, 4); print(digest(d), plan_digest(p))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[3],
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


def test_a_provider_whose_activity_nobody_takes_is_still_of_the_district() -> None:
    # In this draw nobody wants the only activity of cd-p5, so it has no meeting and no instructor.
    district, plan = generate("city_district", 1, 9)
    mine = {a.id for a in district.activities if a.provider_id == "cd-p5"}
    assert mine and not mine & {m.activity_id for m in plan.meetings}
    assert "cd-p5" in {p.id for p in district.providers}
