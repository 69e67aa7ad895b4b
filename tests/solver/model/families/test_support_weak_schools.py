"""``support_weak_schools``: weak schools miss no larger share of their wishes than the others."""

import pytest

from solver.domain import District
from tests.factories import changed
from tests.solver.model.cases import choices
from tests.solver.model.helpers import guarded, least, model_of
from tests.solver.model.wish_cases import weak_and_strong


def behind(record: District, **seats: int) -> int:
    """Returns the least value with so many students of each school in their clubs."""
    ctx = model_of(guarded(record))
    fixed = {}
    for school in record.schools:
        mine = [v for w, v in ctx.v.enrol.items() if w.class_id in {c.id for c in school.classes}]
        left = seats[school.id]
        for var in mine:
            fixed[var] = min(left, ctx.rows.upper[var])
            left -= fixed[var]
        assert left == 0
    return least(ctx, "encouraged", fixed)


@pytest.mark.parametrize(
    ("seats", "points"),
    [
        # S1 (weak) misses 3 of 3, S2 none of 1, S3 1 of 2: 1000 less the worse of 0 and 500.
        ({"S1": 0, "S2": 1, "S3": 1}, 500),
        ({"S1": 0, "S2": 0, "S3": 1}, 0),
        # 1 of 3 is 333 per mille, less than the 500 of S3.
        ({"S1": 2, "S2": 0, "S3": 1}, 0),
        ({"S1": 0, "S2": 0, "S3": 0}, 0),
    ],
)
def test_per_mille_by_hand(seats: dict[str, int], points: int) -> None:
    assert behind(weak_and_strong(), **seats) == points


def test_shares_are_rounded_half_up() -> None:
    # S1 wants 3 and gets 2: a third missed is 333; S3 wants only what it gets.
    record = weak_and_strong()
    kept = tuple(c for c in record.choice_counts if (c.class_id, c.activity_id) != ("R1", "b"))
    fewer = tuple(c for c in kept if c.class_id != "Q1")
    assert behind(changed(record, choice_counts=fewer), S1=2, S2=0, S3=1) == 333
    # Two thirds are 666.67, so 667.
    other = choices(("C1", "a", 1), ("C1", "b", 2), ("R1", "a", 1))
    assert behind(changed(record, choice_counts=other), S1=1, S2=0, S3=1) == 667


def test_without_a_weak_school_or_another_there_is_nothing_to_compare() -> None:
    record = weak_and_strong()
    strong = changed(record, schools=tuple(changed(s, is_weak=False) for s in record.schools))
    weak = changed(record, schools=tuple(changed(s, is_weak=True) for s in record.schools))
    for alike in (strong, weak):
        ctx = model_of(alike)
        assert (ctx.rows.objective("encouraged").terms, least(ctx, "encouraged")) == ({}, 0)
    # Others that want nothing are not compared with either.
    alone = tuple(c for c in record.choice_counts if c.class_id == "C1")
    assert least(model_of(changed(record, choice_counts=alone)), "encouraged") == 0


def test_a_model_of_one_school_leaves_it_out() -> None:
    ctx = model_of(weak_and_strong(), school_ids=("S1",))
    assert ctx.rows.objective("encouraged").terms == {}
    assert least(ctx, "encouraged") == 0
