"""Moves of whole days: what they free, what they keep, and what only two days at once can gain."""

import pytest

from solver.domain import ChoiceCount
from solver.model.context import Context
from solver.search.budget import Budget
from solver.search.day_moves import DayMoves, weekdays_of
from solver.search.levels import DUE, values
from solver.search.school import SchoolSearch
from solver.search.staffing import PLACES
from tests.factories import tiny_class, tiny_clause, tiny_person
from tests.solver.model.helpers import (
    club,
    district,
    group,
    hours,
    model_of,
    one_school,
    pack_of,
    room,
    solve,
)


def week(days: str = "1234") -> Context:
    """One class of 10 with a period on each day, guidance on all of them but one.

    All wish for chess, which meets on Tuesday only; on other days reading is open to them.
    """
    record = district(
        one_school(
            (tiny_class("C1", 10, "R1"),),
            hours(*(f"{d}1" for d in days)),
            (room("R1"), room("R2")),
        ),
        (tiny_person("T1", skills=("chess",), pay_fen={}), tiny_person("T2", pay_fen={})),
        (
            group("guidance", "guidance"),
            club("chess", weekdays=(2,)),
            club("reading", grouping="whole_band", skill=None),
        ),
        choice_counts=(ChoiceCount(class_id="C1", activity_id="chess", count=10),),
    )
    clause = tiny_clause(
        "follow_mode", min_guidance_per_week=len(days) - 1, min_extension_per_week=1
    )
    return model_of(record, pack_of(clause), names_rooms=False)


def search_from(ctx: Context, day: int) -> SchoolSearch:
    """A search that has a plan with extension on a day, so chess does not meet unless Tuesday."""
    fixed = {
        var: int((k == "extension") == (t == f"p{day}1"))
        for (_unit, t, k), var in ctx.v.grid.items()
        if k in ("guidance", "extension")
    }
    point = solve(ctx, fixed, ctx.rows.objective("unmet_service"))
    assert point is not None
    search = SchoolSearch(ctx, Budget(work=20))
    search.resume(point)
    return search


def test_two_days_gain_what_no_single_day_can() -> None:
    search = search_from(week(), 4)
    assert search.point is not None
    # Nobody gets chess: with extension on Thursday Tuesday is guidance.
    assert values(search.ctx, search.point)[:DUE] == (0, 0, 0, 10)
    moves = DayMoves(search)
    for day in (1, 2, 3, 4):
        # The mode asks for three days of guidance and one of extension: no day can change alone.
        assert moves.try_days((day,), 5.0)[0] is False
    assert moves.try_days((1, 3), 5.0)[0] is False
    assert moves.try_days((2, 4), 5.0)[0] is True
    assert values(search.ctx, search.point)[:DUE] == (0, 0, 0, 0)


def test_other_days_stay_as_they_are() -> None:
    search = search_from(week(), 4)
    before = list(search.point or ())
    moves = DayMoves(search)
    moves.try_days((2, 4), 5.0)
    assert search.point is not None
    kept = [v for v, days in moves.weekdays.items() if not days & {2, 4}]
    assert kept
    assert [search.point[v] for v in kept] == [before[v] for v in kept]


def test_all_sets_of_days_are_tried_until_the_choices_are_met() -> None:
    search = search_from(week(), 1)
    DayMoves(search).improve()
    assert search.point is not None
    assert values(search.ctx, search.point)[:DUE] == (0, 0, 0, 0)


def test_what_is_left_for_later_is_not_used() -> None:
    search = search_from(week(), 4)
    DayMoves(search).improve(least=search.budget.left() + 1)
    assert search.point is not None
    assert values(search.ctx, search.point)[3] == 10


@pytest.mark.parametrize("days", ["1", "12"])
def test_days_that_would_all_be_freed_are_left_to_other_solves(days: str) -> None:
    search = search_from(week(days), int(days[0]))
    used = search.budget.used()
    DayMoves(search).improve()
    assert search.budget.used() == used


def test_everything_that_takes_place_belongs_to_its_days() -> None:
    ctx = week()
    days = weekdays_of(ctx)
    for var, name in enumerate(ctx.rows.names):
        if name[0] in PLACES | {"lead", "assist", "own", "post"}:
            assert days[var], name
    pattern = next(p for (a, p) in ctx.v.sections if a == "chess")
    assert days[ctx.v.sections[("chess", pattern)]] == {2}
