"""Money that is missing: named to the fen, and each remedy with its price, both sides tested."""

from typing import Any

import pytest

from solver import explain, plan_term
from solver.domain import District, DistrictFund, Funding, LumpSum
from solver.domain.money import RunningCost
from solver.plan import Remedy
from solver.policy import PolicyPack
from tests.factories import tiny_class, tiny_clause, tiny_pack, tiny_person
from tests.solver.model.helpers import district, group, hours, one_school

CAP = tiny_clause("cap_fees", "TP-cap", account="basic", cap_fen=200)


def poor(opening: int = 1000, fund: int | None = None, **funding: Any) -> District:
    """One hour on Monday 2 March: 60 yuan to pay a teacher, 10 students, 10 yuan are there."""
    school = one_school(
        (tiny_class("C1", 10, "R1"),),
        hours("11"),
        funding=(Funding(account="basic", opening_fen=opening, **funding),),
    )
    staff = (tiny_person("T1", pay_fen={"basic": 6000}),)
    more = {} if fund is None else {"fund": DistrictFund(name="fund", size_fen=fund)}
    return district((school,), staff, (group(),), **more)


def explained(record: District, pack: PolicyPack | None = None) -> Any:
    """Returns what is said of the money of a district."""
    return explain(record, pack or tiny_pack(), time_limit_s=20, workers=1).money


def named(remedies: tuple[Remedy, ...]) -> dict[str, Remedy]:
    return {r.code.removeprefix("explain.do_"): r for r in remedies}


def test_the_amount_named_suffices_and_one_fen_less_does_not() -> None:
    # 6000 to pay, 1000 there: 5000 missing.
    money = explained(poor())
    assert (money.at_least_fen, money.enough_fen, money.exact) == (5000, 5000, True)
    (gap,) = money.gaps
    assert (gap.school_id, gap.account, gap.missing_fen) == ("S1", "basic", 5000)
    for given, status in ((5000, "publishable"), (4999, "unmet")):
        lump = (LumpSum(source="county", amount_fen=given),)
        outcome = plan_term(poor(lump_sums=lump), tiny_pack(), time_limit_s=20, workers=1)
        assert outcome.status == status


def test_the_fund_is_drawn_on_before_anything_is_missing() -> None:
    # 2000 of the fund: 3000 missing; a fund of 5000 suffices, one of 4999 does not.
    money = explained(poor(fund=2000))
    assert (money.enough_fen, money.exact) == (3000, True)
    larger = named(money.gaps[0].remedies)["fund"]
    assert (larger.amount, larger.cost_fen, larger.left) == (3000, 3000, 0)
    for size, status in ((5000, "publishable"), (4999, "unmet")):
        assert plan_term(poor(fund=size), tiny_pack(), workers=1).status == status


def test_remedies_are_priced_and_those_that_suffice_come_first() -> None:
    cost = RunningCost(kind="personnel", amount_fen=700)
    record = poor(fee_fen=100, fee_published=True, running_costs=(cost,))
    # 10 students pay 1 yuan: 1000 + 1000 - 700 = 1300 there, 4700 missing.
    (gap,) = explained(record, tiny_pack((CAP,))).gaps
    assert gap.missing_fen == 4700
    found = named(gap.remedies)
    assert (found["lump"].amount, found["lump"].cost_fen, found["lump"].payer) == (
        4700,
        4700,
        "county",
    )
    # 4700 / 10 = 470 each; by fee 570 in all, above the cap of 200.
    assert (found["subsidy"].amount, found["subsidy"].cost_fen) == (470, 4700)
    fees = [r for r in gap.remedies if r.code == "explain.do_fee"]
    # To the cap: 100 more each brings 1000, 3700 are left.
    assert {(r.amount, r.allowed, r.left) for r in fees} == {(470, False, 0), (100, True, 3700)}
    assert {r.clause_id for r in fees if not r.allowed} == {"TP-cap"}
    # One class-hour is paid: 4700 less of 6000.
    assert (found["pay"].amount, found["pay"].cost_fen, found["pay"].payer) == (4700, 4700, "staff")
    assert (found["cost"].amount, found["cost"].left) == (700, 4000)
    first = gap.remedies[0]
    assert first.allowed
    assert first.left == 0
    # What suffices and is allowed was planned anew, the rest counted anew with the plan at hand.
    for r in gap.remedies:
        assert r.checked == ("solved" if r.allowed and not r.left else "recounted")


def test_the_pay_goes_no_lower_than_its_floor() -> None:
    floor = tiny_clause("keep_pay_floor", "TP-floor", floor_fen=5000)
    (gap,) = explained(poor(), tiny_pack((floor,))).gaps
    cut = named(gap.remedies)["pay_floor"]
    # 60 to 50 yuan saves 1000 of 5000.
    assert (cut.left, cut.cost_fen, cut.allowed) == (4000, 1000, True)


def test_an_unpublished_fee_is_the_cheapest_to_mend() -> None:
    # 10 students would pay 6 yuan each: 6000 for 5000 missing.
    (gap,) = explained(poor(fee_fen=600)).gaps
    publish = named(gap.remedies)["publish"]
    assert (publish.amount, publish.cost_fen, publish.left) == (600, 6000, 0)
    assert publish.path == "schools[S1].funding[basic].fee_published"


@pytest.mark.parametrize("short", [0, -1])
def test_nothing_is_said_of_money_that_is_there(short: int) -> None:
    assert explained(poor(opening=6000 - short)) is None


def test_people_who_are_missing_have_their_price() -> None:
    # Two classes that may not merge and one teacher: one more for an hour of 60 yuan.
    school = one_school(
        (tiny_class("C1", 10, "R1"), tiny_class("C2", 10, "R2")),
        hours("11"),
        funding=(Funding(account="basic", opening_fen=12_000),),
    )
    record = district((school,), (tiny_person("T1"),), (group(),))
    answer = explain(record, tiny_pack(), time_limit_s=60, workers=1)
    assert answer.money is None
    (issue,) = answer.issues
    more = next(r for r in issue.remedies if r.code == "explain.do_teacher")
    assert (more.amount, more.checked, more.left) == (1, "solved", 0)
    assert (more.cost_fen, more.payer, more.hours_ch) == (6000, "account", 100)
