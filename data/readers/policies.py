"""Policy packs from TOML: the shipped ones by id, any other by its path."""

import tomllib
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from data.readers.files import file_bytes, refuse
from data.readers.pydantic_errors import findings_of, json_path
from solver.domain.errors import InputErrors, InputFinding
from solver.policy.pack import PolicyPack

_FOLDER = Path(__file__).parents[1] / "policies"
_AGAINST_ITSELF = {
    "clause ids appear twice": "policy.clause_twice",
    "not_yet_enforced names unknown clauses": "policy.unknown_clause_not_enforced",
    "required_inputs name unknown clauses": "policy.unknown_clause_required",
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
        return _read(Path(pack_id_or_path))
    if pack_id_or_path not in pack_ids():
        finding = unknown_pack("policy_pack_id", pack_id_or_path, pack_ids())
        raise InputErrors([finding], pack_id_or_path)
    return _shipped(pack_id_or_path)


def unknown_pack(where: str, pack_id: str, known: Collection[str]) -> InputFinding:
    """Returns the finding about a pack id that is not one of the known ones."""
    words = {"pack": pack_id, "known": ", ".join(known)}
    return InputFinding(where=where, code="input.unknown_pack", params=words)


@cache
def _shipped(pack_id: str) -> PolicyPack:
    return _read(_FOLDER / f"{pack_id}.toml")


def _read(path: Path) -> PolicyPack:
    content = file_bytes(path)
    try:
        tree = _frozen(tomllib.loads(content.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise refuse(path, "policy.not_utf8", file=path.name) from error
    except tomllib.TOMLDecodeError as error:
        raise refuse(path, "policy.not_toml", file=path.name, detail=error) from error
    try:
        return PolicyPack.model_validate(tree, strict=True)
    except ValidationError as error:
        raise InputErrors(_findings(error, tree), str(path)) from error


def _frozen(value: Any) -> Any:
    """Turns the lists of TOML into tuples."""
    if isinstance(value, dict):
        return {key: _frozen(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return tuple(_frozen(inner) for inner in value)
    return value


def _findings(error: ValidationError, tree: object) -> Iterator[InputFinding]:
    """Yields what the pack says against itself, then what is wrong with single values."""
    for item in error.errors(include_url=False):
        if item["type"] == "value_error":
            said, _, ids = str(item["ctx"]["error"]).partition(": ")
            yield InputFinding(
                where=json_path(item["loc"]), code=_AGAINST_ITSELF[said], params={"value": ids}
            )
    yield from (f for f in findings_of(error, tree) if f.where != "$")
