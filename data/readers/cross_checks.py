"""Cross-checks of a refused document, so that all mistakes are said at once.

The district's model checks references only when every record is right by itself. Here the wrong
records are left out, what remains is checked, and findings that may come from what was left out
are dropped.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from pydantic import ValidationError

from data.readers.exact_paths import Path
from data.readers.pydantic_errors import Problem, json_path, parse_path, problems_of
from solver.domain.school import School

Validate = Callable[[Any], object]

_ROUNDS = 8
_CODES = {
    "duplicate_id",
    "not_by_choice",
    "not_on_menu",
    "duplicate_choice",
    "choices_exceed",
    "band_periods_differ",
    "class_in_one_band",
    "home_room_shared",
    "grade_of_stage",
    "reductions_exceed",
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
_HOMES = {
    "schools": "schools",
    "providers": "providers",
    "staff": "staff",
    "activities": "activities",
    "seasons": "term.seasons",
    "phases": "term.phases",
    "periods": "schools[*].periods",
    "classes": "schools[*].classes",
    "bands": "schools[*].bands",
    "rooms": "schools[*].rooms",
    "menus": "schools[*].menus",
}
_IN_SCHOOLS = {name for name, home in _HOMES.items() if home.startswith("schools[")}
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
    tree: Any,
    wrong: Iterable[Path],
    lost_ids: Iterable[str],
    validate: Validate,
    unknown: Iterable[Path] = (),
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
    unknown : iterable of tuple
        Paths of fields that mean nothing: each is left out without the record it is in.
    """
    drop: set[Path] = set(unknown)
    stubs: set[str] = set()
    wrong = list(wrong)
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
                nameless = _nameless(tree, wrong, drop)
                return [p for p in found if not _follows(p, lost, drop, stubs, nameless)]
            before = len(drop) + len(stubs)
            wrong += [path for path, _, _ in found]
            for path, _, _ in found:
                _leave_out(path, drop, stubs)
            if len(drop) + len(stubs) == before:
                return []
        else:
            return []
    return []


def told_once(problems: Iterable[Problem]) -> list[Problem]:
    """Returns findings with many references to an empty list made one finding about that list."""
    homes = {f"unknown_{kind}": _HOMES[name] for name, kind in _KINDS.items() if name in _HOMES}
    found = list(problems)
    empty = Counter(code for _, code, params in found if params.get("examples") == "-")
    said: list[Problem] = []
    done = set()
    for path, code, params in found:
        home = homes.get(code)
        if home is None or params.get("examples") != "-" or empty[code] < 2:
            said.append((path, code, params))
        elif code not in done:
            done.add(code)
            words = {"column": home, "times": str(empty[code]), "first": json_path(path)}
            said.append((parse_path(home), "empty_list", {**words, "value": params["value"]}))
    return said


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
    elif path:  # a list or an object that may be missing, or a field that is not known
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


def _nameless(tree: Any, wrong: Iterable[Path], drop: Iterable[Path]) -> set[str]:
    """Returns the lists that lost a record whose id is not known, so that any id may be its own."""
    found: set[str] = set()
    for path in wrong:
        if len(path) >= 3 and path[-1] == "id":
            found.add(str(path[-3]))
        if len(path) >= 2 and isinstance(path[-1], int):
            found.add(str(path[-2]))
    for path in drop:
        if path[:1] == ("schools",) and len(path) == 2:
            school = tree["schools"][path[1]]
            held = school if isinstance(school, dict) else {}
            found |= {name for name in _IN_SCHOOLS if not isinstance(held.get(name), list | tuple)}
    return found


def _follows(
    problem: Problem, lost: set[str], drop: set[Path], stubs: set[str], nameless: set[str]
) -> bool:
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
    if code == "reductions_exceed":
        return bool(left & {"classes", "periods", "schools"}) or "classes" in nameless
    lists = {str(path[-1]) for path in drop} | ({"seasons", "phases"} if "term" in stubs else set())
    lists |= nameless
    if any(code.startswith(f"unknown_{_KINDS[name]}") for name in lists & set(_KINDS)):
        return True
    return bool(lost & set(params.values()))
