"""From the list that a check names to the very record that is wrong."""

from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]


def more_exact(path: Path, code: str, params: dict[str, str], tree: Any) -> Path:
    """Returns the path of the record behind a finding that only names a list.

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
    """
    value = params.get("value", "")
    if code == "duplicate_id":
        return _nth(path, tree, ("id", "account"), value, 2) or path
    if code == "periods_overlap":
        return _nth(path, tree, ("id",), params.get("b", ""), 1) or path
    if code == "home_room_shared":
        return _nth(path, tree, ("home_room_id",), value, 2) or path
    if code == "make_up_outside":
        return _nth(path, tree, ("day",), value, 1) or path
    if code == "make_up_twice":
        days = [str(record.get("day")) for _, record in _records(path, tree)]
        twice = next((day for day in days if days.count(day) > 1), "")
        return _nth(path, tree, ("day",), twice, 2) or path
    return path


def _nth(path: Path, tree: Any, names: tuple[str, ...], value: str, number: int) -> Path | None:
    """Returns the path of the field that has a value for the ``number``-th time."""
    seen = 0
    for place, record in _records(path, tree):
        for name in names:
            if name in record and str(record[name]).strip() == value:
                seen += 1
                if seen == number:
                    return (*place, name)
    return None


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
