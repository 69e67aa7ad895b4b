"""The five packs: every clause is there, in both languages, and says truthfully who enforces it."""

import re
from pathlib import Path

import pytest

from data.readers.policies import pack_ids, read_pack
from solver.domain.errors import InputErrors
from solver.domain.messages import text
from solver.policy import Clause, PolicyPack
from tests.data.policy_tables import CLAUSES, KNOWN, WORDS

PACKS = [pytest.param(read_pack(i), id=i) for i in pack_ids()]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def figures(pack_id: str, clause_id: str) -> dict[str, object]:
    """Returns the parameters of a clause by name."""
    return {p.name: p.value for p in read_pack(pack_id).clause(clause_id).parameters}


def enforced(pack: PolicyPack) -> list[Clause]:
    """Returns the hard and soft clauses that a rule of this version enforces."""
    return [
        c
        for c in pack.clauses
        if {"hard", "soft"} & set(c.classes) and c.id not in pack.not_yet_enforced
    ]


def test_the_five_packs_are_shipped() -> None:
    assert pack_ids() == ("anxi", "hebi", "hefei", "qiaocheng", "xinyi")


@pytest.mark.parametrize("pack_id", CLAUSES)
def test_every_clause_of_the_document_is_there_in_its_order(pack_id: str) -> None:
    assert [c.id for c in read_pack(pack_id).clauses] == CLAUSES[pack_id].split()


@pytest.mark.parametrize("pack", PACKS)
def test_every_clause_is_stated_in_both_languages_and_cited(pack: PolicyPack) -> None:
    for c in pack.clauses:
        assert CHINESE.search(c.zh), c.id
        assert not CHINESE.search(c.en) or "苏教财" in c.en, c.id
        assert len(c.zh) <= 80, c.id
        assert len(c.en) <= 200, c.id
        assert c.document == pack.title, c.id
        assert CHINESE.search(c.section), c.id
        assert c.scope.count(" / ") == 1, c.id
        # Fields of the input read the same in both languages; words stand as "zh / en".
        assert not CHINESE.search(c.served_by) or c.served_by.count(" / ") == 1, c.id


@pytest.mark.parametrize("pack", PACKS)
def test_hard_and_soft_clauses_have_a_rule_or_are_on_the_list(pack: PolicyPack) -> None:
    for c in enforced(pack):
        assert c.family in KNOWN, c.id
    for clause_id in pack.not_yet_enforced:
        c = pack.clause(clause_id)
        assert {"hard", "soft"} & set(c.classes), clause_id


@pytest.mark.parametrize("pack", PACKS)
def test_what_is_only_reported_claims_no_rule(pack: PolicyPack) -> None:
    for c in pack.clauses:
        if not {"hard", "soft"} & set(c.classes):
            assert c.family is None, c.id
            assert c.served_by, c.id


@pytest.mark.parametrize("pack", PACKS)
def test_rules_know_every_parameter_and_unit(pack: PolicyPack) -> None:
    for c in enforced(pack):
        known = KNOWN[c.family or ""]
        for p in c.parameters:
            assert known.get(p.name) == p.unit, f"{c.id} {p.name} {p.unit}"


@pytest.mark.parametrize("pack", PACKS)
def test_lists_hold_only_words_of_the_domain(pack: PolicyPack) -> None:
    for c in pack.clauses:
        for p in c.parameters:
            if p.unit in WORDS:
                values = p.value if isinstance(p.value, tuple) else (p.value,)
                assert set(map(str, values)) <= set(WORDS[p.unit].split()), f"{c.id} {p.name}"
            if p.unit == "flag":
                assert isinstance(p.value, bool), f"{c.id} {p.name}"
            if p.unit == "min since midnight":
                assert 12 * 60 < int(str(p.value)) < 24 * 60, f"{c.id} {p.name}"


@pytest.mark.parametrize("pack", PACKS)
def test_a_required_clause_without_a_rule_has_an_object_only_sometimes(pack: PolicyPack) -> None:
    """A district without listed students can be published."""
    for clause_id in pack.not_yet_enforced:
        c = pack.clause(clause_id)
        if c.is_required:
            assert c.applies_when in {
                "students_listed",
                "lunch_eaters",
            }, clause_id


