"""Errors as ``application/problem+json`` (RFC 9457), in the words of the command line.

``code`` is the key of the message catalogue, the same in every language; ``errors`` lists each
finding of an input with its place.
"""

import errno
from collections.abc import Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException

from api.language import language_of
from api.logs import log, log_error
from api.store.database import is_unavailable
from solver.domain.messages import text

if TYPE_CHECKING:
    from solver.domain import InputFinding

MEDIA_TYPE = "application/problem+json"
_SHORT = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
"""What the system answers when disk, open files or memory are used up."""
_BY_STATUS = {
    400: "service.bad_request",
    404: "service.no_such_route",
    405: "service.wrong_method",
}


class ProblemError(Exception):
    """A refusal of a request.

    Parameters
    ----------
    status
        The HTTP status.
    code
        Key of the message catalogue.
    findings
        What is wrong with an input, one by one.
    headers
        Headers of the answer.
    answer
        What was found out all the same.
    params
        Values of the message.
    """

    def __init__(
        self,
        status: int,
        code: str,
        *,
        findings: "Sequence[InputFinding]" = (),
        headers: dict[str, str] | None = None,
        answer: dict[str, Any] | None = None,
        **params: object,
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.params = status, code, params
        self.findings, self.headers, self.answer = findings, headers, answer


def problem(request: Request, error: ProblemError) -> JSONResponse:
    """Returns the answer that tells a refusal in the language that the request asks for."""
    lang = language_of(request)
    content: dict[str, Any] = {
        "type": f"urn:kehou:{error.code}",
        "title": HTTPStatus(error.status).phrase,
        "status": error.status,
        "detail": text(error.code, lang, **error.params),
        "code": error.code,
        "request_id": getattr(request.state, "request_id", None),
    }
    if error.findings:
        content["errors"] = [
            {**found.model_dump(mode="json"), "message": text(found.code, lang, **found.params)}
            for found in error.findings
        ]
    if error.answer is not None:
        content["answer"] = jsonable_encoder(error.answer)
    headers = {"Content-Language": lang, "Vary": "Accept-Language", **(error.headers or {})}
    return JSONResponse(content, error.status, headers, media_type=MEDIA_TYPE)


def add_handlers(app: FastAPI) -> None:
    """Makes every error of an application such an answer."""

    @app.exception_handler(ProblemError)
    def _refused(request: Request, error: ProblemError) -> JSONResponse:
        return problem(request, error)

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> JSONResponse:
        code = _BY_STATUS.get(error.status_code, "service.bad_request")
        headers = dict(error.headers) if error.headers else None
        return problem(request, ProblemError(error.status_code, code, headers=headers))

    @app.exception_handler(RequestValidationError)
    def _parameters(request: Request, error: RequestValidationError) -> JSONResponse:
        from solver.domain import InputFinding

        findings = []
        for item in error.errors():
            name = str(item["loc"][-1])
            where = ".".join(str(step) for step in item["loc"])
            words = {"name": name}
            findings.append(InputFinding(where=where, code="service.bad_parameter", params=words))
        return problem(request, ProblemError(422, "service.bad_parameters", findings=findings))

    @app.exception_handler(DBAPIError)
    def _database(request: Request, error: DBAPIError) -> JSONResponse:
        if not is_unavailable(error):
            return _defect(request, error)
        log("database unavailable", error=type(error).__name__)
        return problem(
            request, ProblemError(503, "service.database_unavailable", headers={"Retry-After": "2"})
        )

    @app.exception_handler(PoolTimeoutError)
    def _busy(request: Request, error: PoolTimeoutError) -> JSONResponse:
        return problem(
            request, ProblemError(503, "service.database_unavailable", headers={"Retry-After": "2"})
        )

    @app.exception_handler(OSError)
    def _system(request: Request, error: OSError) -> JSONResponse:
        if error.errno not in _SHORT:
            return _defect(request, error)
        log("system resources short", error=errno.errorcode[error.errno])
        return problem(
            request, ProblemError(503, "service.system_short", headers={"Retry-After": "30"})
        )

    @app.exception_handler(Exception)
    def _any(request: Request, error: Exception) -> JSONResponse:
        return _defect(request, error)


def _defect(request: Request, error: Exception) -> JSONResponse:
    try:
        raise error
    except Exception:
        log_error("defect", request_id=getattr(request.state, "request_id", None))
    return problem(request, ProblemError(500, "service.defect"))
