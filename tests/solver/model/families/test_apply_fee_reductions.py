"""``apply_fee_reductions``: students in hardship pay less, or nothing."""

import pytest

from solver.domain import District, FeeReduction
from tests.factories import tiny_clause, tiny_district, with_funding
from tests.solver.model.helpers import found, model_of, pack_of, stands, told

FREE = tiny_clause("apply_fee_reductions", groups=("hardship",), min_reduction_pct=100)


def reducing(*rows: tuple[str, int, int]) -> District:
    return with_funding(
        tiny_district(),
        "basic",
        reductions=tuple(
            FeeReduction(group=g, count=n, reduction_pct=p)  # type: ignore[arg-type]
            for g, n, p in rows
        ),
    )


def findings(record: District) -> list[tuple[str, str, int]]:
    return told(found(model_of(record, pack_of(FREE)), "apply_fee_reductions"))


def test_good_plan_frees_its_three_students() -> None:
    # Two in C1, one in C2.
    assert stands(tiny_district(), FREE)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("hardship", 3, 100)], []),
        ([("hardship", 3, 99)], [("T-1", "finding.reduction_too_small", 1)]),
        ([("hardship", 2, 100)], [("T-1", "finding.reduction_missing", 1)]),
        ([], [("T-1", "finding.reduction_missing", 3)]),
        # Another group does not cover them.
        ([("disabled", 3, 100)], [("T-1", "finding.reduction_missing", 3)]),
        ([("hardship", 3, 100), ("disabled", 5, 10)], []),
    ],
)
def test_every_student_in_hardship_is_covered(
    rows: list[tuple[str, int, int]], expected: list[tuple[str, str, int]]
) -> None:
    assert findings(reducing(*rows)) == expected


def test_a_school_that_charges_nothing_has_nothing_to_reduce() -> None:
    record = with_funding(tiny_district(), "basic", fee_fen=0, reductions=())
    assert findings(record) == []
    record = with_funding(tiny_district(), "basic", fee_published=False, reductions=())
    assert findings(record) == []
