"""Each person's calendar has every real date of service, and says who, where and for whom."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.writers.calendars import calendar_files, entries, write_calendars
from data.writers.ics import Entry, fold
from solver.domain.people import DutyPost
from solver.plan import Duty, Plan
from solver.verify import check
from tests.data.outputs import FRIDAYS, MONDAYS, seen, stood_in
from tests.factories import (
    FIRST,
    LAST,
    changed,
    good_plan,
    tiny_district,
    tiny_pack,
    with_person,
    with_school,
)


def fields(content: bytes) -> list[list[tuple[str, str]]]:
    """Returns names and values of the events of a file, unfolded and with escapes undone."""
    text = content.decode()
    assert text.endswith("END:VCALENDAR\r\n")
    lines = text.replace("\r\n ", "").split("\r\n")
    found: list[list[tuple[str, str]]] = []
    for line in lines:
        name, _, value = line.partition(":")
        value = value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")
        if line == "BEGIN:VEVENT":
            found.append([])
        elif found:
            found[-1].append((name, value))
    return found


def written(tmp_path: Path, plan: Plan, person: str, **changes: Any) -> list[dict[str, str]]:
    view = seen(plan, **changes)
    write_calendars(view, tmp_path)
    content = (tmp_path / calendar_files(view)[person]).read_bytes()
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    return [dict(event) for event in fields(content)]


def test_every_real_date_is_an_event() -> None:
    # T1 has C1's guidance on all 19 dates and C1's care on the 4 that follow Friday.
    found = entries(seen(), "T1")
    assert len(found) == 23
    assert [e.day for e in found if e.start_min == 1020] == list(FRIDAYS)
    days = {e.day for e in found}
    assert len(days) == 19
    assert date(2026, 3, 12) not in days
    assert date(2026, 3, 13) not in days
    assert found == sorted(found, key=lambda e: (e.day, e.start_min))


def test_a_make_up_day_says_so() -> None:
    found = [e for e in entries(seen(), "T1") if e.day == date(2026, 3, 21)]
    assert [e.start_min for e in found] == [960, 1020]
    assert all(e.description.startswith("调休：周六上周五的班\n") for e in found)
    others = [e for e in entries(seen(), "T1") if e.day != date(2026, 3, 21)]
    assert not any("调休" in e.description for e in others)


def test_leading_and_helping_are_told_apart() -> None:
    # T3 leads chess (Tuesday 4, Thursday 3) and helps T4 with ball games (Monday 4, Wednesday 4).
    found = entries(seen(), "T3")
    helping = [e for e in found if "协助" in e.summary]
    assert (len(found), len(helping)) == (15, 8)
    assert helping[0] == Entry(
        uid=helping[0].uid,
        day=FIRST,
        start_min=1020,
        end_min=1080,
        summary="Ball games 3(1)、3(2)（协助）",
        location="First Primary Field",
        description=(
            "体育\n3(1) 40 人、3(2) 35 人（共 75 人）\n本人协助\n同组：Teacher T4\n"
            "方案 P，第 1 版\n本方案尚未达到发布条件，安排可能变动。"
        ),
        category="体育",
    )
    leading = next(e for e in found if e not in helping)
    assert leading.summary == "Chess 3(1)、3(2)"
    assert "本人负责" in leading.description


def test_who_stands_in_has_the_date_and_who_is_away_has_not() -> None:
    view = seen(stood_in(good_plan()))
    mondays = [e.day for e in entries(view, "T1") if e.day in MONDAYS and e.start_min == 960]
    assert mondays == [MONDAYS[0], *MONDAYS[2:]]
    (single,) = [e for e in entries(view, "T5") if e.day in MONDAYS]
    assert (single.day, single.summary) == (MONDAYS[1], "Guidance 3(1)（代Teacher T1）")


def test_identifiers_outlive_a_new_version_of_the_plan() -> None:
    plan = good_plan()
    renamed = tuple(changed(m, id=f"new-{m.id}", room_id="R3") for m in plan.meetings)
    later = changed(plan, plan_id="Q", version=4, meetings=renamed)
    first, second = entries(seen(plan), "T1"), entries(seen(later), "T1")
    assert [e.uid for e in first] == [e.uid for e in second]
    assert len({e.uid for e in first}) == 23
    assert {e.uid for e in entries(seen(plan), "T3")}.isdisjoint(e.uid for e in first)
    other = entries(seen(plan, changed(tiny_district(), id="D2")), "T1")
    assert {e.uid for e in other}.isdisjoint(e.uid for e in first)


def test_a_file_is_a_calendar_in_china_time(tmp_path: Path) -> None:
    plan = changed(good_plan(), version=3)
    events = written(tmp_path, plan, "T1")
    assert len(events) == 23
    assert events[0]["DTSTART;TZID=Asia/Shanghai"] == "20260302T160000"
    assert events[0]["DTEND;TZID=Asia/Shanghai"] == "20260302T170000"
    assert {e["SEQUENCE"] for e in events} == {"2"}
    assert events[0]["SUMMARY"] == "Guidance 3(1)"
    (path,) = tmp_path.rglob("T1_*.ics")
    head = path.read_text(encoding="utf-8").split("BEGIN:VEVENT")[0]
    assert "BEGIN:VTIMEZONE\n" in head
    assert "TZOFFSETTO:+0800\n" in head


def test_only_a_plan_that_may_be_published_is_confirmed(tmp_path: Path) -> None:
    district, pack, plan = tiny_district(), tiny_pack(), good_plan()
    assert {e["STATUS"] for e in written(tmp_path, plan, "T1")} == {"TENTATIVE"}
    checked = changed(plan, verdict=check(district, pack, plan))
    events = written(tmp_path, checked, "T1")
    assert {e["STATUS"] for e in events} == {"CONFIRMED"}
    assert "尚未达到" not in events[0]["DESCRIPTION"]


def test_a_duty_is_in_the_calendar() -> None:
    post = DutyPost(id="gate", role="gate", weekday=1, start_min=950, end_min=970)
    duty = Duty(
        id="d1",
        school_id="S1",
        post_id="gate",
        weekday=1,
        staff_ids=("T2", "T5"),
        from_date=FIRST,
        to_date=LAST,
        except_dates=(MONDAYS[3],),
    )
    view = seen(
        changed(good_plan(), duties=(duty,)), with_school(tiny_district(), duty_posts=(post,))
    )
    found = [e for e in entries(view, "T2") if e.start_min == 950]
    assert [e.day for e in found] == list(MONDAYS[:3])
    assert (found[0].summary, found[0].location) == ("值守：门岗", "First Primary")
    assert found[0].description.startswith("同组：Teacher T5\n")


def test_files_have_names_that_every_system_takes() -> None:
    district = with_person(tiny_district(), "T1", name="张三/李四: *?")
    names = calendar_files(seen(district=district))
    assert names["T1"] == "ics/school-001/T1_张三_李四_.ics"
    # The instructor has no home school and serves at the first.
    assert names["I1"] == "ics/school-001/I1_Teacher_I1.ics"
    assert len(set(names.values())) == len(names) == 6


@pytest.mark.parametrize("size", [1, 24, 25, 26, 49, 50, 75, 200])
@pytest.mark.parametrize("letter", ["a", "é", "课", "𠀀"])
def test_lines_are_folded_between_characters(letter: str, size: int) -> None:
    line = letter * size
    folded = fold(line)
    assert folded.replace("\r\n ", "") == line
    assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))
    # As few parts as there can be: each but the first has 74 bytes besides its space.
    whole = len(letter.encode())
    first, rest = 75 // whole, 74 // whole
    assert folded.count("\r\n") == max(0, -(-(size - first) // rest))
