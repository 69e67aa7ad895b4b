"""What comes in with a request, read with the very readers of the command line."""

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError

from api.problems import ProblemError
from solver.domain.errors import InputErrors, InputFinding

Model = TypeVar("Model", bound=BaseModel)
Read = TypeVar("Read")
_ZIP = b"PK"
MOST_BYTES = 64 * 2**20
"""Bytes of a request's body at most; a district of 200 schools with all its students has 30 MiB."""
MOST_UNPACKED = 400 * 2**20
"""Bytes of a workbook once it is unpacked, at most."""


async def _body(request: Request) -> bytes:
    """Reads a body as far as it may go, whatever length it says it has."""
    said = request.headers.get("content-length", "")
    most = MOST_BYTES
    if said.isdecimal() and int(said) > most:
        raise ProblemError(413, "service.too_large", most=most // 2**20)
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise ProblemError(413, "service.too_large", most=most // 2**20)
        parts.append(part)
    return b"".join(parts)


RawBody = Annotated[bytes, Depends(_body)]


def json_body(model: type[BaseModel]) -> dict[str, Any]:
    """Returns how a route documents its body of JSON."""
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}  # see ``api.openapi``
    content = {"application/json": {"schema": schema}}
    return {"requestBody": {"required": True, "content": content}}


def file_body(what: str) -> dict[str, Any]:
    """Returns how a route documents its body: a JSON file or a workbook, as it is."""
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {
        "requestBody": {
            "required": True,
            "description": what,
            "content": {
                "application/json": {"schema": {"type": "object"}},
                sheet: {"schema": {"type": "string", "format": "binary"}},
            },
        }
    }


def read_json(model: type[Model], body: bytes) -> Model:
    """Returns a body of JSON as a record.

    Raises
    ------
    ProblemError
        With every mistake: 400 for what is no JSON, 422 for the rest.
    """
    from data.readers.json_syntax import JsonSyntaxError, parse_json
    from data.readers.pydantic_errors import json_finding, json_shown, problems_of

    try:
        content = body.decode("utf-8-sig")
        tree = parse_json(content)
    except UnicodeDecodeError as error:
        raise _unreadable("input.not_utf8", file="body") from error
    except JsonSyntaxError as error:
        words = {name: str(value) for name, value in error.params.items()}
        raise _unreadable(f"input.{error.code}", **words) from error
    if not isinstance(tree, dict):
        raise _unreadable("input.not_one_object", value=json_shown(tree))
    try:
        return model.model_validate_json(content, strict=True)
    except ValidationError as error:
        findings = [json_finding(found) for found in problems_of(error, tree, model)]
        raise ProblemError(
            422, "service.refused", findings=findings, count=len(findings)
        ) from error


def read_file(body: bytes, stem: str, reader: Callable[[Path], Read]) -> Read:
    """Returns what a reader of files makes of a body.

    Raises
    ------
    ProblemError
        With every finding of the reader.
    """
    if not body:
        raise ProblemError(400, "service.no_body")
    with _as_file(body, stem) as path:
        try:
            return reader(path)
        except InputErrors as refused:
            raise refusal(refused.errors) from refused


def refusal(findings: Any) -> ProblemError:
    """Returns the refusal of an input with its findings."""
    found = tuple(findings)
    return ProblemError(422, "service.refused", findings=found, count=len(found))


@contextmanager
def _as_file(body: bytes, stem: str) -> Iterator[Path]:
    """Gives a body as a file, gone afterwards; readers tell by its content what it is."""
    _unpacks(body)
    suffix = ".xlsx" if body.startswith(_ZIP) else ".json"
    with tempfile.TemporaryDirectory(prefix="kehou-") as folder:
        path = Path(folder) / f"{stem}{suffix}"
        path.write_bytes(body)
        yield path


def _unpacks(body: bytes) -> None:
    """Refuses an archive that is small as it comes and huge as it opens."""
    if not body.startswith(_ZIP):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            whole = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        return  # the reader says what it is
    if whole > MOST_UNPACKED:
        raise ProblemError(413, "service.too_large_unpacked", most=MOST_UNPACKED // 2**20)


def _unreadable(code: str, **words: str) -> ProblemError:
    finding = InputFinding(where="$", code=code, params=words)
    return ProblemError(400, "service.refused", findings=(finding,), count=1)
