"""The texts of violations: the same in both languages, all there, none for nothing."""

import ast
import string
from pathlib import Path

import pytest

import solver.verify
from solver.domain.messages import catalogue, yuan
from solver.verify.report import Amount, Line, Word, Words, clock, hours

AREA = "verify."
SOURCES = sorted(Path(solver.verify.__file__).parent.rglob("*.py"))


def texts(lang: str) -> dict[str, str]:
    return {k: v for k, v in catalogue(lang).items() if k.startswith(AREA)}


def placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


def literals() -> set[str]:
    """Returns every text in the sources of the check, parts of composed ones too."""
    return {
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_both_languages_say_the_same() -> None:
    zh, en = texts("zh"), texts("en")
    assert zh.keys() == en.keys()
    for key, message in zh.items():
        assert placeholders(message) == placeholders(en[key]), key


def test_every_message_says_what_to_do() -> None:
    for key, message in texts("zh").items():
        assert "请" in message or "必须" in message, key
        assert message.endswith("。"), key
        assert texts("en")[key].count(". ") + texts("en")[key].count("; ") >= 1, key


def test_no_message_is_left_over() -> None:
    known = literals()
    composed = ("over_", "under_", "meeting_outside_")
    unused = [
        key
        for key in (k.removeprefix(AREA) for k in texts("zh"))
        if key not in known and not key.startswith(composed)
    ]
    assert unused == []


@pytest.mark.parametrize("limit", ["max_day_ch", "max_week_ch", "max_days", "max_evenings"])
def test_composed_messages_exist(limit: str) -> None:
    assert f"{AREA}over_{limit}" in texts("zh")


def test_values_are_said_in_each_language() -> None:
    assert (Word("guidance").said("zh"), Word("guidance").said("en")) == ("作业辅导", "guidance")
    assert Word("a local code").said("zh") == "a local code"
    assert Words(("school", "parent")).said("zh") == "学校、家长"
    assert Words(()).said("en") == "-"
    assert Amount(6100, "fen").said("zh") == "61.00 元"
    assert Amount(50, "ch").said("en") == "0.5 class-hours"
    assert Line("running", "water").said("zh") == "其他支出：水费"
    mixed = Words((Line("一班", "guidance"), "sports", Amount(3, "days")))
    assert mixed.said("zh") == "一班：作业辅导、体育、3 天"
    assert mixed.key == "一班:guidance, sports, 3"


def test_figures() -> None:
    assert (yuan(6000), yuan(-1), yuan(-16001), yuan(5)) == ("60.00", "-0.01", "-160.01", "0.05")
    assert (hours(150), hours(138), hours(100)) == ("1.5", "1.38", "1")
    assert (clock(960), clock(65)) == ("16:00", "01:05")
