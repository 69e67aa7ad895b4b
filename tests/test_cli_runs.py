"""What the commands do around a planning run: exit codes, answers, stopping, progress."""

import json
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from api.cli import main
from api.commands.stopping import StoppableRun
from api.commands.words import level_line
from api.texts import Texts
from solver.domain.errors import InputErrors, InputFinding
from solver.domain.messages import catalogue
from solver.plan import (
    AccountStatement,
    Finding,
    LevelReport,
    Plan,
    PlanOutcome,
    Progress,
    UnmetNeed,
)
from solver.plan.levels import LEVELS, TERMS
from tests.factories import tiny_provenance

LEVEL = LevelReport(name="missing_money", unit="fen", value=13, bound=12, ref=100, proved=False)


def plan(**changes: Any) -> Plan:
    """Returns an empty plan."""
    fields: dict[str, Any] = {
        "plan_id": "p1",
        "district_id": "d1",
        "status": "publishable",
        "publishable": True,
        "levels": (LEVEL,),
        "terms": (),
        "grid": (),
        "sections": (),
        "meetings": (),
        "accounts": (),
        "unmet": (),
        "provenance": tiny_provenance(),
    }
    return Plan(**(fields | changes))


@pytest.fixture
def district_file() -> Path:
    """Returns a shipped district; only the planner is replaced in these tests."""
    return Path(__file__).parents[1] / "data" / "districts" / "qiaocheng.json"


def answers(monkeypatch: pytest.MonkeyPatch, outcome: PlanOutcome) -> list[dict[str, Any]]:
    """Replaces the planner by one that gives this outcome; returns the calls it gets."""
    calls: list[dict[str, Any]] = []

    def planner(district: object, pack: object, **settings: Any) -> PlanOutcome:
        calls.append(settings)
        settings["progress"](Progress("search", "unmet_service", 13, 12, 0.1))
        return outcome

    monkeypatch.setattr("solver.plan_term", planner, raising=False)
    return calls


