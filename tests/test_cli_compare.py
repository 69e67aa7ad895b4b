"""``kehou compare``: exit codes and what is said."""

import json
from pathlib import Path

import pytest

from api.cli import main
from data.synthetic import generate
from data.writers import write_district, write_plan

SHIPPED = Path(__file__).parents[1] / "data" / "districts"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str, str]:
    """A district, its planted plan, and one in which nobody leads the first meeting."""
    district, plan = generate("rural_county", 1, 1, "qiaocheng")
    first, *rest = plan.meetings
    broken = plan.model_copy(
        update={"meetings": (first.model_copy(update={"staff_ids": ()}), *rest)}
    )
    names = [tmp_path / name for name in ("d.json", "one.json", "two.json")]
    write_district(district, names[0])
    write_plan(plan, names[1])
    write_plan(broken, names[2])
    return str(names[0]), str(names[1]), str(names[2])


def test_the_same_plan_twice(
    files: tuple[str, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    district, one, _ = files
    assert main(["compare", district, one, one]) == 0
    assert "不同 0 处" in capsys.readouterr().out


def test_a_plan_with_a_violation(
    files: tuple[str, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", *files, "--lang", "en"]) == 1
    said = capsys.readouterr().out
    assert "1 difference(s)" in said
    assert "people" in said
    assert main(["compare", *files, "--json"]) == 1
    record = json.loads(capsys.readouterr().out)
    assert record["counts"] == {"people": 1}
    assert [p["violations"] > 0 for p in record["plans"]] == [False, True]
    assert record["levels"][0]["name"] == "unmet_service"


@pytest.mark.parametrize("words", ["", "PLAN", "--policy hefei", "PLAN PLAN --policy hefei"])
def test_what_to_compare_has_to_be_said(
    words: str, files: tuple[str, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    given = [files[1] if word == "PLAN" else word for word in words.split()]
    assert main(["compare", files[0], *given]) == 2
    assert "--policy" in capsys.readouterr().err


def test_two_policies(capsys: pytest.CaptureFixture[str]) -> None:
    district = str(SHIPPED / "xinyi.json")
    words = ["compare", district, "--policy", "xinyi", "--policy", "xinyi", "--work-limit", "6"]
    # Deterministic work under the same pack: the same plan twice.
    assert main([*words, "--workers", "1", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["changes"] == []
    assert [p["name"] for p in record["plans"]] == ["xinyi", "xinyi"]
