"""The description of the interface, with what the framework cannot know of it.

Bodies are read with the readers of the command line and refusals are made in one place, so neither
is in a route's own types: the forms are added here.
"""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from api.routes.models import (
    CoverRequest,
    FeedRequest,
    Problem,
    PublishRequest,
    RescheduleRequest,
    SolveRequest,
)

_FORMS = (
    *(Problem, SolveRequest, PublishRequest, FeedRequest),
    *(RescheduleRequest, CoverRequest),
)
_EXAMPLE = {
    "type": "urn:kehou:service.stale_plan",
    "title": "Conflict",
    "status": 409,
    "detail": "这期间别人改过或发布过方案：请求针对状态 2.0，现在是 3.0。请重新取来方案……",
    "code": "service.stale_plan",
    "request_id": "req_0f3a",
}


def describe(app: FastAPI) -> None:
    """Makes an application describe itself whole."""

    def whole() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
            )
            _, forms = models_json_schema(
                [(form, "validation") for form in _FORMS],
                ref_template="#/components/schemas/{model}",
            )
            schemas = made.setdefault("components", {}).setdefault("schemas", {})
            schemas.update(forms["$defs"])
            schemas["Problem"]["examples"] = [_EXAMPLE]
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = whole  # type: ignore[method-assign]  # the framework's own way to extend it
