"""Weeks by parts of the term, pages for doors and people, with who stands in on which dates."""

import re
from pathlib import Path

from data.writers import export
from data.writers.class_timetables import class_timetable
from data.writers.door_sheets import class_sheets, room_sheets, staff_sheets
from data.writers.weeks import class_weeks, room_weeks, school_weeks, staff_weeks
from solver.domain.people import DutyPost
from solver.domain.term import Phase
from solver.plan import Duty
from tests.data.outputs import in_two_parts, seen, stood_in
from tests.factories import (
    FIRST,
    LAST,
    changed,
    good_plan,
    tiny_district,
    tiny_pack,
    tiny_term,
    with_period,
    with_room,
    with_school,
)


def test_a_week_that_changes_is_shown_once_for_each_part() -> None:
    view = seen(in_two_parts(good_plan()))
    school = view.district.schools[0]
    first, second = class_weeks(view, school, school.classes[0])
    assert first.note.startswith("3月2日至3月15日；")
    assert second.note.startswith("3月16日至3月27日；")
    friday = [week.rows[1][1][4] for week in (first, second)]
    assert [c and c.lines for c in friday] == [
        ("Care 40 人 · Teacher T1 · Room 1",),
        ("Care 40 人 · Teacher T5 · Room 1",),
    ]
    # Nothing changes for C2.
    (whole,) = class_weeks(view, school, school.classes[1])
    assert "至" not in whole.note
    assert len(school_weeks(view, school)) == 2
    assert len(room_weeks(view, "R1")) == 2


def test_a_person_sees_the_hours_of_each_part() -> None:
    view = seen(in_two_parts(good_plan()))
    # Hours of 60 minutes are 1.5 class-hours: five of guidance, and one of care until 15 March.
    first, second = staff_weeks(view, "T1", "S1")
    assert first.note == "3月2日至3月15日；每周 9 课时"
    assert second.note == "3月16日至3月27日；每周 7.5 课时"
    assert [name for name, _ in second.rows] == ["16:00–17:00"]
    # T5 has care on Thursday all term, and on Friday from 16 March.
    assert [week.note for week in staff_weeks(view, "T5", "S1")] == [
        "3月2日至3月15日；每周 1.5 课时",
        "3月16日至3月27日；每周 3 课时",
    ]


def test_stand_ins_are_told_and_make_no_part() -> None:
    view = seen(stood_in(good_plan()))
    school = view.district.schools[0]
    (week,) = class_weeks(view, school, school.classes[0])
    monday = week.rows[0][1][0]
    assert monday is not None
    assert monday.lines == ("Guidance 40 人 · Teacher T1（3月9日由Teacher T5代） · Room 1",)
    short = school_weeks(view, school)[0].rows[0][1][0]
    assert short is not None
    assert short.lines == ("Guidance Teacher T1",)
    (own,) = staff_weeks(view, "T5", "S1")
    assert [name for name, _ in own.rows] == ["17:00–18:00"]
    sheet = next(s for s in staff_sheets(view, school, {}) if s.id == "T5")
    expected = "代班：3月9日，周一 16:00–17:00，First PrimaryRoom 1，Guidance，代Teacher T1"
    assert expected in sheet.notes


def test_periods_are_shown_in_their_phases_only() -> None:
    # Friday's second period exists until 15 March only.
    early = Phase(id="E", name="early", first=FIRST, last=changed(tiny_term()).closures[0].last)
    district = changed(tiny_district(), term=tiny_term(phases=(early,)))
    district = with_period(district, "Fri2", phase_ids=("E",))
    view = seen(district=district)
    school = view.district.schools[0]
    first, second = class_weeks(view, school, school.classes[0])
    assert first.note.startswith("3月2日至3月13日；")
    assert first.rows[1][1][4] is not None
    assert second.rows[1][1][4] is None
    assert class_timetable(view, school, school.classes[0]).rows[1][1][4] is not None


def test_cells_carry_a_letter_for_their_component() -> None:
    view = seen()
    school = view.district.schools[0]
    (week,) = class_weeks(view, school, school.classes[0])
    cells = [cell for _, cells in week.rows for cell in cells if cell]
    found = {cell.component: cell.letter for cell in cells}
    assert found == {
        "guidance": "辅",
        "sports": "体",
        "extension": "拓",
        "split": "分",
        "care": "护",
    }
    assert cells[0].text.startswith("[辅] 作业辅导\n")


