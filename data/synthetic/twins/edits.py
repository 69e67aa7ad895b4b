"""Changes a district by the facts of a clash, and takes them back."""

import re
from collections.abc import Iterable
from typing import Any

from data.synthetic.twins.record import Fact
from solver.domain.district import District

KEYS = ("id", "account", "group", "code")
"""Fields by which a record of a list is named; lists without any are named by position."""
_STEP = re.compile(r"([a-z_]+)(?:\[([^\]]+)\])?")


def with_facts(district: District, facts: Iterable[Fact]) -> District:
    """Returns the district in which the facts hold."""
    return _changed(district, [(f.path, f.was, f.now) for f in facts])


def without_facts(district: District, facts: Iterable[Fact]) -> District:
    """Returns the district in which the facts are taken back, the last one first."""
    return _changed(district, [(f.path, f.now, f.was) for f in reversed(list(facts))])


def value_at(district: District, path: str) -> Any:
    """Returns what stands at a path, as JSON; ``None`` for a record that is not there."""
    holder, key = _reach(district.model_dump(mode="json"), path)
    return holder[key] if isinstance(holder, dict) or key is not None else None


def _changed(district: District, edits: list[tuple[str, Any, Any]]) -> District:
    document = district.model_dump(mode="json")
    for path, before, after in edits:
        _set(document, path, before, after)
    return District.model_validate(document)


def _same_record(holder: list[Any], path: str, said: Any) -> Any:
    """Returns the record of a list that has all that is said of it; later fields do not matter."""
    for record in holder:
        if record == said:
            return record
        if isinstance(said, dict) and all(record.get(k) == v for k, v in said.items()):
            return record
    raise ValueError(f"{path} is not there: {said!r}")


def _set(document: dict[str, Any], path: str, before: Any, after: Any) -> None:
    holder, key = _reach(document, path)
    if isinstance(holder, dict):
        if holder[key] != before:
            raise ValueError(f"{path} is {holder[key]!r}, not {before!r}")
        holder[key] = after
        return
    # A record of a list: one that is added goes to the end, one that is taken away is found by
    # what it is, for its position may have changed.
    if before is None:
        holder.append(after)
    elif after is None:
        holder.remove(_same_record(holder, path, before))
    else:
        holder[holder.index(_same_record(holder, path, before))] = after


def _reach(document: dict[str, Any], path: str) -> tuple[Any, Any]:
    """Returns the dictionary or list that holds the end of a path, and its key or position."""
    found: Any = document
    steps = [m.groups() for m in _STEP.finditer(path)]
    for i, (name, item) in enumerate(steps):
        last = i == len(steps) - 1
        if item is None:
            if last:
                return found, name
            found = found[name]
            continue
        listed = found[name]
        at = _position(listed, item)
        if last:
            return listed, at
        if at is None:
            raise KeyError(f"{path}: nothing is named {item!r} in {name}")
        found = listed[at]
    raise KeyError(path)


def _position(listed: list[Any], item: str) -> int | None:
    for i, record in enumerate(listed):
        if isinstance(record, dict) and any(record.get(key) == item for key in KEYS):
            return i
    if item.isdigit() and int(item) < len(listed):
        return int(item)
    return None
