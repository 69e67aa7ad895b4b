"""Figures in the words of a language: money, class-hours, clock times, amounts with units."""

from datetime import date

from solver.domain.messages import amount, catalogue, class_hours, listed, text, word, yuan
from solver.plan.types import LevelReport

__all__ = ["Words", "class_hours", "clock", "dates", "share_said", "span", "yuan"]


def share_said(tenths: int | str) -> str:
    """Returns a share in tenths of a per cent as text; what is no number stays as it is."""
    return tenths if isinstance(tenths, str) else f"{tenths // 10}.{tenths % 10}%"


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

    def clause(self, name: str, /, **params: object) -> str:
        """Returns the message ``clause.<name>`` with its placeholders filled."""
        return text(f"clause.{name}", self.lang, **params)

    def report(self, name: str, /, **params: object) -> str:
        """Returns the message ``report.<name>`` with its placeholders filled."""
        return text(f"report.{name}", self.lang, **params)

    def word(self, group: str, value: str) -> str:
        """Returns what the documents call a code of a group, its word, or the code itself."""
        for area in ("page", "clause"):
            if f"{area}.{group}_{value}" in self._known:
                return self._known[f"{area}.{group}_{value}"]
        return word(value, self.lang)

    def counted(self, name: str) -> str:
        """Returns what is compared under a name: of a count, a parameter, a rule."""
        for group in ("counted", "param"):
            if f"clause.{group}_{name}" in self._known:
                return self._known[f"clause.{group}_{name}"]
        return word(name, self.lang)

    def rule(self, clause_id: str) -> str:
        """Returns a clause's id, or the name of a rule that no pack holds."""
        kind, _, name = clause_id.partition(":")
        if kind == "structure":
            return self.clause("label_structure", rule=word(name, self.lang))
        if kind == "plan" and name:
            return self.clause("label_plan", field=word(name, self.lang))
        return clause_id

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

    def amount(self, number: int, unit: str) -> str:
        """Returns an amount with its unit; money in yuan, class-hours as such."""
        return amount(number, unit, self.lang)

    def sentences(self, parts: list[str]) -> str:
        """Returns several statements in a row."""
        return ("；" if self.lang == "zh" else "; ").join(part for part in parts if part)

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
        return listed(items, self.lang)


def clock(minutes: int) -> str:
    """Returns minutes since midnight as ``HH:MM``."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def span(start_min: int, end_min: int) -> str:
    """Returns a clock interval."""
    return f"{clock(start_min)}–{clock(end_min)}"


def dates(first: date, last: date) -> str:
    """Returns a range of dates."""
    return f"{first.isoformat()} – {last.isoformat()}"
