"""Mistakes in an edited workbook of a plan: all at once, each with its sheet and cell."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data.readers import read_district, read_edited_plan, read_pins
from data.readers.plan_book.names import Names
from data.readers.workbook.cells import CellError
from data.writers import write_district_workbook, write_plan
from solver.domain import MeetingPin
from solver.domain.errors import InputErrors, InputFinding
from solver.domain.messages import text
from tests.data.plan_books import (
    MEETINGS,
    append,
    book_of,
    edited_book,
    mistakes,
    put,
    row_of,
)
from tests.factories import (
    changed,
    good_plan,
    tiny_district,
    tiny_pack,
    tiny_person,
    with_person,
    with_room,
    with_school,
)
from tests.solver.verify.dated import leave_district, leave_plan

# Column, what somebody writes, the mistake: in row 3, guidance of C1 on Monday at 16:00.
WRONG = [
    ("leader", "Nobody", "H3", "unknown_staff_member"),
    ("leader", "Teacher T1（T2）", "H3", "name_not_of_id"),
    ("helpers", "T1", "I3", "person_twice"),
    ("room", "Room 9", "G3", "unknown_room"),
    ("room", "=1+", "G3", "formula_without_value"),
    ("meeting", "=1+", "R3", "formula_without_value"),
    ("activity", "golf", "F3", "unknown_activity"),
    ("school", "S9", "B3", "unknown_school"),
    ("school", None, "B3", "missing"),
    ("weekday", "someday", "C3", "not_weekday"),
    ("weekday", "周六", "D3", "no_such_period"),
    ("time", "15:00–16:00", "D3", "no_such_period"),
    ("time", "late", "D3", "not_time_span"),
    ("time", "Tue1", "D3", "period_of_other_day"),
    ("time", None, "D3", "missing"),
    ("classes", "C7 20", "J3", "unknown_class"),
    ("classes", "C1 20、C1 20", "J3", "class_twice"),
    ("classes", None, "J3", "missing"),
    ("from_date", "soon", "N3", "not_date"),
    ("to_date", "2026-03-01", "O3", "range_backwards"),
    ("except_dates", "2026-03-09、3月16日", "P3", "date_without_year"),
    ("lock", "maybe", "A3", "not_yes_no"),
    ("meeting", "g9-Mon1", "R3", "unknown_row_id"),
    ("meeting", "g2-Mon1", "R4", "row_twice"),
]


@pytest.mark.parametrize(("column", "said", "cell", "code"), WRONG)
def test_a_mistake_is_told_with_its_cell(
    column: str, said: Any, cell: str, code: str, tmp_path: Path
) -> None:
    assert mistakes(tmp_path, put("g1-Mon1", column, said)) == [(f"{MEETINGS}!{cell}", code)]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    found = mistakes(
        tmp_path,
        put("g1-Mon1", "leader", "Nobody"),
        put("g2-Mon1", "room", "Nowhere"),
        append(school="S1", weekday="周一"),
    )
    assert [code for _, code in found] == [
        "unknown_staff_member",
        "unknown_room",
        "missing",
        "missing",
    ]
    assert [where for where, _ in found][:2] == [f"{MEETINGS}!H3", f"{MEETINGS}!G4"]


def test_a_name_that_several_have_is_refused_with_the_candidates(tmp_path: Path) -> None:
    district = with_person(tiny_district(), "T3", name="Teacher T5")
    plan = good_plan(district)
    path = book_of(district, tiny_pack(), plan, tmp_path, "zh")
    book = openpyxl.load_workbook(path)
    page = book[MEETINGS]
    # Both are written with their ids, and read back.
    assert page[f"H{row_of(book, 'ch-Tue2')}"].value == "Teacher T5（T3）"
    assert read_edited_plan(path, district).edits == ()
    page["H3"] = "Teacher T5"
    book.save(path)
    with pytest.raises(InputErrors) as refused:
        read_edited_plan(path, district)
    (finding,) = refused.value.errors
    assert (finding.where, finding.code) == (f"{MEETINGS}!H3", "input.ambiguous_name")
    assert finding.params["allowed"] == "T3, T5"


def test_a_name_that_every_school_has_means_the_rows_own() -> None:
    district = tiny_district()
    twin = changed(
        district.schools[0].rooms[0], id="R1b"
    )  # another room called Room 1, at the same school
    both = with_school(district, rooms=(*district.schools[0].rooms, twin))
    with pytest.raises(CellError):
        Names(both).find("room", "Room 1", "S1")
    assert Names(both).label("room", "R1b", "S1") == "Room 1（R1b）"
    assert Names(district).label("room", "R1", "S1") == "Room 1"


def test_names_that_lists_would_part_are_written_as_ids() -> None:
    district = with_room(tiny_district(), "R1", name="一楼、东")
    assert Names(district).label("room", "R1", "S1") == "R1"
    person = tiny_person("T9", name="无")
    assert Names(changed(district, staff=(*district.staff, person))).label(
        "person", "T9", "S1"
    ) == ("T9")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda book: book.remove(book["方案底稿"]), "no_plan_record"),
        (lambda book: book.remove(book["值守安排"]), "missing_plan_sheet"),
        (lambda book: book["方案底稿"].__setitem__("A3", "x"), "changed_plan_record"),
        (
            lambda book: book["方案底稿"].__setitem__("A2", "kehou-plan-2 x 1"),
            "changed_plan_record",
        ),
    ],
)
def test_a_workbook_without_its_record_is_refused(change: Any, code: str, tmp_path: Path) -> None:
    path = edited_book(tmp_path, change)
    with pytest.raises(InputErrors) as refused:
        read_edited_plan(path, tiny_district())
    (finding,) = refused.value.errors
    assert (finding.where, finding.code) == ("plan.xlsx", f"input.{code}")


def test_a_missing_column_is_told_by_name(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book[MEETINGS].delete_cols(8)  # the leader's

    assert mistakes(tmp_path, change) == [(f"{MEETINGS}!A2", "missing_column")]


def test_the_two_kinds_of_workbook_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(InputErrors) as refused:
        read_district(edited_book(tmp_path))
    assert refused.value.errors[0].code == "input.plan_for_district"
    write_district_workbook(tiny_district(), tmp_path / "d.xlsx")
    with pytest.raises(InputErrors) as refused:
        read_edited_plan(tmp_path / "d.xlsx", tiny_district())
    assert refused.value.errors[0].code == "input.no_plan_record"


def test_locked_rows_are_pins_else_edited_ones(tmp_path: Path) -> None:
    district = tiny_district()
    locked = put("sp-Mon2", "lock", "是")
    moved = put("g1-Mon1", "leader", "T5")
    pins = read_pins(edited_book(tmp_path, locked, moved), district)
    # Sports seats both classes, T4 leads it on the field.
    field = MeetingPin(period_id="Mon2", activity_id="sports", room_id="F1", staff_id="T4")
    assert pins == tuple(changed(field, class_id=c) for c in ("C1", "C2"))
    (pin,) = read_pins(edited_book(tmp_path, moved), district)
    assert pin == MeetingPin(
        period_id="Mon1", activity_id="guidance", class_id="C1", room_id="R1", staff_id="T5"
    )
    with pytest.raises(InputErrors) as refused:
        read_pins(edited_book(tmp_path), district)
    assert refused.value.errors[0].code == "input.nothing_pinned"


def test_a_plan_in_json_pins_all_its_meetings(tmp_path: Path) -> None:
    plan = good_plan(tiny_district())
    write_plan(plan, tmp_path / "plan.json")
    pins = read_pins(tmp_path / "plan.json", tiny_district())
    assert len(pins) == sum(len(m.class_counts) for m in plan.meetings)
    with pytest.raises(InputErrors) as refused:
        read_pins(tmp_path / "plan.json")
    assert "区县" in text(refused.value.errors[0].code, "zh", **refused.value.errors[0].params)


def test_what_stands_in_for_another_meeting_is_not_pinned(tmp_path: Path) -> None:
    district, plan = leave_district(), leave_plan()
    write_plan(plan, tmp_path / "plan.json")
    notes: list[InputFinding] = []
    pins = read_pins(tmp_path / "plan.json", district, notes)
    short = {m.id for m in plan.meetings if (m.to_date - m.from_date).days < 7}
    assert short
    (told,) = notes
    assert (told.code, told.params["count"]) == ("note.part_not_pinned", str(len(short)))
    usual = [m for m in plan.meetings if m.id not in short]
    assert len(pins) == sum(len(m.class_counts) for m in usual)
