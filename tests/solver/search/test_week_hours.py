"""Class-hours a week that plans ask of each person."""

from solver.search.week_hours import hours_used
from tests.factories import good_plan, tiny_district, tiny_pack


def test_the_fullest_real_week_counts() -> None:
    # T1 works 150 ch on Monday to Thursday and twice on Friday, 900 in the pattern week; the
    # make-up Saturday of the term follows that Friday's pattern: 1200 in its week.
    record = tiny_district()
    found = hours_used(record, tiny_pack(), {"S1": good_plan(record).meetings})
    assert found[("T1", "S1")] == 1200


def test_a_school_without_a_plan_asks_nothing() -> None:
    assert hours_used(tiny_district(), tiny_pack(), {}) == {}
