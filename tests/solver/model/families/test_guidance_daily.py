"""``guidance_daily``: guidance on every day of service, so that homework is done at school."""

import pytest

from solver.search.plan_term import plan_term
from tests.factories import (
    changed,
    good_plan,
    tiny_clause,
    tiny_district,
    tiny_person,
    with_cell,
    with_class,
    with_school,
)
from tests.solver.model.cases import kid
from tests.solver.model.helpers import (
    cells,
    district,
    fix_plan,
    group,
    hours,
    least,
    model_of,
    one_school,
    pack_of,
)
from tests.solver.model.wish_cases import free_of_mode

POINTS = 20
CLAUSE = tiny_clause("guidance_daily", strength="in_principle", stages=("primary",))


def test_good_plan_has_guidance_every_day() -> None:
    ctx = model_of(tiny_district(), pack_of(CLAUSE))
    assert least(ctx, "encouraged", fix_plan(ctx, good_plan())) == 0


def test_a_day_without_it_counts_for_each_class() -> None:
    # Monday's guidance becomes care for both classes.
    plan = good_plan()
    plan = changed(
        with_cell(plan, "Mon1", "care"),
        meetings=tuple(m for m in plan.meetings if m.period_id != "Mon1"),
    )
    ctx = model_of(tiny_district(), pack_of(CLAUSE))
    assert least(ctx, "encouraged", fix_plan(ctx, plan)) == 2 * POINTS


@pytest.mark.parametrize(
    ("grid", "days"),
    [
        ({"p11": "guidance", "p12": "guidance"}, 1),
        ({"p11": "guidance"}, 1),
        ({"p11": "sports", "p12": "sports"}, 2),
    ],
)
def test_class_days_of_the_small_school(grid: dict[str, str], days: int) -> None:
    # Guidance meets on Mondays only: Tuesday never has it.
    ctx = model_of(free_of_mode(), pack_of(CLAUSE))
    assert least(ctx, "encouraged", cells(ctx, **grid)) == POINTS * days


def test_junior_classes_and_other_packs_are_left_alone() -> None:
    junior = with_school(free_of_mode(), stage="nine_year")
    record = with_class(junior, "C1", grade=7)
    assert model_of(record, pack_of(CLAUSE)).rows.objective("encouraged").terms == {}
    every = tiny_clause("guidance_daily", strength="encouraged")
    assert least(model_of(record, pack_of(every)), "encouraged") == POINTS
    assert model_of(free_of_mode()).rows.objective("encouraged").terms == {}


def test_a_class_of_each_stage() -> None:
    classes = (kid("C1", 1, "R1"), kid("C2", 1, "R2", grade=8))
    school = one_school(classes, free_of_mode().schools[0].periods, stage="nine_year")
    record = changed(free_of_mode(), schools=(school,))
    nobody = {"p11": "sports", "p12": "sports", "p21": "sports"}
    ctx = model_of(record, pack_of(CLAUSE))
    assert least(ctx, "encouraged", cells(ctx, **nobody)) == 2 * POINTS


# Two days of service, of which guidance meets on Monday only: more than half is both.
@pytest.mark.parametrize(("grid", "days"), [({"p11": "guidance"}, 1), ({"p11": "sports"}, 2)])
def test_most_days_of_two_are_both(grid: dict[str, str], days: int) -> None:
    mostly = tiny_clause("guidance_daily", strength="encouraged", mostly_stages=("primary",))
    ctx = model_of(free_of_mode(), pack_of(mostly))
    assert least(ctx, "encouraged", cells(ctx, p12="sports", **grid)) == POINTS * days


# Five days of service: three are more than half.
@pytest.mark.parametrize(("without", "short"), [(0, 0), (2, 0), (3, 1), (5, 3)])
def test_of_five_days_three_are_most(without: int, short: int) -> None:
    mostly = tiny_clause(
        "guidance_daily", strength="encouraged", stages=("primary",), mostly_stages=("junior",)
    )
    days = ("11", "21", "31", "41", "51")
    classes = (kid("C1", 1, "R1", grade=8),)
    school = one_school(classes, hours(*days), stage="junior")
    record = district(school, (tiny_person("T1"),), (group(), group("guide", "guidance")))
    ctx = model_of(record, pack_of(mostly))
    grid = {f"p{d}": "care" if i < without else "guidance" for i, d in enumerate(days)}
    assert least(ctx, "encouraged", cells(ctx, **grid)) == POINTS * short
    # The plan's own count and the check's say the same.
    plan = plan_term(record, pack_of(mostly), work_limit=5, workers=1).plan
    assert plan is not None and plan.verdict is not None and plan.verdict.ok
    assert {t.family: t.value for t in plan.terms}["guidance_daily"] == 0
