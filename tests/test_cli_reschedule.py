"""``kehou reschedule``: exit codes, words, the new version, mistakes of the change file."""

import json
from pathlib import Path

import pytest

from api.cli import main
from data.writers import write_district, write_plan
from tests.factories import good_plan, tiny_district, tiny_pack


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Returns a folder with the small district and its good plan."""
    write_district(tiny_district(), tmp_path / "d.json")
    write_plan(good_plan(), tmp_path / "p.json")
    monkeypatch.setattr("api.commands.reschedule.read_pack", lambda *_args: tiny_pack())
    monkeypatch.setattr("api.commands.check.read_pack", lambda *_args: tiny_pack())
    return tmp_path


def run(folder: Path, change: object, *words: str) -> int:
    (folder / "c.json").write_text(json.dumps(change), encoding="utf-8")
    names = [str(folder / n) for n in ("d.json", "p.json", "c.json")]
    return main(["reschedule", *names, "-o", str(folder / "p2.json"), *words])


def absence(staff_id: str, first: str = "2026-03-10", last: str | None = "2026-03-10") -> object:
    return {"changes": [{"kind": "absence", "staff_id": staff_id, "first": first, "last": last}]}


@pytest.mark.parametrize(
    ("lang", "said"),
    [("zh", ("受影响的人员和班级 2 个（至少 2 个）", "要通知的班级：3(1)")),
     ("en", ("2 people and classes affected (at least 2)", "Classes to tell: 3(1)"))],
)  # fmt: skip
def test_a_stand_in_is_named_and_the_new_version_passes_the_check(
    lang: str, said: tuple[str, ...], files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(files, absence("T1"), "--lang", lang) == 0
    out = capsys.readouterr().out
    assert all(s in out for s in said), out
    assert "Guidance" in out and "2026-03-10" in out and "Teacher T1 → " in out
    assert main(["check", str(files / "d.json"), str(files / "p2.json")]) == 0


def test_a_refusal_says_why_and_writes_nothing(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(files, absence("T3"), "--lang", "zh") == 4
    out = capsys.readouterr().out
    assert "没有人能替 Teacher T3" in out and "另有 4 人没有该项目需要的特长" in out
    assert not (files / "p2.json").exists()


def test_the_answer_is_one_object(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(files, absence("T1"), "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["status"], answer["version"], answer["changed_bound"]) == ("done", 2, 1)
    assert answer["changes"][0]["item_id"] == "g1-Tue1"
    assert answer["changes"][0]["dates"] == ["2026-03-10"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (absence("nobody"), "changes[0].staff_id"),
        (absence("T1", "2026-03-10", "2026-03-01"), "changes[0]"),
        (absence("T1", "2027-01-01", None), "changes[0].first"),
        ({"changes": []}, "changes"),
        ({"changes": [{"kind": "flood", "first": "2026-03-10"}]}, "changes[0]"),
    ],
)
def test_a_wrong_change_is_refused_with_its_place(
    change: object, said: str, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(files, change) == 2
    assert said in capsys.readouterr().err
    assert not (files / "p2.json").exists()
