"""Days, minutes, ends, the grid, modes, guidance, contents: what the service must look like."""

from typing import Any

import pytest

from solver.domain import Band, District
from solver.domain.school import Dismissal, OffWork
from tests.factories import (
    changed,
    good_plan,
    tiny_clause,
    tiny_pack,
    tiny_periods,
    tiny_term,
    with_activity,
    with_cell,
    with_class,
    with_funding,
    with_meeting,
    with_period,
    with_school,
)
from tests.solver.verify.helpers import amounts, breaches, codes, free_district, sole

GRID = "structure:follow_mode"
D = free_district()
GOOD = good_plan(D)


def found(family: str, district: District = D, /, **parameters: Any) -> dict[str, list[int]]:
    """Returns the amounts by code under a clause of a family with these parameters."""
    pack = tiny_pack((tiny_clause(family, **parameters),))
    result: dict[str, list[int]] = {}
    for v in breaches(district, pack=pack):
        assert v.clause_id in ("T-1", "structure:respect_availability")
        if v.clause_id == "T-1":
            result.setdefault(v.code, []).append(v.amount)
    return result


# --- run_every_day, keep_daily_minutes, end_within_window -------------------------------------


@pytest.mark.parametrize(("days", "expected"), [(5, {}), (6, {"too_few_days": [1]})])
def test_days_a_week(days: int, expected: dict[str, list[int]]) -> None:
    assert found("run_every_day", service_days_per_week=days) == expected


def test_grades_without_participants_need_no_service() -> None:
    # Who does not pay needs no reduction.
    district = with_funding(D, "basic", reductions=())
    district = with_class(district, "C1", participants={}, hardship=0)
    district = with_class(district, "C2", participants={}, hardship=0)
    pack = tiny_pack((tiny_clause("run_every_day", service_days_per_week=6),))
    assert "T-1" not in {v.clause_id for v in breaches(district, pack=pack)}


def test_least_minutes_a_day() -> None:
    assert found("keep_daily_minutes", min_minutes_per_day=120) == {}
    short = with_period(D, "Mon2", end_min=1079)  # 119 minutes on Monday
    assert found("keep_daily_minutes", short, min_minutes_per_day=120) == {"day_too_short": [1]}


def test_most_minutes_a_day() -> None:
    assert found("keep_daily_minutes", max_minutes_per_day=120) == {}
    # 120 minutes against 90 on each of five days
    assert found("keep_daily_minutes", max_minutes_per_day=90) == {"day_too_long": [30] * 5}


def test_short_breaks_count_and_long_ones_do_not() -> None:
    # 55 + 10 + 55 = 120 with the break of ten minutes, 110 without
    district = with_school(D, periods=tiny_periods((960, 1025), 55))
    assert found("keep_daily_minutes", district, min_minutes_per_day=120) == {}
    assert found("keep_daily_minutes", district, min_minutes_per_day=120, counted_break_min=9) == {
        "day_too_short": [10] * 5
    }


def test_without_one_the_short_break_of_the_pack_counts() -> None:
    # 55 + 10 + 55: the break of ten minutes counts from ten on
    district = with_school(D, periods=tiny_periods((960, 1025), 55))
    clause = tiny_clause("keep_daily_minutes", min_minutes_per_day=120)
    for short_break, expected in ((10, []), (9, [10] * 5)):
        pack = tiny_pack((clause,), short_break_min=short_break)
        assert [v.amount for v in breaches(district, pack=pack)] == expected


def test_the_break_after_dismissal_counts() -> None:
    def dismissed(at_min: int) -> District:
        return with_school(D, dismissal=(Dismissal(weekday=1, at_min=at_min),))

    # Monday: 120 + 10 minutes from 15:50; a break of 11 minutes does not count
    assert found("keep_daily_minutes", dismissed(950), max_minutes_per_day=129) == {
        "day_too_long": [1]
    }
    assert found("keep_daily_minutes", dismissed(949), max_minutes_per_day=129) == {}


def test_not_before_off_work() -> None:
    assert found("end_within_window", not_before_off_work=True) == {}
    season = changed(D.term.seasons[0], off_work_min=1081)
    late = changed(D, term=tiny_term(seasons=(season,)))
    assert found("end_within_window", late, not_before_off_work=True) == {
        "ends_before_off_work": [1] * 5
    }
    own = with_school(late, off_work=(OffWork(season_id="W", at_min=1080),))
    assert found("end_within_window", own, not_before_off_work=True) == {}


@pytest.mark.parametrize(("limit", "expected"), [(1080, {}), (1079, {"ends_too_late": [1] * 5})])
def test_latest_end(limit: int, expected: dict[str, list[int]]) -> None:
    assert found("end_within_window", latest_end_primary_min=limit) == expected
    assert found("end_within_window", latest_end_junior_min=limit) == {}


