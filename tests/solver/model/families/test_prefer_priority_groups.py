"""``prefer_priority_groups``: first choices of children who come first, a level of its own."""

from typing import Any

import pytest

from solver.domain import District
from tests.factories import changed, tiny_clause
from tests.solver.model.helpers import least, model_of, pack_of
from tests.solver.model.wish_cases import came_first, student

CLAUSE = tiny_clause("prefer_priority_groups", groups=("left_behind", "disabled"))


def missed(record: District, clause: Any = CLAUSE, fixed: dict[str, int] | None = None) -> int:
    """Returns the least level value with enrolments of some activities fixed."""
    ctx = model_of(record, pack_of(clause))
    given = {
        var: (fixed or {})[way.activity_id]
        for way, var in ctx.v.enrol.items()
        if way.activity_id in (fixed or {})
    }
    return least(ctx, "priority_choices", given)


def test_places_for_those_who_come_first_cost_nothing() -> None:
    # P1 (left behind) wants a, P3 (disabled) wants b, and each club has a place.
    assert missed(came_first()) == 0


@pytest.mark.parametrize(
    ("fixed", "students"), [({"a": 0}, 1), ({"b": 0}, 1), ({"a": 0, "b": 0}, 2)]
)
def test_each_first_choice_without_a_place_counts(fixed: dict[str, int], students: int) -> None:
    assert missed(came_first(), fixed=fixed) == students


def test_only_groups_of_the_clause_and_its_packs_count() -> None:
    nobody = {"a": 0, "b": 0}
    poor = tiny_clause("prefer_priority_groups", groups=("hardship",))
    assert missed(came_first(), poor, nobody) == 0
    # A pack without the clause: the level has no term at all.
    ctx = model_of(came_first())
    assert (ctx.rows.objective("priority_choices").terms, least(ctx, "priority_choices")) == ({}, 0)


def test_two_of_a_class_need_two_places() -> None:
    record = came_first()
    both = tuple(student(n, "C1", "a", priority_group="disabled") for n in (1, 2))
    # One section of one place each for T1 only: one of the two goes without.
    assert missed(changed(record, students=both)) == 1
    roomy = tuple(changed(a, max_students=2) for a in record.activities)
    assert missed(changed(record, students=both, activities=roomy)) == 0


def test_an_activity_that_nobody_can_lead_is_missed_from_the_start() -> None:
    record = changed(came_first(), staff=())
    ctx = model_of(record, pack_of(CLAUSE))
    assert least(ctx, "priority_choices") == 2
