"""Planted districts whose plan costs all the money that there is."""

import pytest

from data.synthetic import generate
from data.synthetic.generator import load_pack
from data.synthetic.tight import tighten
from solver import check
from solver.domain import Funding, LumpSum
from solver.plan import AccountLine
from tests.data.synthetic.test_generate import judge
from tests.factories import good_plan, tiny_district


@pytest.mark.parametrize("pack_id", ["qiaocheng", "hebi"])
def test_the_planted_plan_uses_all_the_money_and_is_legal(pack_id: str) -> None:
    district, plan = generate("town", 1, 0, pack_id, budget="tight")
    judge(district, plan, pack_id)
    assert {a.closing_fen for a in plan.accounts} == {0}
    draws = [x.amount_fen for a in plan.accounts for x in a.lines if x.kind == "district_fund"]
    assert district.fund is not None
    assert sum(draws) == district.fund.size_fen > 0
    # One fen less in the fund, and it is missing.
    poorer = district.fund.model_copy(update={"size_fen": district.fund.size_fen - 1})
    verdict = check(district.model_copy(update={"fund": poorer}), load_pack(pack_id), plan)
    assert "draw_district_fund" in {v.family for v in verdict.violations}


def test_all_but_the_money_is_as_with_a_loose_budget() -> None:
    loose, before = generate("rural_county", 1, 0)
    tight, after = generate("rural_county", 1, 0, budget="tight")
    assert loose.fund is None
    assert tight.id == f"{loose.id}-tight"
    assert (loose.staff, loose.activities) == (tight.staff, tight.activities)
    assert before.meetings == after.meetings
    assert "fund" in {note.path.partition(",")[0] for note in tight.provenance}


def test_what_is_left_over_comes_off_lump_sums_and_then_the_opening_balance() -> None:
    # Basic: 684000 fen of pay, of which a fiftieth, 13680, is to come from the fund; 16000 are
    # left over. Of 29680 too much 20000 are a lump sum, 9680 become a loss carried over.
    record, plan = tiny_district(), good_plan()
    (school,) = record.schools
    basic = next(f for f in school.funding if f.account == "basic")
    lump = LumpSum(source="x", amount_fen=20000)
    given = basic.model_copy(update={"lump_sums": (lump,), "opening_fen": -20000})
    others = tuple(f for f in school.funding if f.account != "basic")
    record = record.model_copy(
        update={"schools": (school.model_copy(update={"funding": (given, *others)}),)}
    )
    line = AccountLine(kind="lump_sum:x", amount_fen=20000)
    accounts = [
        a.model_copy(update={"lines": (*a.lines, line), "opening_fen": -20000})
        if a.account == "basic"
        else a
        for a in plan.accounts
    ]
    made, statements = tighten(record, accounts)
    found: Funding = made.schools[0].funding[0]
    assert (found.lump_sums, found.opening_fen) == ((), -20000 - 9680)
    assert made.fund is not None
    assert made.fund.size_fen == 13680
    # Special: 60000 left over of 300000 fen of fees, less 240000 for the provider.
    assert made.schools[0].funding[1].opening_fen == -60000
    assert [a.closing_fen for a in statements] == [0, 0]
