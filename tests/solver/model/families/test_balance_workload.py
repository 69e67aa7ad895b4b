"""``balance_workload``: nobody works far beyond the target."""

from datetime import date

import pytest

from solver.domain import District
from solver.model.families.balance_workload import target_now
from tests.factories import (
    changed,
    good_plan,
    tiny_class,
    tiny_district,
    tiny_person,
    tiny_term,
    with_person,
)
from tests.solver.model.helpers import (
    district,
    fix_plan,
    group,
    hours,
    least,
    model_of,
    one_school,
    served,
    solve,
)


def working(targets: tuple[int | None, ...], *ids: str) -> District:
    """Hours of 100 ch for one class, and people with targets."""
    people = tuple(tiny_person(f"T{i}", target_week_ch=target) for i, target in enumerate(targets))
    return district(one_school((tiny_class("C1", 10, "R1"),), hours(*ids)), people, (group(),))


@pytest.mark.parametrize(
    ("targets", "points"),
    [
        ((300,), 0),
        ((299,), 1),
        ((0,), 300),
        ((None,), 0),
        # 100 and 200 can be met exactly; of 100 and 150 one hour is 50 too many. Either way the
        # class has two adults, which costs 30 (`keep_same_adult`), less than one alone would.
        ((100, 200), 30),
        ((100, 150), 50 + 30),
        ((0, None), 0),
    ],
)
def test_class_hours_over_the_target(targets: tuple[int | None, ...], points: int) -> None:
    # Three hours of 100 ch.
    ctx = model_of(working(targets, "11", "12", "21"))
    assert least(ctx, "staff_wishes", served(ctx)) == points


@pytest.mark.parametrize(("target", "points"), [(900, 0), (899, 1), (0, 900)])
def test_good_plan_gives_t1_900(target: int, points: int) -> None:
    # Six hours of 150 ch in the pattern week: guidance on five days and care on Friday. On
    # Thursday T5 has those of both classes who stay, so each has two adults for care: 2 x 30.
    record = with_person(tiny_district(), "T1", target_week_ch=target)
    ctx = model_of(record)
    point = solve(ctx, fix_plan(ctx, good_plan(record)), ctx.rows.objective("staff_wishes"))
    assert point is not None
    assert ctx.rows.objective("staff_wishes").value(point) == points + 60
    assert point[ctx.v.over["T1"]] == points


def test_hours_below_the_target_earn_nothing() -> None:
    ctx = model_of(working((1000, 100), "11", "12", "21"))
    # All to T0: nothing over. Two to T1: 100 over, whatever T0 has left.
    both = {var: 1 for (w, _a, p), var in ctx.v.lead.items() if w == "T1" and p != ("p21",)}
    assert least(ctx, "staff_wishes", both) == 100


@pytest.mark.parametrize(
    ("done", "points"), [(0, 0), (100, 100), (99, 99), (300, 300), (301, 300), (1000, 300)]
)
def test_hours_done_this_term_lower_the_target(done: int, points: int) -> None:
    # Three hours of 100 ch and a target of 300, in a term of one calendar week.
    record = working((300,), "11", "12", "21")
    record = with_person(record, "T0", done_ch=done)
    ctx = model_of(record)
    assert least(ctx, "staff_wishes", served(ctx)) == points


@pytest.mark.parametrize(("done", "target"), [(0, 900), (1, 900), (2, 899), (5, 899), (6, 898)])
def test_they_are_spread_over_the_calendar_weeks(done: int, target: int) -> None:
    # 2 to 27 March 2026, Monday to Friday: four calendar weeks; a quarter, rounded half up.
    person = tiny_person("T1", target_week_ch=900, done_ch=done)
    assert target_now(person, tiny_term()) == target
    # A term from Sunday 1 to Monday 23 March touches five: two fifths are rounded down.
    longer = tiny_term(first_day=date(2026, 3, 1), last_day=date(2026, 3, 23), make_up_days=())
    assert target_now(changed(person, done_ch=2), longer) == 900
