"""``attend_every_day``: the students who can attend on all five days."""

import pytest

from solver.domain import District, Student
from tests.factories import (
    changed,
    good_plan,
    tiny_clause,
    tiny_district,
    tiny_person,
    with_class,
    without_meeting,
)
from tests.solver.model.cases import kid
from tests.solver.model.helpers import (
    district,
    fix_plan,
    group,
    hours,
    least,
    model_of,
    one_school,
    pack_of,
    served,
)
from tests.solver.verify.helpers import free_district

CLAUSE = tiny_clause("attend_every_day", strength="encouraged", weekdays=(1, 2, 3, 4, 5))


def missing(record: District) -> int:
    """Returns the points where everybody has a place."""
    ctx = model_of(record, pack_of(CLAUSE))
    return least(ctx, "encouraged", served(ctx))


def test_good_plan_has_everybody_on_five_days() -> None:
    ctx = model_of(tiny_district(), pack_of(CLAUSE))
    assert least(ctx, "encouraged", fix_plan(ctx, good_plan())) == 0


@pytest.mark.parametrize(
    ("participants", "points"),
    [
        ({1: 40, 2: 40, 3: 40, 4: 40, 5: 40}, 0),
        ({1: 40, 2: 40, 3: 40, 4: 40, 5: 39}, 1),  # the boundary: one stays away on Friday
        ({1: 40, 2: 30, 3: 40, 4: 35, 5: 40}, 10),  # 30 at most come on every day
        ({1: 40, 2: 40, 3: 40, 4: 40}, 40),  # nobody comes on Friday
    ],
)
def test_who_comes_on_which_day_is_a_figure(participants: dict[int, int], points: int) -> None:
    record = district(
        one_school(
            (changed(kid("C1", 40, "R1"), participants=participants),),
            hours("11", "21", "31", "41", "51"),
        ),
        (tiny_person("T1"),),
        (group(),),
    )
    assert missing(record) == points


def test_who_leaves_early_attends_the_day() -> None:
    early = changed(
        tiny_district().schools[0].classes[0], participants_by_period={"Fri2": 30}
    ).participants_by_period
    record = with_class(tiny_district(), "C1", participants_by_period=early)
    ctx = model_of(record, pack_of(CLAUSE))
    assert ctx.rows.objective("encouraged").constant == 0
    assert least(ctx, "encouraged", served(ctx)) == 0


def test_a_plan_that_leaves_students_without_a_place_loses_the_day() -> None:
    # C1's 40 have nobody on Monday's first period: all of them miss a day.
    plan = without_meeting(good_plan(), "g1-Mon1")
    ctx = model_of(free_district(), pack_of(CLAUSE))
    fixed = fix_plan(ctx, plan) | {ctx.v.unmet[("C1", "Mon1")]: 40}
    assert least(ctx, "encouraged", fixed) == 40
    # A second period without a place costs nothing more.
    again = without_meeting(plan, "g1-Tue1")
    fixed = fix_plan(ctx, again) | {ctx.v.unmet[("C1", t)]: 40 for t in ("Mon1", "Tue1")}
    assert least(ctx, "encouraged", fixed) == 40


@pytest.mark.parametrize(("weekdays", "points"), [((1, 2, 3, 4, 5), 0), ((1, 2, 3), 1), ((), 0)])
def test_listed_students_tell_their_days(weekdays: tuple[int, ...], points: int) -> None:
    record = tiny_district(
        choice_counts=(), students=(Student(id="s1", class_id="C1", weekdays=weekdays),)
    )
    ctx = model_of(record, pack_of(CLAUSE))
    assert least(ctx, "encouraged") == points


def test_only_where_a_clause_speaks_and_only_its_days() -> None:
    assert model_of(tiny_district()).rows.objective("encouraged").terms == {}
    record = with_class(tiny_district(), "C1", participants={1: 40, 2: 40, 3: 40, 4: 40, 5: 10})
    four = tiny_clause("attend_every_day", strength="encouraged", weekdays=(1, 2, 3, 4))
    ctx = model_of(record, pack_of(four))
    assert least(ctx, "encouraged") == 0
    assert least(model_of(record, pack_of(CLAUSE)), "encouraged") == 30
