"""``limit_hours``: nobody works beyond the limits on the person's record."""

from typing import Any

import pytest

from solver.domain import District
from solver.domain.term import MakeUpDay
from tests.factories import (
    FIRST,
    changed,
    tiny_class,
    tiny_district,
    tiny_pack,
    tiny_person,
    with_person,
)
from tests.factories.windows import (
    evening_class,
    evening_periods,
    evening_study,
    evening_teacher,
)
from tests.solver.model.helpers import (
    district,
    group,
    hours,
    is_open,
    leads,
    least,
    model_of,
    one_school,
    stands,
    week,
)


def alone(*ids: str, gap: int = 0, term: dict[str, Any] | None = None, **limits: Any) -> District:
    """One teacher and ten children with hours of 100 ch; second hours of a day begin later."""
    periods = tuple(
        p.model_copy(update={"start_min": p.start_min + gap, "end_min": p.end_min + gap})
        if p.id.endswith("2")
        else p
        for p in hours(*ids)
    )
    return district(
        one_school((tiny_class("C1", 10, "R1"),), periods),
        (tiny_person("T1", **limits),),
        (group(),),
        term=week(**(term or {})),
    )


def unmet_hours(record: District) -> int:
    """Returns how many hours of ten children and 40 minutes nobody can lead."""
    minutes = least(model_of(record), "unmet_service")
    assert minutes % 400 == 0
    return minutes // 400


@pytest.mark.parametrize(
    ("ids", "limits", "unmet"),
    [
        (("11", "12", "13"), {"max_day_ch": 300}, 0),
        (("11", "12", "13"), {"max_day_ch": 299}, 1),
        (("11", "21", "31"), {"max_week_ch": 300}, 0),
        (("11", "21", "31"), {"max_week_ch": 299}, 1),
        (("11", "21", "31"), {"max_days": 3}, 0),
        (("11", "21", "31"), {"max_days": 2}, 1),
        (("11", "12", "21"), {"max_days": 1}, 1),
        (("11", "12", "13"), {"max_consecutive": 3}, 0),
        (("11", "12", "13"), {"max_consecutive": 2}, 1),
        (("11", "12", "13"), {"max_consecutive": 1}, 1),
        # Three hours are there: four cannot be worked, so none may be.
        (("11", "12", "13"), {"min_week_ch": 300}, 0),
        (("11", "12", "13"), {"min_week_ch": 301}, 3),
        (("11",), {"max_day_ch": 0}, 1),
    ],
)
def test_the_exact_limit_passes(ids: tuple[str, ...], limits: dict[str, Any], unmet: int) -> None:
    assert unmet_hours(alone(*ids, **limits)) == unmet


@pytest.mark.parametrize(("gap", "unmet"), [(10, 1), (11, 0)])
def test_a_break_of_more_than_ten_minutes_ends_a_run(gap: int, unmet: int) -> None:
    assert unmet_hours(alone("11", "12", gap=gap, max_consecutive=1)) == unmet


def test_the_pack_says_which_break_ends_a_run() -> None:
    record = alone("11", "12", gap=11, max_consecutive=1)
    assert least(model_of(record, tiny_pack(short_break_min=11)), "unmet_service") == 400
    assert least(model_of(record, tiny_pack(short_break_min=10)), "unmet_service") == 0


def test_a_make_up_day_counts_in_its_week() -> None:
    # Saturday 7 March follows Monday: that week holds Monday's hour twice and Tuesday's once.
    saturday = FIRST.replace(day=7)
    term = {"last_day": saturday, "make_up_days": (MakeUpDay(day=saturday, follows=1),)}
    assert unmet_hours(alone("11", "21", term=term, max_week_ch=300, max_days=3)) == 0
    # One of the two goes; Monday's alone would be 200 and two days.
    assert unmet_hours(alone("11", "21", term=term, max_week_ch=299)) == 1
    assert unmet_hours(alone("11", "21", term=term, max_days=2)) == 1
    ctx = model_of(alone("11", term=term, max_week_ch=199))
    assert not is_open(ctx, dict.fromkeys(leads(ctx, "T1"), 1))


def test_who_is_not_used_needs_no_least_hours() -> None:
    ctx = model_of(alone("11", min_week_ch=200))
    assert is_open(ctx, dict.fromkeys(leads(ctx, "T1"), 0))
    assert not is_open(ctx, dict.fromkeys(leads(ctx, "T1"), 1))


@pytest.mark.parametrize(
    "limits",
    [
        {"max_day_ch": 299},
        {"max_week_ch": 1199},
        {"min_week_ch": 901},
        {"max_days": 5},
        {"max_consecutive": 1},
    ],
)
def test_good_plan_just_meets_the_limits_of_t1(limits: dict[str, int]) -> None:
    # 300 ch on Fridays; 1200 ch and 6 days in the week with Friday's pattern twice; 900 a week.
    assert stands(tiny_district())
    assert not stands(with_person(tiny_district(), "T1", **limits))


@pytest.mark.parametrize(("limit", "unmet"), [(200, 0), (199, 1)])
def test_a_part_of_the_week_given_to_a_school(limit: int, unmet: int) -> None:
    ctx = model_of(alone("11", "21"), week_limit={("T1", "S1"): limit})
    assert least(ctx, "unmet_service") == 400 * unmet


def studying(*days: int, term: dict[str, Any] | None = None, **limits: Any) -> District:
    """Ten children study on some evenings with one teacher."""
    evenings = tuple(changed(evening_periods((1140, 1180), weekday=d)[0], id=f"e{d}") for d in days)
    school = one_school((evening_class("C1", 10, "R1", participants={}),), evenings, stage="junior")
    staff = (evening_teacher("T1", **limits),)
    return district(school, staff, (evening_study(),), term=week(**(term or {})))


@pytest.mark.parametrize(
    ("days", "most", "unmet"), [((1, 2), 2, 0), ((1, 2), 1, 1), ((1, 2, 3), 0, 3), ((1,), None, 0)]
)
def test_evenings_of_a_week(days: tuple[int, ...], most: int | None, unmet: int) -> None:
    assert unmet_hours(studying(*days, max_evenings=most)) == unmet


def test_an_evening_repeated_by_a_make_up_day_counts_twice() -> None:
    # Saturday follows Tuesday: two evenings that week.
    term = {
        "last_day": FIRST.replace(day=7),
        "make_up_days": (MakeUpDay(day=FIRST.replace(day=7), follows=2),),
    }
    assert unmet_hours(studying(2, term=term, max_evenings=2)) == 0
    assert unmet_hours(studying(2, term=term, max_evenings=1)) == 1


def test_a_school_searched_apart_keeps_its_part_of_the_evenings() -> None:
    """Two evenings at S1, of which its part of T1's limit leaves as many as it says."""
    record = studying(1, 2, max_evenings=2)
    days = {("T1", 1): "S1", ("T1", 2): "S1"}
    for part in (0, 1, 2):
        limit = {("T1", "S1"): part}
        ctx = model_of(record, school_ids=("S1",), day_school=days, evening_limit=limit)
        assert least(ctx, "unmet_service") // 400 == 2 - part
    # Without a part (bounds, or nobody else has T1's evenings) the person's own limit holds.
    assert least(model_of(record, school_ids=("S1",), day_school=days), "unmet_service") == 0
