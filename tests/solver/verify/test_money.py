"""Pay, fees, subsidies and accounts, in fen."""

from datetime import date
from typing import Any

import pytest

from solver.domain import District, FeeReduction, LumpSum, Period, RunningCost, Student
from solver.domain.people import GroupPay
from solver.plan import Plan
from solver.verify import check, recompute
from tests.factories import (
    changed,
    good_plan,
    tiny_clause,
    tiny_district,
    tiny_pack,
    with_activity,
    with_claims,
    with_funding,
    with_meeting,
    with_person,
    with_school,
)
from tests.solver.verify.helpers import amounts, breaches, pack_of, sole

D = tiny_district()
GOOD = good_plan(D)


# --- keep_pay_cap, keep_pay_floor: 59, 60 and 61 yuan under a cap and a floor of 60 -------------


@pytest.mark.parametrize(
    ("rate", "over_cap", "under_floor"),
    [(5900, [], [100]), (6000, [], []), (6100, [100], [])],
)
def test_rates_around_sixty_yuan(rate: int, over_cap: list[int], under_floor: list[int]) -> None:
    district = with_person(D, "T2", pay_fen={"basic": rate})
    cap = pack_of("keep_pay_cap", cap_fen=6000, roles=("teacher",), service_types=("basic",))
    floor = pack_of("keep_pay_floor", floor_fen=6000, roles=("teacher",))
    assert amounts(district, "T-1", "pay_over_cap", pack=cap) == over_cap
    assert amounts(district, "T-1", "pay_under_floor", pack=floor) == under_floor


def test_rates_are_by_role_and_service() -> None:
    district = with_person(D, "T5", pay_fen={"basic": 6100, "special": 9000})
    for roles, expected in (("teacher", []), ("other_staff", [100]), ("all", [100])):
        pack = pack_of("keep_pay_cap", cap_fen=6000, roles=roles)
        assert amounts(district, "T-1", "pay_over_cap", pack=pack) == expected
    pack = pack_of("keep_pay_cap", cap_fen=6000, service_types=("special",))
    assert breaches(district, pack=pack) == []


def test_listed_students_pay_exactly_what_is_left() -> None:
    # 33 per cent of 100.01 yuan: 6700.67 is left, rounded 6701; free pays nothing. Who has no
    # rate or comes on no weekday changes nothing; three who are only counted are free.
    rates = ((33, (1, 2)), (100, (1,)), (0, (1,)), (50, ()))
    students = tuple(
        Student(id=f"P{i}", class_id="C2", weekdays=days, fee_reduction_pct=pct)
        for i, (pct, days) in enumerate(rates)
    )
    district = changed(with_funding(reduced(3, 100), "basic", fee_fen=10001), students=students)
    lines = basic_lines(district)
    assert (lines["fees"], lines["fee_reductions"]) == (75 * 10001, -(3300 + 10001 + 3 * 10001))
    plan = good_plan(district)

    def wrong_lines(plan: Plan) -> list[int]:
        # The listed students of C2 make no choices, so its enrolments are not of this plan.
        found = check(district, tiny_pack(), plan).violations
        return [v.amount for v in found if v.code == "account_line"]

    assert wrong_lines(plan) == []
    basic = plan.accounts[0]
    wrong = tuple(
        changed(x, amount_fen=x.amount_fen + 1) if x.kind == "fee_reductions" else x
        for x in basic.lines
    )
    plan = changed(plan, accounts=(changed(basic, lines=wrong), *plan.accounts[1:]))
    assert wrong_lines(plan) == [1]


def sized(base_fen: int, up_to: int, per_student_fen: int) -> dict[str, Any]:
    """Pay of basic service by the size of the group and nothing else."""
    agreed = GroupPay(
        service_type="basic", base_fen=base_fen, up_to=up_to, per_student_fen=per_student_fen
    )
    return {"pay_fen": {}, "group_pay": (agreed,)}


