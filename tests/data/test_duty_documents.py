"""The duty rota and the table of flexible hours say what the plan and the calendar say."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.writers import export
from data.writers.overview import facts
from data.writers.plan_duties import flexible, rota
from data.writers.plan_tables import unmet
from data.writers.timetables import staff_agendas
from data.writers.view import PlanView
from solver.domain import District
from solver.domain.school import OffWork
from solver.plan import Duty
from tests.data.plans import rich_pack, rich_plan
from tests.data.rich import rich_district
from tests.factories import (
    changed,
    good_plan,
    tiny_clause,
    tiny_district,
    tiny_pack,
    with_person,
    with_school,
)
from tests.solver.model.helpers import gate
from tests.solver.verify.helpers import duty


def view(district: District, *duties: Duty, **changes: Any) -> PlanView:
    plan = changed(good_plan(district), duties=duties, **changes)
    return PlanView(district, tiny_pack(), plan, "en")


def test_the_rota_tells_people_and_what_is_missing() -> None:
    table = rota(PlanView(rich_district(), rich_pack(), rich_plan(), "zh"))
    assert table.rows == (
        (
            "第一小学（本部）", "周一", "15:50–18:10 冬季作息", "门岗", 2, "李四", 1, 50,
            "2026-09-01 – 2027-01-20", "2026-09-01", "门岗",
        ),
    )  # fmt: skip


def test_posts_stand_by_weekday_and_time_and_empty_ones_too() -> None:
    posts = (gate("b", 2), gate("late", start_min=1000, end_min=1010), gate("a"))
    district = with_school(tiny_district(), duty_posts=posts)
    rows = rota(view(district, duty("a", "T5", "T4"))).rows
    assert [(row[10], row[5]) for row in rows] == [
        ("a", "Teacher T5, Teacher T4"),
        ("late", ""),
        ("b", ""),
    ]


def test_derived_lunch_company_is_on_the_rota() -> None:
    lunch = changed(
        tiny_district().schools[0].periods[0], id="L", window="lunch", start_min=700, end_min=760
    )
    school = tiny_district().schools[0]
    eaters = tuple(changed(c, lunch_eaters=5) for c in school.classes)
    district = with_school(tiny_district(), periods=(*school.periods, lunch), classes=eaters)
    pack = tiny_pack((tiny_clause("serve_lunch"),))
    (row,) = rota(PlanView(district, pack, good_plan(district, pack), "en")).rows
    assert row[:5] == ("First Primary", "Mon", "11:40–12:40", "lunch company", 1)
    assert rota(PlanView(district, tiny_pack(), good_plan(district), "en")).rows == ()


def test_duties_stand_in_the_weeks_of_people() -> None:
    district = with_school(
        tiny_district(), duty_posts=(gate("g", start_min=900, end_min=950, class_hours_ch=50),)
    )
    people = {a.id: a for a in staff_agendas(view(district, duty("g", "T1")))}
    # Monday's guidance at 16:00 follows; 900 ch of meetings and 50 of the gate.
    assert [cell.head[:5] for cell in people["T1"].days[0]] == ["15:00", "16:00"]
    assert people["T1"].total == 9.5


def test_an_unmet_post_is_told_with_its_time() -> None:
    rows = unmet(PlanView(rich_district(), rich_pack(), rich_plan(), "zh")).rows
    assert rows[1][1:7] == ("", "周一", "15:50–18:10", "值守岗位有人", 1, 140)


def test_the_overview_counts_posts() -> None:
    said = {
        f.name: f.said for f in facts(PlanView(rich_district(), rich_pack(), rich_plan(), "zh"))
    }
    assert said["值守"] == "岗位 1 个，每周共需 2 人次，缺 1 人次"
    assert "值守" not in {f.name for f in facts(view(tiny_district()))}


def late(district: District, *duties: Duty) -> list[tuple[object, ...]]:
    return [row[1:2] + row[3:] for row in flexible(view(district, *duties)).rows]


FLEXIBLE = with_person(tiny_district(), "T5", flexible_hours=True)


def test_nobody_is_late_at_off_work_time() -> None:
    # T5 has care on Thursdays until 18:00, which is the off-work time of the season (1080).
    assert late(FLEXIBLE) == []
    assert flexible(view(FLEXIBLE)).note


def test_dates_past_off_work_time_are_listed() -> None:
    # Thursdays 5, 19 and 26 March (the 12th is closed), a minute past the school's own time.
    district = with_school(FLEXIBLE, off_work=(OffWork(season_id="W", at_min=1079),))
    assert late(district) == [("Teacher T5", 3, "2026-03-05, 2026-03-19, 2026-03-26")]
    # T4 without flexible hours serves until 18:00 too and is not listed.


def test_duties_past_off_work_time_count() -> None:
    # Mondays 2, 9, 16 and 23 March; the 9th is taken out.
    district = with_school(FLEXIBLE, duty_posts=(gate("e", start_min=1070, end_min=1081),))
    standing = duty("e", "T5", except_dates=(date(2026, 3, 9),))
    assert late(district, standing) == [("Teacher T5", 3, "2026-03-02, 2026-03-16, 2026-03-23")]


def test_evenings_count_whatever_the_clock() -> None:
    periods = tuple(
        changed(p, window="evening") if p.id == "Thu2" else p for p in FLEXIBLE.schools[0].periods
    )
    evening = with_school(FLEXIBLE, periods=periods)
    assert [row[1] for row in late(evening)] == [3]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_pages_hold_the_rota(tmp_path: Path, lang: str) -> None:
    paths = export(rich_district(), rich_pack(), rich_plan(), tmp_path, ("html",), lang)
    by_name = {p.name: p.read_text(encoding="utf-8") for p in paths}
    for name in ("duties.html", "school-001.html"):
        assert "李四" in by_name[name] and 'id="duties"' in by_name[name]
    # The second school has no post: no empty table on its page.
    assert 'id="duties"' not in by_name["school-002.html"]
