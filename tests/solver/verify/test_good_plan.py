"""The good plan is legal, complete and without a missed wish; its figures are counted by hand."""

from solver.plan import TERMS
from solver.verify import check, recompute
from tests.factories import good_plan, tiny_district, tiny_pack


def test_the_good_plan_is_publishable() -> None:
    district, pack = tiny_district(), tiny_pack()
    verdict = check(district, pack, good_plan(district, pack))
    assert verdict.violations == ()
    assert (verdict.ok, verdict.complete, verdict.publishable) == (True, True, True)


def test_accounts_are_those_counted_by_hand() -> None:
    district, pack = tiny_district(), tiny_pack()
    basic, special = recompute(district, pack, good_plan(district, pack)).accounts
    # 75 participants at 100 yuan; 3 of them free. Adults x dates: Mon 4x4, Tue 4x4 (robot is
    # special), Wed 4x4, Thu 4x3, Fri 4x4 = 76 times 60 yuan x 1.5 class-hours = 90 yuan.
    assert {line.kind: line.amount_fen for line in basic.lines} == {
        "fees": 750000,
        "fee_reductions": -30000,
        "pay": -684000,
        "running:water": -20000,
    }
    assert (basic.closing_fen, basic.missing_fen, basic.refund_fen) == (16000, 0, 0)
    # 15 students at 200 yuan; one meeting on 4 Tuesdays at 600 yuan.
    assert {line.kind: line.amount_fen for line in special.lines} == {
        "fees": 300000,
        "provider:V1": -240000,
    }
    assert (special.closing_fen, special.refund_fen) == (60000, 60000)


def test_levels_and_references_are_those_counted_by_hand() -> None:
    district, pack = tiny_district(), tiny_pack()
    counted = recompute(district, pack, good_plan(district, pack))
    # Each class has two adults for care: T5 on Thursday, its own teacher on Friday; 2 x 30.
    # Pay and provider, as above: 684000 + 240000 fen.
    assert [v.value for v in counted.levels] == [0, 0, 0, 0, 0, 60, 924000]
    terms = {v.family: v.value for v in counted.terms if v.value}
    assert terms == {"keep_same_adult": 2, "save_money": 924000}
    assert [v.family for v in counted.terms] == [t.family for t in TERMS]
    # 75 students x 60 minutes x 10 periods; 12 + 10 + 8 + 7 choices.
    assert counted.references == {
        "unmet_service": 45000,
        "missing_money": 0,
        "priority_choices": 0,
        "choices": 37,
        "encouraged": 0,
        "staff_wishes": 0,
        "save_money": 0,
    }
