"""Plans: got, and checked after an edit."""

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from api.auth import Planner, Store, may_see
from api.bodies import RawBody, file_body, read_file
from api.problems import ProblemError
from api.routes import districts as district_routes
from api.routes.models import PlanInfo, problems
from api.routes.times import said_at
from api.store import districts, plans
from api.store.audit import Actor
from api.store.database import Database

if TYPE_CHECKING:
    from data.readers.plan_book.edits import EditedPlan
    from solver.domain import District
    from solver.plan import Plan
    from solver.policy.pack import PolicyPack

router = APIRouter(prefix="/v1/plans", tags=["plans"])
Version = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("", response_model=list[PlanInfo], responses=problems(404))
def list_of_district(
    database: Store, actor: Planner, district_id: Annotated[str, Query(max_length=80)]
) -> list[dict[str, Any]]:
    """Lists the plans of a district with their latest versions."""
    district_routes.known(database, actor, district_id, None)
    return [told(row) for row in plans.listed(database, district_id)]


@router.get("/{plan_id}", response_model=PlanInfo, responses=problems(404))
def get(response: Response, database: Store, actor: Planner, plan_id: str) -> dict[str, Any]:
    """Tells the latest version of a plan; its ETag is what a change names in If-Match."""
    found = told(known(database, actor, plan_id, None))
    response.headers["ETag"] = found["etag"]
    return found


@router.get(
    "/{plan_id}/versions/{version}",
    response_class=Response,
    responses={200: {"content": {"application/json": {}}}, **problems(404)},
)
def get_version(database: Store, actor: Planner, plan_id: str, version: Version) -> Response:
    """Returns a version of a plan: the very document that `kehou check` reads."""
    row = known(database, actor, plan_id, version)
    found = plans.load(database, plan_id, version)
    headers = {"ETag": f'"{row["digest"]}"'}
    return Response(found.model_dump_json(), headers=headers, media_type="application/json")


@router.post(
    "/{plan_id}/verify",
    response_model=dict[str, Any],
    responses=problems(400, 404, 422),
    openapi_extra=file_body("An edited plan, as JSON or as the workbook of `kehou export`.", "P"),
)
def verify(database: Store, actor: Planner, plan_id: str, body: RawBody) -> dict[str, Any]:
    """Checks an edited plan against the district of the stored one, as `kehou check` does.

    Nothing is stored. The answer is the verdict; of an edited workbook also the edits by cell.
    """
    row = known(database, actor, plan_id, None)
    district = districts.load(database, row["district_id"], row["district_version"])
    edited, pack, settled = edited_plan(body, district)
    from api.commands.edits import edit_records
    from solver import check

    record = check(district, pack, settled).model_dump(mode="json")
    return record | {"edits": edit_records(edited)} if edited.cells else record


def edited_plan(body: bytes, district: "District") -> "tuple[EditedPlan, PolicyPack, Plan]":
    """Returns what was edited, the pack of the plan, and the plan with its claims counted anew."""
    from data.readers import pack_ids, read_edited_plan, read_pack
    from solver import restated

    edited = read_file(body, "plan", lambda path: read_edited_plan(path, district))
    if edited.base.district_id != district.id:
        raise ProblemError(
            422, "cli.other_district", plan=edited.base.district_id, district=district.id
        )
    asked = edited.plan.provenance.pack_id
    if asked not in pack_ids():
        raise ProblemError(422, "input.unknown_pack", pack=asked, known=", ".join(pack_ids()))
    pack = read_pack(asked)
    return edited, pack, restated(district, pack, edited.plan) if edited.edits else edited.plan


def known(database: Database, actor: Actor, plan_id: str, version: int | None) -> dict[str, Any]:
    """Returns what is told of a version of a plan that a key may see; else 404."""
    row = plans.find(database, plan_id, version)
    if row is None or not may_see(actor, row["district_id"]):
        name = plan_id if version is None else f"{plan_id}/{version}"
        raise ProblemError(404, "service.no_plan", plan=name)
    return row


def told(row: dict[str, Any]) -> dict[str, Any]:
    """Returns a row as an answer tells it."""
    found = {**row, "created_at": said_at(row["created_at"]), "etag": etag(row)}
    del found["revision"]
    return found


def etag(row: dict[str, Any]) -> str:
    """Returns the state that a change is made for: latest version, and what was published since."""
    return f'"{row["latest"]}.{row["revision"]}"'
