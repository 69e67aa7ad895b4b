"""``avoid_class_clashes``: a class sits in one place at a time (by construction)."""

import pytest
from pydantic import ValidationError

from solver.domain import MergeGroup
from tests.factories import good_plan, tiny_class, tiny_district, tiny_person, with_cell
from tests.solver.model.helpers import (
    cells,
    district,
    group,
    hours,
    is_open,
    model_of,
    one_school,
    room,
    stands,
)


def test_good_plan_has_no_class_twice() -> None:
    assert stands(tiny_district())


def test_no_class_in_two_groups_of_one_period() -> None:
    record = district(
        one_school(
            (tiny_class("C1", 20, "R1"), tiny_class("C2", 20, "R2")),
            rooms=(room("R1"), room("R2"), room("R3")),
            merges=(MergeGroup(id="G", class_ids=("C1", "C2")),),
        ),
        (tiny_person("T1"), tiny_person("T2")),
        (group(grouping="merged"), group("more")),
    )
    ctx = model_of(record)
    merged = ctx.v.group[("care", ("C1", "C2"), "p11")]
    alone = ctx.v.group[("care", ("C1",), "p11")]
    other = ctx.v.group[("more", ("C2",), "p11")]
    assert is_open(ctx, {merged: 1})
    assert not is_open(ctx, {merged: 1, alone: 1})
    assert not is_open(ctx, {merged: 1, other: 1})
    assert is_open(ctx, {alone: 1, other: 1})


def test_no_extension_beside_a_whole_class_cell() -> None:
    # Chess in a period of care.
    assert not stands(tiny_district(), plan=with_cell(good_plan(), "Thu2", "care"), whole=False)


def test_back_to_back_is_no_clash() -> None:
    record = district(
        one_school((tiny_class("C1", 20, "R1"),), hours("11", "12")),
        (tiny_person("T1"),),
        (group(),),
    )
    ctx = model_of(record)
    both = [ctx.v.group[("care", ("C1",), t)] for t in ("p11", "p12")]
    assert is_open(ctx, dict.fromkeys(both, 1) | cells(ctx, p11="care", p12="care"))


def test_periods_of_a_grade_that_overlap_are_refused_as_input() -> None:
    # So two periods of one class never share a minute, and one cell each is enough.
    overlapping = (*hours("11"), *hours("12", start_min=959))
    with pytest.raises(ValidationError, match="periods_overlap"):
        district(
            one_school((tiny_class("C1", 20, "R1"),), overlapping), (tiny_person("T1"),), (group(),)
        )
