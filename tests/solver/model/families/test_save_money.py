"""``save_money``: pay, providers, consumables and what the fund gives, as little as can be."""

from datetime import date

import pytest

from solver.domain import District
from solver.domain.people import DatedAbsence
from solver.model.build import build
from solver.model.references import empty_references
from solver.model.stand_in_savings import stand_in_savings
from solver.model.statement import spent
from solver.plan import AccountLine, AccountStatement
from tests.factories import (
    changed,
    good_plan,
    tiny_class,
    tiny_district,
    tiny_pack,
    tiny_person,
    with_activity,
)
from tests.solver.model.families.test_balance_accounts import paying
from tests.solver.model.families.test_draw_district_fund import funded
from tests.solver.model.helpers import (
    district,
    fix_plan,
    group,
    guarded,
    hours,
    least,
    model_of,
    one_school,
    served,
    solve,
    standing,
    stands,
    week,
)

LEVEL = "save_money"


@pytest.mark.parametrize(("each", "fen"), [(0, 924000), (250, 924000 + 15 * 250)])
def test_the_good_plan_costs_what_it_pays_and_its_consumables(each: int, fen: int) -> None:
    # Pay 76 x 90 yuan, the provider 4 x 600 yuan; 15 students in robot, each once a term.
    record = with_activity(tiny_district(), "robot", consumables_fen=each)
    assert stands(record)
    plan = good_plan(record)
    ctx = model_of(record)
    point = solve(ctx, fix_plan(ctx, plan), ctx.rows.objective(LEVEL))
    assert point is not None
    assert ctx.rows.objective(LEVEL).value(point) == fen
    assert spent(record, plan.accounts, plan.meetings) == fen


def two(first: int, second: int) -> District:
    """An hour a week for four weeks, two teachers at these rates."""
    people = (
        tiny_person("T1", pay_fen={"basic": first}),
        tiny_person("T2", pay_fen={"basic": second}),
    )
    school = one_school((tiny_class("C1", 10, "R1"),), hours("11"))
    return district(school, people, (group(),), term=week(last_day=date(2026, 3, 27)))


@pytest.mark.parametrize(("first", "second", "fen"), [(6000, 4000, 4), (4000, 4001, 4)])
def test_the_cheapest_adult_is_enough(first: int, second: int, fen: int) -> None:
    # 4 Mondays of one class-hour at 40 yuan, whoever gets it.
    ctx = model_of(two(first, second))
    assert least(ctx, LEVEL, served(ctx)) == fen * 4000


@pytest.mark.parametrize(
    ("opening", "size", "fen"),
    # An hour at 60 yuan; the fund gives what the account lacks, which counts once more.
    [(6000, 9999, 6000), (1000, 9999, 6000 + 5000), (1000, 3000, 6000 + 3000)],
)
def test_what_the_fund_gives_counts_too(opening: int, size: int, fen: int) -> None:
    ctx = build(funded(paying(6000, opening), size), tiny_pack())
    missing = ctx.rows.objective("missing_money")
    held = served(ctx)
    for var in missing.terms:
        held[var] = max(0, 6000 - opening - size)
    assert least(ctx, LEVEL, held) == fen


def test_the_empty_plan_costs_what_the_fund_gives_for_running_costs() -> None:
    record = paying(6000, -500)
    assert empty_references(record, tiny_pack())[LEVEL] == 0
    assert empty_references(funded(record, 300), tiny_pack())[LEVEL] == 300
    assert empty_references(funded(record, 900), tiny_pack())[LEVEL] == 500


@pytest.mark.parametrize(
    ("second", "covered", "fen"),
    # T1 is away on one of four Mondays; who stands in is paid 20 yuan less, or as much.
    [(4000, True, 2000), (6000, True, 0), (4000, False, 0)],
)
def test_bounds_leave_room_for_cheaper_stand_ins(second: int, covered: bool, fen: int) -> None:
    record = two(6000, second)
    day = date(2026, 3, 9)
    away = DatedAbsence(first=day, last=day)
    staff = tuple(changed(p, absences=(away,)) if p.id == "T1" else p for p in record.staff)
    ctx = build(changed(record, staff=staff), tiny_pack(), no_gaps=frozenset() if covered else None)
    assert stand_in_savings(ctx) == fen


def test_allowances_of_volunteers_count_like_pay() -> None:
    # One hour at 30 yuan; what a volunteer gets is a line of its own.
    record = paying(3000, 9000)
    staff = tuple(changed(p, role="volunteer") for p in record.staff)
    record = changed(record, staff=staff)
    line = AccountLine(kind="volunteer_allowance", amount_fen=-3000)
    account = AccountStatement(
        school_id="S1", account="basic", opening_fen=9000, lines=(line,), closing_fen=6000
    )
    assert spent(record, (account,), ()) == 3000
    ctx = model_of(guarded(record))  # an own adult is on site
    assert least(ctx, LEVEL, served(ctx) | standing(ctx)) == 3000