@pytest.mark.parametrize("pack", PACKS)
def test_permissions_with_a_condition_bind(pack: PolicyPack) -> None:
    """A rule reads required clauses only: what is hard and enforced must be required.

    A clause that carries a mode binds the schools that adopted it, whatever its strength.
    """
    for c in enforced(pack):
        if "hard" in c.classes and c.get("mode") is None:
            assert c.is_required, c.id


@pytest.mark.parametrize("pack", PACKS)
def test_sources_of_doubtful_standing_say_so(pack: PolicyPack) -> None:
    if pack.provenance_grade == "D":
        assert pack.status == "unverified_possibly_superseded"
        assert "未经核实，可能已被后来的文件取代" in pack.provenance_note_zh
        assert "nverified, possibly superseded" in pack.provenance_note_en
    else:
        assert pack.status in ("in_force", "not_printed")
    # 40 and 45 minutes are the usual lengths of a lesson; no document prints one, nor a break.
    assert (pack.minutes_per_class_hour_primary, pack.minutes_per_class_hour_junior) == (40, 45)
    assert pack.short_break_min == 10


def test_the_printed_figures() -> None:
    # Qiaocheng: 5 days, 2 h, at most 360 yuan a term, at most 60 yuan a class-hour.
    assert figures("qiaocheng", "QC-2a") == {"service_days_per_week": 5}
    assert figures("qiaocheng", "QC-2b")["min_minutes_per_day"] == 120
    assert figures("qiaocheng", "QC-5.1b") == {"cap_fen": 36_000, "account": "basic"}
    assert figures("qiaocheng", "QC-6.3b")["cap_fen"] == 6_000
    # Xinyi: the same 60 yuan is a floor there; evening study 120 minutes, over by 20:30 = 1230.
    assert figures("xinyi", "XY-11a") == {"floor_fen": 6_000, "roles": ("teacher",)}
    assert figures("xinyi", "XY-3f")["latest_end_evening_min"] == 20 * 60 + 30
    assert figures("xinyi", "XY-3f")["evening_max_minutes"] == 120
    # Qiaocheng prints neither limit: the same figures are ours.
    assert figures("qiaocheng", "QC-2f") == figures("xinyi", "XY-3f")
    # Hefei: over by 18:00 = 1080; subsidy at least 150, courses at most 600 yuan, charged once.
    assert set(figures("hefei", "HF-3.2.1b").values()) == {18 * 60}
    assert figures("hefei", "HF-3.2.2c") == {"floor_fen": 15_000}
    assert figures("hefei", "HF-3.2.3c")["cap_fen"] == 60_000
    assert figures("hefei", "HF-5.1c")["max_charges_per_term"] == 1
    # Hebi: at most 1.5 h, over by 18:00 and 18:30 = 1110, one class-hour of guidance, free of fee.
    assert figures("hebi", "HB-3.2b")["max_minutes_per_day"] == 90
    assert figures("hebi", "HB-3.2c") == {"latest_end_primary_min": 1080}
    assert figures("hebi", "HB-3.2d") == {"latest_end_junior_min": 1110}
    assert figures("hebi", "HB-3.3.2e") == {"max_guidance_ch_per_day": 100}
    assert figures("hebi", "HB-2.4b")["min_reduction_pct"] == 100
    # Hebi says what primary and junior schools do mainly; Qiaocheng names the sources of N.
    assert figures("hebi", "HB-3.3.2a")["stages"] == ("primary",)
    assert figures("hebi", "HB-3.3.2c")["stages"] == ("junior",)
    assert figures("qiaocheng", "QC-3.3c") == {"origins": ("school", "provider")}
    assert figures("anxi", "AX-2c") == {"min_extension_titles": 3, "urban_share_pct": 80}
    # Anxi: 5+2 by reference, 80 per cent, the 24th.
    assert figures("anxi", "AX-3.1b") == {"service_days_per_week": 5}
    assert figures("anxi", "AX-3.1b.2")["min_minutes_per_day"] == 120
    assert figures("anxi", "AX-3.4c") == {"report_day": 24}


