"""``keep_enrolment``: a section keeps its people, room and pattern (by construction)."""

from typing import Any

import pytest

from solver.domain import ChoiceCount, District
from solver.domain.pins import AbsencePin
from solver.model.extract import extract
from tests.factories import good_plan, tiny_class, tiny_district, tiny_person, with_meeting
from tests.solver.model.helpers import (
    club,
    district,
    hours,
    is_open,
    least,
    model_of,
    one_school,
    room,
    solve,
    stands,
)


def twice_a_week(**changes: Any) -> District:
    """A club on two of three days, twenty wishes of thirty children."""
    return district(
        one_school(
            (tiny_class("C1", 30, None),), hours("11", "12", "21", "31"), rooms=(room("R1"),)
        ),
        (tiny_person("T1", skills=("club",)),),
        (club(**{"meetings_per_week": 2, **changes}),),
        choice_counts=(ChoiceCount(class_id="C1", activity_id="club", count=20),),
    )


def test_good_plan_keeps_its_sections() -> None:
    assert stands(tiny_district())


def test_patterns_have_different_weekdays() -> None:
    patterns = {pattern for _a, pattern in model_of(twice_a_week()).v.sections}
    assert patterns == {
        ("p11", "p21"),
        ("p11", "p31"),
        ("p12", "p21"),
        ("p12", "p31"),
        ("p21", "p31"),
    }


def test_a_meeting_of_several_periods_is_one_block() -> None:
    # Three periods a day would be needed on Tuesday or Wednesday: there is one only.
    patterns = {
        p for _a, p in model_of(twice_a_week(meetings_per_week=1, length_periods=2)).v.sections
    }
    assert patterns == {("p11", "p12")}


@pytest.mark.parametrize(("enrolled", "legal"), [(20, True), (21, False)])
def test_nobody_sits_in_what_was_not_chosen(enrolled: int, legal: bool) -> None:
    ctx = model_of(twice_a_week())
    var = next(v for way, v in ctx.v.enrol.items() if way.pattern == ("p11", "p21"))
    assert (ctx.rows.upper[var] >= enrolled) is legal
    assert is_open(ctx, {var: min(enrolled, 20)})
    # Over all patterns too.
    assert least(ctx, "choices") == 0


def test_the_leader_is_the_same_in_all_meetings() -> None:
    # T1 is away on Tuesdays, so no pattern with a Tuesday can have him.
    record = twice_a_week()
    away = AbsencePin(staff_id="T1", school_id="S1", weekday=2)
    ctx = model_of(record.model_copy(update={"pins": (away,)}))
    assert {pattern for _w, _a, pattern in ctx.v.lead} == {("p11", "p31"), ("p12", "p31")}


def test_meetings_of_a_section_are_alike() -> None:
    ctx = model_of(twice_a_week())
    point = solve(ctx, None, ctx.rows.objective("choices"))
    assert point is not None
    meetings = extract(ctx, point).meetings
    sections = {m.section_id for m in meetings}
    assert meetings
    assert len(meetings) == 2 * len(sections)
    # Room, people and roster are those of the section, so as many as there are sections.
    kept = {(m.section_id, m.room_id, m.staff_ids, str(m.class_counts)) for m in meetings}
    assert len(kept) == len(sections)


def test_a_roster_that_changes_is_no_point() -> None:
    # Chess with one less of C1 on Thursday: the enrolment is fixed to 12 and to 11.
    plan = with_meeting(good_plan(), "ch-Thu2", class_counts={"C1": 11, "C2": 10})
    assert not stands(tiny_district(), plan=plan)
