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
from tests.solver.model.helpers import (
    district,
    found,
    group,
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