def test_own_share_differs_by_locality() -> None:
    shares = {
        clause_id: tuple(
            figures(pack_id, clause_id)[name]
            for name in ("own_share_num", "own_share_den", "strict", "lent_counts")
        )
        for pack_id, clause_id in (
            ("qiaocheng", "QC-3.2b"),
            ("xinyi", "XY-6a"),
            ("hefei", "HF-3.2.2a"),
            ("hebi", "HB-3.5a"),
        )
    }
    assert shares == {
        "QC-3.2b": (1, 2, True, True),  # school staff, lent ones too
        "XY-6a": (1, 2, True, False),  # the school's own teachers
        "HF-3.2.2a": (1, 1, False, False),  # every lead
        "HB-3.5a": (1, 2, True, False),
    }
    assert read_pack("anxi").of_family("lead_by_own_staff") == ()


def test_defaults_are_marked_as_ours() -> None:
    ours = {
        f"{c.id} {p.name}": p.source
        for i in pack_ids()
        for c in read_pack(i).clauses
        for p in c.parameters
    }
    for name in (
        "QC-2b counted_break_min",
        "QC-2f evening_max_minutes",
        "QC-2f latest_end_evening_min",
        "QC-3.2b own_share_num",
        "QC-3.3a min_sports_per_week",
        "QC-3.3b daily_each_from_periods",
        "XY-6b vetting_roles",
        "XY-10e min_reduction_pct",
        "AX-2b min_extension_titles",
        "XY-5c stages",
        "XY-5c mostly_stages",
        "XY-6a prefer_own",
    ):
        assert ours[name] == "planner", name
    assert ours["AX-3.1b service_days_per_week"] == "reference"
    assert ours["AX-3.1b.2 min_minutes_per_day"] == "reference"
    assert ours["QC-2b min_minutes_per_day"] == "clause"


def test_required_inputs() -> None:
    wanted = {i: {(r.field, r.clause_id) for r in read_pack(i).required_inputs} for i in pack_ids()}
    assert wanted == {
        "qiaocheng": {("off_work_time", "QC-2c"), ("area_id", "QC-6.1b")},
        "xinyi": {
            ("off_work_time", "XY-3c"),
            ("basic_fee_cap", "XY-10c"),
            ("reduction_rate", "XY-10e"),
        },
        "hefei": {("dismissal", "HF-3.2.1a.2")},
        "hebi": {("dismissal", "HB-3.2a")},
        "anxi": {("is_urban", "AX-A.n1")},
    }


def test_an_unknown_pack_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InputErrors) as refused:
        read_pack("atlantis")
    (finding,) = refused.value.errors
    assert finding.code == "input.unknown_pack"
    assert finding.params["pack"] == "atlantis"
    assert finding.params["known"] == "anxi, hebi, hefei, qiaocheng, xinyi"


@pytest.mark.parametrize(
    ("old", "new", "where", "code"),
    [
        ('strength = "must"', 'strength = "firm"', "clauses[3].strength", "input.not_allowed"),
        ('id = "AX-1"', 'id = "AX-0"', "clauses[1].id", "policy.clause_twice"),
        (
            'clause_id = "AX-A.n1"',
            'clause_id = "AX-A-n1"',
            "required_inputs[0].clause_id",
            "policy.unknown_clause_required_near",
        ),
        ("schema_version = 1", "schema_version =", "own.toml:5:17", "policy.toml_value"),
    ],
)
def test_a_pack_of_ones_own_is_refused_with_every_mistake(
    tmp_path: Path, old: str, new: str, where: str, code: str
) -> None:
    shipped = Path(__file__).parents[2] / "data" / "policies" / "anxi.toml"
    content = shipped.read_text(encoding="utf-8")
    assert old in content
    path = tmp_path / "own.toml"
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputErrors) as refused:
        read_pack(path)
    (finding,) = refused.value.errors
    assert (finding.where, finding.code) == (where, code)
    if code.startswith("policy."):
        assert text(code, "zh", **finding.params)
        assert text(code, "en", **finding.params)


def test_a_pack_of_ones_own_is_read_by_its_path(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "data" / "policies" / "hebi.toml"
    path = tmp_path / "own.toml"
    path.write_text(shipped.read_text(encoding="utf-8"), encoding="utf-8")
    assert read_pack(path) == read_pack(str(path)) == read_pack("hebi")


def test_a_pack_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes('name_zh = "鹤壁"'.encode("gb18030"))
    with pytest.raises(InputErrors) as refused:
        read_pack(path)
    assert [f.code for f in refused.value.errors] == ["policy.not_utf8"]
