"""What there is to say on a column, derived from its declaration: for prompts, guide, FORMAT.md."""

from typing import Any

from data.readers.workbook.fields import Leaf
from data.readers.workbook.sheets import SHEETS
from data.readers.workbook.spec import Column, Sheet
from data.readers.workbook.values import EMPTY_IS_ALL
from data.readers.workbook.words import codes, say, sheet_name, word
from data.writers.words import class_hours, clock, yuan
from solver.domain.messages import catalogue


def holds(sheet: Sheet, column: Column, lang: str) -> str:
    """Says what a cell of a column holds, with unit, range and allowed words."""
    leaf = sheet.any_leaf(column)
    one = _one(column, leaf, lang)
    if column.none_word:
        one = say("holds_unlimited", lang).format(one=one)
    if not column.many:
        return one
    key = "holds_many_none" if leaf is not None and leaf.default else "holds_many"
    return say(key, lang).format(one=one)


def _one(column: Column, leaf: Leaf | None, lang: str) -> str:
    if column.kind == "ref":
        return say("holds_ref", lang).format(sheet=sheet_name(_home(column.group), lang))
    if column.kind == "word":
        words = " / ".join(word(column.group, code, lang) for code in codes(column.group))
        return say("holds_open_word" if column.open else "holds_word", lang).format(words=words)
    if column.kind in ("int", "float") and leaf is not None:
        bounds = limits(leaf)
        if bounds:
            return say(f"holds_{column.kind}_range", lang).format(range=bounds)
    return say(f"holds_{column.kind}", lang)


def example(sheet: Sheet, column: Column, lang: str) -> str:
    """Returns what a cell of a column may look like."""
    known = catalogue(lang)
    defines = sheet.variants[0].defines if not sheet.has_kinds else ""
    keys = [f"{sheet.key}_{column.key}", column.key]
    if column.kind == "ref":
        keys.append(f"ref_{column.group}")
    if column.key == "id" and defines:
        keys.append(f"ref_{defines}")
    keys += [f"{column.kind}s"] if column.many else []
    for key in (*keys, column.kind):
        if f"workbook.ex_{key}" in known:
            return known[f"workbook.ex_{key}"]
    if column.kind == "word":
        return word(column.group, codes(column.group)[0], lang)
    return ""


def limits(leaf: Leaf) -> str:
    """Returns the range of a number as text, empty if it has none."""
    low, high = leaf.low, leaf.high
    if low is not None and high is not None:
        return f"{low:g}–{high:g}"
    if low is not None:
        return f"≥ {low:g}"
    return "" if high is None else f"≤ {high:g}"


def _home(group: str) -> Sheet:
    return next(s for s in SHEETS for v in s.variants if v.defines == group)


def need(sheet: Sheet, column: Column, lang: str) -> str:
    """Says when a column must be filled in; empty if it need not be."""
    if sheet.required(column):
        return say("need_always", lang)
    leaves = [(v, sheet.leaf(column, v)) for v in sheet.variants]
    having = [v for v, leaf in leaves if leaf is not None]
    must = [v for v, leaf in leaves if leaf is not None and leaf.required]
    if must:
        return say("need_kind_required", lang).format(kinds=_kinds(sheet, must, lang))
    if len(having) < len(sheet.variants):
        return say("need_kind", lang).format(kinds=_kinds(sheet, having, lang))
    leaf = sheet.any_leaf(column)
    return say("need_together", lang) if leaf is not None and leaf.together else ""


def _kinds(sheet: Sheet, variants: list[Any], lang: str) -> str:
    return " / ".join(word(sheet.kind_column.group, v.code, lang) for v in variants)


def if_blank(sheet: Sheet, column: Column, lang: str) -> str:
    """Says what a blank cell means; empty where it must not be blank."""
    leaf = sheet.any_leaf(column)
    if leaf is None or leaf.required or sheet.required(column):
        return ""
    value = leaf.default
    if value is None or value == "" or leaf.together:
        return say("blank_none", lang)
    if value == ():
        return say("blank_all" if column.key in EMPTY_IS_ALL else "blank_none", lang)
    items = value if isinstance(value, tuple) else (value,)
    return ", ".join(_said(column, item, lang) for item in items)


def _said(column: Column, value: Any, lang: str) -> str:
    if isinstance(value, bool):
        return say("yes" if value else "no", lang)
    if column.kind == "word":
        return word(column.group, value, lang)
    if column.kind == "money":
        return yuan(value)
    if column.kind == "hours":
        return class_hours(value)
    if column.kind == "time":
        return clock(value)
    if column.kind == "weekday":
        return catalogue(lang)[f"word.day_{value}"]
    return str(value)
