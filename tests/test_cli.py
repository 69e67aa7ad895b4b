"""The command line as its users see it: help, languages, usage errors, quick answers."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from api.cli import COMMANDS, build, main
from api.texts import LANGUAGES, Texts, pick_language

ROOT = Path(__file__).parents[1]
HEAVY = ("ortools", "pandas", "numpy", "pydantic", "fastapi", "rich", "solver.domain", "data")


@pytest.fixture(autouse=True)
def _no_language_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KEHOU_LANG", raising=False)


def test_help_imports_nothing_heavy() -> None:
    answer = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "api.cli", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    imported = {
        line.rsplit("|", 1)[1].strip()
        for line in answer.stderr.splitlines()
        if line.startswith("import time:")
    }
    assert "typer" in imported
    heavy = {m for m in imported for h in HEAVY if m == h or m.startswith(f"{h}.")}
    assert heavy == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_lists_every_command_in_words(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", lang, "--help"]) == 0
    page = capsys.readouterr().out
    for name in COMMANDS:
        assert re.search(rf"^  {name}  +\S", page, flags=re.MULTILINE), name
    assert "help_" not in page


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_leaves_no_message_name(
    name: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([name, "--help", "--lang", lang]) == 0
    page = capsys.readouterr().out
    assert not re.search(r"\b(opt|arg|help|page)_[a-z]+", page)
    assert "--lang" in page


def test_help_is_chinese_unless_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["--help"])
    assert "课后服务" in capsys.readouterr().out
    monkeypatch.setenv("KEHOU_LANG", "en_GB.UTF-8")
    main(["--help"])
    assert "after-school" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "environment", "expected"),
    [
        ([], {}, "zh"),
        (["solve", "--lang", "en"], {}, "en"),
        (["--lang=en", "solve"], {"KEHOU_LANG": "zh"}, "en"),
        (["solve"], {"KEHOU_LANG": "en"}, "en"),
        (["solve", "--", "--lang", "en"], {}, "zh"),
        (["solve", "--lang"], {}, "zh"),
        (["solve", "--lang", "fr"], {}, "zh"),
    ],
)
def test_language_is_picked_before_parsing(
    words: list[str], environment: dict[str, str], expected: str
) -> None:
    assert pick_language(words, environment) == expected


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["frobnicate"], "frobnicate"),
        (["solve"], "DISTRICT"),
        (["solve", "a.json"], "--out"),
        (["solve", "a.json", "-o", "b.json", "--workers", "0"], "--workers"),
        (["solve", "a.json", "-o", "b.json", "--engine", "ray"], "local"),
        (["schema", "timetable"], "district、plan"),
        (["schema", "plan", "--lang", "fr"], "zh、en"),
        (["validate", "--frobnicate"], "--frobnicate"),
    ],
)
def test_wrong_use_is_exit_2_and_names_the_word(
    words: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "用法" in shown.err
    assert named in shown.err


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "solve" in capsys.readouterr().err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert re.fullmatch(r"kehou \d+\.\d+\.\d+\n", capsys.readouterr().out)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_the_code_asks_for_exists(lang: str) -> None:
    texts = Texts(lang)
    asked = set()
    for path in (ROOT / "api").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        asked |= set(re.findall(r"texts\(\s*\"([a-z_0-9]+)\"", source))
    assert len(asked) > 30
    assert [name for name in sorted(asked) if not texts.has(name)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_options_that_architecture_promises(lang: str) -> None:
    commands = build(Texts(lang)).commands
    promised = {
        "demo": {"--out"},
        "generate": {"--profile", "--schools", "--seed", "-o", "--planted", "--with"},
        "solve": {
            *("-o", "--policy", "--time-limit", "--workers", "--seed", "--work-limit"),
            *("--engine", "--pins", "--start", "--json"),
        },
        "export": {"-o", "--format"},
        "check": {"--json"},
    }
    assert set(commands) == set(COMMANDS)
    for name, command in commands.items():
        options = {word for parameter in command.params for word in parameter.opts}
        assert promised.get(name, set()) <= options
        assert "--lang" in options


@pytest.mark.parametrize("document", ["district", "plan"])
def test_schema_is_one_json_object(document: str, capsys: pytest.CaptureFixture[str]) -> None:
    import json

    assert main(["schema", document]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert "schema_version" in schema["properties"]


def test_a_file_that_is_not_there_is_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "missing.json"
    assert main(["validate", str(missing), "--lang", "en"]) == 2
    assert str(missing) in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_refused_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["template", str(tmp_path), "--lang", "en"]) == 2
    assert main(["template", str(tmp_path / "book.csv"), "--lang", "en"]) == 2
    assert ".xlsx" in capsys.readouterr().err
    blocking = tmp_path / "file"
    blocking.write_text("")
    assert main(["solve", "a.json", "-o", str(blocking / "plan.json")]) == 2
    assert str(blocking) in capsys.readouterr().err
