"""Policy packs from TOML: the shipped ones by id, any other by its path."""

import re
import tomllib
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from data.readers.files import file_bytes, refuse
from data.readers.policy_checks import pack_findings
from data.readers.pydantic_errors import json_finding, json_path, json_shown, problems_of
from solver.domain.errors import InputErrors, InputFinding
from solver.policy.pack import PolicyPack
from solver.policy.vocabulary import PARAMETERS

_FOLDER = Path(__file__).parents[1] / "policies"
_SYNTAX = {
    "Cannot overwrite": "toml_twice",
    "Cannot declare": "toml_twice",
    "Cannot mutate": "toml_twice",
    "Duplicate inline table key": "toml_twice",
    "Expected '='": "toml_equals",
    "Invalid value": "toml_value",
    "Unterminated string": "toml_string",
    "Illegal character": "toml_string",
    "Unclosed array": "toml_list",
    "Unescaped": "toml_escape",
    "Unclosed inline table": "toml_list",
    "Invalid statement": "toml_equals",
}


@cache
def pack_ids() -> tuple[str, ...]:
    """Returns the ids of the shipped packs, ascending."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def read_pack(pack_id_or_path: str | Path) -> PolicyPack:
    """Reads a shipped pack by its id, or any pack by the path of its TOML file.

    Parameters
    ----------
    pack_id_or_path
        A word is an id; a ``Path``, or text that ends in ``.toml``, is a file.

    Raises
    ------
    InputErrors
        If there is no such pack (the known ones are named), or with every mistake of the file.
    """
    if isinstance(pack_id_or_path, Path) or pack_id_or_path.endswith(".toml"):
        return _own(Path(pack_id_or_path))
    if pack_id_or_path not in pack_ids():
        finding = unknown_pack("policy_pack_id", pack_id_or_path, pack_ids())
        raise InputErrors([finding], pack_id_or_path)
    return _shipped(pack_id_or_path)


def unknown_pack(where: str, pack_id: str, known: Collection[str]) -> InputFinding:
    """Returns the finding about a pack id that is not one of the known ones."""
    words = {"pack": pack_id, "known": ", ".join(known)}
    return InputFinding(where=where, code="input.unknown_pack", params=words)


def _own(path: Path) -> PolicyPack:
    """Reads a pack that is not shipped; plans name packs by their ids, so it needs one of its own.

    A copy of a shipped pack is that pack.
    """
    pack = _read(path)
    if pack.id in pack_ids() and pack != _shipped(pack.id):
        words = {"value": pack.id}
        raise InputErrors(
            [InputFinding(where="id", code="policy.id_of_shipped", params=words)], str(path)
        )
    return pack


@cache
def _shipped(pack_id: str) -> PolicyPack:
    return _read(_FOLDER / f"{pack_id}.toml")


def _read(path: Path) -> PolicyPack:
    content = file_bytes(path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(path, "policy.not_utf8", file=path.name) from error
    try:
        tree = _frozen(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(path, text, str(error)) from error
    also = list(pack_findings(tree))
    try:
        pack = PolicyPack.model_validate(tree, strict=True)
    except ValidationError as error:
        raise InputErrors([*_findings(error, tree), *also], str(path)) from error
    if also:
        raise InputErrors(also, str(path))
    return pack


def _not_toml(path: Path, text: str, said: str) -> InputErrors:
    """Returns the error of a text that is no TOML, in words that say what to change."""
    code = next((code for start, code in _SYNTAX.items() if said.startswith(start)), "not_toml")
    place = re.search(r"line (\d+), column (\d+)", said)
    lines = text.rstrip().split("\n")
    line, column = place.groups() if place else (str(len(lines)), str(len(lines[-1]) + 1))
    where = f"{path.name}:{line}:{column}"
    return refuse(path, f"policy.{code}", where=where, line=line, column=column)


def _frozen(value: Any) -> Any:
    """Turns the lists of TOML into tuples."""
    if isinstance(value, dict):
        return {key: _frozen(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return tuple(_frozen(inner) for inner in value)
    return value


def _findings(error: ValidationError, tree: object) -> Iterator[InputFinding]:
    """Yields what is wrong with single values; what the pack says against itself comes after."""
    seen = set()
    for path, code, params in problems_of(error, tree, PolicyPack):
        if not path:
            continue
        if path[0::2][:2] == ("clauses", "parameters") and path[4:5] == ("value",):
            # One error for every sort of value that a parameter may have, none of them exact.
            if path[:5] not in seen and not _is_read(path, tree):
                value = json_shown(_at(tree, path[:5]))
                yield InputFinding(
                    where=json_path(path[:5]),
                    code="policy.parameter_value",
                    params={"value": value},
                )
            seen.add(path[:5])
            continue
        yield json_finding((path, code, params))


def _is_read(path: tuple[str | int, ...], tree: Any) -> bool:
    """Tells whether a rule reads a parameter and so judges its value by what it needs."""
    clause, parameter = _at(tree, path[:2]), _at(tree, path[:4])
    pending = tree.get("not_yet_enforced")
    if isinstance(pending, tuple) and clause.get("id") in pending:
        return False
    return str(parameter.get("name")) in PARAMETERS.get(str(clause.get("family")), {})


def _at(tree: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        tree = tree[step]
    return tree
