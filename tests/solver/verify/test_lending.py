"""`lend_within_area`: person-days lent and received a week; the home school comes first."""

from datetime import date
from typing import Any

import pytest

from solver.domain import District, DutyPost, Travel
from solver.domain.base import Interval
from solver.domain.term import MakeUpDay
from solver.plan import Plan, UnmetNeed, Violation
from solver.verify import check
from tests.factories import changed, tiny_unmet, with_claims, with_person, with_school
from tests.solver.verify.helpers import (
    breaches,
    codes,
    pack_of,
    switched,
    two_school_plan,
    two_schools,
    way,
)

LEND = "structure:lend_within_area"


def lent(start_min: int = 1020, travel: Travel | None = None, **person: Any) -> District:
    """T5 of S1 may go to S2, whose hour is on Mondays from 17:00 on."""
    record = switched(two_schools(start_min, travel))
    return with_person(record, "T5", **{"lendable_to": ("S2",), **person})


def made_up(record: District) -> District:
    """Wednesday 4 March follows Monday: the first week has two Mondays."""
    days = (*record.term.make_up_days, MakeUpDay(day=date(2026, 3, 4), follows=1))
    return changed(record, term=changed(record.term, make_up_days=days))


def quotas(record: District) -> list[tuple[str, str, int, str, str]]:
    """Returns clause, code, amount, week and the number of weeks of what the check finds."""
    return [
        (v.clause_id, v.code, v.amount, v.params["week"], v.params["times"])
        for v in breaches(record, two_school_plan(record, "T5"))
        if v.code.startswith("over_max_")
    ]


@pytest.mark.parametrize(("school", "name"), [("S1", "max_lent_days"), ("S2", "max_received_days")])
def test_person_days_of_a_week(school: str, name: str) -> None:
    # T5 is at S2 on the Mondays 2, 9, 16 and 23 March: one person-day in each of four weeks.
    assert quotas(with_school(lent(), school, **{name: 1})) == []
    assert quotas(with_school(lent(), school, **{name: 0})) == [
        (LEND, f"over_{name}", 1, "2026-03-02", "4")
    ]


def test_a_make_up_day_counts_in_its_real_week() -> None:
    # The week of 2 March has T5 at S2 on Monday and on Wednesday, the others on Monday only.
    record = made_up(lent())
    assert quotas(with_school(record, "S1", max_lent_days=2)) == []
    found = quotas(with_school(record, "S1", max_lent_days=1))
    assert found == [(LEND, "over_max_lent_days", 1, "2026-03-02", "1")]


def test_the_other_side_has_a_limit_of_its_own() -> None:
    # S2 lends nobody, S1 receives nobody: their limits of zero hold.
    record = with_school(with_school(lent(), "S2", max_lent_days=0), "S1", max_received_days=0)
    assert codes(record, two_school_plan(record, "T5")) == set()


@pytest.mark.parametrize(("most", "expected"), [(1, set()), (0, {("T-1", "over_max_lent_days")})])
def test_the_packs_limit(most: int, expected: set[tuple[str, str]]) -> None:
    record = lent()
    pack = pack_of("lend_within_area", allowed=True, max_lent_days_per_week=most)
    assert codes(record, two_school_plan(record, "T5", pack), pack) == expected
    # The compliance sheet has the figure: one person-day in the fullest week.
    verdict = check(record, pack, with_claims(record, pack, two_school_plan(record, "T5", pack)))
    figures = [f for c in verdict.clauses for f in c.figures]
    assert [(f.required, f.found, f.unit) for f in figures] == [(most, 1, "person_days")]


# --- the home school comes first ---------------------------------------------------------------


def left(record: District, period_id: str = "Mon1", *more: UnmetNeed) -> Plan:
    """T5 serves at S2 while nobody leads the guidance of C1, 40 students, in a period."""
    plan = two_school_plan(record, "T5")
    weekday = {"Mon1": 1, "Tue1": 2}[period_id]
    need = tiny_unmet(40, period_id=period_id, weekday=weekday)
    return changed(
        plan,
        meetings=tuple(m for m in plan.meetings if m.id != f"g1-{period_id}"),
        sections=tuple(
            changed(s, period_ids=tuple(p for p in s.period_ids if p != period_id))
            if s.id == "g1" else s for s in plan.sections
        ),
        unmet=(need, *more),
    )  # fmt: skip


def short(record: District, period_id: str = "Mon1") -> list[Violation]:
    return breaches(record, left(record, period_id))


def test_who_could_serve_at_home_is_not_lent() -> None:
    (found,) = short(lent())
    assert (found.clause_id, found.code) == (LEND, "home_left_short")
    # 40 students of C1 on Monday at 16:00, and T5 is at S2 that day.
    assert (found.school_id, found.period_id, found.subject) == ("S1", "Mon1", "T5")
    assert (found.amount, found.unit) == (40, "student_periods")


LATE = (Interval(weekday=1, start_min=1020, end_min=1080),)
THURSDAY = (Interval(weekday=4, start_min=0, end_min=1440),)


@pytest.mark.parametrize(
    "person",
    [
        {"availability": (*LATE, *THURSDAY)},
        {"busy": (Interval(weekday=1, start_min=960, end_min=970),)},
    ],
    ids=["comes later", "is busy"],
)
def test_who_could_not_serve_at_home_may_be_lent(person: dict[str, Any]) -> None:
    assert short(lent(**person)) == []


def test_without_a_room_at_home_lending_is_not_the_cause() -> None:
    # C1's home room and all others are closed on Monday.
    record = lent()
    rooms = {
        r.id: changed(r, availability=(Interval(weekday=5, start_min=0, end_min=1440),))
        for r in record.schools[0].rooms
    }
    closed = with_school(record, "S1", rooms=tuple(rooms.values()))
    assert [v for v in short(closed) if v.code == "home_left_short"] == []


def test_who_could_do_both_is_not_kept_by_lending() -> None:
    # Home until 17:00, S2 from 17:30 on: 25 minutes of way and 5 of margin fit.
    travel = Travel(times=(way(25),), schools_per_day=2)
    assert short(lent(1050, travel)) == []
    # From 17:29 on they do not.
    (found,) = short(lent(1049, travel))
    assert found.code == "home_left_short"


@pytest.mark.parametrize(("most", "expected"), [(2, ["home_left_short"]), (3, [])])
def test_a_week_used_up_elsewhere(most: int, expected: list[str]) -> None:
    # T5 is at S2 on Monday and at home on Thursday; C1 lacks somebody on Tuesday. With two days a
    # week Thursday and Tuesday fit, but not beside Monday; with three all of them do.
    assert [v.code for v in short(lent(max_days=most), "Tue1")] == expected


def test_posts_of_the_home_school_come_first() -> None:
    record = with_school(
        lent(),
        "S1",
        duty_posts=(DutyPost(id="gate", role="gate", weekday=1, start_min=900, end_min=940),),
    )
    need = UnmetNeed(
        family="staff_duty_posts", school_id="S1", class_id=None, weekday=1, period_id="gate",
        component="care", student_periods=1, minutes=40, cause="x",
    )  # fmt: skip
    plan = changed(two_school_plan(record, "T5"), unmet=(need,))
    (found,) = breaches(record, plan)
    assert (found.clause_id, found.code, found.subject) == (LEND, "home_post_left_short", "T5")
    # T6 of S2, who is at home, is nobody's business.
    assert breaches(record, changed(two_school_plan(record, "T6"), unmet=(need,))) == []
