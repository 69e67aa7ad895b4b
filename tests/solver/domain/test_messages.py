"""The catalogue says the same things in both languages, in every area."""

import re
import string
import tomllib
from collections import Counter
from pathlib import Path

import pytest

import solver.domain.messages
from solver.domain.messages import LANGUAGES, catalogue, text

FOLDER = Path(solver.domain.messages.__file__).parent
AREAS = sorted({path.name.split(".")[0] for path in FOLDER.glob("*.toml")})


def area(name: str, lang: str) -> dict[str, str]:
    path = FOLDER / f"{name}.{lang}.toml"
    assert path.exists(), f"{name} has no {lang} texts"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def placeholders(message: str) -> Counter[str]:
    found = string.Formatter().parse(message)
    return Counter(name for _, name, _, _ in found if name is not None)


@pytest.mark.parametrize("name", AREAS)
def test_the_languages_have_the_same_keys(name: str) -> None:
    keys = [set(area(name, lang)) for lang in LANGUAGES]
    assert keys[0] == keys[1]


@pytest.mark.parametrize("name", AREAS)
def test_the_languages_have_the_same_placeholders(name: str) -> None:
    chinese, english = (area(name, lang) for lang in LANGUAGES)
    for key in chinese:
        assert set(placeholders(chinese[key])) == set(placeholders(english[key])), key


@pytest.mark.parametrize("name", AREAS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_messages_are_sound(name: str, lang: str) -> None:
    for key, message in area(name, lang).items():
        assert isinstance(message, str), key
        assert message.strip(), key
        for placeholder in placeholders(message):
            assert re.fullmatch(r"[a-z_][a-z0-9_]*", placeholder), (key, placeholder)


@pytest.mark.parametrize("name", AREAS)
def test_chinese_is_chinese_and_english_is_not(name: str) -> None:
    han = re.compile(r"[\u4e00-\u9fff]")
    words = {"input", "page", "workbook", "cli"}
    if name in words:
        share = [bool(han.search(message)) for message in area(name, "zh").values()]
        assert sum(share) > 0.8 * len(share)
    for key, message in area(name, "en").items():
        assert not han.search(message), key


def test_text_fills_the_placeholders() -> None:
    said = text("input.missing", "zh", column="座位数")
    assert "座位数" in said
    assert set(catalogue("zh")) == set(catalogue("en"))
    with pytest.raises(KeyError):
        text("input.missing", "en")
    with pytest.raises(KeyError):
        text("input.no_such_message", "en")
