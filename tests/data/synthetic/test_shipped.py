"""The five shipped districts: what the builder writes, legal, small, with sources."""

from pathlib import Path

import pytest

from data.readers import read_district, read_pack
from data.synthetic import PROFILES
from data.synthetic.shipped import EXAMPLES, example
from data.writers import write_district
from solver.verify import check

DATA = Path(__file__).parents[3] / "data"
BUILT = {name: example(name) for name in EXAMPLES}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_shipped_file_is_what_the_builder_writes(name: str, tmp_path: Path) -> None:
    district, _ = BUILT[name]
    write_district(district, tmp_path / "again.json")
    shipped = DATA / "districts" / f"{name}.json"
    assert shipped.read_bytes() == (tmp_path / "again.json").read_bytes()
    assert read_district(shipped) == district


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_planted_plan_is_publishable_under_its_pack(name: str) -> None:
    district, plan = BUILT[name]
    assert district.policy_pack_id == name
    verdict = check(district, read_pack(name), plan)
    assert [(v.clause_id, v.code, v.subject) for v in verdict.violations] == []
    assert verdict.publishable


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_stays_within_what_this_version_plans(name: str) -> None:
    district, _ = BUILT[name]
    assert 2 <= len(district.schools) <= 4
    assert sum(len(s.classes) for s in district.schools) <= 30
    assert not district.students
    assert not any(p.group_pay for p in district.staff)
    for school in district.schools:
        assert not school.duty_posts
        assert {p.window for p in school.periods} == {"regular"}
        assert not any(c.extended_care or c.lunch_eaters for c in school.classes)


@pytest.mark.parametrize("name", EXAMPLES)
def test_sources_stand_beside_real_and_adapted_figures(name: str) -> None:
    district, _ = BUILT[name]
    notes = district.provenance
    assert {n.status for n in notes} == {"real", "adapted", "invented"}
    assert all(n.source for n in notes if n.status != "invented")
    # Pupils by hand from the records.
    pupils = {
        "qiaocheng": [618, 128, 59],
        "xinyi": [702, 408],
        "hefei": [445, 280],
        "hebi": [320, 280],
        "anxi": [512, 190],
    }[name]
    assert [sum(c.enrolled for c in s.classes) for s in district.schools] == pupils


def test_each_pack_meets_its_own_points() -> None:
    qiaocheng, xinyi, hefei, hebi, anxi = (
        BUILT[n][0] for n in ("qiaocheng", "xinyi", "hefei", "hebi", "anxi")
    )
    assert any(p.lendable_to and p.is_excellent for p in qiaocheng.staff)
    assert all(s.adopted_mode == "1+1+N" for s in qiaocheng.schools)
    assert all(f.fee_cap_fen for s in xinyi.schools for f in s.funding if f.account == "basic")
    assert any(p.pay_fen.get("basic") == 5900 for p in xinyi.staff)
    split = {e.component for e in BUILT["hefei"][1].grid}
    assert "split" in split
    assert all(
        f.subsidy_per_participant_fen == 15000 and not f.fee_fen
        for s in hefei.schools
        for f in s.funding
        if f.account == "basic"
    )
    lengths = {p.minutes for s in hebi.schools for p in s.periods}
    assert max(lengths) <= 40
    assert not any(s.shortage_declaration for s in hebi.schools)
    assert [s.is_urban for s in anxi.schools] == [True, False]


def test_the_page_on_real_data_names_every_profile_and_district() -> None:
    text = (DATA / "REALDATA.md").read_text(encoding="utf-8")
    for name in (*PROFILES, *EXAMPLES):
        assert name in text


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_near_miss_can_stand_in_for_somebody(name: str) -> None:
    district, plan = BUILT[name]
    pack = read_pack(name)
    flawed = [p for p in district.staff if "-n0" in p.id]
    assert flawed
    for person in flawed:
        school_id = person.home_school_id or person.lendable_to[0]
        target = next(
            m
            for m in plan.meetings
            if m.school_id == school_id and m.activity_id in ("reading", "care")
        )
        swapped = target.model_copy(update={"staff_ids": (person.id,)})
        meetings = tuple(swapped if m.id == target.id else m for m in plan.meetings)
        found = check(district, pack, plan.model_copy(update={"meetings": meetings})).violations
        assert {v.family for v in found if v.subject == person.id or person.id in v.subject} & {
            "require_clearance",
            "keep_pay_cap",
            "keep_pay_floor",
            "respect_availability",
            "lead_by_own_staff",
        }, (person.id, [(v.family, v.code, v.subject) for v in found])


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_near_miss_room_can_house_a_group(name: str) -> None:
    district, plan = BUILT[name]
    traps = [
        (s.id, r.id)
        for s in district.schools
        for r in s.rooms
        if r.id.endswith(("unsafe", "tight"))
    ]
    assert traps
    for school_id, room_id in traps:
        target = max(
            (m for m in plan.meetings if m.school_id == school_id and m.component == "guidance"),
            key=lambda m: sum(m.class_counts.values()),
        )
        moved = target.model_copy(update={"room_id": room_id})
        meetings = tuple(moved if m.id == target.id else m for m in plan.meetings)
        changed = plan.model_copy(update={"meetings": meetings})
        codes = {v.family for v in check(district, read_pack(name), changed).violations}
        assert "fit_rooms" in codes


@pytest.mark.parametrize("name", ["qiaocheng", "xinyi", "hefei", "hebi"])
def test_one_provider_is_not_approved_or_not_allowed(name: str) -> None:
    district, _ = BUILT[name]
    pack = read_pack(name)
    steps = {s for c in pack.of_family("require_provider_approval") for s in c.words("steps")}
    banned = {k for c in pack.of_family("limit_third_parties") for k in c.words("forbidden_kinds")}
    lacking = [
        p.id
        for p in district.providers
        if steps - {a.code for a in p.approvals} or p.kind in banned
    ]
    assert len(lacking) == 1
    assert any(a.provider_id == lacking[0] for a in district.activities)
