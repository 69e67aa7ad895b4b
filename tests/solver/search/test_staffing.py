"""Who leads what is chosen anew with all places kept."""

from solver.model.context import Context
from solver.search.budget import Budget
from solver.search.levels import NAMES, values
from solver.search.staffing import PLACES, restaffed
from tests.factories import tiny_class, tiny_person
from tests.solver.model.helpers import (
    district,
    group,
    hours,
    model_of,
    one_school,
    served,
    solve,
)


def guided() -> Context:
    """Guidance of two classes in two hours; T1 and T2 are their teachers, T3 is of neither."""
    people = (
        tiny_person("T1", pay_fen={}, own_class_ids=("C1",)),
        tiny_person("T2", pay_fen={}, own_class_ids=("C2",)),
        tiny_person("T3", pay_fen={}, target_week_ch=0),
    )
    classes = (tiny_class("C1", 10, "R1"), tiny_class("C2", 10, "R2"))
    guidance = group("guide", "guidance")
    return model_of(
        district(one_school(classes, hours("11", "21")), people, (guidance,)), names_rooms=False
    )


def worst(ctx: Context) -> list[int]:
    """Returns the point in which T3 leads on both days, and nobody an own class."""
    leads = {key[0] + key[2][0]: var for key, var in ctx.v.lead.items()}
    fixed = dict.fromkeys((leads["T3p11"], leads["T3p21"]), 1)
    fixed |= dict.fromkeys(ctx.v.own.values(), 0)
    point = solve(ctx, served(ctx) | fixed, ctx.rows.objective("staff_wishes"))
    assert point is not None
    return point


def test_staff_get_what_the_places_leave_them() -> None:
    ctx = guided()
    point = worst(ctx)
    # Four class-periods led by others: 4 x 50; T3 two hours of 100 ch over a target of none.
    assert values(ctx, point) == (0, 0, 0, 0, 0, 400, 0)
    better = restaffed(ctx, point, Budget(work=20), 10)
    assert better is not None
    assert ctx.rows.violated(better) == []
    # T1 and T2 each lead their own class on both days.
    assert values(ctx, better) == (0, 0, 0, 0, 0, 0, 0)
    kept = [i for i, name in enumerate(ctx.rows.names) if name[0] in PLACES]
    assert [better[i] for i in kept] == [point[i] for i in kept]


def test_places_that_ask_for_it_keep_the_wish_open() -> None:
    ctx = guided()
    # T1 may not lead on Tuesday: one class has T3 then, 50 for a class-period led by another and
    # 100 for T3's hour.
    for (w, _a, pattern), var in ctx.v.lead.items():
        if w == "T1" and pattern == ("p21",):
            ctx.rows.fix(var, 0)
    point = solve(ctx, served(ctx) | dict.fromkeys(ctx.v.own.values(), 0))
    assert point is not None
    better = restaffed(ctx, point, Budget(work=20), 10)
    assert better is not None
    assert values(ctx, better)[NAMES.index("staff_wishes")] == 150


def test_a_point_that_breaks_a_row_is_refused() -> None:
    ctx = guided()
    point = worst(ctx)
    point[next(iter(ctx.v.lead.values()))] ^= 1
    assert restaffed(ctx, point, Budget(work=20), 10) is None


def test_without_time_a_point_stays_as_it_is() -> None:
    ctx = guided()
    point = worst(ctx)
    assert restaffed(ctx, point, Budget(work=0), 10) == point
