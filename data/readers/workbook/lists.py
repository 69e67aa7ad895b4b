"""Cells that list several items: separators, quotes, ranges."""

import re
import unicodedata
from collections.abc import Callable

from data.readers.workbook.cells import CellError, Raw, as_text

Quoted = tuple[str, bool]

_RANGE = re.compile(r"(.+?)(?:-|–|—|~|至|到)(.+)")
_SEPARATORS = ",，;；、\n"
LIST_MARKS = set(_SEPARATORS + '"')


def span_of(text: str, one: Callable[[str], int]) -> list[int]:
    """Returns the items of a range such as 周一至周五 or 3-6; one item is a range of itself."""
    match = _RANGE.fullmatch(unicodedata.normalize("NFKC", text))
    if match is None:
        return [one(text)]
    first, last = one(match[1]), one(match[2])
    if last < first:
        raise CellError("range_backwards_in_cell")
    return list(range(first, last + 1))


def parted_by_spaces(item: str) -> list[str]:
    """Returns the parts of an item that people may have meant as several: 周一 周三, 足球/书法."""
    return [part for part in re.split(r"[\s/|\\+]+", item) if part]


def split_list(raw: Raw) -> list[Quoted]:
    """Returns the items of a list cell, each with whether it stood in quotes.

    Items are separated by commas, semicolons, 、 or line breaks; an item that holds such a mark
    itself stands in double quotes, a quote within it is doubled.
    """
    text = as_text(raw)
    items: list[Quoted] = []
    position = 0
    while position <= len(text):
        while position < len(text) and text[position] in " \t\u3000":
            position += 1
        if position < len(text) and text[position] == '"':
            item, position = _quoted(text, position + 1)
            items.append((item, True))
        else:
            end = position
            while end < len(text) and text[end] not in _SEPARATORS:
                end += 1
            items.append((text[position:end].strip(), False))
            position = end
        while position < len(text) and text[position] in " \t\u3000":
            position += 1
        if position < len(text) and text[position] not in _SEPARATORS:
            raise CellError("bad_quotes")
        position += 1
    return [item for item in items if item[0] or item[1]]


def _quoted(text: str, position: int) -> tuple[str, int]:
    found: list[str] = []
    while position < len(text):
        if text[position] == '"':
            if text[position + 1 : position + 2] != '"':
                return "".join(found), position + 1
            position += 1
        found.append(text[position])
        position += 1
    raise CellError("bad_quotes")


def join_list(items: list[Quoted], lang: str) -> str:
    """Returns the text of a list cell that :func:`split_list` takes apart again.

    Each item comes with whether it must stand in quotes; what needs them gets them anyway.
    """
    written = [
        '"{}"'.format(item.replace('"', '""'))
        if quoted or not item or LIST_MARKS & set(item)
        else item
        for item, quoted in items
    ]
    return ("、" if lang == "zh" else ", ").join(written)