# T2 leads 35 students of C2 in guidance and care: 5900 up to 34 and 100 for the 35th is 6000.
@pytest.mark.parametrize(
    ("up_to", "over_cap", "under_floor"),
    [(33, [100], []), (34, [], []), (35, [], [100])],
)
def test_pay_by_group_size_is_judged_as_it_is_paid(
    up_to: int, over_cap: list[int], under_floor: list[int]
) -> None:
    district = with_person(D, "T2", **sized(5900, up_to, 100))
    cap = pack_of("keep_pay_cap", cap_fen=6000, roles=("teacher",), service_types=("basic",))
    floor = pack_of("keep_pay_floor", floor_fen=6000, roles=("teacher",))
    assert amounts(district, "T-1", "pay_over_cap", pack=cap) == over_cap
    assert amounts(district, "T-1", "pay_under_floor", pack=floor) == under_floor


def test_the_floor_is_for_workdays() -> None:
    unpaid = with_person(D, "T2", pay_fen={})
    pack = pack_of("keep_pay_floor", floor_fen=1)

    def below(district: District, *meeting_ids: str, **changes: Any) -> list[int]:
        kept = tuple(
            changed(m, **changes) if m.id in meeting_ids else m
            for m in GOOD.meetings
            if "T2" not in m.staff_ids or m.id in meeting_ids
        )
        found = breaches(district, changed(GOOD, meetings=kept), pack)
        return [v.amount for v in found if (v.clause_id, v.subject) == ("T-1", "T2")]

    # T2 only on the make-up Saturday 21 March, which is a workday
    day = date(2026, 3, 21)
    assert below(unpaid, "c2-Fri2", from_date=day, to_date=day) == [1]
    friday = date(2026, 3, 6)
    assert below(unpaid, "c2-Fri2", from_date=friday, to_date=friday) == [1]
    # T2 only in a period of Saturdays, which are none
    saturday = Period(id="Sat1", weekday=6, start_min=960, end_min=1020)
    school = with_school(unpaid, periods=(*unpaid.schools[0].periods, saturday))
    assert below(school, "c2-Fri2", period_id="Sat1", weekday=6) == []


# --- cap_fees ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("cap", "over"), [(10000, []), (9999, [1])])
def test_the_basic_fee(cap: int, over: list[int]) -> None:
    pack = pack_of("cap_fees", cap_fen=cap, account="basic")
    assert amounts(D, "T-1", "fee_over_cap", pack=pack) == over


def test_a_cap_from_another_document() -> None:
    pack = pack_of("cap_fees", account="basic", from_funding=True)
    assert sole(D, "T-1", "fee_cap_missing", pack=pack).subject == "basic"
    assert breaches(with_funding(D, "basic", fee_cap_fen=10000), pack=pack) == []
    low = with_funding(D, "basic", fee_cap_fen=9000)
    assert amounts(low, "T-1", "fee_over_cap", pack=pack) == [1000]


def test_special_fees_times_what_a_student_may_take() -> None:
    once = pack_of("cap_fees", cap_fen=39999, account="special", per_student_total=True)
    assert breaches(D, pack=once) == []  # 200 yuan, take 1
    menu = changed(D.schools[0].menus[0], take=2)
    twice = with_school(D, menus=(menu,))
    # 2 x 200 = 400 yuan
    assert amounts(twice, "T-1", "fee_over_cap", pack=once) == [1]


def test_special_fees_of_listed_students() -> None:
    district = changed(D, students=(Student(id="P1", class_id="C1"),))
    plan = with_meeting(GOOD, "ro-Tue2", student_ids=("P1",))
    pack = pack_of("cap_fees", cap_fen=19999, account="special", per_student_total=True)
    found = {(v.code, v.subject, v.amount) for v in breaches(district, plan, pack)}
    assert ("student_fee_over_cap", "P1", 1) in found


@pytest.mark.parametrize(("charges", "over"), [(1, []), (2, [1])])
def test_charges_per_term(charges: int, over: list[int]) -> None:
    pack = pack_of("cap_fees", account="special", max_charges_per_term=1)
    district = with_funding(D, "special", charges_per_term=charges)
    assert amounts(district, "T-1", "too_many_charges", pack=pack) == over


