"""Calendar feeds: an address per person that calendar programs ask again and again.

Such programs send no key, so the address itself is the secret. It always shows the plan in force.
"""

from typing import Any

from fastapi import APIRouter, Request, Response

from api.auth import AnyKey, Store
from api.bodies import RawBody, json_body, read_json
from api.language import language_of
from api.problems import ProblemError
from api.routes import districts as district_routes
from api.routes.documents import calendar
from api.routes.models import FeedInfo, FeedRequest, problems
from api.store import districts, feeds, plans

router = APIRouter(prefix="/v1/feeds", tags=["feeds"])


@router.post(
    "",
    status_code=201,
    response_model=FeedInfo,
    responses=problems(400, 404, 422),
    openapi_extra=json_body(FeedRequest),
)
def create(database: Store, actor: AnyKey, body: RawBody) -> dict[str, Any]:
    """Makes the address of a person's calendar; it is told once. A school's: of its own staff."""
    asked = read_json(FeedRequest, body)
    row = district_routes.known(database, actor, asked.district_id, None)
    district = districts.load(database, asked.district_id, row["version"])
    person = next((p for p in district.staff if p.id == asked.staff_id), None)
    if person is None or actor.school_id not in (None, person.home_school_id):
        raise ProblemError(404, "service.no_person", person=asked.staff_id)
    feed_id, secret = feeds.create(database, actor, asked.district_id, asked.staff_id)
    return {"feed_id": feed_id, "path": f"/v1/feeds/{secret}.ics"}


@router.delete("/{feed_id}", status_code=204, response_class=Response, responses=problems(404))
def revoke(database: Store, actor: AnyKey, feed_id: str) -> None:
    """Ends an address at once."""
    if not feeds.revoke(database, actor, feed_id):
        raise ProblemError(404, "service.no_feed")


@router.get(
    "/{feed}.ics",
    response_class=Response,
    responses={200: {"content": {"text/calendar": {}}}, **problems(404)},
)
def get(request: Request, database: Store, feed: str) -> Response:
    """Returns a person's calendar by the plan in force; without a key, the address is one."""
    row = feeds.find(database, feed)
    if row is None:
        request.app.state.limits.strange(request)
        raise ProblemError(404, "service.no_feed")
    request.app.state.limits.take(row["id"])
    from data.readers import read_pack

    in_force = plans.published(database, row["district_id"])
    if not in_force:
        raise ProblemError(404, "service.nothing_published")
    latest = max(in_force, key=lambda p: float(p["published_at"]))
    plan = plans.load(database, latest["plan_id"], latest["version"])
    # Programs replace what they have by the number of the version, whichever plan it is of.
    plan = plan.model_copy(update={"version": latest["revision"]})
    district = districts.load(database, row["district_id"], latest["district_version"])
    pack = read_pack(plan.provenance.pack_id)
    content = calendar(district, pack, plan, row["staff_id"], language_of(request))
    headers = {"Cache-Control": "private, max-age=300"}
    return Response(content, headers=headers, media_type="text/calendar")
