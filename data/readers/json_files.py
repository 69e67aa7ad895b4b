"""Districts, plans and pins from JSON."""

import json
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from data.readers.cross_checks import hidden_problems, is_cross_check
from data.readers.files import file_bytes, refuse
from data.readers.pydantic_errors import Problem, findings_of, json_finding, problems_of
from solver.domain.district import SCHEMA_VERSION, District
from solver.domain.errors import InputErrors
from solver.domain.pins import Pin
from solver.plan.types import PLAN_SCHEMA_VERSION, Plan

Model = TypeVar("Model", bound=BaseModel)
_PINS: TypeAdapter[tuple[Pin, ...]] = TypeAdapter(tuple[Pin, ...])


class _DoubledKeyError(ValueError):
    pass


def read_json_district(path: Path) -> District:
    """Reads a district."""
    return _read_model(path, District, SCHEMA_VERSION, missing_version=SCHEMA_VERSION)


def read_json_plan(path: Path) -> Plan:
    """Reads a plan."""
    return _read_model(path, Plan, PLAN_SCHEMA_VERSION, missing_version=PLAN_SCHEMA_VERSION)


def read_json_pins(path: Path) -> tuple[Pin, ...]:
    """Reads pins: a list, or an object whose only key ``pins`` holds it."""
    tree, _ = _load(path)
    inside = isinstance(tree, dict) and set(tree) == {"pins"}
    if inside:
        tree = tree["pins"]
    if not isinstance(tree, list):
        raise refuse(path, "input.not_list", where="pins", column="pins", value=_kind(tree))
    try:
        return _PINS.validate_json(json.dumps(tree), strict=True)
    except ValidationError as error:
        found = findings_of(error, tree, prefix="pins")
        raise InputErrors(found, str(path)) from error


def _read_model(path: Path, model: type[Model], known: int, missing_version: int) -> Model:
    tree, content = _load(path)
    if not isinstance(tree, dict):
        raise refuse(path, "input.not_object", where="$", column="$", value=_kind(tree))
    version = tree.get("schema_version", missing_version)
    if isinstance(version, bool) or not isinstance(version, int) or not 1 <= version <= known:
        raise refuse(
            path,
            "input.wrong_schema_version",
            where="schema_version",
            value=json.dumps(version, ensure_ascii=False),
            known=known,
        )
    try:
        return model.model_validate_json(content, strict=True)
    except ValidationError as error:
        found = list(problems_of(error, tree))
        if model is District:
            found += _hidden(tree, found)
        raise InputErrors([json_finding(problem) for problem in found], str(path)) from error


def _hidden(tree: Any, found: list[Problem]) -> list[Problem]:
    """Returns mistakes that show only when those already found are left out."""
    if any(is_cross_check(code) for _, code, _ in found):
        return []
    wrong = [path for path, _, _ in found]
    return hidden_problems(
        tree,
        wrong,
        (),
        lambda rest: District.model_validate_json(json.dumps(rest), strict=True),
    )


def _load(path: Path) -> tuple[Any, str]:
    content = file_bytes(path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(path, "input.not_utf8", file=path.name) from error
    try:
        tree = json.loads(text, object_pairs_hook=_no_doubles, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        where = f"{path.name}:{error.lineno}:{error.colno}"
        raise refuse(
            path, "input.not_json", where=where, line=error.lineno, column=error.colno
        ) from error
    except _DoubledKeyError as error:
        raise refuse(path, "input.doubled_key", value=error) from error
    except RecursionError as error:
        raise refuse(path, "input.not_json", where=f"{path.name}:1:1", line=1, column=1) from error
    return tree, text


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _DoubledKeyError(next(key for key in keys if keys.count(key) > 1))
    return found


def _no_constant(word: str) -> float:
    raise json.JSONDecodeError(f"{word} is not a number", word, 0)


def _kind(tree: object) -> str:
    return json.dumps(tree, ensure_ascii=False)[:40]
