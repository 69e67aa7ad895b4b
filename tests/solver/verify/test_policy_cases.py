"""The shipped packs on the small district: cases that show that they are really enforced."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import solver.verify
from data.readers.policies import pack_ids, read_pack
from solver.domain import District
from solver.domain.people import ApprovalStep, ProviderStatus
from solver.verify import FAMILIES, check
from tests.factories import (
    good_plan,
    tiny_district,
    tiny_periods,
    tiny_provider,
    with_activity,
    with_class,
    with_funding,
    with_person,
    with_school,
)

QC_STEPS = ("district_shortlist", "city_approve", "school_select")


def broken(pack_id: str, district: District, *clause_ids: str) -> set[str]:
    """Returns which of the clauses the good plan breaks in a district."""
    pack = read_pack(pack_id)
    assert set(clause_ids) <= {c.id for c in pack.clauses}
    verdict = check(district, pack, good_plan(district, pack))
    return {v.clause_id for v in verdict.violations} & set(clause_ids)


def ninety_minutes() -> District:
    """Returns the district with two periods of 45 minutes."""
    return with_school(tiny_district(), periods=tiny_periods((960, 1005), 45))


@pytest.mark.parametrize(
    ("rate", "qiaocheng", "xinyi"), [(5900, set(), {"XY-11a"}), (6000, set(), set()),
                                     (6100, {"QC-6.3b"}, set())]
)  # fmt: skip
def test_sixty_yuan(rate: int, qiaocheng: set[str], xinyi: set[str]) -> None:
    district = with_person(tiny_district(), "T2", pay_fen={"basic": rate})
    assert broken("qiaocheng", district, "QC-6.3b") == qiaocheng
    assert broken("xinyi", district, "XY-11a") == xinyi


def test_two_hours_against_an_hour_and_a_half() -> None:
    assert broken("qiaocheng", tiny_district(), "QC-2b") == set()
    assert broken("hebi", tiny_district(), "HB-3.2b") == {"HB-3.2b"}
    assert broken("qiaocheng", ninety_minutes(), "QC-2b") == {"QC-2b"}
    assert broken("hebi", ninety_minutes(), "HB-3.2b") == set()


def test_training_institutions() -> None:
    assert broken("hebi", tiny_district(), "HB-3.5e") == {"HB-3.5e"}
    venue = tiny_district(providers=(tiny_provider(kind="public_activity_body"),))
    assert broken("hebi", venue, "HB-3.5e") == set()


@pytest.mark.parametrize(("steps", "expected"), [(3, set()), (2, {"QC-3.2e"})])
def test_three_stamps(steps: int, expected: set[str]) -> None:
    approvals = tuple(ApprovalStep(code=c, granted_on=date(2026, 1, 1)) for c in QC_STEPS[:steps])
    district = tiny_district(providers=(tiny_provider(approvals=approvals),))
    assert broken("qiaocheng", district, "QC-3.2e") == expected


def test_a_provider_that_left_in_mid_term() -> None:
    left = ProviderStatus(status="exited", from_date=date(2026, 3, 17))
    district = tiny_district(providers=(tiny_provider(statuses=(left,)),))
    rule = "structure:require_provider_approval"
    pack = read_pack("qiaocheng")
    found = check(district, pack, good_plan(district, pack)).violations
    assert [v.amount for v in found if v.clause_id == rule] == [2]  # 17 and 24 March


def test_written_homework_in_grade_two() -> None:
    district = with_activity(tiny_district(), "guidance", written_homework=True)
    assert broken("hebi", district, "HB-3.3.2b") == set()
    lower = with_class(with_class(district, "C1", grade=2), "C2", grade=2)
    assert broken("hebi", lower, "HB-3.3.2b") == {"HB-3.3.2b"}


@pytest.mark.parametrize(("fee", "expected"), [(60000, set()), (60001, {"HF-3.2.3c"})])
def test_six_hundred_yuan_without_consumables(fee: int, expected: set[str]) -> None:
    district = with_activity(tiny_district(), "robot", fee_fen=fee, consumables_fen=5000)
    assert broken("hefei", district, "HF-3.2.3c") == expected


def test_a_second_charge_in_the_term() -> None:
    district = with_funding(tiny_district(), "special", charges_per_term=2)
    assert broken("hefei", district, "HF-5.1c") == {"HF-5.1c"}


@pytest.mark.parametrize(("fen", "expected"), [(15000, set()), (14900, {"HF-3.2.2c"})])
def test_the_county_subsidy(fen: int, expected: set[str]) -> None:
    district = with_funding(tiny_district(), "basic", subsidy_per_participant_fen=fen)
    assert broken("hefei", district, "HF-3.2.2c") == expected


def test_an_untrained_person_on_day_one_and_an_unpaid_one() -> None:
    late = with_person(tiny_district(), "T1", trained_on=date(2026, 3, 3))
    assert broken("xinyi", tiny_district(), "XY-8d", "XY-15d") == set()
    assert broken("xinyi", late, "XY-8d") == {"XY-8d"}
    assert broken("xinyi", with_person(late, "T1", pay_fen={}), "XY-15d") == {"XY-15d"}


@pytest.mark.parametrize(
    ("pack_id", "clause_id", "role"),
    [
        ("xinyi", "XY-6b", "volunteer"),
        ("hebi", "HB-3.5c", "volunteer"),
        ("anxi", "AX-3.3a", "external"),
    ],
)
def test_qualified_outsiders_are_vetted_too(pack_id: str, clause_id: str, role: str) -> None:
    hired = with_person(
        tiny_district(), "T5", role=role, external_kind="retired_teacher", vetting_passed=True
    )
    assert broken(pack_id, hired, clause_id) == set()
    unvetted = with_person(hired, "T5", vetting_passed=None)
    assert broken(pack_id, unvetted, clause_id) == {clause_id}


def test_no_published_fee_no_income_but_a_legal_plan() -> None:
    published = good_plan(tiny_district(), read_pack("qiaocheng")).accounts[0]
    district = with_funding(tiny_district(), "basic", fee_published=False)
    plan = good_plan(district, read_pack("qiaocheng"))
    assert "fees" in {line.kind for line in published.lines}
    assert "fees" not in {line.kind for line in plan.accounts[0].lines}
    assert plan.accounts[0].missing_fen == 684000 + 20000


def test_every_enforced_figure_is_read_by_a_check() -> None:
    # These two say what every account does: no fee unpublished, a surplus is stated as refund.
    read: set[str] = {"surplus_refunded", "fee_needs_publication"}
    patterns: list[re.Pattern[str]] = []
    for path in Path(solver.verify.__file__).parent.rglob("*.py"):
        for word in re.findall(r'"([a-z{][a-z_{}.()]+[a-z])"', path.read_text(encoding="utf-8")):
            read.add(word)
            if "{" in word:
                patterns.append(re.compile(re.sub(r"\{.*?\}", r"[a-z_]+", word)))
    unread: list[Any] = [
        (clause.id, parameter.name)
        for pack_id in pack_ids()
        for pack in [read_pack(pack_id)]
        for clause in pack.clauses
        if clause.family and clause.id not in pack.not_yet_enforced
        for parameter in clause.parameters
        if parameter.name not in read and not any(p.fullmatch(parameter.name) for p in patterns)
    ]
    assert unread == []


def test_every_enforced_clause_has_a_check() -> None:
    for pack_id in pack_ids():
        pack = read_pack(pack_id)
        families = {c.family for c in pack.clauses if c.id not in pack.not_yet_enforced}
        assert families - {None} <= set(FAMILIES)
