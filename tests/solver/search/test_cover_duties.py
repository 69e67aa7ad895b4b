"""Stand-ins on duty posts for single dates."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from solver.domain import District, DutyPost, StaffBlock
from solver.domain.people import DatedAbsence
from solver.plan import Duty
from solver.search.cover import Cover, Covered
from solver.verify import check
from tests.factories import (
    changed,
    good_plan,
    tiny_pack,
    tiny_person,
    with_claims,
    with_person,
    with_school,
)
from tests.solver.model.helpers import gate, with_staff
from tests.solver.verify.helpers import duty, free_district

MONDAY = date(2026, 3, 9)
"""One of 2, 9, 16 and 23 March."""


def away(
    person_id: str, *posts: DutyPost, days: Sequence[date] = (MONDAY,), **changes: Any
) -> District:
    """Returns S1 with posts (Monday 16:00-16:40 alone), and a person away on single dates.

    T3, T4 and T5 are free then; T1 and T2 have guidance until 17:00.
    """
    absences = tuple(DatedAbsence(first=d, last=d) for d in days)
    district = with_school(free_district(), duty_posts=posts or (gate(),))
    return with_person(district, person_id, absences=absences, **changes)


def covered(district: District, *duties: Duty) -> Covered:
    """Returns what covering comes to, after checking that the plan is then legal."""
    plan = good_plan(district)
    answer = Cover(district, tiny_pack(), plan.meetings, duties).run()
    if not answer.failed:
        whole = changed(plan, meetings=tuple(answer.meetings), duties=tuple(answer.duties))
        verdict = check(district, tiny_pack(), with_claims(district, tiny_pack(), whole))
        assert verdict.ok, [(v.code, v.subject) for v in verdict.violations]
    return answer


def told(answer: Covered) -> list[tuple[str, tuple[str, ...], date, tuple[date, ...]]]:
    return [(d.id, d.staff_ids, d.from_date, d.except_dates) for d in answer.duties]


def test_without_missing_dates_nothing_changes() -> None:
    here = duty("gate", "T5")
    assert covered(away("T4"), here).duties == [here]


def test_a_date_is_taken_out_and_stood_in_for() -> None:
    # T3 comes first by id; T1 and T2 are busy.
    answer = covered(away("T5"), duty("gate", "T5"))
    assert told(answer) == [
        ("gate", ("T5",), date(2026, 3, 2), (MONDAY,)),
        ("gate/1", ("T3",), MONDAY, ()),
    ]
    assert answer.failed == set()


def test_one_of_two_is_replaced() -> None:
    answer = covered(away("T5", gate(people_needed=2)), duty("gate", "T4", "T5"))
    assert [d.staff_ids for d in answer.duties] == [("T4", "T5"), ("T4", "T3")]


def test_whose_date_nobody_can_take_has_failed() -> None:
    # A leader of the day is a leader, and P1 is the only one.
    district = with_staff(
        away("T5", gate(role="leader_of_the_day")),
        tiny_person("P1", role="leader", absences=(DatedAbsence(first=MONDAY, last=MONDAY),)),
    )
    answer = covered(district, duty("gate", "P1"))
    assert answer.failed == {("P1", 1)}
    assert [d.staff_ids for d in answer.duties] == [("P1",)]


@pytest.mark.parametrize(
    ("ch", "limits", "expected"),
    [
        (0, {"max_days": 0, "max_day_ch": 0}, "T3"),  # a post that counts nothing
        (50, {}, "T3"),
        (50, {"max_day_ch": 199}, "T4"),  # sports at 17:00 count 150 that day
        (50, {"max_day_ch": 200}, "T3"),
    ],
)
def test_limits_of_stand_ins_hold(ch: int, limits: dict[str, int], expected: str) -> None:
    # T3's own meetings are kept whatever the limits: only standing in is judged here.
    district = with_person(away("T5", gate(class_hours_ch=ch)), "T3", **limits)
    plan = good_plan(district)
    answer = Cover(district, tiny_pack(), plan.meetings, (duty("gate", "T5"),)).run()
    assert answer.duties[1].staff_ids == (expected,)


def test_people_on_duty_do_not_stand_in_elsewhere() -> None:
    # T1 is away; T3, T4 and T5 could take the guidance, but T3 stands at the gate meanwhile.
    district = away("T1")
    answer = covered(district, duty("gate", "T3"))
    instead = [m for m in answer.meetings if m.from_date == MONDAY and m.period_id == "Mon1"]
    assert [m.staff_ids for m in instead] == [("T4",)]


def test_one_of_the_school_is_replaced_by_one_of_the_school() -> None:
    # V is lendable, free and first by covers; but T5 is the school's own.
    outsider = tiny_person(
        "V", role="volunteer", home_school_id=None, lendable_to=("S1",), pay_fen={}
    )
    post = gate(own_staff_only=False)
    district = with_staff(away("T5", post), outsider)
    busy = tuple({"weekday": 1, "start_min": 960, "end_min": 1000} for _ in range(1))
    for person in ("T3", "T4"):
        district = with_person(district, person, busy=busy)
    assert covered(district, duty("gate", "T5")).failed == {("T5", 1)}
    # Whoever stands there from outside may be replaced from outside or by own staff.
    other = with_person(with_staff(away("T5", post), outsider), "V", absences=(
        DatedAbsence(first=MONDAY, last=MONDAY),
    ))  # fmt: skip
    assert covered(other, duty("gate", "V")).duties[1].staff_ids == ("T3",)


def test_a_leader_at_lunch_is_replaced_by_a_leader() -> None:
    # T3 comes before Z by id and may stand there, but then no leader would eat along.
    post = gate(role="lunch_accompany", staff_roles=("leader", "teacher"))
    absences = (DatedAbsence(first=MONDAY, last=MONDAY),)
    leaders = (tiny_person("P1", role="leader", absences=absences), tiny_person("Z", role="leader"))
    district = with_staff(away("T4", post), *leaders)
    assert covered(district, duty("gate", "P1")).duties[1].staff_ids == ("Z",)
    assert covered(district, duty("gate", "T4")).duties[1].staff_ids == ("T3",)


def test_a_block_on_one_date_is_stood_in_for() -> None:
    exam = StaffBlock(
        id="x", title="exam", on=MONDAY, start_min=990, end_min=1020, staff_ids=("T5", "T3")
    )
    district = with_school(with_school(free_district(), duty_posts=(gate(),)), blocks=(exam,))
    answer = covered(district, duty("gate", "T5"))
    # T3 is at the exam too.
    assert [(d.staff_ids, d.from_date) for d in answer.duties] == [
        (("T5",), date(2026, 3, 2)),
        (("T4",), MONDAY),
    ]


def test_a_block_on_one_date_takes_people_out_of_meetings() -> None:
    # T1 leads guidance from 16:00; T2 does too; T3 is the first who is free.
    exam = StaffBlock(
        id="x", title="exam", on=MONDAY, start_min=1000, end_min=1010, staff_ids=("T1",)
    )
    district = with_school(free_district(), blocks=(exam,))
    answer = covered(district)
    instead = [m for m in answer.meetings if m.from_date == MONDAY]
    assert [(m.period_id, m.staff_ids) for m in instead] == [("Mon1", ("T3",))]
