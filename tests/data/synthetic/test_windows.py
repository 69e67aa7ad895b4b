"""Generated districts with lunch, extended care and evening study beside the service."""

import pytest

from data.readers import read_pack
from data.synthetic import PROFILES, WINDOWS, generate
from data.writers.class_timetables import class_timetable, school_timetable
from data.writers.plan_money import accounts
from data.writers.timetables import staff_agendas
from data.writers.view import PlanView
from solver.domain import District
from solver.plan import Plan, canonical_json
from solver.verify import check


def judge(district: District, plan: Plan, pack_id: str) -> None:
    verdict = check(district, read_pack(pack_id), plan)
    assert [(v.clause_id, v.code, v.subject) for v in verdict.violations] == []
    assert verdict.complete


def windows_of(district: District) -> set[str]:
    return {p.window for s in district.schools for p in s.periods}


@pytest.mark.parametrize("pack_id", ["qiaocheng", "xinyi", "anxi"])
@pytest.mark.parametrize("profile", PROFILES)
def test_the_planted_plan_serves_every_window(profile: str, pack_id: str) -> None:
    district, plan = generate(profile, 5, 3, pack_id, WINDOWS)
    judge(district, plan, pack_id)
    stages = {s.stage for s in district.schools}
    expected = {"regular", "lunch", "extended"} | ({"evening"} if "junior" in stages else set())
    assert windows_of(district) == expected
    assert {m.service_type for m in plan.meetings} >= expected - {"regular"}


@pytest.mark.parametrize(
    ("pack_id", "expected"),
    # Hebi's hour and a half ends at 17:30, half an hour before its latest end; Hefei's service
    # ends at the latest time there is. Neither leaves an evening.
    [("hebi", {"regular", "lunch", "extended"}), ("hefei", {"regular", "lunch"})],
)
def test_a_latest_end_leaves_out_what_would_end_later(pack_id: str, expected: set[str]) -> None:
    district, plan = generate("town", 3, 2, pack_id, WINDOWS)
    judge(district, plan, pack_id)
    assert windows_of(district) == expected


@pytest.mark.parametrize("profile", PROFILES)
def test_the_service_is_the_same_without_windows(profile: str) -> None:
    plain, plan = generate(profile, 3, 4)
    more, longer = generate(profile, 3, 4, windows=WINDOWS)
    assert plan.grid == longer.grid
    regular = {p.id for s in plain.schools for p in s.periods}
    kept = [
        m.model_copy(update={"id": "", "section_id": ""})
        for m in longer.meetings
        if m.period_id in regular
    ]
    assert kept == [m.model_copy(update={"id": "", "section_id": ""}) for m in plan.meetings]
    assert windows_of(plain) == {"regular"}
    assert more.choice_counts == plain.choice_counts


def test_the_order_of_windows_changes_nothing_and_unknown_ones_are_refused() -> None:
    first = generate("town", 1, 0, windows=("lunch", "extended"))
    second = generate("town", 1, 0, windows=("extended", "lunch"))
    assert canonical_json(first[0]) == canonical_json(second[0])
    assert canonical_json(first[1]) == canonical_json(second[1])
    assert first[0].id == "tn-1-0-lunch-extended"
    with pytest.raises(ValueError, match="dinner"):
        generate("town", 1, 0, windows=("dinner",))  # type: ignore[arg-type]


def test_documents_show_windows_and_the_lunch_account() -> None:
    # The third school of a town is a junior school: it has all of them.
    district, plan = generate("town", 3, 0, windows=WINDOWS)
    view = PlanView(district, read_pack("qiaocheng"), plan, "zh")
    school = next(s for s in district.schools if s.stage == "junior")
    c = max(school.classes, key=lambda c: c.extended_care)
    assert c.extended_care > 0
    table = class_timetable(view, school, c)
    heads = {cell.head for _, cells in table.rows for cell in cells if cell}
    assert {"午餐", "延时看护", "晚自习"} <= heads
    # Monday to Thursday have two evening periods each, Friday has none.
    spans = ("19:00–19:45", "19:50–20:30")
    evenings = [cells for name, cells in table.rows if name in spans]
    held = [[cell is not None for cell in cells] for cells in evenings]
    assert held == [[True] * 4 + [False]] * 2
    columns = school_timetable(view, school).columns
    monday = [name.split("\n")[0] for name in columns if name.startswith("周一")]
    assert monday[:3] == ["周一 午餐", "周一 第 1 段", "周一 第 2 段"]
    assert monday[3:] == ["周一 延时看护", "周一 晚自习", "周一 晚自习 2"]
    said = [line for a in staff_agendas(view, school.id) for day in a.days for line in day]
    assert any("19:00–19:45 晚自习" in cell.head for cell in said)
    rows = accounts(view, school.id).rows
    assert "午餐" in {row[1] for row in rows}
    assert ("午餐", "其他支出：午餐") in {(row[1], row[2]) for row in rows}


def test_figures_of_windows_say_where_they_come_from() -> None:
    noted = {n.path: n.status for n in generate("town", 1, 0, windows=WINDOWS)[0].provenance}
    assert noted["schools[*].classes[*].extended_care"] == "invented"
    plain = {n.path for n in generate("town", 1, 0)[0].provenance}
    assert "schools[*].classes[*].extended_care" not in plain
