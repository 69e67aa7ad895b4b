"""Stand-ins for single dates: who takes them, and who is not planned because nobody can."""

from datetime import date
from typing import Any

from solver.domain import District
from solver.domain.people import DatedAbsence
from solver.plan import Meeting
from solver.search.cover import Cover, Covered
from tests.factories import good_plan, tiny_district, tiny_pack, with_person

TUESDAY = date(2026, 3, 10)


def away(person_id: str, *days: date, **changes: Any) -> District:
    """The small district with a person away on single dates."""
    absences = tuple(DatedAbsence(first=d, last=d) for d in days)
    return with_person(tiny_district(), person_id, absences=absences, **changes)


def covered(district: District) -> Covered:
    return Cover(district, tiny_pack(), good_plan().meetings).run()


def of(answer: Covered, meeting: Meeting) -> list[Meeting]:
    return [
        m
        for m in answer.meetings
        if m.section_id == meeting.section_id and m.period_id == meeting.period_id
    ]


def led_on(person_id: str, weekday: int) -> list[Meeting]:
    return [m for m in good_plan().meetings if person_id in m.staff_ids and m.weekday == weekday]


def test_without_missing_dates_nothing_changes() -> None:
    assert covered(tiny_district()).meetings == list(good_plan().meetings)


def test_a_date_is_taken_out_and_stood_in_for() -> None:
    mine = led_on("T1", 2)
    assert mine
    answer = covered(away("T1", TUESDAY))
    assert answer.failed == set()
    for m in mine:
        weekly, instead = of(answer, m)
        assert (weekly.staff_ids, weekly.except_dates) == (m.staff_ids, (TUESDAY,))
        assert (instead.from_date, instead.to_date) == (TUESDAY, TUESDAY)
        assert "T1" not in instead.staff_ids
        assert (instead.room_id, instead.class_counts) == (m.room_id, m.class_counts)


def test_nobody_is_in_two_places_when_standing_in() -> None:
    answer = covered(away("T1", TUESDAY))
    busy: dict[tuple[str, str], int] = {}
    for m in answer.meetings:
        if m.weekday == 2 and m.from_date <= TUESDAY <= m.to_date and TUESDAY not in m.except_dates:
            for w in m.staff_ids:
                busy[(w, m.period_id)] = busy.get((w, m.period_id), 0) + 1
    assert set(busy.values()) == {1}


def test_a_skill_that_nobody_else_has_cannot_be_stood_in_for() -> None:
    """T3 alone leads chess; away on the first date of each chess weekday."""
    chess = [m for m in good_plan().meetings if m.activity_id == "chess"]
    day = next(
        d for d in (date(2026, 3, n) for n in range(2, 7)) if d.isoweekday() == chess[0].weekday
    )
    assert covered(away("T3", day)).failed == {("T3", chess[0].weekday)}


def test_two_dates_apart_are_one_meeting_with_the_dates_between_taken_out() -> None:
    """Tuesdays 3 and 17 March; the 10th between them stays with T1."""
    days = (date(2026, 3, 3), date(2026, 3, 17))
    answer = covered(away("T1", *days))
    for m in led_on("T1", 2):
        weekly, instead = of(answer, m)
        assert weekly.except_dates == days
        assert (instead.from_date, instead.to_date, instead.except_dates) == (*days, (TUESDAY,))


def test_who_stands_in_keeps_their_own_limits() -> None:
    """Everybody else of the school has no class-hour left on any day."""
    district = away("T1", TUESDAY)
    for other in ("T2", "T3", "T4", "T5"):
        district = with_person(district, other, max_day_ch=0)
    assert ("T1", 2) in covered(district).failed
