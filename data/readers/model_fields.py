"""What a model allows at a place of a document: its fields, and the range of a number."""

from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from data.readers.exact_paths import Path
from data.readers.workbook.fields import unwrap

_SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}


def fields_at(model: Any, path: Path, tree: Any) -> tuple[str, ...]:
    """Returns the names of the fields of the record at a path; none if it is no record."""
    found = _at(model, path, tree)
    return () if found is None or found[0] is None else tuple(found[0].model_fields)


def range_at(model: Any, path: Path, tree: Any) -> str:
    """Returns the range of the number at a path, both ends: ``≥ 1, ≤ 7``; empty if open."""
    found = _at(model, path, tree)
    said = []
    for name, sign in _SIGNS.items():
        for constraint in found[1] if found else ():
            end = getattr(constraint, name, None)
            if end is not None:
                said.append(f"{sign} {end}")
    return ", ".join(said)


def _at(model: Any, path: Path, tree: Any) -> tuple[type[BaseModel] | None, list[Any]] | None:
    """Returns the model of the record at a path, if it is one, and the constraints there."""
    annotation: Any = model
    outer: list[Any] = []
    base, inner, _, _ = unwrap(annotation)
    for step in path:
        tree = _inside(tree, step)
        if isinstance(step, int):
            base = _variant(base, tree)
            continue
        if get_origin(base) is dict:
            annotation, outer = get_args(base)[1], []
        else:
            base = _variant(base, tree)
            info = getattr(base, "model_fields", {}).get(step)
            if info is None:
                return None
            annotation, outer = info.annotation, list(info.metadata)
        base, inner, _, many = unwrap(annotation)
        if many:
            outer = []
    is_record = isinstance(base, type) and issubclass(base, BaseModel)
    return (base if is_record else None), [*outer, *inner]


def _variant(base: Any, record: Any) -> Any:
    """Returns the model of a union that a record's ``kind`` names."""
    if get_origin(base) not in (Union, UnionType) or not isinstance(record, dict):
        return base
    for model in get_args(base):
        if model.model_fields["kind"].default == record.get("kind"):
            return model
    return None


def _inside(tree: Any, step: str | int) -> Any:
    try:
        return tree[step]
    except (KeyError, IndexError, TypeError):
        return None
