"""From the list or record that a check names to the very record or field that is wrong."""

from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]

_WINDOWS = {"lunch": "lunch_eaters", "extended": "extended_care", "evening": "evening_study"}
"""The field of a class that holds the students of a window."""

Index = dict[tuple[Path, tuple[str, ...]], dict[str, list[Path]]]
"""Where each value of some fields of a list's records stands, by list and fields."""


def more_exact(
    path: Path, code: str, params: dict[str, str], tree: Any, index: Index | None = None
) -> Path:
    """Returns the path of the record or field behind a finding that only names what holds it.

    Parameters
    ----------
    path : tuple
        What the finding names; a step ``"*"`` stands for every item of a list.
    code : str
        The finding's code without its area.
    params : dict
        Its parameters, which hold the id or date in question.
    tree : object
        The document.
    index : dict, optional
        Kept by the caller between calls for the same document, so that thousands of findings
        about one list look through it once.
    """
    index = {} if index is None else index
    value = params.get("value", "")
    if code == "duplicate_id":
        return _nth(index, path, tree, ("id", "account"), value, 2) or path
    if code == "periods_overlap":
        return _nth(index, path, tree, ("id",), params.get("b", ""), 1) or path
    if code == "home_room_shared":
        return _nth(index, path, tree, ("home_room_id",), value, 2) or path
    if code == "window_exceeds":
        return (*path[:-1], _WINDOWS[params["window"]])
    if code.startswith("no_") and code.endswith("_period"):
        return (*path, _WINDOWS[code.removeprefix("no_").removesuffix("_period")])
    if code == "make_up_outside":
        return _nth(index, path, tree, ("day",), value, 1) or path
    if code == "make_up_twice":
        days = [str(record.get("day")) for _, record in _records(path, tree)]
        twice = next((day for day in days if days.count(day) > 1), "")
        return _nth(index, path, tree, ("day",), twice, 2) or path
    return path


def _nth(
    index: Index, path: Path, tree: Any, names: tuple[str, ...], value: str, number: int
) -> Path | None:
    """Returns the path of the field that has a value for the ``number``-th time."""
    key = (path, names)
    if key not in index:
        places: dict[str, list[Path]] = {}
        for place, record in _records(path, tree):
            for name in names:
                if name in record:
                    places.setdefault(str(record[name]).strip(), []).append((*place, name))
        index[key] = places
    found = index[key].get(value, [])
    return found[number - 1] if len(found) >= number else None


def _records(path: Path, tree: Any) -> Iterator[tuple[Path, dict[str, Any]]]:
    for start, items in _expand(path, tree, ()):
        if isinstance(items, list | tuple):
            for index, record in enumerate(items):
                if isinstance(record, dict):
                    yield (*start, index), record


def _expand(path: Path, tree: Any, done: Path) -> Iterator[tuple[Path, Any]]:
    if not path:
        yield done, tree
        return
    step, rest = path[0], path[1:]
    if step == "*":
        for index, item in enumerate(tree if isinstance(tree, list | tuple) else ()):
            yield from _expand(rest, item, (*done, index))
        return
    try:
        inner = tree[step]
    except (KeyError, IndexError, TypeError):
        return
    yield from _expand(rest, inner, (*done, step))
