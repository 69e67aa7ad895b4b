"""``kehou explain``: the exit codes, the words in both languages, the JSON."""

import json
import time
from pathlib import Path

import pytest

from api.cli import main
from api.commands.explain import show
from api.texts import Texts
from data.synthetic.twins import generate_twin
from data.writers import write_district
from solver.plan import Explanation
from tests.factories import tiny_district


@pytest.fixture(autouse=True)
def _begins_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the limit count from the test, not from when a process of many tests began."""
    monkeypatch.setattr("api.cli.STARTED", time.monotonic())


@pytest.fixture(scope="module")
def dear(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns a district in which a fee is ten yuan above its cap of 360 yuan."""
    path = tmp_path_factory.mktemp("dear") / "d.json"
    write_district(generate_twin("fee_over_cap", "rural_county", 1, 0)[0], path)
    return path


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "zh",
            (
                "收费标准",
                "370.00",
                "360.00",
                "条款 QC-5.1b",
                "以下要求合在一起，即使其余各条都放开也排不成",
            ),
        ),
        ("en", ("370.00", "360.00", "QC-5.1b", "even if everything else")),
    ],
)
def test_what_clashes_is_said(
    lang: str, words: tuple[str, ...], dear: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(dear), "--time-limit", "90", "--lang", lang]) == 4
    out = capsys.readouterr().out
    assert all(w in out for w in words), out


def test_the_answer_is_one_object(dear: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(dear), "--time-limit", "90", "--json"]) == 4
    answer = json.loads(capsys.readouterr().out)
    assert (answer["status"], answer["exit_code"], answer["money"]) == ("infeasible", 4, None)
    (issue,) = answer["issues"]
    fact = next(r for r in issue["requirements"] if r["kind"] == "fact")
    assert fact["path"].endswith(".funding[basic].fee_fen")
    clause = next(r for r in issue["requirements"] if r["kind"] == "clause")
    assert clause["clause_id"] == "QC-5.1b"
    assert issue["remedies"][0]["path"] == fact["path"]
    assert [r["allowed"] for r in issue["remedies"]] == [True, False]


def test_an_unknown_policy_is_refused(dear: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(dear), "--policy", "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err


@pytest.mark.parametrize(("lang", "word"), [("zh", "已中断"), ("en", "interrupted")])
def test_an_interrupted_explanation_promises_no_plan(
    lang: str, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    show(Explanation("interrupted", (), None), tiny_district(), Texts(lang))
    said = capsys.readouterr().out
    assert word in said
    assert "方案" not in said and "plan" not in said
