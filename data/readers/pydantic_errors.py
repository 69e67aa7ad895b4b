"""From pydantic's English errors to findings with a place and a key of the catalogue."""

import json
import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from data.readers.exact_paths import Index, Path, more_exact
from data.readers.model_errors import explain_value_error
from data.readers.model_fields import fields_at, range_at
from solver.domain.errors import InputFinding

_SHOWN = 60
_CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "string_too_short": "empty_text",
    "string_too_long": "text_too_long",
    "string_pattern_mismatch": "bad_id",
    "literal_error": "not_allowed",
    "union_tag_invalid": "not_allowed",
    "union_tag_not_found": "missing",
    "greater_than": "out_of_range",
    "greater_than_equal": "out_of_range",
    "less_than": "out_of_range",
    "less_than_equal": "out_of_range",
    "too_short": "list_too_short",
    "too_long": "list_too_long",
    "tuple_type": "not_list",
    "list_type": "not_list",
    "dict_type": "not_object",
    "model_type": "not_object",
    "model_attributes_type": "not_object",
    "json_invalid": "not_json",
}
_BY_BEGINNING = {
    "int_": "not_integer",
    "float_": "not_number",
    "finite_": "not_number",
    "bool_": "not_true_false",
    "string_": "not_text",
    "date_": "not_date",
}
_UNQUOTED = {"not_integer", "not_number", "not_true_false"}
_CLOCK = re.compile(r"\d{1,2}:[0-5]\d")
_TYPES = _UNQUOTED | {"not_text", "not_date", "not_list", "not_object", "not_allowed"}


def json_path(path: Path) -> str:
    """Returns a path as users read it: ``schools[0].rooms[3].seats``."""
    said = ""
    for step in path:
        said += f"[{step}]" if isinstance(step, int) or step == "*" else f".{step}"
    return said.removeprefix(".") or "$"


def parse_path(said: str) -> Path:
    """Returns the steps of a path as the cross-checks write it; ``[*]`` is the step ``"*"``."""
    steps: list[str | int] = []
    for part in said.replace("]", "").replace("[", ".").split("."):
        if part:
            steps.append(int(part) if part.isdigit() else part)
    return tuple(steps)


Problem = tuple[Path, str, dict[str, str]]
"""Where in the document, the code without its area, the message's parameters."""


def json_finding(problem: Problem) -> InputFinding:
    """Returns a problem as a finding of a JSON document."""
    path, code, params = problem
    return InputFinding(where=json_path(path), code=f"input.{code}", params=params)


def problems_of(error: ValidationError, tree: object, model: Any = None) -> Iterator[Problem]:
    """Yields path, code and parameters of every mistake, without those that follow from others.

    With the document's model, messages also name the nearest field and both ends of a range.
    """
    details = error.errors(include_url=False)
    places = [_real_path(item["loc"], tree) for item in details]
    for item, path in zip(details, places, strict=True):
        if item["type"] == "cross_reference":
            yield from _cross_references(item, tree)
            continue
        follows = item["type"] == "too_short" and any(
            len(other) > len(path) and other[: len(path)] == path for other in places
        )
        if not follows:
            yield _problem(item, path, tree, model)


def _problem(item: ErrorDetails, path: Path, tree: object, model: Any) -> Problem:
    kind = item["type"]
    context = item.get("ctx", {})
    if kind == "value_error":
        field, code, params = explain_value_error(str(context["error"]))
        path = (*path, field) if field else path
        return more_exact(path, code, params, tree), code, params
    if kind.startswith("union_tag"):
        path = (*path, "kind")
    name = next((s for s in reversed(path) if isinstance(s, str) and not s.isdigit()), "$")
    code = _CODES.get(kind) or next(
        (code for start, code in _BY_BEGINNING.items() if kind.startswith(start)), "invalid"
    )
    params = {"column": name, "value": json_shown(item["input"])}
    if kind == "union_tag_invalid":
        params["value"] = json_shown(context["tag"])
    if code == "missing":
        del params["value"]
    allowed = _allowed(kind, context)
    if code == "out_of_range" and model is not None:
        allowed = range_at(model, path, tree) or allowed
    if allowed:
        params["allowed"] = allowed
    if code == "unknown_field" and model is not None:
        near = get_close_matches(name, fields_at(model, path[:-1], tree), n=1)
        if near:
            return path, "misspelt_field", {**params, "near": near[0]}
    if code in _TYPES:
        code = _type_code(code, path, item["input"])
    if code == "null_item":
        params["number"] = str(int(path[-1]) + 1)
    if code == "clock_in_minutes":
        hours, _, minutes = str(item["input"]).partition(":")
        params["allowed"] = str(60 * int(hours) + int(minutes))
    return path, code, params


def _type_code(code: str, path: Path, value: object) -> str:
    """Returns a more exact code where the type is wrong for a reason that can be told."""
    if value is None:
        return "null_item" if isinstance(path[-1], int) else "is_null"
    if isinstance(value, str) and str(path[-1]).endswith("_min") and _CLOCK.fullmatch(value):
        return "clock_in_minutes"
    if code == "not_date" and isinstance(value, str) and _is_date(value):
        return "quoted"  # TOML has dates of its own
    if isinstance(value, str) and code in _UNQUOTED:
        try:
            meant = json.loads(value, parse_constant=lambda _: None)
        except (ValueError, RecursionError):
            return code
        if isinstance(meant, bool) if code == "not_true_false" else isinstance(meant, int | float):
            return "quoted"
    return code


def _is_date(value: str) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False


def _allowed(kind: str, context: dict[str, Any]) -> str:
    for name, sign in (("ge", "≥"), ("le", "≤"), ("gt", ">"), ("lt", "<")):
        if name in context:
            return f"{sign} {context[name]}"
    if kind in ("literal_error", "union_tag_invalid"):
        words = str(context.get("expected") or context.get("expected_tags"))
        return words.replace(" or ", ", ").replace("'", "")
    for name in ("max_length", "min_length"):
        if name in context and kind != "string_too_short":
            return str(context[name])
    return ""


def _cross_references(item: ErrorDetails, tree: object) -> Iterator[Problem]:
    index: Index = {}
    for finding in item.get("ctx", {})["findings"]:
        path = parse_path(finding["where"])
        params = dict(finding["params"])
        code = finding["code"].removeprefix("input.")
        if code == "unknown_reference":
            code = f"unknown_{params.pop('kind').replace(' ', '_')}"
        if code.startswith("unknown_"):
            params["column"] = next((s for s in reversed(path) if isinstance(s, str)), "")
        yield more_exact(path, code, params, tree, index), code, params


def _real_path(loc: tuple[str | int, ...], tree: Any) -> Path:
    """Returns pydantic's location without the steps that are not in the document."""
    path: list[str | int] = []
    for step in loc:
        if step == "[key]":
            continue
        if isinstance(tree, dict):
            if step not in tree and step == tree.get("kind"):
                continue
            tree = tree.get(step)
        elif isinstance(tree, list | tuple) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
        else:
            tree = None
        path.append(step)
    return tuple(path)


def json_shown(value: object) -> str:
    """Returns a found value as JSON writes it, on one line and shortened; text without quotes."""
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    said = "".join(c if c.isprintable() else repr(c)[1:-1] for c in said)
    return said if len(said) <= _SHOWN else said[: _SHOWN - 1] + "…"
