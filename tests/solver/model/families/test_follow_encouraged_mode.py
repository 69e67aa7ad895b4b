"""``follow_encouraged_mode``: how far the grid is from a mode that was not adopted."""

from typing import Any

import pytest

from tests.factories import good_plan, tiny_clause, tiny_district, with_school
from tests.solver.model.helpers import cells, fix_plan, least, model_of, pack_of
from tests.solver.model.wish_cases import free_of_mode

POINTS = 50


def mode(**limits: Any) -> Any:
    more = {"strength": "encouraged", "mode": "1+1+N", "when": "mode_adopted"}
    return tiny_clause("follow_mode", **{**more, **limits})


@pytest.mark.parametrize(
    ("limits", "class_periods"),
    [
        # The good plan, two classes alike: guidance once a day on five days, sports twice,
        # extension or split twice a week.
        ({"max_guidance_per_day": 1}, 0),
        ({"max_guidance_per_day": 0}, 10),
        ({"min_sports_per_week": 2}, 0),
        ({"min_sports_per_week": 3}, 2),
        ({"min_extension_per_week": 4}, 4),
        ({"min_guidance_per_week": 6}, 2),
        # Two periods a day: guidance every day, but three days without sports, three without
        # extension.
        ({"daily_each_from_periods": 2}, 2 * (3 + 3)),
        ({"daily_each_from_periods": 3}, 0),
        ({"max_guidance_per_day": 0, "min_sports_per_week": 3}, 12),
        # Titles are no matter of a class.
        ({"min_extension_titles": 9}, 0),
    ],
)
def test_class_periods_of_the_good_plan(limits: dict[str, int], class_periods: int) -> None:
    ctx = model_of(tiny_district(), pack_of(mode(**limits)))
    assert least(ctx, "encouraged", fix_plan(ctx, good_plan())) == POINTS * class_periods


@pytest.mark.parametrize(("adopted", "points"), [(None, 100), ("2+N", 100), ("1+1+N", 0)])
def test_an_adopted_mode_is_a_rule_and_no_wish(adopted: str | None, points: int) -> None:
    record = with_school(tiny_district(), adopted_mode=adopted)
    ctx = model_of(record, pack_of(mode(min_sports_per_week=3)))
    if adopted == "1+1+N":
        assert ctx.rows.objective("encouraged").terms == {}
    else:
        assert least(ctx, "encouraged", fix_plan(ctx, good_plan())) == points


def test_a_required_clause_says_what_an_encouraged_mode_is() -> None:
    # The first only encourages the mode, the second says what it is (as in Anxi).
    first = mode()
    second = tiny_clause(
        "follow_mode", "T-2", mode="1+1+N", when="mode_adopted", min_sports_per_week=3
    )
    ctx = model_of(tiny_district(), pack_of(first, second))
    assert least(ctx, "encouraged", fix_plan(ctx, good_plan())) == 2 * POINTS
    # Without encouragement the mode concerns only those who adopt it.
    ctx = model_of(tiny_district(), pack_of(second))
    assert ctx.rows.objective("encouraged").terms == {}


def test_rows_without_a_mode_that_only_encourage() -> None:
    soft = tiny_clause("follow_mode", strength="encouraged", min_sports_per_week=3)
    ctx = model_of(tiny_district(), pack_of(soft))
    assert least(ctx, "encouraged", fix_plan(ctx, good_plan())) == 2 * POINTS


@pytest.mark.parametrize(
    ("grid", "class_periods"),
    [
        # Mondays of two hours want each of the three; no two hours hold three.
        ({"p11": "guidance", "p12": "sports"}, 1),
        ({"p11": "guidance", "p12": "guidance"}, 2 + 1),
        ({"p11": "sports", "p12": "sports"}, 2),
    ],
)
def test_each_component_on_days_of_two_hours(grid: dict[str, str], class_periods: int) -> None:
    pack = pack_of(mode(daily_each_from_periods=2, max_guidance_per_day=1))
    ctx = model_of(free_of_mode(), pack)
    assert least(ctx, "encouraged", cells(ctx, **grid)) == POINTS * class_periods


def test_best_grid_of_the_small_school() -> None:
    pack = pack_of(mode(min_guidance_per_week=2, min_sports_per_week=2, min_extension_per_week=2))
    # Three hours for six: three are short, whatever they hold.
    assert least(model_of(free_of_mode(), pack), "encouraged") == 3 * POINTS