@pytest.mark.parametrize(
    ("status", "code", "made"),
    [
        ("publishable", 0, True),
        ("unmet", 3, True),
        ("illegal", 1, True),
        ("infeasible", 4, False),
        ("unknown", 5, False),
        ("interrupted", 130, True),
    ],
)
def test_solve_answers_with_the_code_of_its_status(
    status: Any,
    code: int,
    made: bool,
    district_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    finding = Finding("infeasible", "end_within_window", "QC-1", "no.such_code", subject="s1")
    answers(monkeypatch, PlanOutcome(status, plan() if made else None, (finding,)))
    out = tmp_path / "deep" / "plan.json"
    assert main(["solve", str(district_file), "-o", str(out), "--json"]) == code
    shown = capsys.readouterr()
    record = json.loads(shown.out)
    assert record["status"] == status
    assert record["exit_code"] == code
    assert record["findings"][0]["clause_id"] == "QC-1"
    assert out.exists() is made
    assert (record["plan"] == str(out)) is made
    assert "13" in shown.err, "progress goes to stderr"


def test_an_interrupted_run_promises_no_plan_that_it_has_not(
    district_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answers(monkeypatch, PlanOutcome("interrupted", None))
    words = ["solve", str(district_file), "-o", str(tmp_path / "p.json"), "--lang", "en"]
    assert main(words) == 130
    assert capsys.readouterr().out.splitlines() == [
        "Result: interrupted before there was a plan; no file was written."
    ]


def test_solve_says_levels_in_words(
    district_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answers(monkeypatch, PlanOutcome("publishable", plan()))
    words = ["solve", str(district_file), "-o", str(tmp_path / "p.json"), "--lang", "en"]
    assert main(words) == 0
    assert "at least 0.12 yuan in any plan; this plan has 0.13 yuan" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "time_limit", "work_limit"),
    [
        ([], 60.0, None),
        (["--time-limit", "5"], 5.0, None),
        (["--work-limit", "7"], None, 7.0),
        (["--work-limit", "7", "--time-limit", "5"], 5.0, 7.0),
    ],
)
def test_a_work_limit_alone_leaves_time_out(
    words: list[str],
    time_limit: float | None,
    work_limit: float | None,
    district_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls = answers(monkeypatch, PlanOutcome("publishable", plan()))
    main(["solve", str(district_file), "-o", str(tmp_path / "p.json"), *words])
    assert (calls[0]["time_limit_s"], calls[0]["work_limit"]) == (time_limit, work_limit)


def test_interrupted_run_keeps_its_plan(
    district_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def planner(district: object, pack: object, **settings: Any) -> PlanOutcome:
        signal.raise_signal(signal.SIGINT)
        while not settings["should_stop"]():
            time.sleep(0.01)
        return PlanOutcome("publishable", plan())

    monkeypatch.setattr("solver.plan_term", planner, raising=False)
    out = tmp_path / "plan.json"
    assert main(["solve", str(district_file), "-o", str(out)]) == 130
    assert out.exists()


def test_second_signal_gives_up() -> None:
    run: StoppableRun[None] = StoppableRun(lambda: signal.raise_signal(signal.SIGINT))
    before = signal.getsignal(signal.SIGINT)

    def work() -> None:
        signal.raise_signal(signal.SIGINT)
        time.sleep(0.5)

    with pytest.raises(KeyboardInterrupt):
        run.run(work)
    assert signal.getsignal(signal.SIGINT) is before


def test_an_error_of_the_work_is_raised() -> None:
    def work() -> None:
        raise LookupError("lost")

    with pytest.raises(LookupError, match="lost"):
        StoppableRun[None](lambda: None).run(work)


def test_refused_input_lists_every_finding(
    district_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    findings = [
        InputFinding(where=f"schools[{n}]", code="no.such_code", params={"found": "x"})
        for n in range(3)
    ]

    def refuse(path: Path, packs: tuple[str, ...], notes: list[InputFinding]) -> None:
        raise InputErrors(findings)

    monkeypatch.setattr("data.readers.read_district", refuse, raising=False)
    assert main(["validate", str(district_file)]) == 2
    # The same error three times is one line, which begins with the first place and names all.
    (line,) = capsys.readouterr().out.splitlines()
    assert [line.count(f"schools[{n}]") for n in range(3)] == [2, 1, 1]

    words = ["solve", str(district_file), "-o", str(tmp_path / "p.json"), "--json"]
    assert main(words) == 2
    record = json.loads(capsys.readouterr().out)
    assert [e["where"] for e in record["errors"]] == ["schools[0]", "schools[1]", "schools[2]"]


def test_what_the_policy_needs_is_refused_with_every_finding(
    district_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    district = json.loads(district_file.read_text(encoding="utf-8"))
    for school in district["schools"]:
        school["is_urban"] = None
        school["area_id"] = None
    path = tmp_path / "short.json"
    path.write_text(json.dumps(district), encoding="utf-8")
    assert main(["validate", str(path), "--lang", "en"]) == 2
    shown = capsys.readouterr()
    assert "refused" in shown.err
    assert shown.out.count(".area_id: ") > 1, "every school at once"
    assert main(["solve", str(path), "-o", str(tmp_path / "p.json")]) == 2


def test_a_defect_has_a_code_of_its_own(
    district_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def planner(district: object, pack: object, **settings: Any) -> PlanOutcome:
        raise ZeroDivisionError

    monkeypatch.setattr("solver.plan_term", planner, raising=False)
    assert main(["solve", str(district_file), "-o", str(tmp_path / "p.json")]) == 70
    assert "ZeroDivisionError" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_level_is_best_only_where_value_meets_bound(lang: str) -> None:
    texts = Texts(lang)
    best = {"zh": "已证明最优", "en": "proved best"}[lang]
    proved = LEVEL.model_copy(update={"value": 0, "bound": 0, "proved": True})
    assert best in level_line(proved, texts)
    assert best not in level_line(LEVEL, texts)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_level_and_unit_has_words(lang: str) -> None:
    known = catalogue(lang)
    assert [level.name for level in LEVELS if f"page.level_{level.name}" not in known] == []
    units = {level.unit for level in LEVELS} | {term.unit for term in TERMS}
    assert [unit for unit in units if f"unit.{unit}" not in known] == []


def test_a_bound_over_all_plans_is_said_to_be_so() -> None:
    weaker = LEVEL.model_copy(update={"bound_scope": "all_plans"})
    assert level_line(LEVEL, Texts("en")) in level_line(weaker, Texts("en"))
    assert "all legal plans" in level_line(weaker, Texts("en"))


def need(class_id: str, period_id: str, students: int, text: str) -> UnmetNeed:
    """Returns an unmet need of the shipped district's first school."""
    return UnmetNeed(
        family="place_everyone_once",
        school_id="qc-s1",
        class_id=class_id,
        weekday=1,
        period_id=period_id,
        component="sports",
        student_periods=students,
        minutes=students * 60,
        cause="cause.busy",
        text_zh=text,
        text_en=text,
    )


def test_unmet_needs_are_told_by_their_cause(
    district_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    record = json.loads(district_file.read_text(encoding="utf-8"))
    school = record["schools"][0]
    (first, second, *_), period = school["classes"], school["periods"][0]
    unmet = (
        need(first["id"], period["id"], 10, "less"),
        need(first["id"], period["id"], 20, "more"),
        need(second["id"], period["id"], 21, "more"),
    )
    answers(monkeypatch, PlanOutcome("unmet", plan(unmet=unmet)))
    assert main(["solve", str(district_file), "-o", str(tmp_path / "p.json")]) == 3
    out = capsys.readouterr().out
    assert out.index("41 人次：more") < out.index("10 人次：less")
    start = f"{period['start_min'] // 60:02d}:{period['start_min'] % 60:02d}"
    assert f"{first['name']}周一 {start}" in out
    assert f"{second['name']}周一 {start}" in out


def test_each_shortage_is_said_up_to_a_few_of_a_kind(
    district_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    findings = tuple(
        Finding("short", "f", "structure:f", "no.such", str(i), "qc-s1", text_zh=f"缺第 {i} 样")
        for i in range(8)
    )
    answers(monkeypatch, PlanOutcome("unmet", plan(), findings))
    main(["solve", str(district_file), "-o", str(tmp_path / "p.json")])
    out = capsys.readouterr().out
    assert [f"缺第 {i} 样" in out for i in range(8)] == [True] * 6 + [False] * 2
    assert "（同类共 8 处）" in out


def test_a_short_account_names_its_school(
    district_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    statement = AccountStatement(
        school_id="qc-s2",
        account="basic",
        opening_fen=0,
        lines=(),
        closing_fen=-1234,
        missing_fen=1234,
    )
    answers(monkeypatch, PlanOutcome("unmet", plan(accounts=(statement,))))
    main(["solve", str(district_file), "-o", str(tmp_path / "p.json")])
    assert "小洪河村小学（示例）：缺口 12.34 元" in capsys.readouterr().out
