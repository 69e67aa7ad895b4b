"""`draw_district_fund`: what may be drawn from the district's fund, and how it is counted."""

import pytest

from solver.domain import District, DistrictFund
from solver.plan import AccountLine, Plan
from solver.verify import recompute
from tests.factories import changed, good_plan, tiny_district, tiny_pack, with_claims, with_funding
from tests.solver.verify.helpers import amounts, breaches

# The good plan's basic account closes 16000 fen above nothing; without 20000 it is 4000 short.
POOR = with_funding(tiny_district(), "basic", opening_fen=-20000)
CLOSING = next(
    a.closing_fen
    for a in recompute(tiny_district(), tiny_pack(), good_plan()).accounts
    if a.account == "basic"
)


def funded(size: int, record: District = POOR) -> District:
    return record.model_copy(update={"fund": DistrictFund(name="fund", size_fen=size)})


def drawing(record: District, fen: int, account: str = "basic") -> Plan:
    """Returns the good plan with a draw; what follows from it is stated as it is."""
    plan = good_plan(record)
    accounts = tuple(
        changed(a, lines=(*a.lines, AccountLine(kind="district_fund", amount_fen=fen)))
        if a.account == account
        else a
        for a in plan.accounts
    )
    plan = changed(plan, accounts=accounts)
    return with_claims(record, tiny_pack(), plan)


def test_the_figures_of_the_example() -> None:
    opening = next(
        f.opening_fen for f in tiny_district().schools[0].funding if f.account == "basic"
    )
    assert CLOSING - opening - 20000 == -4000


@pytest.mark.parametrize("drawn", [1, 3999, 4000])
def test_a_draw_up_to_what_is_short_is_legal(drawn: int) -> None:
    record = funded(4000)
    plan = drawing(record, drawn)
    assert breaches(record, plan) == []
    basic = next(a for a in recompute(record, tiny_pack(), plan).accounts if a.account == "basic")
    assert (basic.closing_fen, basic.missing_fen) == (drawn - 4000, 4000 - drawn)


@pytest.mark.parametrize(
    ("size", "drawn", "code", "amount"),
    [
        (9000, 4001, "draw_not_needed", 1),  # one fen more than is short
        (9000, -5, "draw_not_needed", 5),  # nobody pays into the fund
    ],
)
def test_a_draw_beyond_what_is_short_is_told(size: int, drawn: int, code: str, amount: int) -> None:
    record = funded(size)
    structure = "structure:draw_district_fund"
    assert amounts(record, structure, code, drawing(record, drawn)) == [amount]


def test_a_fund_is_not_overdrawn() -> None:
    record = funded(3000)
    found = {v.code: v.amount for v in breaches(record, drawing(record, 4000))}
    assert found == {"draw_not_needed": 1000, "fund_overdrawn": 1000}


def test_without_a_fund_nothing_is_drawn() -> None:
    found = {v.code: v.amount for v in breaches(POOR, drawing(POOR, 10))}
    assert found == {"draw_not_needed": 10, "fund_overdrawn": 10}


def test_only_basic_accounts_draw() -> None:
    record = funded(9000)
    found = breaches(record, drawing(record, 10, "special"))
    assert [(v.code, v.subject, v.amount) for v in found] == [("draw_not_needed", "special", 10)]
