"""Messages within messages: a value of a placeholder may be a message, or several in a row."""

from typing import NamedTuple, Protocol

from solver.domain.messages import text


class Sayable(Protocol):
    """A value that has a wording per language and one plain code."""

    def said(self, lang: str) -> str:
        """Returns the words in a language."""
        ...

    def plain(self) -> str:
        """Returns the value as records keep it."""
        ...


class Row(NamedTuple):
    """Several values in a row."""

    items: tuple["Sayable | str", ...]
    between_zh: str = "、"
    between_en: str = ", "

    def said(self, lang: str) -> str:
        """Returns the values in a language."""
        between = self.between_zh if lang == "zh" else self.between_en
        return between.join(say(item, lang) for item in self.items) or "-"

    def plain(self) -> str:
        """Returns the values as records keep them."""
        return ", ".join(plain(item) for item in self.items)


class Message(NamedTuple):
    """A message of the catalogue with the values of its placeholders."""

    key: str
    params: dict[str, "Sayable | str | int"]

    def said(self, lang: str) -> str:
        """Returns the message in a language."""
        return text(self.key, lang, **{k: say(v, lang) for k, v in self.params.items()})

    def plain(self) -> str:
        """Returns the key with its values."""
        figures = ", ".join(f"{k}={v}" for k, v in self.flat().items())
        return f"{self.key} ({figures})" if figures else self.key

    def flat(self) -> dict[str, str]:
        """Returns the values as records keep them."""
        return {k: plain(v) for k, v in self.params.items()}


Value = Sayable | str | int


def say(value: Value, lang: str) -> str:
    """Returns a value in the words of a language."""
    return str(value) if isinstance(value, str | int) else value.said(lang)


def plain(value: Value) -> str:
    """Returns a value as records keep it."""
    return str(value) if isinstance(value, str | int) else value.plain()
