"""From a cell to the value of its field, as its column declares it."""

from collections.abc import Callable
from typing import Any

from data.readers.workbook import cells, clocks, lists
from data.readers.workbook.cells import CellError, Raw
from data.readers.workbook.spec import Column
from data.readers.workbook.words import codes, meaning, normal, word

Resolve = Callable[[str, str, bool], str]
"""Returns the id behind a reference: its kind, what the cell says, whether it was quoted."""

NOTHING = {"无", "none", "没有"}
_UNLIMITED = {"不限", "unlimited", "nolimit"}
_SINGLE: dict[str, Callable[[Raw], Any]] = {
    "id": cells.as_text,
    "text": cells.as_text,
    "flag": cells.as_flag,
    "int": cells.as_int,
    "float": cells.as_float,
    "grade": cells.as_grade,
    "weekday": cells.as_weekday,
    "time": clocks.as_minutes,
    "date": clocks.as_date,
    "money": cells.as_fen,
    "hours": cells.as_class_hours,
}


def value_of(column: Column, raw: Raw, resolve: Resolve, lang: str) -> Any:
    """Returns the value of a cell that is not blank.

    Raises
    ------
    CellError
        If it does not hold what the column asks for.
    """
    if column.none_word and normal(str(raw)) in _UNLIMITED:
        return None
    if column.many:
        return _list(column, raw, resolve, lang)
    if column.kind == "ref":
        return resolve(column.group, cells.as_text(raw), False)
    if column.kind == "word":
        said = cells.as_text(raw)
        if column.open and len(said) > 1 and said[0] == said[-1] == '"':
            return said[1:-1].replace('""', '"')
        return _code(column, said, lang)
    return _SINGLE[column.kind](raw)


def _list(column: Column, raw: Raw, resolve: Resolve, lang: str) -> tuple[Any, ...]:
    if column.kind in ("grade", "weekday") and isinstance(raw, int | float):
        return (_SINGLE[column.kind](raw),)
    items = lists.split_list(raw)
    if len(items) == 1 and not items[0][1] and normal(items[0][0]) in NOTHING:
        return ()
    found: list[Any] = []
    for item, quoted in items:
        if column.kind == "ref":
            found.append(resolve(column.group, item, quoted))
        elif column.kind == "word":
            found.append(item if quoted and column.open else _code(column, item, lang))
        elif column.kind in ("grade", "weekday"):
            found.extend(lists.span_of(item, _SINGLE[column.kind]))
        else:
            found.append(item)
    return tuple(found)


def _code(column: Column, said: str, lang: str) -> str:
    code = meaning(column.group, said)
    if code is None:
        if column.open:
            return said
        words = ", ".join(word(column.group, c, lang) for c in codes(column.group))
        raise CellError("not_allowed", value=said, allowed=words)
    return code
