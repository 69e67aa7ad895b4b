"""Groups that join another on single dates, where nobody can stand in."""

from datetime import date

import pytest

from solver import check, reschedule
from solver.domain import District, Interval
from solver.domain.changes import ChangeRequest, PersonAbsent
from solver.domain.people import GroupPay
from solver.plan import Plan
from tests.factories import (
    FIRST,
    good_plan,
    tiny_clause,
    tiny_district,
    tiny_pack,
    with_claims,
    with_class,
    with_person,
)

FRIDAY = date(2026, 3, 6)


def small_fridays(busy: tuple[str, ...] = ("T3", "T4", "T5")) -> tuple[District, Plan]:
    """20 of each class on Fridays; some people have something else to do in the second period."""
    district = tiny_district()
    for c, usual in (("C1", 40), ("C2", 35)):
        district = with_class(
            district, c, participants={**dict.fromkeys(range(1, 5), usual), 5: 20}
        )
    for w in busy:
        district = with_person(
            district, w, busy=(Interval(weekday=5, start_min=1020, end_min=1080),)
        )
    plan = good_plan()
    meetings = tuple(
        m.model_copy(update={"class_counts": dict.fromkeys(m.class_counts, 20)})
        if m.weekday == 5
        else m
        for m in plan.meetings
    )
    plan = plan.model_copy(update={"meetings": meetings})
    return district, with_claims(district, tiny_pack(), plan)


def away(staff_id: str) -> ChangeRequest:
    return ChangeRequest(changes=(PersonAbsent(staff_id=staff_id, first=FRIDAY, last=FRIDAY),))


def test_a_group_joins_another_where_nobody_can_stand_in() -> None:
    """T1 leads C1's care on Fri2 and only T2, with C2's, is there: 40 students in a room of 45."""
    district, plan = small_fridays()
    assert check(district, tiny_pack(), plan).ok
    answer = reschedule(district, tiny_pack(), plan, away("T1"))
    assert answer.status == "done" and answer.plan is not None
    changes = {c.item_id: c for c in answer.changes}
    assert set(changes) == {"g1-Fri1", "c1-Fri2", "c2-Fri2"}
    assert changes["c1-Fri2"].now == ()
    assert (changes["c2-Fri2"].now, changes["c2-Fri2"].joined) == (("T2",), ("c1-Fri2",))
    # C1, C2, T2 and whoever leads C1's guidance; all three meetings.
    assert (answer.affected, answer.affected_bound) == (4, 4)
    assert (answer.changed, answer.changed_bound) == (3, 3)
    (held,) = [
        m
        for m in answer.plan.meetings
        if m.period_id == "Fri2" and m.from_date <= FRIDAY <= m.to_date
        and FRIDAY not in m.except_dates
    ]  # fmt: skip
    assert held.class_counts == {"C1": 20, "C2": 20}
    assert check(district, tiny_pack(), answer.plan).ok


def test_a_stand_in_is_better_than_joining() -> None:
    district, plan = small_fridays(busy=())
    answer = reschedule(district, tiny_pack(), plan, away("T1"))
    assert all(c.now and not c.joined for c in answer.changes)
    assert answer.affected == 2


def test_a_room_that_is_too_small_is_not_joined() -> None:
    """Of 40 and 35 the room of 45 seats and the 60 that care may hold take no two groups."""
    district, _ = small_fridays()
    for c, usual in (("C1", 40), ("C2", 35)):
        district = with_class(district, c, participants=dict.fromkeys(range(1, 6), usual))
    answer = reschedule(district, tiny_pack(), good_plan(district), away("T1"))
    assert answer.status == "refused"
    assert [r.item_id for r in answer.refused] == ["c1-Fri2"]


def test_more_students_than_usual_are_a_breach_unless_their_own_group_is_not_held() -> None:
    """As above, but C1's own care is held as well: who sits with C2 sits twice."""
    district, plan = small_fridays()
    answer = reschedule(district, tiny_pack(), plan, away("T1"))
    assert answer.plan is not None
    meetings = tuple(
        m.model_copy(update={"from_date": FIRST, "except_dates": ()}) if m.id == "c1-Fri2" else m
        for m in answer.plan.meetings
    )
    found = check(
        district, tiny_pack(), answer.plan.model_copy(update={"meetings": meetings})
    ).violations
    assert "substitute_roster_differs" in {v.code for v in found}


@pytest.mark.parametrize(("each", "joins"), [(100, True), (101, False)])
def test_nobody_is_paid_above_the_cap_for_a_joined_group(each: int, joins: bool) -> None:
    """T2 is paid 40 yuan up to 20 students and something for each more: 40 come to 60 or above."""
    district, _ = small_fridays()
    agreed = GroupPay(service_type="basic", base_fen=4000, up_to=20, per_student_fen=each)
    # C2's guidance of 35 is led by T2 too, at less than 60 yuan.
    district = with_person(district, "T2", pay_fen={}, group_pay=(agreed,))
    clause = tiny_clause("keep_pay_cap", cap_fen=6000, roles=("teacher",), service_types=("basic",))
    pack = tiny_pack((clause,))
    plan = with_claims(district, pack, small_fridays()[1])
    assert check(district, pack, plan).ok
    answer = reschedule(district, pack, plan, away("T1"))
    assert answer.plan is not None or not joins
    joined = {c.item_id: c.joined for c in answer.changes}.get("c2-Fri2", ())
    assert joined == (("c1-Fri2",) if joins else ())
    if answer.plan is not None:
        assert check(district, pack, answer.plan).ok
