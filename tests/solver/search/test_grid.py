"""Grids: roundings keep the rows of the grid, a dive gives a full one, plans give theirs."""

import pytest

from solver.domain import Band, District, GridPin
from solver.model.context import Context
from solver.search.budget import Budget
from solver.search.dive import dive
from solver.search.grid_choice import GridModel
from solver.search.grid_start import grid_of_plan
from solver.search.school import SchoolSearch
from tests.factories import (
    changed,
    good_plan,
    tiny_clause,
    tiny_district,
    with_cell,
    with_school,
)
from tests.solver.model.helpers import is_open, model_of, pack_of

MODE = tiny_clause(
    "follow_mode", max_guidance_per_day=1, min_sports_per_week=2, min_extension_per_week=2
)


def two_bands(**changes: object) -> District:
    """The small district with a band for each class, and one cell pinned."""
    school = tiny_district().schools[0]
    bands = tuple(Band(id=f"B{c.id}", name=c.id, class_ids=(c.id,)) for c in school.classes)
    menus = tuple(changed(m, band_id="BC1") for m in school.menus)
    counts = tuple(c for c in tiny_district().choice_counts if c.class_id == "C1")
    pin = GridPin(band_id="BC2", period_id="Wed1", component="care")
    record = tiny_district(choice_counts=(), pins=())
    record = with_school(record, bands=bands, menus=menus)
    return changed(record, choice_counts=counts, pins=(pin,), **changes)


def model() -> Context:
    return model_of(two_bands(), pack_of(MODE))


def is_full(ctx: Context, grid: dict[int, int]) -> bool:
    """Tells whether each band has exactly one component in each period."""
    chosen = [key[:2] for key, var in ctx.v.grid.items() if grid[var]]
    return len(chosen) == len(set(chosen)) and set(chosen) == {key[:2] for key in ctx.v.grid}


def breaks(ctx: Context, grid: dict[int, int]) -> list[str]:
    """Tags of the rows over grid variables alone that a grid breaks."""
    cells = set(ctx.v.grid.values())
    return [
        tag
        for low, high, variables, coefs, tag, _only in ctx.rows.rows
        if set(variables) <= cells
        and not low <= sum(c * grid[v] for v, c in zip(variables, coefs, strict=True)) <= high
    ]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("noise", [0.0, 0.5, 5.0])
def test_roundings_keep_the_rows_of_the_grid(seed: int, noise: float) -> None:
    ctx = model()
    grid = GridModel(ctx).round({}, Budget(work=10), seed, noise)
    assert grid is not None
    assert is_full(ctx, grid)
    assert breaks(ctx, grid) == []
    assert grid[ctx.v.grid[("BC2", "Wed1", "care")]] == 1


def test_a_rounding_is_the_grid_nearest_to_the_wish() -> None:
    ctx = model()
    grids = GridModel(ctx)
    first = grids.round({}, Budget(work=10), 1, 1.0)
    assert first is not None
    assert grids.round({v: float(x) for v, x in first.items()}, Budget(work=10), 2, 0.0) == first


def test_the_same_seed_rounds_alike() -> None:
    grids = GridModel(model())
    assert grids.round({}, Budget(work=10), 5, 2.0) == grids.round({}, Budget(work=10), 5, 2.0)


def test_fixed_cells_stay() -> None:
    ctx = model()
    fixed = {ctx.v.grid[("BC1", "Mon1", "extension")]: 1, ctx.v.grid[("BC1", "Fri2", "care")]: 0}
    grid = GridModel(ctx).round({}, Budget(work=10), 0, 0.0, fixed)
    assert grid is not None
    assert all(grid[v] == x for v, x in fixed.items())


@pytest.mark.parametrize("step", [1, 2])
def test_a_dive_returns_a_full_grid(step: int) -> None:
    ctx = model()
    search = SchoolSearch(ctx, Budget(work=20))
    grids = GridModel(ctx)
    start = search.relaxation.solve(search.blend)
    assert start is not None
    grid = dive(search, grids, start, 3, 0.0, step)
    assert grid is not None
    assert set(grid) == set(ctx.v.grid.values())
    assert is_full(ctx, grid)
    assert breaks(ctx, grid) == []
    assert is_open(ctx, grid)


def test_the_grid_of_a_plan() -> None:
    ctx = model_of(tiny_district())
    grid = grid_of_plan(ctx, good_plan())
    assert grid is not None
    assert is_full(ctx, grid)
    assert grid[ctx.v.grid[("B1", "Thu2", "split")]] == 1
    assert grid[ctx.v.grid[("B1", "Mon1", "guidance")]] == 1


def test_a_plan_without_a_cell_gives_no_grid() -> None:
    ctx = model_of(tiny_district())
    plan = good_plan()
    assert grid_of_plan(ctx, changed(plan, grid=plan.grid[1:])) is None


def test_a_plan_with_an_impossible_cell_gives_no_grid() -> None:
    record = tiny_district(
        activities=tuple(a for a in tiny_district().activities if a.id != "sports")
    )
    ctx = model_of(record)
    assert grid_of_plan(ctx, good_plan()) is None
    assert grid_of_plan(ctx, with_cell(with_cell(good_plan(), "Mon2", "care"), "Wed2", "care"))
