"""``draw_district_fund``: the district's fund covers what basic accounts are short of."""

import pytest

from solver.domain import District, DistrictFund, Funding
from solver.model.build import build
from solver.model.references import empty_references
from solver.model.statement import with_draws
from solver.plan import AccountStatement
from tests.factories import tiny_pack
from tests.solver.model.families.test_balance_accounts import missing, paying
from tests.solver.model.helpers import least, served


def funded(record: District, size: int) -> District:
    return record.model_copy(update={"fund": DistrictFund(name="fund", size_fen=size)})


@pytest.mark.parametrize(
    ("size", "fen"),
    # An hour at 60 yuan, 10 yuan in the account: 50 yuan are short.
    [(0, 5000), (4999, 1), (5000, 0), (9999, 0)],
)
def test_the_fund_covers_the_basic_account_as_far_as_it_goes(size: int, fen: int) -> None:
    assert missing(funded(paying(6000, 1000), size)) == fen


def test_the_fund_does_not_pay_for_other_accounts() -> None:
    record = paying(6000, 6000)
    lunch = Funding(account="lunch", opening_fen=-700)
    (school,) = record.schools
    record = record.model_copy(
        update={"schools": (school.model_copy(update={"funding": (*school.funding, lunch)}),)}
    )
    assert missing(funded(record, 9999)) == 700


def test_a_school_may_draw_its_part_only() -> None:
    record = funded(paying(6000, 1000), 9999)
    ctx = build(record, tiny_pack(), fund_fen={"S1": 3000})
    # 50 yuan are short, 30 may be drawn.
    assert least(ctx, "missing_money", served(ctx)) == 2000


def test_the_empty_plan_is_measured_with_the_fund() -> None:
    record = paying(6000, 0)
    (school,) = record.schools
    poor = Funding(account="basic", opening_fen=-500)
    record = record.model_copy(
        update={"schools": (school.model_copy(update={"funding": (poor,)}),)}
    )
    assert empty_references(record, tiny_pack())["missing_money"] == 500
    assert empty_references(funded(record, 300), tiny_pack())["missing_money"] == 200


def statement(school_id: str, closing: int) -> AccountStatement:
    return AccountStatement(
        school_id=school_id,
        account="basic",
        opening_fen=closing,
        lines=(),
        closing_fen=closing,
        missing_fen=max(0, -closing),
    )


@pytest.mark.parametrize(
    ("size", "missing_fen"),
    [
        (1000, [0, 0, 0]),
        (600, [0, 0, 0]),
        # 300 for 100 + 500: 50 and 250 are covered.
        (300, [50, 250, 0]),
        # 7 for 100 + 500: 1 and 5 rounded down, the last fen to the first.
        (7, [98, 495, 0]),
        (0, [100, 500, 0]),
    ],
)
def test_a_fund_that_does_not_reach_is_divided_by_need(size: int, missing_fen: list[int]) -> None:
    found = [statement("S1", -100), statement("S2", -500), statement("S3", 80)]
    after = with_draws(found, size)
    assert [a.missing_fen for a in after] == missing_fen
    drawn = [sum(x.amount_fen for x in a.lines) for a in after]
    assert sum(drawn) == min(size, 600)
    assert all(a.closing_fen == a.opening_fen + d for a, d in zip(after, drawn, strict=True))