# --- apply_fee_reductions, meet_subsidy_floor --------------------------------------------------


def reduced(count: int, pct: int) -> District:
    row = FeeReduction(group="hardship", count=count, reduction_pct=pct)
    return with_funding(D, "basic", reductions=(row,))


def test_reductions_for_all_in_hardship() -> None:
    pack = pack_of("apply_fee_reductions", groups=("hardship",), min_reduction_pct=100)
    assert breaches(D, pack=pack) == []
    assert amounts(reduced(3, 99), "T-1", "reduction_low", pack=pack) == [1]
    # 2 + 1 students in hardship, two with a reduction
    assert amounts(reduced(2, 100), "T-1", "hardship_not_reduced", pack=pack) == [1]
    free = with_funding(D, "basic", fee_fen=0, reductions=())
    assert not [v for v in breaches(free, pack=pack) if v.clause_id == "T-1"]


@pytest.mark.parametrize(("subsidy", "short"), [(15000, []), (14999, [1]), (0, [15000])])
def test_the_subsidy(subsidy: int, short: list[int]) -> None:
    district = with_funding(D, "basic", subsidy_per_participant_fen=subsidy)
    pack = pack_of("meet_subsidy_floor", floor_fen=15000)
    assert amounts(district, "T-1", "subsidy_low", pack=pack) == short


# --- balance_accounts -------------------------------------------------------------------------


def basic_lines(district: District, plan: Plan | None = None) -> dict[str, int]:
    plan = plan or good_plan(district)
    statement = recompute(district, tiny_pack(), plan).accounts[0]
    return {line.kind: line.amount_fen for line in statement.lines}


def test_every_line_of_an_account() -> None:
    district = with_funding(
        D,
        "basic",
        reductions=(FeeReduction(group="hardship", count=3, reduction_pct=33),),
        fee_fen=10001,
        subsidy_per_participant_fen=7,
        lump_sums=(LumpSum(source="county", amount_fen=5),),
        running_costs=(
            RunningCost(kind="water", amount_fen=1),
            RunningCost(kind="water", amount_fen=2),
        ),
    )
    district = with_person(district, "T5", pay_fen={"basic": 3333})
    assert basic_lines(district) == {
        "fees": 75 * 10001,
        # 67 per cent of 10001 is 6700.67, rounded 6701; each of three pays 3300 less
        "fee_reductions": -9900,
        "subsidy": 525,
        "lump_sum:county": 5,
        # 76 adults x dates, three of them T5's Thursdays: 3333 x 1.5 = 4999.5, rounded 5000
        "pay": -(73 * 9000 + 3 * 5000),
        "running:water": -3,
    }


def test_pay_by_group_size_is_counted_per_meeting() -> None:
    # T4 leads sports of 75 on 8 Mondays and Wednesdays and reading of 38 on 4 Tuesdays, and is
    # paid 33.33 yuan up to 40 students and 0.11 for each further one: 3333 + 35 * 11 = 3718 and
    # 3333 fen, times 1.5 class-hours 5577 and 4999.5, rounded 5000. The other 64 adults get 9000.
    district = with_person(D, "T4", **sized(3333, 40, 11))
    assert basic_lines(district)["pay"] == -(64 * 9000 + 8 * 5577 + 4 * 5000)


def test_a_helper_is_paid_by_the_group_too() -> None:
    # T3 helps in sports of 75 (8 dates) and leads chess of 22 (7): 1 fen for each beyond 30.
    district = with_person(D, "T3", **sized(1000, 30, 1))
    # 1045 * 1.5 = 1567.5, rounded 1568; 1000 * 1.5 = 1500. The other 61 get 9000.
    assert basic_lines(district)["pay"] == -(61 * 9000 + 8 * 1568 + 7 * 1500)


def test_two_agreements_for_one_service_are_refused() -> None:
    (agreed,) = sized(1, 1, 1)["group_pay"]
    with pytest.raises(ValueError, match="more than one group_pay for basic"):
        with_person(D, "T2", group_pay=(agreed, agreed))


