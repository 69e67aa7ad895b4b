"""Whether the service lives, and whether it can work."""

from typing import Any

from fastapi import APIRouter, Request, Response

from api.auth import Store
from api.metrics import CONTENT_TYPE
from api.store.migrate import is_current
from solver.version import VERSION

router = APIRouter(tags=["health"])


@router.get("/health", response_model=dict[str, Any])
def health() -> dict[str, Any]:
    """Answers as long as the process can answer at all."""
    return {"status": "ok", "version": VERSION}


@router.get("/ready", response_model=dict[str, Any], responses={503: {"description": "Not ready"}})
def ready(response: Response, database: Store) -> dict[str, Any]:
    """Answers 200 if the database answers and has the tables of this version."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        state = "ok" if is_current(database) else "other_version"
    except SQLAlchemyError:
        state = "unavailable"
    response.status_code = 200 if state == "ok" else 503
    return {"status": "ready" if state == "ok" else "not_ready", "database": state}


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
def metrics(request: Request) -> Response:
    """Figures for Prometheus: counts and times, of nobody in particular."""
    return Response(request.app.state.metrics.page(), media_type=CONTENT_TYPE)
