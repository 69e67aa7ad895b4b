"""Rooms that are closed after the plan is published, by a change or by rain."""

from datetime import date

from solver import check, reschedule
from solver.domain import District
from solver.domain.changes import Change, ChangeRequest, PersonAbsent, Rain, RoomClosed
from solver.plan import Plan
from solver.plan.rescheduled import Rescheduled
from tests.factories import good_plan, tiny_district, tiny_pack, with_room

MONDAY, TUESDAY = date(2026, 3, 9), date(2026, 3, 10)


def asked(
    *changes: Change, district: District | None = None, plan: Plan | None = None
) -> Rescheduled:
    district = district or tiny_district()
    request = ChangeRequest(changes=changes)
    return reschedule(district, tiny_pack(), plan or good_plan(district), request)


def closed(room_id: str, day: date = TUESDAY) -> RoomClosed:
    return RoomClosed(room_id=room_id, first=day, last=day)


def rooms(answer: Rescheduled) -> dict[str, tuple[str | None, str | None]]:
    return {c.item_id: (c.room_was, c.room_now) for c in answer.changes if c.room_now}


def test_meetings_of_a_closed_room_move_to_one_that_is_free_and_large_enough() -> None:
    """R1 on Tuesdays: guidance of C1, then chess; R2 is taken both times, the lab has no seats."""
    answer = asked(closed("R1"))
    assert answer.status == "done" and answer.plan is not None
    assert rooms(answer) == {"g1-Tue1": ("R1", "R3"), "ch-Tue2": ("R1", "R3")}
    # C1 and C2, T1 and T3; two meetings.
    assert (answer.affected, answer.affected_bound) == (4, 4)
    assert (answer.changed, answer.changed_bound) == (2, 2)
    assert check(tiny_district(), tiny_pack(), answer.plan).ok


def test_the_check_knows_which_rooms_are_on_record_as_closed() -> None:
    answer = asked(closed("R1"))
    assert answer.plan is not None
    back = answer.plan.model_copy(update={"meetings": good_plan().meetings})
    found = check(tiny_district(), tiny_pack(), back).violations
    assert [v.code for v in found if v.family == "respect_availability"] == ["room_closed"] * 2


def test_another_room_on_a_date_without_a_closure_stays_a_breach() -> None:
    answer = asked(closed("R1"))
    assert answer.plan is not None
    free = answer.plan.model_copy(update={"changes": ()})
    found = {v.code for v in check(tiny_district(), tiny_pack(), free).violations}
    assert "substitute_room_differs" in found


def test_no_room_is_left() -> None:
    """With R3 closed too C1's guidance has none: R2 is taken, the lab is small, F1 is a field."""
    answer = asked(closed("R1"), closed("R3"))
    assert (answer.status, answer.plan) == ("refused", None)
    refused = {r.item_id: r for r in answer.refused}
    assert refused["g1-Tue1"].what == "room" and refused["g1-Tue1"].missing == "R1"
    reasons = {r.staff_id: (r.inside, r.text_en) for r in refused["g1-Tue1"].reasons}
    assert reasons["R3"] == (True, "Lecture room is closed that day too, by this very change.")
    assert "Guidance" in reasons["R2"][1] and not reasons["R2"][0]
    assert "20 seats for 40 students" in reasons["R4"][1]


def test_rain_closes_the_field_and_its_shelter_takes_the_class() -> None:
    """Sports of C1 and C2, 75 students, go to the lecture room if it is their shelter."""
    wet = Rain(first=MONDAY, last=MONDAY)
    assert asked(wet).status == "refused"
    district = with_room(tiny_district(), "F1", wet_alternative_id="R3")
    assert asked(wet, district=district).status == "refused"
    district = with_room(district, "R3", seats=80)
    answer = asked(wet, district=district)
    assert answer.status == "done" and answer.plan is not None
    assert rooms(answer) == {"sp-Mon2": ("F1", "R3")}
    assert check(district, tiny_pack(), answer.plan).ok


def test_a_room_and_a_person_at_once() -> None:
    """R1 closed and T1 away on Tuesday: another adult for C1, and two meetings in R3."""
    answer = asked(closed("R1"), PersonAbsent(staff_id="T1", first=TUESDAY, last=TUESDAY))
    assert answer.status == "done" and answer.plan is not None
    assert set(rooms(answer)) == {"g1-Tue1", "ch-Tue2"}
    (guidance,) = [
        m
        for m in answer.plan.meetings
        if (m.section_id, m.period_id) == ("g1", "Tue1")
        and m.from_date <= TUESDAY <= m.to_date
        and TUESDAY not in m.except_dates
    ]
    assert guidance.room_id == "R3" and guidance.staff_ids != ("T1",)
    assert check(tiny_district(), tiny_pack(), answer.plan).ok
    later = asked(closed("R3"), plan=answer.plan)
    assert later.status == "refused"


def test_from_a_date_to_the_end_all_meetings_of_a_section_share_the_new_room() -> None:
    answer = asked(RoomClosed(room_id="R2", first=date(2026, 3, 3)))
    assert answer.status == "done" and answer.plan is not None
    assert {now for _, now in rooms(answer).values()} <= {"R1", "R3"}
    assert check(tiny_district(), tiny_pack(), answer.plan).ok
