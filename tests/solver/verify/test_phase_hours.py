"""How long and when service runs, where periods belong to phases of the term."""

from typing import Any

from solver.domain import District
from solver.plan import Plan
from tests.factories import changed, tiny_clause, tiny_pack, with_period, with_school
from tests.solver.verify.dated import hours_district, hours_plan, march
from tests.solver.verify.helpers import breaches

HOURS = hours_district()


def found(family: str, district: District, plan: Plan, **parameters: Any) -> list[tuple[Any, ...]]:
    """Returns code, weekday, amount and dates of the breaches of a clause."""
    pack = tiny_pack((tiny_clause(family, **parameters),))
    return [
        (v.code, v.weekday, v.amount, v.params.get("from_date"), v.params.get("to_date"))
        for v in breaches(district, plan, pack)
        if v.clause_id == "T-1"
    ]


def test_minutes_of_a_day_are_those_of_the_phase() -> None:
    # Winter 60 + 60 minutes; summer 60 + 60 and a break of ten.
    plan = hours_plan()
    limits = {"min_minutes_per_day": 120, "max_minutes_per_day": 130}
    assert found("keep_daily_minutes", HOURS, plan, **limits) == []
    assert found("keep_daily_minutes", HOURS, plan, min_minutes_per_day=121) == [
        ("day_too_short", 1, 1, "2026-03-02", "2026-03-09"),
        ("day_too_short", 2, 1, "2026-03-03", "2026-03-10"),
        ("day_too_short", 3, 1, "2026-03-04", "2026-03-11"),
        ("day_too_short", 4, 1, "2026-03-05", "2026-03-05"),
        ("day_too_short", 5, 1, "2026-03-06", "2026-03-06"),
    ]
    summer = found("keep_daily_minutes", HOURS, plan, max_minutes_per_day=129)
    assert [(code, amount) for code, _, amount, *_ in summer] == [("day_too_long", 1)] * 5


def test_off_work_time_is_that_of_the_dates() -> None:
    plan = hours_plan()
    assert found("end_within_window", HOURS, plan, not_before_off_work=True) == []
    # Summer's 18:10 already from 9 March: Monday 9 to Wednesday 11 end ten minutes early.
    winter, summer = HOURS.term.seasons
    seasons = (changed(winter, last=march(8)), changed(summer, first=march(9)))
    early = changed(HOURS, term=changed(HOURS.term, seasons=seasons))
    assert [x[:3] for x in found("end_within_window", early, plan, not_before_off_work=True)] == [
        ("ends_before_off_work", day, 10) for day in (1, 2, 3)
    ]


def test_a_weekday_may_lack_service_in_one_phase() -> None:
    kept = tuple(p for p in HOURS.schools[0].periods if p.id != "Fri2s")
    district = with_period(with_school(HOURS, periods=kept), "Fri1", phase_ids=("W",))
    assert found("run_every_day", HOURS, hours_plan(), service_days_per_week=5) == []
    # In summer hours there is no Friday: four days instead of five, on the dates from 16 March.
    assert found("run_every_day", district, hours_plan(), service_days_per_week=5) == [
        ("too_few_days", None, 1, "2026-03-16", "2026-03-27")
    ]