def test_what_a_field_holds_at_once_stands_in_one_cell() -> None:
    plan = good_plan()
    moved = tuple(changed(m, room_id="F1") if m.id == "ch-Tue2" else m for m in plan.meetings)
    moved = tuple(changed(m, room_id="F1") if m.id == "re-Tue2" else m for m in moved)
    (week,) = room_weeks(seen(changed(plan, meetings=moved)), "F1")
    tuesday = week.rows[0][1][1]
    assert tuesday is not None
    assert [part.text for part in tuesday.parts] == [
        "[拓] Chess · Teacher T3 · 3(1)、3(2) · 22 人",
        "[拓] Reading · Teacher T4 · 3(1)、3(2) · 38 人",
    ]


def test_sheets_tell_the_calendar_and_the_rooms() -> None:
    view = seen(district=with_room(tiny_district(), "F1", wet_alternative_id="R3"))
    school = view.district.schools[0]
    sheets = list(class_sheets(view, school))
    assert [s.title for s in sheets] == ["3(1)", "3(2)"]
    assert sheets[0].notes == ("调休：3月21日（周六）按周五的安排", "停办：3月12日至3月13日")
    rooms = {s.id: s for s in room_sheets(view, school)}
    assert list(rooms) == ["R1", "R2", "R3", "R4", "F1"]
    assert "雨天改到：Lecture room" in rooms["F1"].facts
    people = {s.id: s for s in staff_sheets(view, school, {"T1": "ics/x.ics"})}
    assert list(people) == ["T1", "T2", "T3", "T4", "T5", "I1"]
    assert people["T1"].facts[:2] == ("教师", "本学期共 23 次")
    assert (people["T1"].file, people["T2"].file) == ("ics/x.ics", "")
    assert "Robot House" in people["I1"].facts


def test_letters_shrink_before_a_page_runs_over() -> None:
    plan = good_plan()
    view = seen(plan)
    school = view.district.schools[0]
    roomy = next(iter(class_sheets(view, school)))
    clubs = tuple(
        changed(m, id=f"{m.id}-{n}", section_id=f"x{n}")
        for n in range(25)
        for m in plan.meetings
        if m.id == "ch-Tue2"
    )
    full = seen(changed(plan, meetings=(*plan.meetings, *clubs)))
    crowded = next(iter(class_sheets(full, school)))
    assert crowded.size < roomy.size == 12.0
    assert crowded.size >= 7.0


def test_a_duty_stands_in_the_persons_week() -> None:
    post = DutyPost(
        id="gate", role="gate", weekday=1, start_min=950, end_min=970, class_hours_ch=50
    )
    duty = Duty(
        id="d1", school_id="S1", post_id="gate", weekday=1, staff_ids=("T5",),
        from_date=FIRST, to_date=LAST,
    )  # fmt: skip
    district = with_school(tiny_district(), duty_posts=(post,))
    view = seen(changed(good_plan(), duties=(duty,)), district)
    (week,) = staff_weeks(view, "T5", "S1")
    # Care on Thursday 1.5, the gate 0.5.
    assert week.note == "每周 2 课时"
    gate = week.rows[0][1][0]
    assert gate is not None
    assert (week.rows[0][0], gate.text) == ("15:50–16:10", "[值] 门岗")


def test_pages_have_one_sheet_each_and_link_to_calendars(tmp_path: Path) -> None:
    district, pack, plan = tiny_district(), tiny_pack(), good_plan()
    export(district, pack, plan, tmp_path, formats=("html",))
    page = (tmp_path / "school-001-staff.html").read_text(encoding="utf-8")
    assert page.count('class="sheet"') == 6
    assert ".ics" not in page
    export(district, pack, plan, tmp_path, formats=("html", "ics"))
    page = (tmp_path / "school-001-staff.html").read_text(encoding="utf-8")
    links = re.findall(r'href="(ics/[^"]+)"', page)
    assert len(links) == 6
    doors = (tmp_path / "school-001-classes.html").read_text(encoding="utf-8")
    assert doors.count('class="sheet"') == 2
    assert '<b class="letter">辅</b>' in doors
