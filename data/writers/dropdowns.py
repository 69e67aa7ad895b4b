"""Drop-downs, limits and prompts of the workbook to fill in."""

from datetime import date, time
from typing import Any

from data.readers.workbook.package import column_letters
from data.readers.workbook.sheets import SHEETS
from data.readers.workbook.spec import Column, Sheet
from data.readers.workbook.words import codes, heading, say, sheet_name, word
from data.writers.describe import holds
from data.writers.xlsx import Book
from solver.domain.messages import text

_PROMPT = 255
_TITLE = 32


class Dropdowns:
    """Adds validations to columns, and a hidden sheet with the lists behind the drop-downs.

    Lists stand on a sheet under a defined name because a list written into a validation may have
    255 characters only. Ids of other sheets are offered, not enforced: a unique name may be
    written instead.

    Parameters
    ----------
    rows : int
        How many rows of the sheets the lists of ids look at.
    """

    def __init__(self, book: Book, lang: str, rows: int) -> None:
        self._book = book
        self._lang = lang
        self._rows = rows
        self._lists: dict[str, list[str]] = {
            "kh_flag": [say("yes", lang), say("no", lang)],
            "kh_weekday": [text(f"page.weekday_{n}", lang) for n in range(1, 8)],
        }
        self._ids: set[str] = set()

    def validate(
        self, page: Any, sheet: Sheet, column: Column, top: int, index: int, last: int, hint: str
    ) -> None:
        """Adds what Excel shows and checks when a cell of a column is filled in."""
        rule = self._rule(sheet, column)
        rule |= {
            "input_title": heading(sheet, column, self._lang)[:_TITLE],
            "input_message": hint if len(hint) <= _PROMPT else hint[: _PROMPT - 1] + "…",
        }
        if rule["validate"] != "any":
            firm = rule.get("error_type") != "warning"
            said = holds(sheet, column, self._lang)
            rule["error_title"] = say("title_stop" if firm else "title_ask", self._lang)[:_TITLE]
            rule["error_message"] = said if len(said) <= _PROMPT else said[: _PROMPT - 1] + "…"
        page.data_validation(top, index, last, index, rule)

    def _rule(self, sheet: Sheet, column: Column) -> dict[str, Any]:
        if column.many or column.none_word:
            return {"validate": "any"}
        if column.kind == "word":
            name = f"kh_{column.group}"
            self._lists[name] = [word(column.group, c, self._lang) for c in codes(column.group)]
            error_type = "warning" if column.open else "stop"
            return {"validate": "list", "source": f"={name}", "error_type": error_type}
        if column.kind == "flag":
            return {"validate": "list", "source": "=kh_flag"}
        if column.kind == "weekday":
            return {"validate": "list", "source": "=kh_weekday", "error_type": "warning"}
        if column.kind == "ref":
            self._offer_ids(column.group)
            return {
                "validate": "list",
                "source": f"=kh_ids_{column.group}",
                "error_type": "warning",
            }
        if column.kind == "time":
            return _between("time", time(0), time(23, 59, 59), "warning")
        if column.kind == "date":
            return _between("date", date(2000, 1, 1), date(2099, 12, 31), "warning")
        if column.kind in ("int", "percent", "float", "money", "hours"):
            return _numbers(sheet, column)
        return {"validate": "any"}

    def _offer_ids(self, group: str) -> None:
        if group in self._ids:
            return
        self._ids.add(group)
        home = next(s for s in SHEETS for v in s.variants if v.defines == group)
        index = next(i for i, c in enumerate(home.columns) if c.key == "id")
        name = sheet_name(home, self._lang).replace("'", "''")
        letter = chr(ord("A") + index)
        column = f"'{name}'!${letter}$2:${letter}${self._rows + 1}"
        first = f"'{name}'!${letter}$2"
        formula = f"=OFFSET({first},0,0,MAX(1,COUNTA({column})),1)"
        self._book.file.define_name(f"kh_ids_{group}", formula)

    def write_lists(self) -> None:
        """Writes the hidden sheet; call it when all validations are added."""
        name = say("sheet_lists", self._lang)
        page = self._book.sheet(name)
        for index, (key, words) in enumerate(sorted(self._lists.items())):
            self._book.text(page, 0, index, key, self._book.style(bold=True))
            for row, said in enumerate(words, start=1):
                self._book.text(page, row, index, said, self._book.style())
            letters = column_letters(index)
            area = f"='{name}'!${letters}$2:${letters}${len(words) + 1}"
            self._book.file.define_name(key, area)
        page.hide()


def _between(kind: str, low: object, high: object, error_type: str) -> dict[str, Any]:
    return {
        "validate": kind,
        "criteria": "between",
        "minimum": low,
        "maximum": high,
        "error_type": error_type,
    }


def _numbers(sheet: Sheet, column: Column) -> dict[str, Any]:
    leaf = sheet.any_leaf(column)
    scale = 100 if column.kind in ("money", "hours") else 1
    low = leaf.low if leaf is not None else 0
    high = leaf.high if leaf is not None else None
    kind = "integer" if column.kind in ("int", "percent") else "decimal"
    return _between(
        kind,
        -(10**12) if low is None else low / scale,
        10**12 if high is None else high / scale,
        "stop",
    )
