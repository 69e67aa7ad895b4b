"""The amount that is named for each account suffices, and one fen less in any of them does not.

Small districts that lack money for different causes; what is named is put into the account that is
named, and the district is planned again. Amounts are worked out by hand beside each.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from solver import explain, plan_term
from solver.domain import Band, District, DistrictFund, FeeReduction, Funding, LumpSum, RunningCost
from solver.domain.people import GroupPay
from solver.policy import PolicyPack
from tests.factories import changed, tiny_class, tiny_clause, tiny_pack, tiny_person, tiny_provider
from tests.factories.partners import PARTNER, guidance
from tests.solver.model.cases import choices
from tests.solver.model.helpers import club, district, group, guarded, hours, one_school, room

Key = tuple[str, str]
Case = tuple[District, PolicyPack, dict[Key, int]]
S1 = ("S1", "basic")


def purse(account: Any = "basic", **fields: Any) -> Funding:
    """Returns an account."""
    return Funding(account=account, **fields)


def paying(*people: Any, periods: tuple[str, ...] = ("11",), **account: Any) -> District:
    """Ten children; T1 is paid 6000 fen an hour if nobody else is given."""
    school = one_school((tiny_class("C1", 10, "R1"),), hours(*periods), funding=(purse(**account),))
    return district((school,), people or (tiny_person("T1"),), (group(),))


def plain() -> Case:
    # 6000 to pay, 1000 there.
    return paying(opening_fen=1000), tiny_pack(), {S1: 5000}


def fund_too_small() -> Case:
    # 6000 to pay, 1000 there and 2000 in the fund.
    record = changed(paying(opening_fen=1000), fund=DistrictFund(name="F", size_fen=2000))
    return record, tiny_pack(), {S1: 3000}


def fee_at_its_cap() -> Case:
    # Ten take the club at the cap of 2 yuan: 2000 for a meeting of 60000.
    school = one_school(
        (tiny_class("C1", 10, "R1"),),
        hours("11"),
        rooms=(room("R1"), room("R2")),
        funding=(purse(), purse("special", fee_published=True)),
    )
    coach = tiny_person(
        "I1", role="instructor", home_school_id=None, provider_id="V1", skills=("club",)
    )
    record = district(
        (school,),
        (coach,),
        (club(service_type="special", provider_id="V1", fee_fen=200),),
        providers=(tiny_provider(),),
        choice_counts=choices(("C1", "club", 10)),
    )
    cap = tiny_clause("cap_fees", "TP-cap", account="special", cap_fen=200)
    return guarded(record), tiny_pack((cap,)), {("S1", "special"): 58_000}


def lunch() -> Case:
    # Ten eat for 1 yuan and 10 fen are there: 1010 for an hour of 2000. Care is unpaid.
    school = one_school(
        (tiny_class("C1", 10, "R1", lunch_eaters=10),),
        (*hours("11"), *hours("12", start_min=680, window="lunch")),
        funding=(purse(), purse("lunch", fee_fen=100, fee_published=True, opening_fen=10)),
    )
    record = district(
        (school,),
        (tiny_person("T1", pay_fen={"lunch": 2000}),),
        (group(), group("eat", service_type="lunch")),
    )
    return record, tiny_pack(), {("S1", "lunch"): 990}


def pay_floor() -> Case:
    # T1 would do it for 59 yuan and may not: T2 takes the 60 of the floor, 5900 are there.
    floor = tiny_clause("keep_pay_floor", "TP-floor", floor_fen=6000)
    cheap, fair = tiny_person("T1", pay_fen={"basic": 5900}), tiny_person("T2")
    return paying(cheap, fair, opening_fen=5900), tiny_pack((floor,)), {S1: 100}


def provider_price() -> Case:
    # A youth palace cares on two days for 5 yuan each; 600 are there.
    school = one_school(
        (tiny_class("C1", 10, "R1"),), hours("11", "21"), funding=(purse(opening_fen=600),)
    )
    record = district(
        (school,),
        (tiny_person("I1", role="instructor", home_school_id=None, provider_id="V1"),),
        (group("care2", provider_id="V1"),),
        providers=(
            tiny_provider(
                kind="public_activity_body", price_per_meeting_fen=500, approvals=(guidance(),)
            ),
        ),
    )
    shared = tiny_clause("limit_third_parties", **PARTNER)
    return guarded(record), tiny_pack((shared,)), {S1: 400}


def free_places() -> Case:
    # Of ten at 6.01 yuan three pay nothing and one half, 300.5 up: 6 * 601 + 301 = 3907.
    off = (
        FeeReduction(group="hardship", count=3, reduction_pct=100),
        FeeReduction(group="other", count=1, reduction_pct=50),
    )
    record = paying(fee_fen=601, fee_published=True, reductions=off)
    return record, tiny_pack(), {S1: 2093}


def running_costs() -> Case:
    # 6000 there for the teacher, 7 and 5 for water and power.
    costs = (RunningCost(kind="water", amount_fen=7), RunningCost(kind="electricity", amount_fen=5))
    return paying(opening_fen=6000, running_costs=costs), tiny_pack(), {S1: 12}


def fee_not_published() -> Case:
    # Subsidy 10 * 150 = 1500 of 6000; the fee of 6 yuan is not charged.
    record = paying(fee_fen=600, subsidy_per_participant_fen=150)
    return record, tiny_pack(), {S1: 4500}


def the_cheap_one_is_full() -> Case:
    # T1 has one hour a week for 2000, T2 takes the other for 6000; 5000 are there.
    people = (tiny_person("T1", pay_fen={"basic": 2000}, max_week_ch=100), tiny_person("T2"))
    record = paying(*people, periods=("11", "21"), opening_fen=5000)
    return record, tiny_pack(), {S1: 3000}


def pay_by_the_group() -> Case:
    # 3000 for five and 200 for each of five more; 1 is there.
    sized = GroupPay(service_type="basic", base_fen=3000, up_to=5, per_student_fen=200)
    person = tiny_person("T1", group_pay=(sized,))
    return paying(person, opening_fen=1), tiny_pack(), {S1: 3999}


def two_schools() -> Case:
    # 5000 and 3000 short; the fund's 1000 go 625 and 375. Each school alone might have all of it.
    record = paying(opening_fen=1000)
    (first,) = record.schools
    second = one_school(
        (tiny_class("D1", 10, "R2"),),
        tuple(changed(p, id=f"q{p.id}") for p in hours("11")),
        id="S2",
        bands=(Band(id="B2", name="B2", class_ids=("D1",)),),
        funding=(purse(opening_fen=3000),),
    )
    other = tiny_person("T2", home_school_id="S2")
    record = changed(
        record,
        schools=(first, second),
        staff=(*record.staff, other),
        fund=DistrictFund(name="F", size_fen=1000),
    )
    return record, tiny_pack(), {S1: 4375, ("S2", "basic"): 2625}


CASES: dict[str, Callable[[], Case]] = {
    f.__name__: f
    for f in (
        plain, fund_too_small, fee_at_its_cap, lunch, pay_floor, provider_price, free_places,
        running_costs, fee_not_published, the_cheap_one_is_full, pay_by_the_group,
    )
}  # fmt: skip


def given(record: District, sums: Mapping[Key, int]) -> District:
    """Returns the district with lump sums in accounts."""

    def richer(school_id: str, f: Funding) -> Funding:
        fen = sums.get((school_id, f.account), 0)
        lump = (LumpSum(source="given", amount_fen=fen),) if fen else ()
        return changed(f, lump_sums=(*f.lump_sums, *lump))

    schools = tuple(
        changed(s, funding=tuple(richer(s.id, f) for f in s.funding)) for s in record.schools
    )
    return changed(record, schools=schools)


def planned(record: District, pack: PolicyPack) -> tuple[str, int]:
    """Returns the status of the best plan, and what it misses in fen."""
    outcome = plan_term(record, pack, time_limit_s=20, workers=1)
    assert outcome.plan is not None
    return outcome.status, sum(a.missing_fen for a in outcome.plan.accounts)


@pytest.mark.parametrize("name", CASES)
def test_what_is_named_suffices_and_a_fen_less_in_any_account_does_not(name: str) -> None:
    record, pack, by_hand = CASES[name]()
    money = explain(record, pack, time_limit_s=30, workers=1).money
    assert money is not None and money.exact
    named = {(g.school_id, str(g.account)): g.missing_fen for g in money.gaps}
    assert named == by_hand
    assert money.at_least_fen == money.enough_fen == sum(by_hand.values())
    assert planned(given(record, named), pack) == ("publishable", 0)
    for key, fen in named.items():
        assert planned(given(record, {**named, key: fen - 1}), pack) == ("unmet", 1)


@pytest.mark.parametrize("name", CASES)
def test_every_remedy_that_suffices_was_planned_anew(name: str) -> None:
    record, pack, _ = CASES[name]()
    money = explain(record, pack, time_limit_s=60, workers=1).money
    assert money is not None
    for gap in money.gaps:
        enough = [r for r in gap.remedies if r.allowed and not r.left]
        assert enough and {r.checked for r in enough} == {"solved"}
        prices = [r.cost_fen or 0 for r in enough]
        assert prices == sorted(prices)
        assert list(gap.remedies[: len(enough)]) == enough


def test_where_the_amount_is_not_proved_both_sides_of_the_range_hold() -> None:
    record, pack, by_hand = two_schools()
    money = explain(record, pack, time_limit_s=30, workers=1).money
    assert money is not None and not money.exact
    # Each with the whole fund: 4000 and 2000 at least. In truth 7000 are missing, and suffice.
    assert (money.at_least_fen, money.enough_fen) == (6000, 7000)
    named = {(g.school_id, str(g.account)): g.missing_fen for g in money.gaps}
    assert named == by_hand and sum(named.values()) == money.enough_fen
    assert planned(given(record, named), pack) == ("publishable", 0)
    for first in (0, 2999, 5000):
        less = {S1: first, ("S2", "basic"): money.at_least_fen - 1 - first}
        status, missing = planned(given(record, less), pack)
        assert status == "unmet" and missing >= 1
