"""``balance_accounts``: each account pays for what it buys, or the money is missing."""

from typing import Any

import pytest

from solver.domain import (
    ChoiceCount,
    District,
    FeeReduction,
    Funding,
    LumpSum,
    RunningCost,
    Student,
)
from solver.model.build import build
from solver.model.families.balance_accounts import fixed_income
from solver.model.statement import payers
from tests.factories import (
    good_plan,
    tiny_class,
    tiny_clause,
    tiny_district,
    tiny_pack,
    tiny_person,
    tiny_provider,
    with_class,
    with_funding,
    with_person,
)
from tests.factories.windows import window_district, window_plan
from tests.solver.model.helpers import (
    club,
    district,
    fix_plan,
    found,
    group,
    guarded,
    hours,
    least,
    model_of,
    one_school,
    pack_of,
    room,
    served,
    solve,
    stands,
    told,
    why,
    with_staff,
    works,
)


def paying(rate: int, opening: int, *ids: str, **funding: Any) -> District:
    """Ten children, an hour of 100 ch a week for one week, a teacher paid ``rate`` fen."""
    account = Funding(**{"account": "basic", "opening_fen": opening, **funding})
    return district(
        one_school((tiny_class("C1", 10, "R1"),), hours(*(ids or ("11",))), funding=(account,)),
        (tiny_person("T1", pay_fen={"basic": rate}),),
        (group(),),
    )


@pytest.mark.parametrize(("period_id", "charged"), [("Mon1", 77), ("MonL", 75), ("TueX", 75)])
def test_only_the_regular_service_counts_for_the_basic_fee(period_id: str, charged: int) -> None:
    # 40 and 35 take part; 42 of C1 in one period count only if it is one of the regular day.
    record = with_class(window_district(), "C1", participants_by_period={period_id: 42})
    assert payers(record.schools[0], "basic") == charged


def missing(record: District) -> int:
    """Returns the money that is missing if everybody is served."""
    ctx = model_of(record)
    return least(ctx, "missing_money", served(ctx))


@pytest.mark.parametrize(
    ("record", "fen"),
    [
        (paying(6000, 6000), 0),
        (paying(6000, 5999), 1),
        (paying(6000, 0, "11", "12"), 12000),
        (paying(6000, 0, lump_sums=(LumpSum(source="x", amount_fen=6000),)), 0),
        (paying(6000, 0, subsidy_per_participant_fen=600), 0),
        (paying(6000, 6000, running_costs=(RunningCost(kind="water", amount_fen=7),)), 7),
        (paying(6000, 0, fee_fen=600, fee_published=True), 0),
        # Not published, not charged.
        (paying(6000, 0, fee_fen=600), 6000),
        # Two of ten pay half: 8 * 600 + 2 * 300 = 5400.
        (
            paying(
                6000, 0, fee_fen=600, fee_published=True,
                reductions=(FeeReduction(group="hardship", count=2, reduction_pct=50),),
            ),
            600,
        ),
    ],
)  # fmt: skip
def test_missing_money_by_hand(record: District, fen: int) -> None:
    assert missing(record) == fen


def test_pay_is_rounded_half_up_per_meeting() -> None:
    # 41 minutes of 40 a class-hour are 102.5, so 103 ch; 50 fen * 1.03 = 51.5, so 52 fen.
    record = paying(50, 0)
    school = record.schools[0].model_copy(update={"periods": hours("11", minutes=41)})
    assert missing(record.model_copy(update={"schools": (school,)})) == 52


def test_reduced_fees_are_rounded_half_up() -> None:
    # Three students at 50 per cent of 101 fen: 50.5, so 51 each; seven pay 101.
    record = paying(
        0, 0, fee_fen=101, fee_published=True,
        reductions=(FeeReduction(group="hardship", count=3, reduction_pct=50),),
    )  # fmt: skip
    view = build(record, tiny_pack()).views["S1"]
    assert fixed_income(view, record.schools[0].funding[0]) == 3 * 51 + 7 * 101


def test_listed_students_pay_what_is_left_of_the_fee() -> None:
    # Of ten, one listed pays half of 101 fen, 50.5 rounded 51, one listed nothing, one counted 51.
    record = paying(
        0, 0, fee_fen=101, fee_published=True,
        reductions=(FeeReduction(group="hardship", count=1, reduction_pct=50),),
    )  # fmt: skip
    students = tuple(
        Student(id=f"P{i}", class_id="C1", fee_reduction_pct=pct) for i, pct in enumerate((50, 100))
    )
    record = record.model_copy(update={"students": students})
    view = build(record, tiny_pack()).views["S1"]
    assert fixed_income(view, record.schools[0].funding[0]) == 2 * 51 + 7 * 101


