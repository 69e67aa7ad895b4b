"""What the domain's models say of a field: whether it must be given, its default, its range."""

from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined


@dataclass(frozen=True)
class Leaf:
    """A field at the end of a path.

    ``required`` holds if it must always be given; ``together`` if it must be given as soon as any
    other field of its part of the record is.
    """

    required: bool
    together: bool
    default: Any
    codes: tuple[str, ...]
    low: float | None
    high: float | None
    many: bool
    nullable: bool


@cache
def leaf_of(model: type[BaseModel], path: tuple[str | int, ...]) -> Leaf:
    """Returns what a model says of the field at a path of names and mapping keys."""
    annotation: Any = model
    metadata: list[Any] = []
    default: Any = PydanticUndefined
    nullable = many = False
    must = []
    for step in path:
        base, _, _, _ = unwrap(annotation)
        if get_origin(base) is dict:
            annotation, metadata, default = get_args(base)[1], [], None
            must.append(False)
            continue
        info: FieldInfo = base.model_fields[str(step)]
        annotation, metadata = info.annotation, list(info.metadata)
        must.append(info.is_required())
        default = None if info.is_required() else info.get_default(call_default_factory=True)
    base, inner, nullable, many = unwrap(annotation)
    bounds = [*metadata, *inner]
    return Leaf(
        required=all(must),
        together=must[-1] and not all(must),
        default=default,
        codes=tuple(get_args(base)) if get_origin(base) is Literal else (),
        low=_bound(bounds, "ge") if not many else _bound(inner, "ge"),
        high=_bound(bounds, "le") if not many else _bound(inner, "le"),
        many=many,
        nullable=nullable,
    )


def unwrap(annotation: Any) -> tuple[Any, list[Any], bool, bool]:
    """Returns the bare type, its constraints, and whether it may be missing or is a list."""
    metadata: list[Any] = []
    nullable = many = False
    while True:
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            for extra in arguments[1:]:
                metadata.extend(extra.metadata if isinstance(extra, FieldInfo) else [extra])
            annotation = arguments[0]
        elif origin in (Union, UnionType) and NoneType in arguments:
            nullable = True
            annotation = next(a for a in arguments if a is not NoneType)
        elif origin is tuple:
            many = True
            annotation = arguments[0]
        else:
            return annotation, metadata, nullable, many


def _bound(metadata: list[Any], name: str) -> float | None:
    for constraint in metadata:
        value = getattr(constraint, name, None)
        if value is not None:
            return value  # type: ignore[no-any-return]
    return None
