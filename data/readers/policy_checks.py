"""Names in a policy pack that no rule knows: each with its path, and the nearest that there is."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from data.readers.exact_paths import Path
from data.readers.pydantic_errors import json_path, json_shown
from solver.domain.errors import InputFinding
from solver.policy.vocabulary import NEEDED, PARAMETERS, Figure, families

_ENFORCED_BY_RULES = {"hard", "soft"}


def pack_findings(tree: Mapping[str, Any]) -> Iterator[InputFinding]:
    """Yields what a pack says that no rule would heed, and what it says against itself.

    Parameters
    ----------
    tree : mapping
        The pack as it stands in its file, right or wrong.
    """
    clauses = [(i, c) for i, c in enumerate(_listed(tree, "clauses")) if isinstance(c, dict)]
    ids = [str(c["id"]) for _, c in clauses if isinstance(c.get("id"), str)]
    for i, clause in clauses:
        earlier = [c.get("id") for j, c in clauses if j < i]
        if isinstance(clause.get("id"), str) and clause["id"] in earlier:
            yield _finding(("clauses", i, "id"), "clause_twice", value=clause["id"])
    pending = _listed(tree, "not_yet_enforced")
    for j, name in enumerate(pending):
        if isinstance(name, str) and name not in ids:
            yield _near(("not_yet_enforced", j), "unknown_clause_not_enforced", name, ids)
    for j, required in enumerate(_listed(tree, "required_inputs")):
        name = required.get("clause_id") if isinstance(required, dict) else None
        if isinstance(name, str) and name not in ids:
            place = ("required_inputs", j, "clause_id")
            yield _near(place, "unknown_clause_required", name, ids)
    for i, clause in clauses:
        yield from _clause(("clauses", i), clause, clause.get("id") in pending)


def _clause(path: Path, clause: dict[str, Any], pending: bool) -> Iterator[InputFinding]:
    family, name = clause.get("family"), str(clause.get("id"))
    kinds = {kind for kind in _listed(clause, "classes") if isinstance(kind, str)}
    if family is None:
        if kinds & _ENFORCED_BY_RULES and not pending:
            yield _finding((*path, "family"), "family_missing", clause=name)
        return
    if not isinstance(family, str):
        return
    if family not in families():
        yield _near((*path, "family"), "unknown_family", family, families(), clause=name)
        return
    if not pending:
        yield from _parameters((*path, "parameters"), clause, name, family)


def _parameters(
    path: Path, clause: dict[str, Any], clause_id: str, family: str
) -> Iterator[InputFinding]:
    known = PARAMETERS.get(family, {})
    words = {"clause": clause_id, "family": family}
    given: list[str] = []
    for j, parameter in enumerate(_listed(clause, "parameters")):
        name = parameter.get("name") if isinstance(parameter, dict) else None
        if not isinstance(name, str):
            continue
        here = (*path, j)
        if name in given:
            yield _finding((*here, "name"), "parameter_twice", value=name, **words)
        given.append(name)
        if not known:
            yield _finding((*here, "name"), "parameter_of_none", value=name, **words)
        elif name not in known:
            yield _near((*here, "name"), "unknown_parameter", name, known, **words)
        else:
            yield from _figure(here, parameter, known[name], clause_id)
    needed = NEEDED.get(family, ())
    misspelt = set(given) - set(known)
    if needed and not misspelt and not any(set(names) <= set(given) for names in needed):
        said = " / ".join(" + ".join(names) for names in needed)
        yield _finding(path, "parameter_missing", allowed=said, **words)


def _figure(
    path: Path, parameter: dict[str, Any], figure: Figure, clause_id: str
) -> Iterator[InputFinding]:
    """Checks a parameter's unit and value."""
    words = {"clause": clause_id, "name": str(parameter["name"])}
    unit = parameter.get("unit")
    if isinstance(unit, str) and unit != figure.unit:
        yield _finding((*path, "unit"), "wrong_unit", value=unit, allowed=figure.unit, **words)
    if "value" not in parameter:
        return
    value = parameter["value"]
    here = (*path, "value")
    items = value if isinstance(value, tuple) else (value,)
    if not _fits(value, figure):
        code = f"parameter_no_{figure.kind}"
        yield _finding(here, code, value=json_shown(value), **words)
    elif figure.kind in ("integer", "numbers"):
        for item in items:
            if item < figure.low:
                said = {"value": str(item), "allowed": f"≥ {figure.low}"}
                yield _finding(here, "parameter_too_small", **said, **words)
    elif figure.allowed:
        for item in items:
            if item not in figure.allowed:
                yield _near(here, "unknown_word", item, figure.allowed, **words)


def _fits(value: object, figure: Figure) -> bool:
    if figure.kind in ("words", "numbers"):
        wanted: type = str if figure.kind == "words" else int
        return isinstance(value, tuple) and all(
            isinstance(item, wanted) and not isinstance(item, bool) for item in value
        )
    if figure.kind == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, bool if figure.kind == "flag" else str)


def _near(path: Path, code: str, value: str, known: Collection[str], **words: str) -> InputFinding:
    """Returns a finding with the nearest known name, or with all of them where none is near."""
    near = get_close_matches(value, known, n=1)
    if near:
        return _finding(path, f"{code}_near", value=value, near=near[0], **words)
    return _finding(path, code, value=value, allowed=", ".join(known), **words)


def _finding(path: Path, code: str, **words: str) -> InputFinding:
    return InputFinding(where=json_path(path), code=f"policy.{code}", params=words)


def _listed(tree: Mapping[str, Any], name: str) -> tuple[Any, ...]:
    found = tree.get(name)
    return found if isinstance(found, tuple) else ()