def test_not_before_dismissal() -> None:
    assert found("end_within_window", not_before_dismissal=True) == {}
    late = with_school(D, dismissal=(Dismissal(weekday=2, at_min=961),))
    assert found("end_within_window", late, not_before_dismissal=True) == {
        "starts_before_dismissal": [1]
    }


# --- the grid ---------------------------------------------------------------------------------


def test_every_class_has_a_cell_in_every_period() -> None:
    plan = changed(GOOD, grid=GOOD.grid[1:])
    v = sole(D, GRID, "grid_missing", plan)
    assert (v.subject, v.period_id) == ("C1", "Mon1")


def test_meetings_are_what_the_cell_says() -> None:
    # sports of 40 and 35 students in a care cell
    assert amounts(D, GRID, "grid_component", with_cell(GOOD, "Mon2", "care")) == [40, 35]


def test_a_whole_class_cell_seats_the_whole_class() -> None:
    plan = with_meeting(GOOD, "c1-Fri2", class_counts={"C1": 39})
    by_code = {v.code: (v.clause_id, v.amount) for v in breaches(D, plan)}
    assert by_code == {
        "grid_part_of_class": (GRID, 1),
        "students_lost": ("structure:place_everyone_once", 1),
    }


def test_classes_of_a_band_walk_together() -> None:
    plan = with_cell(GOOD, "Tue2", "split", "C1")
    assert sole(D, GRID, "grid_band", plan).amount == 1
    # a band by class may differ in the other components, not in extension
    own = with_school(
        D, bands=(Band(id="B1", name="G3", class_ids=("C1", "C2"), grid_unit="class"),)
    )
    assert (GRID, "grid_band") in codes(own, plan)
    assert (GRID, "grid_band") not in codes(own, with_cell(GOOD, "Fri2", "guidance", "C1"))
    assert (GRID, "grid_band") in codes(D, with_cell(GOOD, "Fri2", "guidance", "C1"))


# --- follow_mode: guidance 5 (one a day), sports 2, extension and split 2 ---------------------


@pytest.mark.parametrize(
    ("parameter", "kept", "broken", "code", "expected"),
    [
        ("max_guidance_per_day", 1, 0, "guidance_per_day", [1] * 10),  # 5 days x 2 classes
        ("min_sports_per_week", 2, 3, "too_few_per_week", [1, 1]),
        ("min_extension_per_week", 2, 4, "too_few_per_week", [2, 2]),
        ("min_extension_titles", 3, 4, "too_few_titles", [1]),  # chess, robots, reading
        # Mon and Wed lack extension, Tue and Thu sports, Fri both: 6 for each class
        ("daily_each_from_periods", 3, 2, "not_each_day", [1] * 12),
    ],
)
def test_mode_rows(parameter: str, kept: int, broken: int, code: str, expected: list[int]) -> None:
    assert found("follow_mode", **{parameter: kept}) == {}
    assert found("follow_mode", **{parameter: broken}) == {code: expected}


def test_a_mode_binds_where_it_was_adopted_whatever_its_strength() -> None:
    clause = changed(
        tiny_clause("follow_mode", strength="encouraged", mode="2+N", min_sports_per_week=3),
        classes=("soft",),
    )
    pack = tiny_pack((clause,))
    assert breaches(D, pack=pack) == []
    assert breaches(with_school(D, adopted_mode="1+1+N"), pack=pack) == []
    adopted = with_school(D, adopted_mode="2+N")
    assert amounts(adopted, "T-1", "too_few_per_week", pack=pack) == [1, 1]


def test_an_encouraged_row_without_mode_binds_nobody() -> None:
    clause = tiny_clause("follow_mode", strength="encouraged", min_sports_per_week=3)
    assert breaches(D, pack=tiny_pack((clause,))) == []


# --- limit_guidance, contents -----------------------------------------------------------------


def test_class_hours_of_guidance_a_day() -> None:
    # 60 minutes are 1.5 class-hours of 40 minutes
    assert found("limit_guidance", max_guidance_ch_per_day=150) == {}
    assert found("limit_guidance", max_guidance_ch_per_day=149) == {"guidance_hours": [1] * 10}
    assert found("limit_guidance", max_guidance_ch_per_day=100) == {"guidance_hours": [50] * 10}


def test_banned_kinds() -> None:
    district = with_activity(D, "chess", banned_kinds=("exam_drill",))
    assert found("ban_kinds", district, kinds=("new_lesson",)) == {}
    # chess has two meetings a week
    assert found("ban_kinds", district, kinds=("new_lesson", "exam_drill")) == {"banned_kind": [2]}


def test_no_written_homework_for_lower_grades() -> None:
    district = with_activity(D, "guidance", written_homework=True)
    flags = {"no_written_homework": True}
    assert found("protect_lower_grades", district, grades=(1, 2), **flags) == {}
    # guidance of 40 and of 35 students on five days
    assert found("protect_lower_grades", district, grades=(3,), **flags) == {
        "written_homework": [40] * 5 + [35] * 5
    }
