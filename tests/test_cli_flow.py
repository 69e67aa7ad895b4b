"""The commands one after the other on real files: what one writes the next one reads."""

import json
import re
from pathlib import Path

import pytest

from api.cli import main


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Returns a generated district and its planted plan, written by the command."""
    folder = tmp_path_factory.mktemp("flow")
    district, plan = folder / "district.json", folder / "plan.json"
    words = ["generate", "--profile", "town", "--schools", "2", "--seed", "3"]
    assert main([*words, "-o", str(district), "--planted", str(plan)]) == 0
    return district, plan


def test_generated_district_is_in_order(made: tuple[Path, Path]) -> None:
    assert main(["validate", str(made[0])]) == 0


def test_generated_workbook_is_in_order(tmp_path: Path) -> None:
    book = tmp_path / "district.xlsx"
    words = ["generate", "--profile", "town", "--schools", "1", "-o", str(book)]
    assert main(words) == 0
    assert main(["validate", str(book)]) == 0


def test_windows_and_posts_are_added_where_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    district, plan = tmp_path / "district.json", tmp_path / "plan.json"
    words = ["generate", "--profile", "rural_county", "--schools", "1", "-o", str(district)]
    assert main([*words, "--with", "duties, evening, lunch", "--planted", str(plan)]) == 0
    read = json.loads(district.read_text(encoding="utf-8"))
    assert read["id"] == "rc-1-0-lunch-evening-duties"
    # A primary school has no evening study.
    assert {p["window"] for p in read["schools"][0]["periods"]} == {"regular", "lunch"}
    assert {p["role"] for p in read["schools"][0]["duty_posts"]} >= {"gate", "patrol"}
    assert main(["check", str(district), str(plan)]) == 0
    assert main([*words, "--with", "lunch,dinner"]) == 2
    assert "lunch、extended、evening、duties" in capsys.readouterr().err


def test_template_is_written_in_both_languages(tmp_path: Path) -> None:
    for lang in ("zh", "en"):
        book = tmp_path / f"{lang}.xlsx"
        assert main(["template", str(book), "--lang", lang]) == 0
        assert book.read_bytes().startswith(b"PK")


def test_planted_plan_passes_the_check(
    made: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *map(str, made), "--json"]) == 0
    verdict = json.loads(capsys.readouterr().out)
    assert verdict["ok"]
    assert verdict["violations"] == []


def test_edited_plan_is_caught_and_named(
    made: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = json.loads(made[1].read_text(encoding="utf-8"))
    plan["meetings"] = plan["meetings"][1:]
    edited = tmp_path / "edited.json"
    edited.write_text(json.dumps(plan), encoding="utf-8")
    assert main(["check", str(made[0]), str(edited), "--lang", "en"]) == 1
    assert "Check failed" in capsys.readouterr().out


def test_plan_of_another_district_is_refused(
    made: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    other = Path(__file__).parents[1] / "data" / "districts" / "qiaocheng.json"
    assert main(["check", str(other), str(made[1])]) == 2
    assert "qiaocheng" in capsys.readouterr().err


def test_export_names_the_files_it_writes(
    made: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", *map(str, made), "-o", str(tmp_path), "--format", "html"]) == 0
    named = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert named
    assert all(path.suffix == ".html" and path.stat().st_size for path in named)
    assert main(["export", *map(str, made), "-o", str(tmp_path), "--format", "pdf"]) == 2


def test_policies_lists_packs_and_clauses(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policies"]) == 0
    packs = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert len(packs) == 5
    for pack in packs:
        assert main(["policies", pack]) == 0
        shown = capsys.readouterr().out.splitlines()
        assert len(shown) > 50
        # Our own defaults are said with the pack: class-hours of 40 and 45, breaks of 10 minutes.
        assert ["40", "45", "10"] in [re.findall(r"\d+", line) for line in shown[:8]]
    assert main(["policies", "nowhere"]) == 2


def test_a_pack_of_ones_own_is_named_by_its_file(
    made: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = Path(__file__).parents[1] / "data" / "policies" / "qiaocheng.toml"
    own = tmp_path / "own.toml"
    text = shipped.read_text(encoding="utf-8")
    own.write_text(text.replace('id = "qiaocheng"', 'id = "mine"'), encoding="utf-8")
    tree = json.loads(made[0].read_text(encoding="utf-8"))
    (tmp_path / "d.json").write_text(json.dumps(tree | {"policy_pack_id": "mine"}))
    plan = json.loads(made[1].read_text(encoding="utf-8"))
    plan["provenance"]["pack_id"] = "mine"
    (tmp_path / "p.json").write_text(json.dumps(plan))
    both = [str(tmp_path / "d.json"), str(tmp_path / "p.json")]
    assert main(["validate", both[0]]) == 2
    assert main(["validate", both[0], "--policy", str(own)]) == 0
    assert main(["check", *both]) == 2
    assert "“mine”" in capsys.readouterr().err
    assert main(["check", *both, "--policy", str(own)]) in (0, 1)
    words = ["export", *both, "-o", str(tmp_path / "out"), "--format", "html"]
    assert main(words) == 2
    assert main([*words, "--policy", str(own)]) == 0
