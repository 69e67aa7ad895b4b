"""A wrong use is refused in the user's language: the word found, what is allowed, what to do."""

import json
import re
import shlex

import pytest

from api.cli import COMMANDS, main
from api.texts import LANGUAGES

# Words that stay as they are in every language: names of commands, options, formats and codes.
NAMES = {
    *COMMANDS,
    *(
        "kehou",
        "JSON",
        "Schema",
        "zh",
        "en",
        "html",
        "xlsx",
        "ics",
        "json",
        "toml",
        "local",
        "demo",
        "out",
    ),
    *(
        "average_county",
        "city_district",
        "rural_county",
        "town",
        "district",
        "plan",
        "change",
        "CHANGE",
        "KEHOU_LANG",
    ),
    *(
        "lunch",
        "WORD",
        "loose",
        "tight",
        "extended",
        "evening",
        "duties",
        "qiaocheng",
        "README",
        "clash",
        "twin",
    ),
    *(
        "DIR",
        "OUT",
        "DATE",
        "NAME",
        "FILE",
        "DISTRICT",
        "PLAN",
        "PACK",
        "LIST",
        "KIND",
        "N",
        "S",
        "MONTH",
    ),
    *("ACTION", "KEY", "ROLE", "ID", "TEXT", "URL", "HOST", "PORT", "HTTP", "KEHOU_DATABASE"),
    *("create", "list", "revoke", "planner", "school", "sqlite", "postgresql"),
}
CASES = {
    "solve d -o p --time-limit 0": ("--time-limit", "“0”", "1", "604800"),
    "solve d -o p --time-limit soon": ("--time-limit", "“soon”", "1", "604800"),
    "solve d -o p --time-limit inf": ("--time-limit", "“inf”", "604800"),
    "solve d -o p --work-limit 0": ("--work-limit", "“0”"),
    "solve d -o p --workers 0": ("--workers", "“0”", "1", "256"),
    "solve d -o p --workers 1.5": ("--workers", "“1.5”"),
    "solve d -o p --seed -1": ("--seed", "“-1”", "2147483647"),
    "solve d -o p --engine ray": ("--engine", "“ray”", "local"),
    "generate --schools 0": ("--schools", "“0”"),
    "generate --profile tow --schools 1 -o d": ("--profile", "“tow”", "city_district", "town"),
    "schema timetable": ("“timetable”", "district", "plan"),
    "solve --worker 3 d": ("--worker", "--workers"),
    "solve -x d": ("-x",),
    "slove d": ("slove", "solve", "template"),
    "--lang zh": ("generate", "policies"),
    "solve": ("DISTRICT",),
    "check d": ("PLAN",),
    "solve d": ("-o, --out PLAN.json",),
    "solve d -o": ("-o PLAN.json",),
    "solve d e f -o p": ("“e f”",),
    "solve d -o p --json=yes": ("--json",),
}


def latin(page: str) -> set[str]:
    """Returns the Latin words of a page that are no option, file name or known name."""
    bare = re.sub(r"--?[a-z][a-z-]*|\.[a-z]+\b|[\w.]+\.(json|xlsx)", " ", page)
    return set(re.findall(r"[A-Za-z_]{2,}", bare)) - NAMES


@pytest.fixture(autouse=True)
def _no_language_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KEHOU_LANG", raising=False)


@pytest.mark.parametrize("words", CASES)
def test_a_wrong_use_says_what_was_found_and_what_is_allowed(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(shlex.split(words)) == 2
    shown = capsys.readouterr()
    usage, reason, help_ = shown.err.splitlines()
    assert usage.startswith("用法：kehou ")
    assert reason.startswith("用法有误：")
    assert help_.startswith("运行 kehou ")
    assert shown.out == ""
    for said in CASES[words]:
        assert said in reason
    given = set(re.findall(r"[A-Za-z_]{2,}", words))
    assert latin(shown.err) - given == set()


@pytest.mark.parametrize("words", CASES)
def test_the_same_in_english(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang=en", *shlex.split(words.replace("--lang zh", ""))]) == 2
    usage, reason, help_ = capsys.readouterr().err.splitlines()
    assert usage.startswith("Usage: kehou ")
    assert reason.startswith("Wrong use: ")
    assert help_.endswith("shows how it is used.")
    assert not re.search(r"[\u4e00-\u9fff]", usage + reason + help_)
    for said in CASES[words]:
        assert said in reason


def test_a_wrong_use_is_one_object_where_json_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", "--json"]) == 2
    record = json.loads(capsys.readouterr().out)
    assert record["status"] == "bad_input"
    assert "DISTRICT" in record["errors"][0]["message"]


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_has_no_word_of_another_language(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*name.split(), "--help"]) == 0
    assert latin(capsys.readouterr().out) == set()
    assert main([*name.split(), "--help", "--lang", "en"] if name else ["--lang=en", "--help"]) == 0
    assert not re.search(r"[\u4e00-\u9fff]", capsys.readouterr().out)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_marks_what_is_required_and_which_numbers_are_allowed(
    lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["generate", "--help", "--lang", lang])
    lines = capsys.readouterr().out.splitlines()
    (schools,) = (line for line in lines if "--schools" in line)
    (planted,) = (line for line in lines if "--planted" in line)
    required = {"zh": "必填", "en": "required"}[lang]
    assert required in schools
    assert {"zh": "1 到 1000", "en": "1 to 1000"}[lang] in schools
    assert required not in planted