@pytest.mark.parametrize(
    ("fee", "published", "fen"),
    [
        # Two dates of 500 fen; ten of ten pay.
        (100, True, 0),
        (99, True, 10),
        (100, False, 1000),
    ],
)
def test_special_account_lives_on_its_fees(fee: int, published: bool, fen: int) -> None:
    record = district(
        one_school(
            (tiny_class("C1", 10, None),),
            rooms=(room("R1"),),
            funding=(Funding(account="special", fee_published=published),),
        ),
        (tiny_person("I1", role="instructor", home_school_id=None, provider_id="V1", pay_fen={}),),
        (club(service_type="special", provider_id="V1", skill=None, fee_fen=fee),),
        providers=(tiny_provider(price_per_meeting_fen=500),),
        choice_counts=(ChoiceCount(class_id="C1", activity_id="club", count=10),),
    )
    # Monday 2 and 9 March.
    term = record.term.model_copy(update={"last_day": record.term.last_day.replace(day=13)})
    assert missing(guarded(record.model_copy(update={"term": term}))) == fen


def test_good_plan_leaves_160_yuan() -> None:
    assert stands(tiny_district())
    # Without the 16000 fen by which the account closes it just balances, with one more it fails.
    water = RunningCost(kind="water", amount_fen=20000 + 16000)
    assert stands(with_funding(tiny_district(), "basic", running_costs=(water,)))
    water = RunningCost(kind="water", amount_fen=20000 + 16001)
    assert not stands(with_funding(tiny_district(), "basic", running_costs=(water,)))


def test_a_shortfall_is_told_not_forbidden() -> None:
    # T1 at 70 yuan instead of 60 costs 10 * 1.5 for each of 23 meetings: guidance on 19 dates
    # and care on 4; 345 yuan, of which 160 are there.
    record = with_person(tiny_district(), "T1", pay_fen={"basic": 7000})
    ctx = model_of(record)
    point = solve(ctx, fix_plan(ctx, good_plan(record)), ctx.rows.objective("missing_money"))
    assert point is not None
    assert ctx.rows.objective("missing_money").value(point) == 34500 - 16000


@pytest.mark.parametrize(
    ("kinds", "amounts"), [(("personnel", "water"), []), (("personnel",), [20000])]
)
def test_running_costs_of_other_kinds_are_found(kinds: tuple[str, ...], amounts: list[int]) -> None:
    clause = tiny_clause("balance_accounts", allowed_spending=kinds)
    findings = told(found(model_of(tiny_district(), pack_of(clause)), "balance_accounts"))
    assert findings == [("T-1", "finding.spending_not_allowed", n) for n in amounts]


def test_a_clause_of_the_other_account_says_nothing() -> None:
    clause = tiny_clause("balance_accounts", account="special", allowed_spending=("personnel",))
    assert found(model_of(tiny_district(), pack_of(clause)), "balance_accounts") == []


def test_lunch_pays_from_its_own_account_and_basic_for_late_care() -> None:
    # The good plan with lunch and late care: lunch even, basic 80.00 to spare, special 600.00.
    record = window_district()
    assert stands(record, plan=window_plan(record))
    # A fen more for each of two leaders on four Mondays: 8 fen are missing at lunch.
    for person_id in ("T1", "T2"):
        rates = {"basic": 6000, "lunch": 3001, "extended": 2000}
        record = with_person(record, person_id, pay_fen=rates)
    ctx = model_of(record)
    fixed = fix_plan(ctx, window_plan(record))
    assert least(ctx, "missing_money", fixed) == 8
    # Late care at 40.00 on four Tuesdays takes the 80.00 that basic has left; a fen more is short.
    for rate, missing_fen in ((4000, 0), (4001, 4)):
        dear = with_person(window_district(), "T3", pay_fen={"basic": 6000, "extended": rate})
        ctx = model_of(dear)
        assert least(ctx, "missing_money", fix_plan(ctx, window_plan(dear))) == missing_fen


def test_clauses_on_spending_concern_lunch_only_by_name() -> None:
    cost = RunningCost(kind="lunch", amount_fen=500)
    record = with_funding(window_district(), "lunch", running_costs=(cost,))
    limits: dict[str, Any] = {"allowed_spending": ("water",)}
    silent = model_of(record, pack_of(tiny_clause("balance_accounts", **limits)))
    assert found(silent, "balance_accounts") == []
    named = model_of(record, pack_of(tiny_clause("balance_accounts", account="lunch", **limits)))
    assert told(found(named, "balance_accounts")) == [("T-1", "finding.spending_not_allowed", 500)]


@pytest.mark.parametrize(
    ("kinds", "pay", "works_"),
    [
        (("personnel",), {"basic": 1}, False),
        (("personnel",), {}, True),
        (("personnel", "external_pay"), {"basic": 1}, True),
        # A list without any people is one of other costs.
        (("water",), {"basic": 1}, True),
    ],
)
def test_a_volunteer_has_an_allowance_where_it_is_among_the_spending(
    kinds: tuple[str, ...], pay: dict[str, int], works_: bool
) -> None:
    record = guarded(paying(6000, 0))
    volunteer = tiny_person(
        "V", role="volunteer", home_school_id=None, lendable_to=("S1",), pay_fen=pay
    )
    ctx = model_of(
        with_staff(record, volunteer),
        pack_of(tiny_clause("balance_accounts", allowed_spending=kinds)),
    )
    assert works(ctx, "V") is works_
    if not works_:
        assert why(ctx, "staff", "V")[:2] == ("T-1", "unused.pay_not_allowed")
