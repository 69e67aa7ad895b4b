"""People, rooms and classes on real dates: once where they are once, and wherever they meet."""

import pytest

from solver.plan import Plan
from solver.verify import check, recompute
from tests.factories import changed, good_plan, tiny_pack, with_class, with_section
from tests.factories.windows import window_district, window_plan
from tests.solver.verify.dated import hours_district, hours_plan, march, move_dates
from tests.solver.verify.helpers import free_district

FEES = 750000
"""75 participants at 100 yuan."""


def found(plan: Plan, code: str) -> list[tuple[str, str | None, int]]:
    """Returns (subject, period, amount) of the breaches with a code in the plan of two hours."""
    return [
        (v.subject, v.period_id, v.amount)
        for v in check(hours_district(), tiny_pack(), plan).violations
        if v.code == code
    ]


def line(plan: Plan, kind: str, **changes: object) -> int:
    """Returns a line of the basic account in fen, with other values of class C1."""
    record = with_class(window_district(), "C1", **changes)
    basic = recompute(record, tiny_pack(), plan).accounts[0]
    return next(x.amount_fen for x in basic.lines if x.kind == kind)


def test_who_is_named_twice_in_a_meeting_is_paid_once() -> None:
    district = free_district()
    plan = good_plan(district)
    pay = next(x.amount_fen for x in plan.accounts[0].lines if x.kind == "pay")
    twice = with_section(plan, "c1", staff_ids=("T1", "T1"))
    counted = recompute(district, tiny_pack(), twice).accounts[0]
    # 76 adults on dates at 90 yuan, as in the good plan.
    assert pay == -684000
    assert next(x.amount_fen for x in counted.lines if x.kind == "pay") == pay
    codes = [(v.code, v.amount) for v in check(district, tiny_pack(), twice).violations]
    # Named twice it still is, and one name more than care needs.
    assert codes[:2] == [("staff_named_twice", 1), ("adults_too_many", 1)]
    assert {c for c, _ in codes[2:]} == {"own_word"}


def test_an_overfull_room_is_told_once_where_later_hours_begin_inside_it() -> None:
    # In winter, to 13 March, c1 and c2 are both in R1 on Friday 17:00-18:00; in summer c1 is there
    # from 17:10. On no date does a second overload begin at 17:10. Friday is on 6 March only, for
    # the 13th is closed.
    plan = with_section(hours_plan(), "c2~1", room_id="R1")
    assert found(plan, "room_full") == [("R1", "Fri2", 1)]


def test_an_overfull_room_in_later_hours_is_told_there() -> None:
    plan = with_section(hours_plan(), "c2~2", room_id="R1")
    assert found(plan, "room_full") == [("R1", "Fri2s", 1)]


@pytest.mark.parametrize(("last", "dates"), [(19, 0), (20, 1), (21, 2), (27, 3)])
def test_a_class_clash_outside_a_phase_is_told(last: int, dates: int) -> None:
    # Winter's care of C1 goes on in summer beside summer's: Fridays 20 and 27 March, and Saturday
    # 21 March, which follows Friday.
    plan = move_dates(hours_plan(), "c1~1", to_date=march(last))
    assert [a for s, _, a in found(plan, "class_twice") if s == "C1"] == [dates][: dates > 0]


def test_a_group_and_a_club_clash_on_dates_without_a_split_only() -> None:
    # Care of Thursday's stayers on Tuesdays too, from 16 March on: beside chess and reading on the
    # extension of Tuesday 17 and 24 March. On Thursday, which is split, they stand side by side.
    plan = hours_plan()
    care = next(m for m in plan.meetings if m.id == "st~2-Thu2s")
    more = changed(care, id="x", period_id="Tue2s", weekday=2)
    plan = changed(plan, meetings=(*plan.meetings, more))
    clashes = found(plan, "class_group_and_club")
    # Against chess, robots and reading, each of both classes.
    assert clashes == [(c, "Tue2s", 2) for c in ("C1", "C2") for _ in range(3)]


def test_only_the_regular_service_counts_for_the_basic_fee() -> None:
    plan = window_plan()
    assert line(plan, "fees") == FEES
    # 42 of C1 at lunch or in late care, whatever the figure of the window: 40 take part.
    assert line(plan, "fees", participants_by_period={"MonL": 42}) == FEES
    assert line(plan, "fees", participants_by_period={"TueX": 42}) == FEES
    # 42 in a regular period do: 77 participants.
    assert line(plan, "fees", participants_by_period={"Mon1": 42, "MonL": 41}) == 770000
    assert line(plan, "fees", participants_by_period={"Mon1": 30}) == FEES
