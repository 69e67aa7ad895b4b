"""What schools searched apart say of what is encouraged in a whole district."""

import pytest

from solver.policy import AppliedPolicy, Clause
from solver.search.apart import compares_schools, surplus
from solver.search.plan_term import plan_term
from tests.factories import changed, tiny_clause, tiny_pack
from tests.solver.model.wish_cases import titles_of_three, weak_and_strong


def titles(share: int) -> tuple[Clause, ...]:
    return (
        tiny_clause(
            "offer_variety", strength="encouraged", when="urban_schools", min_extension_titles=2,
            urban_share_pct=share,
        ),
    )  # fmt: skip


@pytest.mark.parametrize(("share", "points"), [(100, 0), (80, 0), (50, 60), (0, 120)])
def test_schools_left_out_of_a_share(share: int, points: int) -> None:
    # Two urban schools, two titles of 30 points each.
    policy = AppliedPolicy(titles_of_three(), tiny_pack(titles(share)))
    assert surplus(policy) == (0, 0, 0, 0, points, 0, 0)
    assert compares_schools(policy) is (points > 0)


def test_weak_schools_among_others_are_compared() -> None:
    record = weak_and_strong()
    assert compares_schools(AppliedPolicy(record, tiny_pack()))
    alike = changed(record, schools=tuple(changed(s, is_weak=True) for s in record.schools))
    assert not compares_schools(AppliedPolicy(alike, tiny_pack()))


@pytest.mark.parametrize("share", [100, 50])
def test_bounds_of_a_district_of_several_schools_hold(share: int) -> None:
    # S1 can run both titles, S2 one of two: 30 points if all count, none if half suffice.
    outcome = plan_term(
        titles_of_three(),
        tiny_pack(titles(share)),
        work_limit=20,
        workers=1,
        seed=1,
    )
    assert outcome.plan is not None
    level = next(x for x in outcome.plan.levels if x.name == "encouraged")
    best = 30 if share == 100 else 0
    assert level.bound <= best <= level.value
    assert level.value == best


def test_a_plan_says_how_far_weak_schools_are_behind() -> None:
    outcome = plan_term(weak_and_strong(), tiny_pack(), work_limit=20, workers=1, seed=1)
    assert outcome.plan is not None
    term = next(t for t in outcome.plan.terms if t.family == "support_weak_schools")
    level = next(x for x in outcome.plan.levels if x.name == "encouraged")
    # The volunteer serves the weak school or S2; of three wishes at S1 two can be met, at S2 the
    # one, at S3 one of two.
    assert term.value == level.value
    assert level.bound == 0
    assert term.best == 0 <= term.value <= term.worst == 1000