def test_pay_of_outsiders_is_a_line_of_its_own() -> None:
    district = with_person(D, "T5", role="volunteer", home_school_id=None, lendable_to=("S1",))
    lines = basic_lines(district)
    assert (lines["pay"], lines["volunteer_allowance"]) == (-73 * 9000, -3 * 9000)
    assert "external_pay" not in lines
    lines = basic_lines(with_person(district, "T5", role="external"))
    assert (lines["pay"], lines["external_pay"]) == (-73 * 9000, -3 * 9000)


@pytest.mark.parametrize(
    ("allowed", "over"),
    [
        (("personnel", "water"), [27000]),
        (("personnel", "external_pay", "water"), []),
        # A list without any people is one of other costs.
        (("water",), []),
    ],
)
def test_outsiders_are_paid_where_their_pay_is_among_the_spending(
    allowed: tuple[str, ...], over: list[int]
) -> None:
    # T5 leads three meetings of 90 yuan.
    district = with_person(D, "T5", role="volunteer", home_school_id=None, lendable_to=("S1",))
    pack = pack_of("balance_accounts", allowed_spending=allowed)
    assert amounts(district, "T-1", "spending_not_allowed", pack=pack) == over
    special = pack_of("balance_accounts", allowed_spending=allowed, account="special")
    assert amounts(district, "T-1", "spending_not_allowed", pack=special) == []


def test_no_fee_without_publication() -> None:
    district = with_funding(D, "basic", fee_published=False)
    assert "fees" not in basic_lines(district)
    verdict = check(district, tiny_pack(), good_plan(district))
    # the account closes 704000 short, which is stated: legal, incomplete
    assert (verdict.ok, verdict.complete) == (True, False)
    assert verdict.levels[1].value == 684000 + 20000


def test_special_service_pays_own_adults_but_not_instructors() -> None:
    district = with_activity(D, "robot", helpers=1)
    district = with_person(district, "T5", pay_fen={"special": 4000})
    plan = with_meeting(GOOD, "ro-Tue2", staff_ids=("I1", "T5"))
    statement = recompute(district, tiny_pack(), plan).accounts[1]
    assert {line.kind: line.amount_fen for line in statement.lines} == {
        "fees": 300000,
        "provider:V1": -240000,
        "pay": -24000,  # 4 dates x 40 yuan x 1.5
    }
    assert statement.refund_fen == 36000


def test_a_shortfall_must_be_stated() -> None:
    # the basic account closes at 16000: one fen short
    district = with_funding(D, "basic", opening_fen=-16001)
    plan = good_plan(district)
    assert plan.status == "unmet"
    basic, special = plan.accounts
    assert (basic.closing_fen, basic.missing_fen) == (-1, 1)
    unstated = changed(plan, accounts=(changed(basic, missing_fen=0), special))
    found = check(district, tiny_pack(), unstated).violations
    assert [(v.clause_id, v.amount) for v in found if v.family != "plan"] == [
        ("structure:balance_accounts", 1)
    ]
    even = with_funding(D, "basic", opening_fen=-16000)
    assert check(even, tiny_pack(), good_plan(even)).publishable


@pytest.mark.parametrize(
    ("parameters", "over"),
    [
        ({"allowed_spending": ("personnel", "water")}, []),
        ({"allowed_spending": ("personnel",)}, [20000]),
        ({"allowed_spending": ("personnel",), "account": "special"}, []),
    ],
)
def test_spending(parameters: dict[str, Any], over: list[int]) -> None:
    pack = pack_of("balance_accounts", **parameters)
    assert amounts(D, "T-1", "spending_not_allowed", pack=pack) == over


def test_claims_follow_the_pack() -> None:
    # 80 minutes a class-hour: 75 ch a period, so pay is halved
    pack = tiny_pack((tiny_clause(None),), minutes_per_class_hour_primary=80)
    district = with_person(D, "T1", min_week_ch=0)
    plan = with_claims(district, pack, GOOD)
    lines = {line.kind: line.amount_fen for line in plan.accounts[0].lines}
    assert lines["pay"] == -76 * 4500
    assert check(district, pack, plan).publishable
