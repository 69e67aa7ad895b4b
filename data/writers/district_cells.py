"""From a field's value to what stands in its cell, such that the reader gets the value back."""

from datetime import date
from typing import Any

from data.readers.workbook.lists import join_list
from data.readers.workbook.spec import Column, Sheet
from data.readers.workbook.values import EMPTY_IS_ALL, EVERYTHING, NOTHING, bare_nothing
from data.readers.workbook.words import codes, meaning, normal, say, word
from data.writers.words import clock
from solver.domain.messages import text

FORMATS = {
    "time": "hh:mm",
    "date": "yyyy-mm-dd",
    "money": "0.00",
    "hours": "0.00",
    "int": "0",
    "percent": "0",
    "float": "General",
}
_FIRST_SOUND_DATE = date(1900, 3, 1)
"""Excel counts a 29 February 1900; earlier dates are written as text."""


def format_of(column: Column) -> str:
    """Returns the number format of a column; ``@`` is text."""
    return "@" if column.many else FORMATS.get(column.kind, "@")


def cell_of(sheet: Sheet, column: Column, value: Any, lang: str) -> str | float | date | None:
    """Returns what to write into a cell: text, a number, a date, or ``None`` for blank."""
    if value is None:
        return say("unlimited", lang) if column.none_word else None
    if column.many:
        return _list(sheet, column, list(value), lang)
    if column.kind == "flag":
        return say("yes" if value else "no", lang)
    if column.kind == "word":
        if column.open and value not in codes(column.group):
            quote = '"' in value or meaning(column.group, value) is not None
            return join_list([(value, True)], lang) if quote else str(value)
        return word(column.group, value, lang)
    if column.kind == "weekday":
        return text(f"page.weekday_{value}", lang)
    if column.kind == "time":
        return clock(value) if value >= 24 * 60 else value / (24 * 60)
    if column.kind == "date":
        return value if value >= _FIRST_SOUND_DATE else str(value.isoformat())
    if column.kind in ("money", "hours"):
        return _number(
            value / 100, f"{'-' * (value < 0)}{abs(value) // 100}.{abs(value) % 100:02d}"
        )
    if column.kind in ("int", "percent", "float", "grade"):
        return _number(value, repr(value))
    if bare_nothing(str(value)) and (value[0] == '"' or not sheet.required(column)):
        return f'"{value}"'
    return str(value) or None


def _number(value: float, exact: str) -> str | float:
    """Returns a number as such if the 16 digits of a workbook hold it, else as text."""
    try:
        stored = float(f"{value:.16G}")
    except OverflowError:
        return exact
    return float(value) if stored == float(exact) and abs(value) < 10**15 else exact


def _list(sheet: Sheet, column: Column, items: list[Any], lang: str) -> str | None:
    if not items:
        leaf = sheet.any_leaf(column)
        return say("none", lang) if leaf is not None and leaf.default else None
    if column.kind == "weekday":
        return join_list([(text(f"page.weekday_{item}", lang), False) for item in items], lang)
    if column.kind == "word":
        known = codes(column.group)
        return join_list(
            [
                (word(column.group, i, lang), False)
                if i in known
                else (i, meaning(column.group, i) is not None or _is_special(column, i))
                for i in items
            ],
            lang,
        )
    return join_list([(str(item), _is_special(column, str(item))) for item in items], lang)


def _is_special(column: Column, item: str) -> bool:
    """Tells whether an item would be taken for no item or for all of them."""
    every = column.key in EMPTY_IS_ALL and normal(item) in EVERYTHING
    return every or normal(item) in NOTHING
