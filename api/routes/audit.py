"""The trail of who did what."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.auth import Planner, Store
from api.problems import ProblemError
from api.routes.models import AuditRow, problems
from api.routes.times import said_at
from api.store import audit

router = APIRouter(prefix="/v1/audit", tags=["audit"])


@router.get("", response_model=list[AuditRow], responses=problems(404, 422))
def list_rows(
    database: Store,
    actor: Planner,
    district_id: Annotated[str | None, Query(max_length=80)] = None,
    after: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> list[dict[str, Any]]:
    """Lists rows after one, in their order: who, what, when, with the state before and after."""
    if actor.district_id is not None and district_id not in (None, actor.district_id):
        raise ProblemError(404, "service.no_district", district=district_id)
    rows = audit.listed(database, actor.district_id or district_id, after, limit)
    return [{**row, "at": said_at(row["at"])} for row in rows]
