"""``keep_same_adult``: a class has one adult for each component of its groups."""

from typing import Any

import pytest

from solver.domain import District, MergeGroup
from tests.factories import changed, good_plan, tiny_class, tiny_district, tiny_person
from tests.solver.model.helpers import (
    district,
    fix_plan,
    group,
    hours,
    least,
    model_of,
    one_school,
    room,
    served,
    solve,
)

POINTS = 30


def week_of(*people: Any, ids: tuple[str, ...] = ("11", "21", "31")) -> District:
    """Care of one class in some hours."""
    return district(one_school((tiny_class("C1", 10, "R1"),), hours(*ids)), people, (group(),))


def busy(person_id: str, **changes: Any) -> Any:
    return tiny_person(person_id, **changes)


@pytest.mark.parametrize(
    ("most", "extra"), [((None, None), 0), ((200, None), 0), ((200, 200), 1), ((100, 200), 1)]
)
def test_as_few_adults_as_their_hours_allow(
    most: tuple[int | None, int | None], extra: int
) -> None:
    # Three hours of 100 ch.
    people = [busy(f"T{i}", max_week_ch=limit) for i, limit in enumerate(most)]
    ctx = model_of(week_of(*people))
    assert least(ctx, "staff_wishes", served(ctx)) == POINTS * extra


def test_three_adults_are_two_too_many() -> None:
    people = [busy(f"T{i}", max_week_ch=100) for i in range(3)]
    ctx = model_of(week_of(*people))
    assert least(ctx, "staff_wishes", served(ctx)) == 2 * POINTS


def test_components_are_counted_apart() -> None:
    # Guidance in one hour, care in the other, each with another teacher: nobody is extra.
    record = district(
        one_school((tiny_class("C1", 10, "R1"),), hours("11", "21")),
        (busy("T1", max_week_ch=100), busy("T2", max_week_ch=100)),
        (group("guidance", "guidance", weekdays=(1,)), group(weekdays=(2,))),
    )
    ctx = model_of(changed(record, staff=tuple(
        changed(p, own_class_ids=("C1",)) for p in record.staff)))  # fmt: skip
    assert least(ctx, "staff_wishes", served(ctx)) == 0


def test_a_merged_group_counts_for_each_of_its_classes() -> None:
    record = district(
        one_school(
            (tiny_class("C1", 10, None), tiny_class("C2", 10, None)),
            hours("11", "21"),
            rooms=(room("R1"),),
            merges=(MergeGroup(id="G", class_ids=("C1", "C2")),),
        ),
        (busy("T1", max_week_ch=100), busy("T2", max_week_ch=100)),
        (group(grouping="merged"),),
    )
    ctx = model_of(record)
    # One room: both classes sit together in each hour, with T1 and with T2.
    assert least(ctx, "staff_wishes", served(ctx)) == 2 * POINTS


def test_good_plan_has_two_adults_for_care_of_each_class() -> None:
    ctx = model_of(tiny_district())
    point = solve(ctx, fix_plan(ctx, good_plan()), ctx.rows.objective("staff_wishes"))
    assert point is not None
    # T5 has those who stay on Thursday, the class teachers have Friday; sports and guidance have
    # one leader each.
    assert ctx.rows.objective("staff_wishes").value(point) == 2 * POINTS


def test_swapped_leaders_of_two_classes_cost_two() -> None:
    record = district(
        one_school((tiny_class("C1", 10, "R1"), tiny_class("C2", 10, "R2")), hours("11", "21")),
        (busy("T1"), busy("T2")),
        (group(),),
    )
    ctx = model_of(record)
    assert least(ctx, "staff_wishes", served(ctx)) == 0
    swapped = {
        ctx.v.who[(w, "care", (c,), t, "group")]: 1
        for w, c, t in (("T1", "C1", "p11"), ("T2", "C1", "p21"))
    }
    assert least(ctx, "staff_wishes", served(ctx) | swapped) == 2 * POINTS


def test_leaders_that_are_only_counted_leave_the_wish_out() -> None:
    people = [busy(f"T{i}", max_week_ch=100) for i in range(3)]
    ctx = model_of(week_of(*people), names_rooms=False)
    assert (ctx.names_leaders, ctx.v.who) == (False, {})
    assert least(ctx, "staff_wishes", served(ctx)) == 0
