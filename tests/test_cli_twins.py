"""``kehou generate --twin``: the district, its clash beside it, refusals that say what to do."""

import json
from pathlib import Path

import pytest

from api.cli import main

SMALL = ["generate", "--profile", "rural_county", "--schools", "2", "--seed", "0"]


def test_a_twin_has_its_clash_beside_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "made" / "d.json"
    assert main([*SMALL, "-o", str(out), "--twin", "field_closed"]) == 0
    clash = json.loads((tmp_path / "made" / "d.clash.json").read_text(encoding="utf-8"))
    assert clash["kind"] == "field_closed"
    assert clash["expected"]["exit_code"] == 3
    (fact,) = clash["facts"]
    (room_id,) = clash["room_ids"]
    (school_id,) = clash["school_ids"]
    assert fact["path"] == f"schools[{school_id}].rooms[{room_id}].safety_passed"
    assert (fact["was"], fact["now"]) == (True, False)
    district = json.loads(out.read_text(encoding="utf-8"))
    school = next(s for s in district["schools"] if s["id"] == school_id)
    assert next(r for r in school["rooms"] if r["id"] == room_id)["safety_passed"] is False
    assert "d.clash.json" in capsys.readouterr().out


def test_the_clash_goes_where_it_is_asked_and_a_workbook_may_be_a_twin(tmp_path: Path) -> None:
    out, clash = tmp_path / "d.xlsx", tmp_path / "why.json"
    asked = ["--twin", "fee_over_cap", "--clash", str(clash), "--planted", str(tmp_path / "p.json")]
    assert main([*SMALL, "-o", str(out), *asked]) == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["d.xlsx", "p.json", "why.json"]
    # The cap of 360 yuan of the first pack, and ten yuan more.
    assert json.loads(clash.read_text(encoding="utf-8"))["facts"][0]["now"] == 37000


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--twin", "no_field"], ("--twin", "“no_field”", "field_closed", "travel_too_long")),
        (["--clash", "c.json"], ("--clash", "--twin")),
        (["--twin", "fee_over_cap", "--policy", "anxi"], ("--policy", "“anxi”", "qiaocheng")),
        (["--policy", "nowhere"], ("--policy", "“nowhere”", "hebi")),
        (["--twin", "provider_expired"], ("“provider_expired”", "--profile")),
        (["--twin", "fee_over_cap", "--clash", "d.json"], ("d.json",)),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_cannot_be_made_is_refused(
    words: list[str],
    said: tuple[str, ...],
    lang: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([*SMALL, "-o", "d.json", *words, "--lang", lang]) == 2
    err = capsys.readouterr().err
    assert all(word in err for word in said), err
    assert list(tmp_path.iterdir()) == []


def test_another_policy_is_the_districts_own(tmp_path: Path) -> None:
    out = tmp_path / "d.json"
    assert main([*SMALL, "-o", str(out), "--policy", "hebi"]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["policy_pack_id"] == "hebi"
