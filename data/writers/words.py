"""Figures in the words of a language: money, class-hours, clock times, amounts with units."""

from datetime import date

from solver.domain.messages import catalogue, text
from solver.plan.types import LevelReport


class Words:
    """The words of the documents in one language.

    Parameters
    ----------
    lang : str
        ``zh`` or ``en``.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._known = catalogue(lang)

    def __call__(self, name: str, /, **params: object) -> str:
        """Returns the message ``page.<name>`` with its placeholders filled."""
        return text(f"page.{name}", self.lang, **params)

    def word(self, group: str, value: str) -> str:
        """Returns the word ``page.<group>_<value>`` of a code, or the code itself."""
        return self._known.get(f"page.{group}_{value}", value)

    def said(self, key: str, params: dict[str, str], told_zh: str = "", told_en: str = "") -> str:
        """Returns a cause or breach in words: as it was told, from the catalogue, or its code."""
        told = told_zh if self.lang == "zh" else told_en
        if told:
            return told
        try:
            return text(key, self.lang, **params)
        except (KeyError, IndexError, ValueError):
            figures = ", ".join(f"{name}={value}" for name, value in sorted(params.items()))
            return f"{key} ({figures})" if figures else key

    def amount(self, amount: int, unit: str) -> str:
        """Returns an amount with its unit; money in yuan, class-hours as such."""
        if unit == "fen":
            return self("unit_fen", amount=yuan(amount))
        if unit == "ch":
            return self("unit_ch", amount=class_hours(amount))
        if f"page.unit_{unit}" in self._known:
            return self(f"unit_{unit}", amount=f"{amount:,}")
        return f"{amount:,} {unit}".rstrip()

    def level(self, level: LevelReport) -> dict[str, str]:
        """Returns a level's name, value, bound and gap in words, as placeholders of messages."""
        return {
            "level": self.word("level", level.name),
            "value": self.amount(level.value, level.unit),
            "bound": self.amount(level.bound, level.unit),
            "gap": self.amount(level.value - level.bound, level.unit),
        }

    def listed(self, items: list[str]) -> str:
        """Returns a list as one phrase."""
        return ("、" if self.lang == "zh" else ", ").join(items)


def yuan(fen: int) -> str:
    """Returns fen as yuan with two decimals."""
    sign = "-" if fen < 0 else ""
    whole, part = divmod(abs(fen), 100)
    return f"{sign}{whole:,}.{part:02d}"


def class_hours(ch: int) -> str:
    """Returns hundredths of a class-hour as class-hours, without needless zeros."""
    whole, part = divmod(ch, 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".")


def clock(minutes: int) -> str:
    """Returns minutes since midnight as ``HH:MM``."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def span(start_min: int, end_min: int) -> str:
    """Returns a clock interval."""
    return f"{clock(start_min)}–{clock(end_min)}"


def dates(first: date, last: date) -> str:
    """Returns a range of dates."""
    return f"{first.isoformat()} – {last.isoformat()}"
