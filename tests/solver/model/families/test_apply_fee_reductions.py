"""``apply_fee_reductions``: students in hardship pay less, or nothing."""

import pytest

from solver import check
from solver.domain import District, FeeReduction, Student
from solver.domain.base import PriorityGroup
from tests.factories import changed, good_plan, tiny_clause, tiny_district, with_funding
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


def listing(*rates: int, group: PriorityGroup | None = "hardship") -> tuple[Student, ...]:
    """Students of C1 with these reductions."""
    return tuple(
        Student(id=f"P{i}", class_id="C1", priority_group=group, fee_reduction_pct=pct)
        for i, pct in enumerate(rates)
    )


@pytest.mark.parametrize(
    ("rows", "students", "expected"),
    [
        ([], listing(100, 100, 100), []),
        ([("hardship", 1, 100)], listing(100, 100), []),
        ([("hardship", 1, 100)], listing(100), [("T-1", "finding.reduction_missing", 1)]),
        ([], listing(100, 100, 99), [("T-1", "finding.reduction_too_small", 1)]),
        # Without a rate a listed student is one of those counted.
        ([("hardship", 3, 100)], listing(0, 0, 0), []),
        ([], listing(0, 100, 100), [("T-1", "finding.reduction_missing", 1)]),
        # A reduction that nobody has to give covers nobody.
        ([], listing(100, 100, 100, group=None), [("T-1", "finding.reduction_missing", 3)]),
        ([("hardship", 3, 100)], listing(10, group=None), []),
    ],
)
def test_listed_students_are_covered_by_their_own_rate(
    rows: list[tuple[str, int, int]],
    students: tuple[Student, ...],
    expected: list[tuple[str, str, int]],
) -> None:
    record = changed(reducing(*rows), students=students)
    assert findings(record) == expected
    codes = {"reduction_low": "too_small", "hardship_not_reduced": "missing"}
    said = check(record, pack_of(FREE), good_plan(record, pack_of(FREE))).violations
    assert [
        (v.clause_id, f"finding.reduction_{codes[v.code]}", v.amount)
        for v in said
        if v.clause_id == "T-1"
    ] == expected


def test_a_school_that_charges_nothing_has_nothing_to_reduce() -> None:
    record = with_funding(tiny_district(), "basic", fee_fen=0, reductions=())
    assert findings(record) == []
    record = with_funding(tiny_district(), "basic", fee_published=False, reductions=())
    assert findings(record) == []
