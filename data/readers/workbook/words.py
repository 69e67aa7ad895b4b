"""Headings, sheet names and drop-down words of the workbook in both languages."""

import re
import unicodedata
from functools import cache

from data.readers.plan_book.declared import PLAN_SHEETS
from data.readers.workbook.sheets import SHEETS
from data.readers.workbook.spec import Column, Sheet
from solver.domain.messages import LANGUAGES, catalogue

_OPEN = {
    "approval_step": (
        "district_shortlist",
        "city_approve",
        "school_select",
        "edu_dept_guidance",
        "credentials_ok",
        "conduct_ok",
        "credit_ok",
        "no_violation_record",
        "procedure_review",
        "fair_competition_review",
    )
}
"""Vocabularies that no model closes: the words for the codes that the shipped packs use."""
_SPACE = re.compile(r"\s+")
_BRACKETS = re.compile(r"\([^()]*\)$")


@cache
def normal(text: str) -> str:
    """Returns a word in the form in which words are compared: full width, case, spaces undone."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).rstrip("*:").lower()


def say(key: str, lang: str) -> str:
    """Returns the message ``workbook.<key>``."""
    return catalogue(lang)[f"workbook.{key}"]


def sheet_name(sheet: Sheet, lang: str) -> str:
    """Returns a sheet's name."""
    return say(f"sheet_{sheet.key}", lang)


def heading(sheet: Sheet, column: Column, lang: str) -> str:
    """Returns a column's heading; a sheet may have its own for a key that others share."""
    known = catalogue(lang)
    own = known.get(f"workbook.col_{sheet.key}_{column.key}")
    return own if own is not None else known[f"workbook.col_{column.key}"]


def note(sheet: Sheet, column: Column, lang: str) -> str:
    """Returns what there is to say on a column, if anything."""
    known = catalogue(lang)
    for key in (f"note_{sheet.key}_{column.key}", f"note_{column.key}"):
        if f"workbook.{key}" in known:
            return known[f"workbook.{key}"]
    return ""


def word(group: str, code: str, lang: str) -> str:
    """Returns the drop-down word of a code."""
    return say(f"word_{group}_{code}", lang)


@cache
def codes(group: str) -> tuple[str, ...]:
    """Returns the codes of a vocabulary in the order of the models."""
    if group in _OPEN:
        return _OPEN[group]
    for sheet in SHEETS:
        for column in sheet.columns:
            if column.kind != "word" or column.group != group:
                continue
            if column.key == "kind" and sheet.has_kinds:
                return tuple(v.code for v in sheet.variants)
            found: list[str] = []
            for variant in sheet.variants:
                leaf = sheet.leaf(column, variant)
                found.extend(c for c in (leaf.codes if leaf else ()) if c not in found)
            if found:
                return tuple(found)
    return ()


@cache
def _meanings(group: str) -> dict[str, str]:
    found = {normal(code): code for code in codes(group)}
    for lang in LANGUAGES:
        found.update((normal(word(group, code, lang)), code) for code in codes(group))
        for code in codes(group):
            others = catalogue(lang).get(f"workbook.also_{group}_{code}", "")
            found.update((normal(said), code) for said in others.split("|") if said)
    return found


def meaning(group: str, text: str) -> str | None:
    """Returns the code behind a word of either language, or ``None``."""
    return _meanings(group).get(normal(text))


@cache
def sheet_meanings() -> dict[str, tuple[Sheet, str]]:
    """Returns sheet and language by every normal form of a sheet name."""
    return {
        normal(sheet_name(sheet, lang)): (sheet, lang)
        for lang in reversed(LANGUAGES)
        for sheet in SHEETS
    }


def column_of(sheet_key: str, said: str) -> Column | None:
    """Returns the column that a heading names.

    A heading without a unit may be given one, 座位数（个）; one that has a unit keeps it.
    """
    known = heading_meanings(sheet_key)
    word = normal(said)
    bare = _BRACKETS.sub("", word)
    found = known.get(word)
    if found is None and bare != word:
        sheet = _sheet(sheet_key)
        found = known.get(bare)
        if found and any(_BRACKETS.search(normal(heading(sheet, found, x))) for x in LANGUAGES):
            return None
    return found


def _sheet(key: str) -> Sheet:
    return next(s for s in (*SHEETS, *PLAN_SHEETS) if s.key == key)


def is_known_sheet(name: str) -> bool:
    """Tells whether a sheet of this name is read."""
    return normal(name) in sheet_meanings()


@cache
def heading_meanings(sheet_key: str) -> dict[str, Column]:
    """Returns the columns of a sheet by every form in which their heading may be written."""
    sheet = _sheet(sheet_key)
    full: dict[str, Column] = {}
    short: dict[str, list[Column]] = {}
    for column in sheet.columns:
        for lang in LANGUAGES:
            said = normal(heading(sheet, column, lang))
            full[said] = column
            bare = _BRACKETS.sub("", said)
            if bare != said and column not in short.setdefault(bare, []):
                short[bare].append(column)
    for bare, columns in short.items():
        if len(columns) == 1:
            full.setdefault(bare, columns[0])
    for column in sheet.columns:
        if column.key in ("id", "name", "title"):  # 学校编号 on the sheet 学校
            for lang in LANGUAGES:
                own = normal(sheet_name(sheet, lang) + heading(sheet, column, lang))
                full.setdefault(own, column)
    return full
