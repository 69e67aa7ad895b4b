"""Bounds hold under what they were shown under, and only there."""

from solver.model.context import Context
from solver.search.bounds import Bounds
from solver.search.budget import Budget
from solver.search.levels import NOTHING, Pass, solve_levels, values
from solver.search.relaxation import Relaxation
from solver.search.school import SchoolSearch
from tests.factories import tiny_class, tiny_person
from tests.solver.model.helpers import district, group, hours, model_of, one_school


def short() -> Context:
    """Care of two classes of 10 and 12 in one hour of 40 minutes, with one adult for one class."""
    classes = (tiny_class("C1", 10, "R1"), tiny_class("C2", 12, "R2"))
    people = (tiny_person("T1", pay_fen={}),)
    return model_of(
        district(one_school(classes, hours("11")), people, (group(),)), names_rooms=False
    )


def bounds_of(ctx: Context, floors: tuple[int, ...] = NOTHING) -> Bounds:
    return Bounds(ctx, Relaxation(ctx.rows), floors)


def test_a_bound_goes_with_the_point_it_was_shown_for() -> None:
    bounds = bounds_of(short())
    bounds.raised(3, 8, (400, 0, 0))
    assert bounds.now == [0, 0, 0, 8, 0, 0, 0]
    bounds.drop((400, 0, 0, 9, 0, 0))
    assert bounds.now[3] == 8
    bounds.drop((400, 1, 0, 9, 0, 0))
    assert bounds.now[3] == 0


def test_a_weaker_bound_changes_nothing() -> None:
    bounds = bounds_of(short())
    bounds.raised(3, 8, (400, 0, 0))
    bounds.raised(3, 7, (300, 0, 0))
    bounds.drop((400, 0, 0, 9, 0, 0))
    assert bounds.now[3] == 8


def test_what_is_known_beforehand_is_never_dropped() -> None:
    bounds = bounds_of(short(), (100, 0, 0, 3, 0, 0, 0))
    bounds.raised(3, 8, (400, 0, 0))
    bounds.drop((500, 0, 0, 9, 0, 0))
    assert bounds.now == [100, 0, 0, 3, 0, 0, 0]


def test_cp_sat_bounds_a_level_whose_grid_is_free() -> None:
    # T1 takes the class of 12; the 10 of the other one have nobody for 40 minutes.
    ctx = short()
    told: list[tuple[int, int, tuple[int, ...]]] = []
    plan = Pass((5.0,) * 7, on_bound=lambda *proof: told.append(proof))
    point = solve_levels(ctx, Budget(work=20), plan)
    assert point is not None
    assert values(ctx, point)[0] == 400
    assert told[0] == (0, 400, ())
    assert all(kept[0] == 400 for level, _bound, kept in told if level > 0)


def test_cp_sat_bounds_nothing_where_something_is_fixed() -> None:
    ctx = short()
    told: list[object] = []
    plan = Pass((5.0,) * 7, on_bound=lambda *proof: told.append(proof))
    point = solve_levels(ctx, Budget(work=20), plan, {next(iter(ctx.v.grid.values())): 1})
    assert point is not None
    assert told == []


def test_a_search_stops_where_counting_shows_that_no_more_is_possible() -> None:
    ctx = short()
    search = SchoolSearch(ctx, Budget(work=20), floors=(400, 0, 0, 0, 0, 0, 0))
    search.first()
    assert search.point is not None
    assert search.bounds[0] == 400
    assert search.is_due()
