"""``prefer_times``: people work at the times they like."""

from typing import Any

import pytest

from solver.domain import District
from tests.factories import changed, tiny_class, tiny_person
from tests.solver.model.helpers import (
    district,
    group,
    guarded,
    hours,
    least,
    model_of,
    one_school,
    served,
    works,
)
from tests.solver.model.wish_cases import liked_times, other_school, prefers


def wishing(*preferences: Any, ids: tuple[str, ...] = ("11",)) -> District:
    """One teacher, T1, for care of one class on Mondays from 16:00 in hours of 40 minutes."""
    return district(
        one_school((tiny_class("C1", 10, "R1"),), hours(*ids)),
        (tiny_person("T1", preferences=preferences),),
        (group(),),
    )


@pytest.mark.parametrize(
    ("preferences", "points"),
    [
        ((), 0),
        ((prefers(1, 960, "neutral"),), 0),
        ((prefers(1, 960, "discouraged"),), 10),
        ((prefers(1, 960, "strongly_discouraged"),), 40),
        # The worse of two counts, not both.
        ((prefers(1, 960, "discouraged"), prefers(1, 980, "strongly_discouraged")), 40),
        ((prefers(1, 960, "discouraged"), prefers(1, 970, "discouraged")), 10),
        # A minute is enough, and the end is not part of an interval.
        ((prefers(1, 999, "discouraged"),), 10),
        ((prefers(1, 1000, "discouraged"),), 0),
        ((prefers(2, 960, "discouraged"),), 0),
        # Outside all that is preferred.
        ((prefers(1, 960, "preferred"),), 0),
        ((prefers(2, 960, "preferred"),), 5),
        ((prefers(2, 960, "strongly_preferred"), prefers(1, 990, "preferred")), 0),
        ((prefers(2, 960, "preferred"), prefers(1, 960, "strongly_discouraged")), 45),
        # A required time without a meeting.
        ((prefers(1, 960, "required"),), 0),
        ((prefers(2, 960, "required"),), 40),
        ((prefers(2, 960, "required"), prefers(3, 960, "required")), 80),
    ],
)
def test_points_of_one_meeting(preferences: tuple[Any, ...], points: int) -> None:
    ctx = model_of(wishing(*preferences))
    assert least(ctx, "staff_wishes", served(ctx)) == points


def test_each_meeting_counts() -> None:
    record = wishing(prefers(1, 960, "discouraged", 80), ids=("11", "12", "21"))
    ctx = model_of(record)
    assert least(ctx, "staff_wishes", served(ctx)) == 20


def test_whoever_does_not_work_requires_nothing() -> None:
    ctx = model_of(wishing(prefers(2, 960, "required")))
    assert least(ctx, "staff_wishes", dict.fromkeys(ctx.v.lead.values(), 0)) == 0


def test_a_required_time_is_met_by_any_meeting_in_it() -> None:
    ctx = model_of(wishing(prefers(1, 1010, "required", 20), ids=("11", "12")))
    first, second = (ctx.v.lead[("T1", "care", (t,))] for t in ("p11", "p12"))
    assert least(ctx, "staff_wishes", {first: 1, second: 0}) == 40
    assert least(ctx, "staff_wishes", {first: 1, second: 1}) == 0


def test_best_of_the_three_hours() -> None:
    # p11: T1 costs 40, T2 5; p12: T2 may not; p21: T1 must be there. T2, T1, T1 costs 5 and an
    # adult more (30); T1 alone costs 40.
    ctx = model_of(liked_times())
    assert least(ctx, "staff_wishes", served(ctx)) == 35


def test_a_prohibited_time_is_a_rule() -> None:
    ctx = model_of(wishing(prefers(1, 999, "prohibited")))
    assert not works(ctx, "T1")
    assert works(model_of(wishing(prefers(1, 1000, "prohibited"))), "T1")
    assert least(ctx, "unmet_service") == 400


def test_a_time_required_by_somebody_of_two_schools_is_judged_for_both() -> None:
    second = other_school("S2", "q")
    person = tiny_person(
        "V1", role="volunteer", home_school_id=None, lendable_to=("S1", "S2"),
        preferences=(prefers(2, 960, "required"),),
    )  # fmt: skip
    record = guarded(changed(wishing(), schools=(*wishing().schools, second), staff=(person,)))
    here = model_of(record, school_ids=("S1",))
    # S1 alone cannot know whether V1 works at S2 on Tuesday.
    assert least(here, "staff_wishes", served(here)) == 0
    both = model_of(record)
    lead = both.v.lead[("V1", "care", ("p11",))]
    assert least(both, "staff_wishes", {lead: 1}) == 40
