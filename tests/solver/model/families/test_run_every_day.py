"""``run_every_day``: the service runs on as many weekdays as the policy says."""

import pytest

from solver.domain import District
from tests.factories import tiny_class, tiny_clause, tiny_district, tiny_person, with_class
from tests.solver.model.helpers import (
    district,
    found,
    group,
    hours,
    model_of,
    one_school,
    pack_of,
    stands,
    told,
)

FIVE = tiny_clause("run_every_day", service_days_per_week=5)


def on_days(*ids: str) -> District:
    return district(
        one_school((tiny_class("C1", 30, "R1"),), hours(*ids)), (tiny_person("T1"),), (group(),)
    )


def test_five_days_are_enough() -> None:
    assert stands(tiny_district(), FIVE)


@pytest.mark.parametrize(
    ("ids", "missing"),
    [
        (("11", "21", "31", "41", "51"), 0),
        (("11", "21", "31", "41"), 1),
        (("11", "12", "21"), 3),
        # A Saturday is none of the five.
        (("11", "21", "31", "41", "61"), 1),
    ],
)
def test_missing_days_are_counted(ids: tuple[str, ...], missing: int) -> None:
    findings = found(model_of(on_days(*ids), pack_of(FIVE)), "run_every_day")
    assert told(findings) == ([("T-1", "finding.too_few_days", missing)] if missing else [])
    assert all(f.severity == "infeasible" for f in findings)


def test_a_grade_that_nobody_takes_part_in_is_left_alone() -> None:
    record = with_class(on_days("11"), "C1", participants={})
    assert found(model_of(record, pack_of(FIVE)), "run_every_day") == []
