"""`require_clearance`, `lead_by_own_staff`, `limit_hours`."""

from datetime import date
from typing import Any

import pytest

from solver.domain import Travel
from solver.domain.people import Qualification
from solver.domain.pins import LendingSwitch
from solver.domain.school import ShortageDeclaration
from tests.factories import (
    changed,
    tiny_district,
    tiny_pack,
    with_period,
    with_person,
    with_school,
)
from tests.solver.verify.helpers import (
    amounts,
    breaches,
    pack_of,
    sole,
    two_school_plan,
    two_schools,
    way,
)

D = tiny_district()


# --- require_clearance: T5 serves on Thursdays 5, 19 and 26 March -----------------------------


@pytest.mark.parametrize(
    ("item", "changes", "dates"),
    [
        ("vetting", {"vetted_on": date(2026, 3, 5)}, 0),
        ("vetting", {"vetted_on": date(2026, 3, 6)}, 1),
        ("vetting", {"vetted_on": None}, 3),
        ("vetting", {"vetting_passed": None}, 3),
        ("vetting", {"vetting_passed": False}, 3),
        (
            "qualification",
            {"qualifications": (Qualification(kind="t", valid_to=date(2026, 3, 26)),)},
            0,
        ),
        (
            "qualification",
            {"qualifications": (Qualification(kind="t", valid_to=date(2026, 3, 25)),)},
            1,
        ),
        ("qualification", {"qualifications": ()}, 3),
        ("contract", {"contract_from": date(2026, 3, 19), "contract_to": date(2026, 3, 19)}, 2),
        ("contract", {"contract_from": None}, 3),
        ("contract", {"contract_to": None}, 0),
        ("training", {"trained_on": date(2026, 3, 20)}, 2),
        ("review", {"reviewed_on": None}, 3),
    ],
)
def test_papers_on_each_date(item: str, changes: dict[str, Any], dates: int) -> None:
    district = with_person(D, "T5", **changes)
    pack = pack_of("require_clearance", **{f"{item}_roles": ("other_staff",)})
    expected = [dates] if dates else []
    assert amounts(district, "T-1", "not_cleared", pack=pack) == expected
    others = pack_of("require_clearance", **{f"{item}_roles": ("teacher",)})
    # A clause that means others does not bind T5; but outside the dates of a contract that is
    # given (Thursdays 5 and 26 March beside the 19th) nobody serves, whatever the clauses ask.
    outside = {("structure:respect_availability", "outside_contract", dates)}
    found = {(v.clause_id, v.code, v.amount) for v in breaches(district, pack=others)}
    assert found == (outside if changes.get("contract_to") else set())
    everyone = pack_of("require_clearance", **{f"{item}_roles": "all"})
    assert amounts(district, "T-1", "not_cleared", pack=everyone) == expected


@pytest.mark.parametrize(("record", "dates"), [(False, []), (None, [3]), (True, [3])])
def test_no_bad_record(record: bool | None, dates: list[int]) -> None:
    pack = pack_of("require_clearance", no_bad_record=True)
    assert (
        amounts(with_person(D, "T5", bad_record=record), "T-1", "not_cleared", pack=pack) == dates
    )


# --- lead_by_own_staff: 18 basic meetings of 60 minutes, 17 of them led by teachers -----------


@pytest.mark.parametrize(
    ("num", "den", "strict", "short"),
    [(17, 18, False, []), (17, 18, True, [1]), (1, 1, False, [60]), (1, 2, True, [])],
)
def test_share_of_own_teachers(num: int, den: int, strict: bool, short: list[int]) -> None:
    pack = pack_of(
        "lead_by_own_staff", own_share_num=num, own_share_den=den, strict=strict, roles=("teacher",)
    )
    assert amounts(D, "T-1", "own_share_low", pack=pack) == short


