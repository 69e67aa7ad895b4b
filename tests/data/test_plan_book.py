"""A plan's workbook, edited as planners edit it, reads back; every edit is told by its cell."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.readers import read_edited_plan, read_pack
from data.readers.plan_book.declared import MEETINGS as SHEET
from data.synthetic import PROFILES, WINDOWS, generate
from data.writers.plan_rows import PlanRows
from data.writers.view import PlanView
from solver.domain import District
from solver.plan import Meeting, Plan, plan_digest
from solver.policy import PolicyPack
from solver.verify import check, restated
from tests.data.plan_books import (
    COLUMNS,
    MEETINGS,
    append,
    book_of,
    drop,
    edited_book,
    put,
    read_edited,
    row_of,
)
from tests.data.plans import rich_pack, rich_plan
from tests.data.rich import rich_district
from tests.factories import changed, good_plan, tiny_district, tiny_pack, tiny_unmet
from tests.solver.verify.dated import exit_district, exit_plan, leave_district, leave_plan


def meeting(plan: Plan, meeting_id: str) -> Meeting:
    return next(m for m in plan.meetings if m.id == meeting_id)


def cases() -> list[tuple[str, District, PolicyPack, Plan]]:
    """Plans with stand-ins and several parts, unmet needs, duties, and every window."""
    tiny, pack = tiny_district(), tiny_pack()
    found = [
        ("good", tiny, pack, good_plan(tiny, pack)),
        ("rich", rich_district(), rich_pack(), rich_plan()),
        ("parts", exit_district(), pack, exit_plan()),
        ("stand-ins", leave_district(), pack, leave_plan()),
    ]
    for number, profile in enumerate(PROFILES):
        district, plan = generate(
            profile, 1 + number % 2, number, "qiaocheng", WINDOWS, duties=True
        )
        found.append((profile, district, read_pack("qiaocheng"), plan))
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("case", cases(), ids=lambda case: case[0])
def test_a_plan_reads_back_as_it_was_written(
    case: tuple[str, District, PolicyPack, Plan], lang: str, tmp_path: Path
) -> None:
    _, district, pack, plan = case
    read = read_edited_plan(book_of(district, pack, plan, tmp_path, lang), district)
    assert read.plan == plan
    assert (read.edits, read.locked, read.notes) == ((), (), ())
    assert set(read.cells) == {m.id for m in plan.meetings} | {d.id for d in plan.duties}


def test_edits_are_told_by_cell_with_what_stood_there(tmp_path: Path) -> None:
    read = read_edited(
        tmp_path,
        put("g1-Mon1", "leader", "T5"),
        put("g1-Mon1", "room", "Lecture room"),
        put("c1-Fri2", "lock", "√"),
    )
    # g1-Mon1 is the first row below title and headings: Monday's first period.
    assert [(e.kind, e.where, e.column, e.before, e.after) for e in read.edits] == [
        ("cell", "活动明细!G3", "教室", "Room 1", "Lecture room"),
        ("cell", "活动明细!H3", "负责人", "Teacher T1", "T5"),
    ]
    assert read.locked == ("c1-Fri2",)
    now, before = meeting(read.plan, "g1-Mon1"), meeting(read.base, "g1-Mon1")
    assert now == changed(before, staff_ids=("T5",), room_id="R3")
    assert [m for m in read.plan.meetings if m.id != "g1-Mon1"] == [
        m for m in read.base.meetings if m.id != "g1-Mon1"
    ]
    assert (read.plan.version, read.plan.parent_digest) == (2, plan_digest(read.base))
    assert read.plan.changes[0]["where"] == "活动明细!G3"


def test_a_moved_meeting_takes_its_section_and_its_cells_along(tmp_path: Path) -> None:
    # Monday: guidance in period 1, sports in period 2. Both classes of g1 and sp change places.
    read = read_edited(
        tmp_path,
        put("g1-Mon1", "time", "17:00～18:00"),
        put("g2-Mon1", "time", "17:00"),
        put("sp-Mon2", "time", "下午4点-5点"),
    )
    grid = {(g.class_id, g.period_id): g.component for g in read.plan.grid}
    assert (grid[("C1", "Mon1")], grid[("C1", "Mon2")]) == ("sports", "guidance")
    assert (grid[("C2", "Mon1")], grid[("C2", "Mon2")]) == ("sports", "guidance")
    assert len(read.edits) == 3
    sections = {s.id: s.period_ids for s in read.plan.sections}
    assert sections["g1"] == ("Mon2", "Tue1", "Wed1", "Thu1", "Fri1")
    assert sections["sp"] == ("Mon1", "Wed2")
    district, pack = tiny_district(), tiny_pack()
    assert check(district, pack, restated(district, pack, read.plan)).ok


def test_a_weekday_alone_moves_to_the_same_times_of_that_day(tmp_path: Path) -> None:
    read = read_edited(tmp_path, put("sp-Mon2", "weekday", "星期四"))
    now = meeting(read.plan, "sp-Mon2")
    assert (now.weekday, now.period_id) == (4, "Thu2")
    assert [e.where for e in read.edits] == [f"活动明细!C{_row(tmp_path, 'sp-Mon2')}"]


def _row(folder: Path, meeting_id: str) -> int:
    return row_of(openpyxl.load_workbook(folder / "plan.xlsx"), meeting_id)


def test_what_only_looks_different_is_no_edit(tmp_path: Path) -> None:
    read = read_edited(
        tmp_path,
        put("g1-Mon1", "weekday", "1"),
        put("g1-Mon1", "leader", " Ｔ1 "),
        put("g1-Mon1", "room", "R1"),
        put("g1-Mon1", "from_date", datetime(2026, 3, 2)),
        put("g1-Mon1", "to_date", "2026年3月27日"),
        put("g1-Mon1", "classes", "3(1)：４０人"),
        put("g1-Mon1", "time", "1600-1700"),
        put("g1-Mon1", "except_dates", "无"),
    )
    assert read.edits == ()
    assert read.plan == good_plan(tiny_district(), tiny_pack())


def test_rows_may_be_sorted_hidden_and_columns_moved(tmp_path: Path) -> None:
    def sort(book: Any) -> None:
        page = book[MEETINGS]
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
        head, *body = [row[::-1] for row in rows]  # columns from right to left, then by id
        for number, row in enumerate([head, *sorted(body, reverse=True)], start=2):
            for column, value in enumerate(row, start=1):
                page.cell(number, column, value)
        page.row_dimensions[5].hidden = True

    read = read_edited(tmp_path, sort)
    assert read.edits == ()
    assert read.plan.meetings == read.base.meetings
    assert [n.code for n in read.notes] == ["note.hidden_rows"]


def test_a_row_that_is_gone_is_a_meeting_less(tmp_path: Path) -> None:
    read = read_edited(tmp_path, drop("c1-Fri2"), drop("sp-Wed2"))
    assert {(e.kind, e.where, e.record_id) for e in read.edits} == {
        ("removed", MEETINGS, "c1-Fri2"),
        ("removed", MEETINGS, "sp-Wed2"),
    }
    assert {s.id for s in read.base.sections} - {s.id for s in read.plan.sections} == {"c1"}
    assert next(s for s in read.plan.sections if s.id == "sp").period_ids == ("Mon2",)
    # Nobody states the 40 of C1 on Friday as a need, so the check says who has no seat.
    district, pack = tiny_district(), tiny_pack()
    verdict = check(district, pack, restated(district, pack, read.plan))
    lost = [v for v in verdict.violations if v.code == "students_lost"]
    assert {(v.subject, v.period_id, v.amount) for v in lost} == {
        ("C1", "Fri2", 40),
        ("C1", "Wed2", 40),
        ("C2", "Wed2", 35),
    }
    assert [v for v in verdict.violations if v.clause_id.startswith("plan:")] == []


def test_a_new_row_is_a_new_meeting(tmp_path: Path) -> None:
    read = read_edited(
        tmp_path,
        append(
            school="First Primary", weekday="周五", time="17:00–18:00", activity="care",
            room="R3", leader="T5", helpers="T3、T4", classes="3(1)、3(2) 5",
        ),
    )  # fmt: skip
    new = read.plan.meetings[-1]
    # A class without a number comes with all of its 40; dates are those of the service.
    assert new.class_counts == {"C1": 40, "C2": 5}
    assert new.staff_ids == ("T5", "T3", "T4")
    assert (new.component, new.service_type, new.period_id) == ("care", "basic", "Fri2")
    assert (new.from_date, new.to_date) == (date(2026, 3, 2), date(2026, 3, 27))
    section = read.plan.sections[-1]
    assert (section.id, section.period_ids) == (new.section_id, ("Fri2",))
    assert [(e.kind, e.record_id) for e in read.edits] == [("added", new.id)]
    assert read.edits[0].where == f"活动明细!A{len(read.base.meetings) + 3}"


def test_new_rows_of_one_section_say_so(tmp_path: Path) -> None:
    cells = dict(
        school="S1", activity="care", room="R3", leader="T5", classes="C1 2", section="新1"
    )
    read = read_edited(
        tmp_path,
        append(weekday="周四", time="16:00", **cells),
        append(weekday="周三", time="16:00", **cells),
    )
    assert read.plan.sections[-1].id == "新1"
    assert read.plan.sections[-1].period_ids == ("Wed1", "Thu1")
    assert len({m.id for m in read.plan.meetings}) == len(read.plan.meetings)


def test_an_edit_of_a_sheet_that_only_shows_is_told_where_to_make(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["班级课表"]["B3"] = "改成足球"
        page = book[MEETINGS]
        page[f"{COLUMNS['component']}3"] = "体育"

    read = read_edited(tmp_path, change)
    assert read.edits == ()
    said = {(n.where, n.code): n.params for n in read.notes}
    assert set(said) == {
        ("班级课表!B3", "note.view_edited"),
        (f"{MEETINGS}!E3", "note.told_cell"),
    }
    assert said[("班级课表!B3", "note.view_edited")]["meetings"] == MEETINGS


def test_duties_are_edited_on_their_sheet(tmp_path: Path) -> None:
    district, pack, plan = rich_district(), rich_pack(), rich_plan()
    path = book_of(district, pack, plan, tmp_path, "zh")
    book = openpyxl.load_workbook(path)
    page = book["值守安排"]
    heads = {cell.value: cell.column_letter for cell in page[2]}
    row = row_of(book, "D1", "值守安排")
    page[f"{heads['值守人员']}{row}"] = "1001"
    book.save(path)
    read = read_edited_plan(path, district)
    assert read.plan.duties == (changed(plan.duties[0], staff_ids=("1001",)),)
    assert [(e.column, e.after, e.record_id) for e in read.edits] == [("值守人员", "1001", "D1")]
    page[f"{heads['值守人员']}{row}"] = None
    book.save(path)
    assert read_edited_plan(path, district).plan.duties == ()


def test_needs_that_are_met_now_are_not_stated_any_more(tmp_path: Path) -> None:
    district, pack = tiny_district(), tiny_pack()
    plan = good_plan(district, pack)
    short = changed(
        plan,
        meetings=tuple(
            changed(m, class_counts={"C1": 37}) if m.id == "g1-Mon1" else m for m in plan.meetings
        ),
        unmet=(tiny_unmet(3),),
    )
    path = book_of(district, pack, restated(district, pack, short), tmp_path, "zh")
    book = openpyxl.load_workbook(path)
    book[MEETINGS][f"J{row_of(book, 'g1-Mon1')}"] = "C1 39"
    book.save(path)
    now = restated(district, pack, read_edited_plan(path, district).plan)
    # 3 of 40 were without a seat; with 39 seats 1 is, for 60 minutes.
    assert [(u.student_periods, u.minutes) for u in now.unmet] == [(1, 60)]
    assert now.levels[0].value == 60
    assert not [v for v in check(district, pack, now).violations if "plan:" in v.clause_id]


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_any_edit_reads_back(tmp_path: Path, data: st.DataObject) -> None:
    """What the cells of another plan would say, written into this one's, reads as that plan."""
    district, pack = tiny_district(), tiny_pack()
    plan = good_plan(district, pack)
    people = [p.id for p in district.staff]
    rooms = [r.id for r in district.schools[0].rooms]
    periods = {p.id: p for p in district.schools[0].periods}
    other = {}
    for m in data.draw(st.lists(st.sampled_from(plan.meetings), max_size=6, unique_by=id)):
        period = periods[data.draw(st.sampled_from(sorted(periods)))]
        other[m.id] = changed(
            m,
            staff_ids=tuple(
                data.draw(st.lists(st.sampled_from(people), min_size=1, max_size=3, unique=True))
            ),
            room_id=data.draw(st.sampled_from([None, *rooms])),
            period_id=period.id,
            weekday=period.weekday,
            class_counts=data.draw(
                st.dictionaries(st.sampled_from(["C1", "C2"]), st.integers(1, 99), min_size=1)
            ),
            except_dates=data.draw(st.sampled_from([(), (date(2026, 3, 9), date(2026, 3, 16))])),
        )
    wanted = changed(plan, meetings=tuple(other.get(m.id, m) for m in plan.meetings))
    rows = PlanRows(PlanView(district, pack, wanted, "zh")).table(SHEET).rows

    def change(book: Any) -> None:
        for cells in rows:
            if cells[-1] in other:
                for column in ("weekday", "time", "room", "leader", "helpers", "classes"):
                    put(str(cells[-1]), column, cells[list(COLUMNS).index(column)] or None)(book)
                dates = cells[list(COLUMNS).index("except_dates")] or None
                put(str(cells[-1]), "except_dates", dates)(book)

    read = read_edited_plan(edited_book(tmp_path, change), district)
    assert read.plan.meetings == wanted.meetings
    differ = {m.id for m in plan.meetings if other.get(m.id, m) != m}
    assert {e.record_id for e in read.edits} == differ


def test_a_workbook_that_libreoffice_edited_and_saved_reads_back() -> None:
    """The good plan, edited and saved by LibreOffice Calc 7.4 itself.

    T5 leads g1 on Monday, g2's row is locked, sports on Monday begin on 9 March (a date cell by
    then), and C1 has no care on Friday.
    """
    path = Path(__file__).parent / "files" / "plan-saved-by-libreoffice.xlsx"
    read = read_edited_plan(path, tiny_district())
    told = {(e.kind, e.record_id, e.key): (e.before, e.after) for e in read.edits}
    assert set(told) == {
        ("cell", "g1-Mon1", "leader"),
        ("cell", "sp-Mon2", "from_date"),
        ("removed", "c1-Fri2", ""),
    }
    assert told[("cell", "g1-Mon1", "leader")] == ("Teacher T1", "Teacher T5")
    assert told[("cell", "sp-Mon2", "from_date")] == ("2026-03-02", "2026-03-09")
    assert read.locked == ("g2-Mon1",)
    assert meeting(read.plan, "g1-Mon1").staff_ids == ("T5",)
    assert meeting(read.plan, "sp-Mon2").from_date == date(2026, 3, 9)
    # Saving changed nothing else, not even on the sheets that only show.
    assert read.notes == ()
