"""The one catalogue of everything that is said to users, in Chinese and English.

Each area has two files beside this one, ``<area>.zh.toml`` and ``<area>.en.toml``, with the same
keys and the same placeholders (tested). A key is ``<area>.<name>``.

A placeholder may say how its value is shown, so that records keep codes and fen while people read
words and yuan: ``{rate:yuan}``, ``{component:word}`` (several codes: ``a, b``), ``{weekday:day}``.
"""

import string
import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")
_FOLDER = Path(__file__).parent
_SEPARATOR = ", "
"""Between several values in one parameter of a record."""


@cache
def catalogue(lang: str) -> dict[str, str]:
    """Returns every message of a language by its key ``<area>.<name>``."""
    found: dict[str, str] = {}
    for path in sorted(_FOLDER.glob(f"*.{lang}.toml")):
        area = path.name.split(".")[0]
        for key, value in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found[f"{area}.{key}"] = value
    return found


def text(key: str, lang: str = "zh", **params: object) -> str:
    """Returns the message of a key with its placeholders filled.

    Raises
    ------
    KeyError
        If the key or a placeholder's value is missing.
    """
    return _Filler(lang).format(catalogue(lang)[key], **params)


def word(code: str, lang: str) -> str:
    """Returns what a code of data or policy is called; a locality's own code is said as it is."""
    return catalogue(lang).get(f"word.{code}", code)


def listed(items: list[str], lang: str) -> str:
    """Returns several things as one phrase."""
    return ("、" if lang == "zh" else ", ").join(items)


def yuan(fen: int) -> str:
    """Returns fen as yuan with two decimals."""
    sign = "-" if fen < 0 else ""
    whole, part = divmod(abs(fen), 100)
    return f"{sign}{whole:,}.{part:02d}"


def class_hours(ch: int) -> str:
    """Returns hundredths of a class-hour as class-hours, without needless zeros."""
    whole, part = divmod(ch, 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".")


def amount(number: int, unit: str, lang: str) -> str:
    """Returns an amount with its unit; money in yuan, class-hours as such."""
    figure = {"fen": yuan, "ch": class_hours}.get(unit, "{:,}".format)(number)
    said = catalogue(lang).get(f"unit.{unit}", "{amount} " + unit)
    return said.format(amount=figure).rstrip()


class _Filler(string.Formatter):
    """Fills placeholders; knows how to show money, codes and weekdays in a language."""

    def __init__(self, lang: str) -> None:
        self._lang = lang

    def format_field(self, value: object, format_spec: str) -> str:
        if format_spec == "yuan":
            return yuan(int(str(value)))
        if format_spec == "word":
            return listed([word(v, self._lang) for v in str(value).split(_SEPARATOR)], self._lang)
        if format_spec == "day":
            return listed(
                [word(f"day_{v}", self._lang) for v in str(value).split(_SEPARATOR)], self._lang
            )
        return str(super().format_field(value, format_spec))
