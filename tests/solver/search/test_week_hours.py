"""Class-hours a week that plans ask of each person."""

from solver.search.week_hours import hours_used
from tests.factories import good_plan, tiny_district, tiny_pack, with_school
from tests.solver.model.helpers import gate
from tests.solver.verify.helpers import duty


def test_the_fullest_real_week_counts() -> None:
    # T1 works 150 ch on Monday to Thursday and twice on Friday, 900 in the pattern week; the
    # make-up Saturday of the term follows that Friday's pattern: 1200 in its week.
    record = tiny_district()
    found = hours_used(record, tiny_pack(), {"S1": good_plan(record).meetings})
    assert found[("T1", "S1")] == 1200


def test_posts_that_count_class_hours_count() -> None:
    # T1 stands at the gate on Fridays besides, for 50 ch: twice in the week of the make-up day.
    post = gate(weekday=5, class_hours_ch=50)
    record = with_school(tiny_district(), duty_posts=(post,))
    duties = {"S1": (duty("gate", "T1", weekday=5),)}
    meetings = {"S1": good_plan(record).meetings}
    assert hours_used(record, tiny_pack(), meetings, duties)[("T1", "S1")] == 1300
    assert hours_used(record, tiny_pack(), {}, duties) == {("T1", "S1"): 100}


def test_lunch_company_that_a_clause_asks_for_counts_nothing() -> None:
    duties = {"S1": (duty("accompany:Mon1", "T1"),)}
    assert hours_used(tiny_district(), tiny_pack(), {}, duties) == {}


def test_a_school_without_a_plan_asks_nothing() -> None:
    assert hours_used(tiny_district(), tiny_pack(), {}) == {}
