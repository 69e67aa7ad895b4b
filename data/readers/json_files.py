"""Districts, plans and pins from JSON."""

import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from data.readers.cross_checks import hidden_problems, is_cross_check, told_once
from data.readers.files import Wanted, json_text, refuse
from data.readers.json_syntax import JsonSyntaxError, parse_json
from data.readers.policies import unknown_pack
from data.readers.pydantic_errors import Problem, json_finding, json_shown, problems_of
from solver.domain.changes import CHANGE_SCHEMA_VERSION, ChangeRequest, problems_of_request
from solver.domain.district import SCHEMA_VERSION, District
from solver.domain.errors import InputErrors, InputFinding
from solver.domain.pins import Pin
from solver.plan.types import PLAN_SCHEMA_VERSION, Plan

Model = TypeVar("Model", bound=BaseModel)
_MOST = 10**17
_PINS: TypeAdapter[tuple[Pin, ...]] = TypeAdapter(tuple[Pin, ...])


def read_json_district(path: Path, packs: Collection[str] | None = None) -> District:
    """Reads a district; its policy pack must be one of ``packs`` if they are given."""
    tree, content = _load(path, "district")
    if isinstance(tree, dict) and "plan_id" in tree and "schools" not in tree:
        raise refuse(path, "input.plan_for_district", file=path.name)
    return _validated(path, tree, content, District, SCHEMA_VERSION, packs)


def read_json_plan(path: Path) -> Plan:
    """Reads a plan."""
    tree, content = _load(path, "plan")
    if isinstance(tree, dict) and "schools" in tree and "plan_id" not in tree:
        raise refuse(path, "input.district_for_plan", file=path.name)
    return _validated(path, tree, content, Plan, PLAN_SCHEMA_VERSION)


def is_json_plan(path: Path) -> bool:
    """Tells whether a file of JSON holds a plan, so that its meetings may serve as pins."""
    tree, _ = _load(path, "pins")
    return isinstance(tree, dict) and "plan_id" in tree and "meetings" in tree


def read_json_pins(path: Path, district: District | None = None) -> tuple[Pin, ...]:
    """Reads pins: a list, or an object whose only key ``pins`` holds it.

    With a district, what the pins name must be there.
    """
    tree, _ = _load(path, "pins")
    inside = isinstance(tree, dict) and set(tree) == {"pins"}
    if inside:
        tree = tree["pins"]
    if not isinstance(tree, list):
        raise refuse(path, "input.not_list", where="pins", column="pins", value=json_shown(tree))
    try:
        pins = _PINS.validate_json(json.dumps(tree), strict=True)
    except ValidationError as error:
        found = [(("pins", *p), c, q) for p, c, q in problems_of(error, tree, tuple[Pin, ...])]
        raise InputErrors(map(json_finding, found), str(path)) from error
    if district is not None:
        try:
            District.model_validate({**dict(district), "pins": pins})
        except ValidationError as error:
            found = list(problems_of(error, {"pins": tree}))
            raise InputErrors(map(json_finding, found), str(path)) from error
    return pins


def read_json_change(path: Path, district: District) -> ChangeRequest:
    """Reads a request for changes; what it names must be in the district and the term."""
    tree, content = _load(path, "change")
    request = _validated(path, tree, content, ChangeRequest, CHANGE_SCHEMA_VERSION)
    problems = list(problems_of_request(district, request))
    if problems:
        raise InputErrors(problems, str(path))
    return request


def _validated(
    path: Path,
    tree: Any,
    content: str,
    model: type[Model],
    known: int,
    packs: Collection[str] | None = None,
) -> Model:
    if not isinstance(tree, dict):
        raise refuse(path, "input.not_one_object", where="$", value=json_shown(tree))
    version = tree.get("schema_version", known)
    if isinstance(version, bool) or not isinstance(version, int) or not 1 <= version <= known:
        raise refuse(
            path,
            "input.wrong_schema_version",
            where="schema_version",
            value=json_shown(version),
            known=known,
        )
    also = _pack_findings(tree, packs)
    also += map(json_finding, _huge_numbers(tree, ()))
    try:
        record = model.model_validate_json(content, strict=True)
    except ValidationError as error:
        _refuse_text(path, error)
        found = list(problems_of(error, tree, model))
        if model is District:
            found += _hidden(tree, found)
        raise InputErrors([*also, *map(json_finding, told_once(found))], str(path)) from error
    if also:
        raise InputErrors(also, str(path))
    return record


def _huge_numbers(tree: Any, path: tuple[str | int, ...]) -> Iterator[Problem]:
    """Yields the numbers that are beyond every count and amount, and beyond exact arithmetic."""
    if isinstance(tree, dict):
        for name, inner in tree.items():
            yield from _huge_numbers(inner, (*path, name))
    elif isinstance(tree, list):
        for index, inner in enumerate(tree):
            yield from _huge_numbers(inner, (*path, index))
    elif isinstance(tree, int) and abs(tree) > _MOST:
        name = next((step for step in reversed(path) if isinstance(step, str)), "$")
        words = {"column": name, "value": json_shown(tree), "allowed": f"≤ {_MOST:,}"}
        yield path, "out_of_range", words


def _pack_findings(tree: dict[str, Any], packs: Collection[str] | None) -> list[InputFinding]:
    pack_id = tree.get("policy_pack_id")
    if packs is None or not isinstance(pack_id, str) or not pack_id.strip():
        return []
    known = pack_id.strip() in packs
    return [] if known else [unknown_pack("policy_pack_id", pack_id.strip(), packs)]


def _refuse_text(path: Path, error: ValidationError) -> None:
    """Refuses a text that the standard library takes for JSON and pydantic does not."""
    for item in error.errors(include_url=False):
        if item["type"] == "json_invalid":
            place = re.search(r"line (\d+) column (\d+)", item["msg"])
            line, column = place.groups() if place else ("1", "1")
            where = f"{path.name}:{line}:{column}"
            raise refuse(path, "input.not_json", where=where, line=line, column=column) from error


def _hidden(tree: Any, found: list[Problem]) -> list[Problem]:
    """Returns mistakes that show only when those already found are left out."""
    if any(is_cross_check(code) for _, code, _ in found):
        return []
    unknown = [path for path, code, _ in found if code == "unknown_field"]
    wrong = [path for path, code, _ in found if code != "unknown_field"]
    # What is misspelt is missing under its right name.
    wrong += [(*path[:-1], q["near"]) for path, code, q in found if code == "misspelt_field"]
    return hidden_problems(
        tree,
        wrong,
        (),
        lambda rest: District.model_validate_json(json.dumps(rest), strict=True),
        unknown,
    )


def _load(path: Path, wanted: Wanted) -> tuple[Any, str]:
    text = json_text(path, wanted)
    try:
        return parse_json(text), text
    except JsonSyntaxError as error:
        line, column = error.params.get("line"), error.params.get("column")
        where = path.name + (f":{line}" if line else "") + (f":{column}" if column else "")
        raise refuse(path, f"input.{error.code}", where=where, **error.params) from error
