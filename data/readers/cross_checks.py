"""Cross-checks of a refused document, so that all mistakes are said at once.

The district's model checks references only when every record is right by itself. Here the wrong
records are left out, what remains is checked, and findings that may come from what was left out
are dropped.
"""

from collections.abc import Callable, Iterable
from typing import Any

from pydantic import ValidationError

from data.readers.exact_paths import Path
from data.readers.pydantic_errors import Problem, problems_of
from solver.domain.district import District
from solver.domain.school import School

Validate = Callable[[Any], object]

_ROUNDS = 8
_CODES = {
    "duplicate_id",
    "not_by_choice",
    "not_on_menu",
    "duplicate_choice",
    "band_periods_differ",
    "class_in_one_band",
    "home_room_shared",
    "grade_of_stage",
    "periods_overlap",
    "no_lunch_period",
    "no_extended_period",
    "no_evening_period",
}
_KINDS = {
    "schools": "school",
    "providers": "provider",
    "staff": "staff_member",
    "activities": "activity",
    "periods": "period",
    "classes": "class",
    "bands": "band",
    "rooms": "room",
    "menus": "menu",
    "seasons": "season",
    "phases": "phase",
}
"""What a reference to a record of a list is called in the codes ``unknown_...``."""
_STUBS: dict[str, Any] = {
    "id": "?",
    "name": "?",
    "policy_pack_id": "?",
    "term": {"id": "?", "name": "?", "first_day": "2000-01-01", "last_day": "2000-12-31"},
}


def is_cross_check(code: str) -> bool:
    """Tells whether a code is one of the checks between records."""
    return code in _CODES or (code.startswith("unknown_") and code != "unknown_field")


def hidden_problems(
    tree: Any, wrong: Iterable[Path], lost_ids: Iterable[str], validate: Validate
) -> list[Problem]:
    """Returns the inconsistent references among the records that are right by themselves.

    Parameters
    ----------
    tree : dict
        The refused document.
    wrong : iterable of tuple
        Paths of the mistakes already known.
    lost_ids : iterable of str
        Ids of records that are not in the tree because they could not be placed.
    validate : callable
        Validates a document as a district.
    """
    drop: set[Path] = set()
    stubs: set[str] = set()
    for path in wrong:
        _leave_out(path, drop, stubs)
    for _ in range(_ROUNDS):
        rest, origin = _without(tree, drop, stubs)
        try:
            validate(rest)
        except ValidationError as error:
            found = [(_back(p, origin), c, q) for p, c, q in problems_of(error, rest)]
            crossed = any(item["type"] == "cross_reference" for item in error.errors())
            if crossed:
                lost = {*lost_ids, *_ids_in(tree, drop)}
                return [p for p in found if not _follows(p, lost, drop, stubs)]
            before = len(drop) + len(stubs)
            for path, _, _ in found:
                _leave_out(path, drop, stubs)
            if len(drop) + len(stubs) == before:
                return []
        else:
            return []
    return []


def _leave_out(path: Path, drop: set[Path], stubs: set[str]) -> None:
    """Adds what a mistake leaves out: the record it is in, or a field that may be missing."""
    indexes = [i for i, step in enumerate(path) if isinstance(step, int)]
    if indexes:
        record = path[: indexes[-1] + 1]
        field = path[: indexes[-1] + 2]
        known = School.model_fields.get(str(field[-1])) if record[0] == "schools" else None
        spare = len(record) == 2 and field != record and field not in drop
        if spare and record[0] == "schools" and not (known and known.is_required()):
            drop.add(field)
        else:
            drop.add(record)
    elif path and path[0] in _STUBS:
        stubs.add(str(path[0]))
    elif path and path[0] in District.model_fields:
        drop.add(path[:1])


def _without(
    tree: Any, drop: set[Path], stubs: set[str]
) -> tuple[dict[str, Any], dict[Path, list[int]]]:
    origin: dict[Path, list[int]] = {}

    def copy(node: Any, path: Path) -> Any:
        if isinstance(node, dict):
            return {k: copy(v, (*path, k)) for k, v in node.items() if (*path, k) not in drop}
        if isinstance(node, list):
            kept = [i for i in range(len(node)) if (*path, i) not in drop]
            origin[path] = kept
            return [copy(node[i], (*path, i)) for i in kept]
        return node

    rest: dict[str, Any] = copy(tree, ())
    rest.update((name, _STUBS[name]) for name in stubs)
    return rest, origin


def _back(path: Path, origin: dict[Path, list[int]]) -> Path:
    """Returns the path in the document of a path in what was left of it."""
    found: Path = ()
    for step in path:
        kept = origin.get(found)
        if isinstance(step, int) and kept is not None and step < len(kept):
            step = kept[step]
        found = (*found, step)
    return found


def _ids_in(tree: Any, drop: set[Path]) -> set[str]:
    found: set[str] = set()

    def gather(node: Any) -> None:
        if isinstance(node, dict):
            if isinstance(node.get("id"), str):
                found.add(node["id"].strip())
            for inner in node.values():
                gather(inner)
        elif isinstance(node, list | tuple):
            for inner in node:
                gather(inner)

    for path in drop:
        node = tree
        try:
            for step in path:
                node = node[step]
        except (KeyError, IndexError, TypeError):
            continue
        gather(node)
    return found


def _follows(problem: Problem, lost: set[str], drop: set[Path], stubs: set[str]) -> bool:
    """Tells whether a finding may come from what was left out."""
    _, code, params = problem
    left = {step for path in drop for step in path if isinstance(step, str)}
    if code == "class_in_one_band":
        return params["times"] == "0" and ("bands" in left or bool(lost))
    if code in (
        "band_periods_differ",
        "no_lunch_period",
        "no_extended_period",
        "no_evening_period",
    ):
        return "periods" in left
    lists = {str(path[-1]) for path in drop} | ({"seasons", "phases"} if "term" in stubs else set())
    if any(code.startswith(f"unknown_{_KINDS[name]}") for name in lists & set(_KINDS)):
        return True
    return bool(lost & set(params.values()))