def test_share_by_role_and_by_home() -> None:
    whole = {"own_share_num": 1, "own_share_den": 1}
    pack = pack_of("lead_by_own_staff", roles=("teacher", "other_staff"), **whole)
    assert breaches(D, pack=pack) == []
    district = with_person(two_schools(), "T5", lendable_to=("S2",))
    district = changed(district, lending=LendingSwitch(enabled_by="X", enabled_on=date(2026, 2, 1)))
    for lent_counts, short in ((True, []), (False, [60])):
        pack = pack_of(
            "lead_by_own_staff", roles=("teacher", "other_staff"), lent_counts=lent_counts, **whole
        )
        plan = two_school_plan(district, "T5", pack)
        assert amounts(district, "T-1", "own_share_low", plan, pack) == short


@pytest.mark.parametrize(
    ("signed", "dates"),
    [(None, [3]), (date(2026, 3, 6), [1]), (date(2026, 3, 5), [])],
)
def test_outsiders_only_in_shortage(signed: date | None, dates: list[int]) -> None:
    district = with_person(D, "T5", role="external", home_school_id=None, lendable_to=("S1",))
    if signed is not None:
        said = ShortageDeclaration(signed_by="X", signed_on=signed, reason="few teachers")
        district = with_school(district, shortage_declaration=said)
    pack = pack_of("lead_by_own_staff", external_only_if_shortage=True)
    assert amounts(district, "T-1", "external_without_shortage", pack=pack) == dates


# --- limit_hours: T1 has 150 ch Mon-Thu and 300 on Fridays; in the week of 16 March two Fridays


@pytest.mark.parametrize(
    ("limit", "value", "amount", "unit"),
    [
        ("max_day_ch", 299, 1, "ch"),
        ("max_week_ch", 1199, 1, "ch"),  # 4 x 150 + 2 x 300 = 1200
        ("max_days", 5, 1, "days"),  # Monday to Saturday
        ("max_consecutive", 1, 1, "periods"),
        ("min_week_ch", 901, 1, "ch"),  # pattern week 4 x 150 + 300 = 900
    ],
)
def test_own_limits(limit: str, value: int, amount: int, unit: str) -> None:
    code = f"under_{limit}" if limit == "min_week_ch" else f"over_{limit}"
    v = sole(with_person(D, "T1", **{limit: value}), "structure:limit_hours", code)
    assert (v.subject, v.amount, v.unit) == ("T1", amount, unit)


def test_the_worst_day_and_how_often() -> None:
    v = sole(with_person(D, "T1", max_day_ch=149), "structure:limit_hours", "over_max_day_ch")
    # 300 on Fridays; 15 other dates with 150 and 4 with Friday's pattern are over 149
    assert (v.amount, v.params["times"]) == (151, "19")


def test_a_run_is_broken_by_more_than_ten_minutes() -> None:
    # Friday's second period starts 10 or 11 minutes after the first
    for start, expected in ((1030, ["over_max_consecutive"]), (1031, [])):
        district = with_period(D, "Fri2", start_min=start, end_min=start + 60)
        district = with_person(district, "T1", max_consecutive=1)
        assert [v.code for v in breaches(district)] == expected


def test_the_pack_says_which_break_breaks_a_run() -> None:
    district = with_person(
        with_period(D, "Fri2", start_min=1031, end_min=1091), "T1", max_consecutive=1
    )
    for short_break, expected in ((11, ["over_max_consecutive"]), (10, [])):
        found = breaches(district, pack=tiny_pack(short_break_min=short_break))
        assert [v.code for v in found] == expected


def test_evenings() -> None:
    district = with_person(with_period(D, "Fri2", window="evening"), "T1", max_evenings=1)
    over = [v for v in breaches(district) if v.code == "over_max_evenings"]
    # 20 and 21 March follow Friday's pattern
    assert [(v.clause_id, v.amount) for v in over] == [("structure:limit_hours", 1)]


def test_hours_count_over_all_schools() -> None:
    district = with_person(two_schools(1080), "T4", lendable_to=("S2",), max_day_ch=299)
    district = changed(
        district,
        lending=LendingSwitch(enabled_by="X", enabled_on=date(2026, 2, 1)),
        travel=Travel(schools_per_day=2, times=(way(0),), margin_min=0),
    )
    plan = two_school_plan(district, "T4")
    v = sole(district, "structure:limit_hours", "over_max_day_ch", plan)
    assert v.amount == 1  # sports 150 + care 150 on Mondays
