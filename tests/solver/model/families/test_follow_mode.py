"""``follow_mode``: the grid follows the mode that the school adopted."""

from typing import Any

import pytest

from solver.domain import ChoiceCount, District
from tests.factories import (
    changed,
    good_plan,
    tiny_class,
    tiny_clause,
    tiny_district,
    tiny_person,
    with_cell,
    with_school,
)
from tests.solver.model.helpers import (
    cells,
    club,
    district,
    found,
    group,
    hours,
    is_open,
    model_of,
    one_school,
    pack_of,
    room,
    stands,
    told,
)


def mode(**limits: Any) -> Any:
    return tiny_clause("follow_mode", **limits)


def day_of_three() -> District:
    """Three periods on Monday with an activity for each component."""
    return district(
        one_school(
            (tiny_class("C1", 10, "R1"),), hours("11", "12", "13"), (room("R1"), room("R2"))
        ),
        (tiny_person("T1", skills=("a", "b")), tiny_person("T2")),
        (group("guidance", "guidance"), group("sports", "sports"), group(), club("a"), club("b")),
        choice_counts=tuple(ChoiceCount(class_id="C1", activity_id=a, count=5) for a in ("a", "b")),
    )


@pytest.mark.parametrize(
    ("limits", "legal"),
    [
        # The good plan: guidance once a day, sports twice, extension or split twice a week,
        # three titles of extension.
        ({"max_guidance_per_day": 1}, True),
        ({"max_guidance_per_day": 0}, False),
        ({"min_sports_per_week": 2}, True),
        ({"min_sports_per_week": 3}, False),
        ({"min_extension_per_week": 2}, True),
        ({"min_extension_per_week": 3}, False),
        ({"min_extension_titles": 3}, True),
        ({"min_extension_titles": 4}, False),
        ({"daily_each_from_periods": 3}, True),
        ({"daily_each_from_periods": 2}, False),
    ],
)
def test_good_plan_at_the_limits_of_a_mode(limits: dict[str, int], legal: bool) -> None:
    assert stands(tiny_district(), mode(**limits)) is legal


def test_a_split_period_counts_as_extension() -> None:
    # With Thursday's cell as care only one is left.
    assert not stands(
        tiny_district(),
        mode(min_extension_per_week=2),
        plan=with_cell(good_plan(), "Thu2", "care"),
        whole=False,
    )


@pytest.mark.parametrize(("adopted", "binds"), [("1+1+N", True), ("2+N", False), (None, False)])
@pytest.mark.parametrize("strength", ["must", "encouraged"])
def test_a_mode_binds_the_schools_that_adopted_it(
    adopted: str | None, binds: bool, strength: Any
) -> None:
    clause = tiny_clause("follow_mode", strength=strength, mode="1+1+N", min_sports_per_week=3)
    record = with_school(tiny_district(), adopted_mode=adopted)
    assert stands(record, clause) is not binds


def test_a_clause_without_a_mode_binds_by_its_strength() -> None:
    soft = tiny_clause("follow_mode", strength="encouraged", min_sports_per_week=3)
    assert stands(tiny_district(), soft)


def test_each_component_every_day() -> None:
    ctx = model_of(day_of_three(), pack_of(mode(daily_each_from_periods=3)))
    assert is_open(ctx, cells(ctx, p11="sports", p12="split", p13="guidance"))
    assert not is_open(ctx, cells(ctx, p11="sports", p12="care"))
    assert not is_open(ctx, cells(ctx, p11="extension", p12="split"))


@pytest.mark.parametrize(("titles", "legal"), [(1, True), (2, False)])
def test_titles_need_a_section_each(titles: int, legal: bool) -> None:
    ctx = model_of(day_of_three(), pack_of(mode(min_extension_titles=titles)))
    without_b = {var: 0 for (a, _p), var in ctx.v.sections.items() if a == "b"}
    assert is_open(ctx)
    assert is_open(ctx, without_b) is legal


def test_two_activities_of_one_title_count_once() -> None:
    record = day_of_three()
    same = tuple(
        changed(a, title="Club") if a.grouping == "by_choice" else a for a in record.activities
    )
    pack = pack_of(mode(min_extension_titles=2))
    findings = found(model_of(changed(record, activities=same), pack), "follow_mode")
    assert told(findings) == [("T-1", "finding.titles_too_few", 1)]


@pytest.mark.parametrize(("least", "short"), [(1, 0), (2, 1)])
def test_more_than_the_week_holds_is_found_by_counting(least: int, short: int) -> None:
    # One period a week.
    record = changed(
        day_of_three(), schools=(changed(day_of_three().schools[0], periods=hours("11")),)
    )
    findings = found(model_of(record, pack_of(mode(min_sports_per_week=least))), "follow_mode")
    assert told(findings) == ([("T-1", "finding.mode_too_few", short)] if short else [])
