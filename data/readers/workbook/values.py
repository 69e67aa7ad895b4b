"""From a cell to the value of its field, as its column declares it."""

from collections.abc import Callable
from typing import Any

from data.readers.workbook import cells, clocks, lists
from data.readers.workbook.cells import CellError, Raw, squeeze
from data.readers.workbook.fields import Leaf
from data.readers.workbook.persons import is_identity_number, is_mobile_number
from data.readers.workbook.spec import Column
from data.readers.workbook.words import codes, meaning, normal, word

Resolve = Callable[[str, str, bool], str]
"""Returns the id behind a reference: its kind, what the cell says, whether it was quoted."""

NOTHING = {"无", "没有", "暂无", "none", "-", "--", "—", "——", "–", "/", "\\"}
"""What people write into a cell to say that there is nothing to fill in."""
_SAYS_NO = {"无", "没有", "none"}
_LONGEST_WORD = 12
EVERYTHING = {
    "全部",
    "所有",
    "全体",
    "全校",
    "各年级",
    "全年级",
    "所有年级",
    "全部年级",
    "每天",
    "每日",
    "天天",
    "all",
}
EMPTY_IS_ALL = {
    "grades",
    "weekdays",
    "school_ids",
    "period_ids",
    "phase_ids",
    "staff_ids",
    "roles",
}
"""Keys of list columns in which no item means every item."""
_AMOUNTS = ("int", "percent", "money", "hours")
_NAMED = ("ref", "word", "grade", "weekday")
_UNLIMITED = {"不限", "不限制", "无限制", "没有限制", "unlimited", "nolimit"}
_DITTO = {"同上", "〃", "″", "ditto"}
_OF_LISTS = {"not_weekday": "not_weekdays", "not_grade": "not_grades"}
"""Mistakes that say for a cell of several items how to write several."""
_SINGLE: dict[str, Callable[[Raw], Any]] = {
    "id": cells.as_text,
    "text": cells.as_text,
    "flag": cells.as_flag,
    "int": cells.as_int,
    "percent": cells.as_percent,
    "float": cells.as_float,
    "grade": cells.as_grade,
    "weekday": cells.as_weekday,
    "time": clocks.as_minutes,
    "date": clocks.as_date,
    "money": cells.as_fen,
    "hours": cells.as_class_hours,
}


def says_blank(column: Column, leaf: Leaf | None, raw: Raw) -> bool:
    """Tells whether a cell says in words what a blank cell means: 无, a dash, a slash; or 全部.

    The same word in quotes is meant literally.
    """
    if not isinstance(raw, str) or leaf is None or leaf.required:
        return False
    if column.many:
        every = leaf.default == () and column.key in EMPTY_IS_ALL
        return every and normal(raw) in EVERYTHING
    if leaf.default not in (None, 0, "", False) or len(raw) > _LONGEST_WORD:
        return False
    if leaf.default is None and column.kind in ("int", "hours") and normal(raw) in _UNLIMITED:
        return True
    if not squeeze(raw):
        return column.kind not in ("id", "text")
    if column.kind == "flag" and normal(raw) in _SAYS_NO:
        return False
    return normal(raw) in NOTHING


def bare_nothing(said: str) -> bool:
    """Tells whether a text is a word for nothing but for any quotes around it."""
    while len(said) > 1 and said[0] == said[-1] == '"':
        said = said[1:-1]
    return normal(said) in NOTHING


def literal(said: str) -> str:
    """Returns a text without the quotes that say that a word for nothing is meant literally."""
    said = said.strip()
    return said[1:-1] if said[:1] == '"' and bare_nothing(said) else said


def value_of(column: Column, raw: Raw, resolve: Resolve, lang: str) -> Any:
    """Returns the value of a cell that is not blank.

    Raises
    ------
    CellError
        If it does not hold what the column asks for.
    """
    if column.none_word and normal(str(raw)) in _UNLIMITED:
        return None
    if column.kind != "text" and isinstance(raw, str) and raw.strip().lower() in _DITTO:
        raise CellError("ditto")
    if column.kind in _AMOUNTS and is_mobile_number(_digits(raw)):
        raise CellError("phone_number")
    if column.group == "student_id" and is_identity_number(cells.as_text(raw)):
        raise CellError("identity_number")
    if column.many:
        return _list(column, raw, resolve, lang)
    try:
        return _single(column, raw, resolve, lang)
    except CellError:
        if column.kind in _NAMED and _are_several(column, raw, resolve, lang):
            raise CellError("one_only") from None
        raise


def _digits(raw: Raw) -> str:
    return str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw)


def _single(column: Column, raw: Raw, resolve: Resolve, lang: str) -> Any:
    if column.kind in ("id", "text", "ref") and isinstance(raw, str):
        raw = literal(raw)
    if column.kind == "ref":
        return resolve(column.group, cells.as_text(raw), False)
    if column.kind == "word":
        said = cells.as_text(raw)
        if column.open and len(said) > 1 and said[0] == said[-1] == '"':
            return said[1:-1].replace('""', '"')
        return _code(column, said, lang)
    if column.group == "passed":
        return cells.as_passed(raw)
    return _SINGLE[column.kind](raw)


def _are_several(column: Column, raw: Raw, resolve: Resolve, lang: str) -> bool:
    """Tells whether a cell for one item lists several that are right one by one."""
    if not isinstance(raw, str):
        return False
    try:
        return len(_list(column, raw, resolve, lang)) > 1
    except CellError:
        return False


def _list(column: Column, raw: Raw, resolve: Resolve, lang: str) -> tuple[Any, ...]:
    if column.kind in ("grade", "weekday") and isinstance(raw, int | float):
        return (_SINGLE[column.kind](raw),)
    items = lists.split_list(raw)
    if len(items) == 1 and not items[0][1] and normal(items[0][0]) in NOTHING:
        return ()
    found: list[Any] = []
    for item, quoted in items:
        try:
            found += _items(column, item, quoted, resolve, lang)
        except CellError as error:
            parted: list[list[Any]] = []
            pieces = [] if quoted else lists.parted_by_spaces(item)
            try:
                parted = [_items(column, piece, False, resolve, lang) for piece in pieces]
            except CellError:
                parted = []  # one of them is no item either: the whole is said
            if len(parted) < 2:
                code = _OF_LISTS.get(error.code)
                if code is None:
                    raise error from None
                raise CellError(code) from None
            found += [value for values in parted for value in values]
    return tuple(found)


def _items(column: Column, item: str, quoted: bool, resolve: Resolve, lang: str) -> list[Any]:
    if column.kind == "ref":
        return [resolve(column.group, item, quoted)]
    if column.kind == "word":
        return [item if quoted and column.open else _code(column, item, lang)]
    if column.kind in ("grade", "weekday"):
        return list(lists.span_of(item, _SINGLE[column.kind]))
    return [item]


def _code(column: Column, said: str, lang: str) -> str:
    code = meaning(column.group, said)
    if code is None:
        if column.open:
            return said
        words = ", ".join(word(column.group, c, lang) for c in codes(column.group))
        raise CellError("not_allowed", value=said, allowed=words)
    return code
