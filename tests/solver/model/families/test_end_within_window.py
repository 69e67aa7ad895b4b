"""``end_within_window``: not before off-work or dismissal, not later than the pack allows."""

from typing import Any

import pytest

from solver.domain import District
from solver.domain.school import Dismissal, OffWork
from tests.factories import (
    changed,
    tiny_class,
    tiny_clause,
    tiny_district,
    tiny_person,
    tiny_term,
    with_school,
)
from tests.factories.windows import evening_class, evening_periods, evening_study
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


def findings(record: District, **limits: Any) -> list[tuple[str, str, int]]:
    pack = pack_of(tiny_clause("end_within_window", **limits))
    return told(found(model_of(record, pack), "end_within_window"))


def off_work(minute: int) -> District:
    return tiny_district(
        term=tiny_term(seasons=(changed(tiny_term().seasons[0], off_work_min=minute),))
    )


def test_good_plan_ends_at_off_work() -> None:
    # Service ends at 18:00, when work does.
    clause = tiny_clause("end_within_window", not_before_off_work=True, latest_end_primary_min=1080)
    assert stands(tiny_district(), clause)


@pytest.mark.parametrize(
    ("record", "limits", "code", "amount"),
    [
        (off_work(1081), {"not_before_off_work": True}, "finding.ends_before_off_work", 1),
        (off_work(1110), {"not_before_off_work": True}, "finding.ends_before_off_work", 30),
        (off_work(1080), {"latest_end_primary_min": 1079}, "finding.ends_too_late", 1),
    ],
)
def test_minutes_beyond_the_window(
    record: District, limits: dict[str, Any], code: str, amount: int
) -> None:
    assert findings(record, **limits) == [("T-1", code, amount)] * 5


def test_the_school_may_have_its_own_off_work_time() -> None:
    record = with_school(off_work(1110), off_work=(OffWork(season_id="W", at_min=1080),))
    assert findings(record, not_before_off_work=True) == []


@pytest.mark.parametrize(
    ("grade", "limits", "expected"),
    [
        (7, {"latest_end_junior_min": 1000}, []),
        (7, {"latest_end_junior_min": 999}, [("T-1", "finding.ends_too_late", 1)]),
        (7, {"latest_end_primary_min": 999}, []),
        (6, {"latest_end_junior_min": 999}, []),
        (6, {"latest_end_primary_min": 999}, [("T-1", "finding.ends_too_late", 1)]),
    ],
)
def test_stage_goes_by_grade(
    grade: int, limits: dict[str, int], expected: list[tuple[str, str, int]]
) -> None:
    # One hour from 960 to 1000 in a nine-year school.
    school = one_school((tiny_class("C1", 30, "R1", grade=grade),), stage="nine_year")
    assert findings(district(school, (tiny_person("T1"),), (group(),)), **limits) == expected


@pytest.mark.parametrize(("dismissal", "early"), [(960, 0), (961, 1)])
def test_nothing_begins_before_lessons_end(dismissal: int, early: int) -> None:
    # Whatever the pack says: a period before dismissal is nobody's.
    ends = (Dismissal(weekday=1, at_min=dismissal),)
    school = one_school((tiny_class("C1", 30, "R1"),), dismissal=ends)
    ctx = model_of(district(school, (tiny_person("T1"),), (group(),)))
    expected = [("structure:respect_availability", "finding.before_dismissal", early)]
    assert told(found(ctx, "end_within_window")) == (expected if early else [])


EVENING: dict[str, Any] = {
    "stages": ("junior",),
    "weekdays": (1, 2, 3, 4, 5),
    "evening_max_minutes": 120,
    "latest_end_evening_min": 1230,
}


def evening(
    *spans: tuple[int, int], grade: int = 7, weekday: int = 1, stay: int = 30, **changes: Any
) -> District:
    """One class of a nine-year school with one regular hour and evening study."""
    school = one_school(
        (evening_class("C1", 30, "R1", grade=grade, evening_study=stay),),
        (*hours("11"), *evening_periods(*spans, weekday=weekday)),
        stage="nine_year",
        **changes,
    )
    return district(school, (tiny_person("T1"), tiny_person("T2")), (group(), evening_study()))


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (evening((1110, 1230)), []),  # 18:30-20:30, 120 minutes
        (evening((1111, 1231)), [("T-1", "finding.ends_too_late", 1)]),
        (evening((1109, 1230)), [("T-1", "finding.evening_too_long", 1)]),
        # 60 and 61 minutes; the break between them does not count.
        (evening((1080, 1140), (1169, 1230)), [("T-1", "finding.evening_too_long", 1)]),
        (evening((1080, 1140), (1170, 1230)), []),
        (evening((1150, 1230), grade=6), [("T-1", "finding.evening_stage", 1)]),
        (evening((1150, 1230), weekday=6), [("T-1", "finding.evening_weekday", 1)]),
        (evening((1150, 1300), stay=0), []),  # nobody stays: it is not held
    ],
)
def test_limits_of_evening_study(record: District, expected: list[tuple[str, str, int]]) -> None:
    assert findings(record, **EVENING) == expected


def test_a_latest_end_binds_evenings_unless_they_have_their_own() -> None:
    late = evening((1080, 1111))
    assert findings(late, latest_end_junior_min=1110) == [("T-1", "finding.ends_too_late", 1)]
    both = pack_of(
        tiny_clause("end_within_window", latest_end_junior_min=1110),
        tiny_clause("end_within_window", "T-2", **EVENING),
    )
    assert found(model_of(late, both), "end_within_window") == []


@pytest.mark.parametrize(("window", "late"), [("extended", 1), ("lunch", 0)])
def test_a_latest_end_binds_care_and_not_lunch(window: str, late: int) -> None:
    stay = {"extended": "extended_care", "lunch": "lunch_eaters"}[window]
    school = one_school(
        (tiny_class("C1", 30, "R1", **{stay: 3}),),
        (*hours("11"), *evening_periods((1020, 1081), window=window)),
    )
    record = district(school, (tiny_person("T1"),), (group(),))
    expected = [("T-1", "finding.ends_too_late", 1)] * late
    assert findings(record, latest_end_primary_min=1080) == expected


@pytest.mark.parametrize(("window", "early"), [("extended", 1), ("lunch", 0)])
def test_care_begins_after_lessons_and_lunch_between_them(window: str, early: int) -> None:
    stay = {"extended": "extended_care", "lunch": "lunch_eaters"}[window]
    school = one_school(
        (tiny_class("C1", 30, "R1", **{stay: 3}),),
        (*hours("11"), *evening_periods((720, 760), weekday=2, window=window)),
        dismissal=(Dismissal(weekday=2, at_min=721),),
    )
    ctx = model_of(district(school, (tiny_person("T1"),), (group(),)))
    expected = [("structure:respect_availability", "finding.before_dismissal", 1)] * early
    assert told(found(ctx, "end_within_window")) == expected
