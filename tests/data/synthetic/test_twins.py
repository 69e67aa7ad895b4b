"""Infeasible twins: each kind is named by counting, and each of its facts alone is the cure.

The normal suite takes each kind once, in a small district; the slow tests take every profile, more
seeds and packs, and solve each twin.
"""

from pathlib import Path

import pytest

from data.readers import read_district, read_pack
from data.synthetic import PROFILES, generate
from data.synthetic.twins import KINDS, NoPlaceError, generate_twin, with_facts, without_facts
from data.synthetic.twins.posts import two_schools_one_person
from data.synthetic.twins.witness import on_posts
from data.writers import write_district
from solver.domain import District
from solver.model.causes import unmet_needs
from solver.model.extract import SchoolPart
from solver.plan import canonical_json
from tests.data.synthetic.twin_checks import (
    SOLVED,
    counting_names_it,
    every_fact_is_needed,
    solving_names_it,
)

# Where a small rural district (a centre school of 21 classes, a weak one of 4) has no place for it.
ELSEWHERE = {
    "evening_too_late": ("town", 3, 0),
    "provider_expired": ("average_county", 2, 0),
}


def place(kind: str) -> tuple[str, int, int]:
    return ELSEWHERE.get(kind, ("rural_county", 2, 0))


@pytest.mark.parametrize("kind", sorted(set(KINDS) - SOLVED))
def test_counting_names_the_clash_and_each_fact_is_the_cure(kind: str) -> None:
    profile, schools, seed = place(kind)
    district, plan, clash = generate_twin(kind, profile, schools, seed)
    assert clash.kind == kind
    counting_names_it(district, clash)
    every_fact_is_needed(district, plan, clash)


@pytest.mark.parametrize("kind", sorted(SOLVED))
def test_what_two_schools_cannot_share_is_the_cause_in_a_plan(kind: str) -> None:
    # The planted plan, with the nurse on the early post: the late one at the other school is left.
    district, plan, clash = generate_twin(kind, "rural_county", 2, 0)
    early, late = clash.post_ids
    duties = [d for d in on_posts(plan, district) if d.post_id != late]
    assert early in {d.post_id for d in duties}
    part = SchoolPart(
        grid=list(plan.grid), meetings=list(plan.meetings), duties=duties, unmanned={late: 1}
    )
    (need,) = unmet_needs(district, read_pack(district.policy_pack_id), part)
    assert (need.period_id, need.weekday, need.minutes) == (late, clash.weekday, 10)
    assert need.school_id in clash.school_ids
    assert need.cause in clash.expected.codes
    # The only one who may stand there is at the other school, or too late from it.
    assert "缺 1 人" in need.text_zh
    assert "1 人当天在其他学校" in need.text_zh
    every_fact_is_needed(district, plan, clash)


def test_there_are_more_than_twenty_kinds_over_the_families() -> None:
    assert len(KINDS) >= 40
    families = {generate_twin(kind, *place(kind))[2].family for kind in KINDS}
    assert len(families) >= 14


def test_a_twin_is_the_planted_district_but_for_its_facts() -> None:
    planted, _plan = generate("rural_county", 2, 0)
    district, _plan, clash = generate_twin("only_one_away", "rural_county", 2, 0)
    back = without_facts(without_facts(district, clash.facts), clash.prepared)
    assert back.model_copy(update={"id": planted.id}) == planted
    assert with_facts(with_facts(back, clash.prepared), clash.facts) == district


def test_the_same_arguments_give_the_same_twin() -> None:
    first = generate_twin("pin_absent_leader", "rural_county", 2, 3)
    second = generate_twin("pin_absent_leader", "rural_county", 2, 3)
    assert [canonical_json(x) for x in first] == [canonical_json(x) for x in second]


def test_a_fact_that_does_not_hold_cannot_be_taken_back() -> None:
    district, _plan, clash = generate_twin("field_closed", "rural_county", 2, 0)
    once = without_facts(district, clash.facts)
    with pytest.raises(ValueError, match="safety_passed is True, not False"):
        without_facts(once, clash.facts)


def test_a_district_without_a_place_for_a_kind_is_told() -> None:
    with pytest.raises(NoPlaceError):
        generate_twin("two_schools_one_person", "town", 1, 0)
    with pytest.raises(NoPlaceError):
        generate_twin("lending_out_of_area", "town", 2, 0)
    with pytest.raises(ValueError, match="not known under anxi"):
        generate_twin("externals_barred", "town", 1, 0, "anxi")
    assert KINDS["two_schools_one_person"].make is two_schools_one_person


def test_a_twin_is_read_as_any_district(tmp_path: Path) -> None:
    district, _plan, _clash = generate_twin("week_hours_short", "rural_county", 2, 1)
    path = tmp_path / "twin.json"
    write_district(district, path)
    assert read_district(path) == District.model_validate(district.model_dump())


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_in_every_profile_and_pack(kind: str, profile: str, seed: int) -> None:
    for pack_id in KINDS[kind].packs:
        try:
            district, plan, clash = generate_twin(kind, profile, 3, seed, pack_id)
        except NoPlaceError:
            continue
        if kind not in SOLVED:
            counting_names_it(district, clash)
        every_fact_is_needed(district, plan, clash)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_solving_says_the_same(kind: str) -> None:
    district, _plan, clash = generate_twin(kind, *place(kind))
    solving_names_it(district, clash, work=40)
