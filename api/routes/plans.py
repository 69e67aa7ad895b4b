"""Plans: got, checked after an edit, changed, published; a school gets its own part."""

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Header, Path, Query, Request, Response

from api.auth import AnyKey, Planner, Store, may_see
from api.bodies import RawBody, file_body, json_body, read_file, read_json
from api.problems import ProblemError
from api.routes import districts as district_routes
from api.routes.models import PlanInfo, PublishRequest, problems
from api.routes.times import said_at
from api.store import changing, districts, plans
from api.store.audit import Actor
from api.store.database import Database
from api.store.districts import StaleVersionError
from api.views import busy_elsewhere, plan_of_school, state_of_part

if TYPE_CHECKING:
    from data.readers.plan_book.edits import EditedPlan
    from solver.domain import District
    from solver.plan import Plan
    from solver.policy.pack import PolicyPack

router = APIRouter(prefix="/v1/plans", tags=["plans"])
Version = Annotated[int, Path(ge=1, le=2**31 - 1)]
IfMatch = Annotated[str | None, Header()]
_JSON: dict[int | str, dict[str, Any]] = {200: {"content": {"application/json": {}}}}


@router.get("", response_model=list[PlanInfo], responses=problems(404, 422))
def list_of_district(
    database: Store, actor: AnyKey, district_id: Annotated[str, Query(max_length=80)]
) -> list[dict[str, Any]]:
    """Lists the plans of a district with their latest versions; for a school, those in force."""
    district_routes.known(database, actor, district_id, None)
    of_district = plans.published if actor.role == "school" else plans.listed
    return [told(row) for row in of_district(database, district_id)]


@router.get("/{plan_id}", response_model=PlanInfo, responses=problems(404))
def get(
    request: Request, response: Response, database: Store, actor: AnyKey, plan_id: str
) -> dict[str, Any]:
    """Tells the latest version of a plan; its ETag is what a change names in If-Match.

    A school's ETag is that of its own part: what happens at other schools does not touch it.
    """
    row = known(database, actor, plan_id, None)
    found = told(row) | {"etag": f'"{state_for(request, actor, row)}"'}
    response.headers["ETag"] = found["etag"]
    return found


@router.get(
    "/{plan_id}/versions/{version}",
    response_class=Response,
    responses={**_JSON, **problems(404, 422)},
)
def get_version(
    request: Request, database: Store, actor: AnyKey, plan_id: str, version: Version
) -> Response:
    """Returns a version of a plan as `kehou check` reads it; for a school, its part of it."""
    row = known(database, actor, plan_id, version)
    if actor.school_id is not None:  # the part is not what the digest is of
        recent = request.app.state.recent
        part = plan_of_school(recent.plan(row), recent.district(row), actor.school_id)
        return Response(part.model_dump_json(), media_type="application/json")
    headers = {"ETag": f'"{row["digest"]}"'}
    found = plans.load_json(database, plan_id, version)
    return Response(found, headers=headers, media_type="application/json")


@router.get(
    "/{plan_id}/versions/{version}/busy/{school_id}",
    response_model=list[dict[str, Any]],
    responses=problems(404, 422),
)
def get_busy(
    database: Store, actor: AnyKey, plan_id: str, version: Version, school_id: str
) -> list[dict[str, Any]]:
    """Tells when people who may serve at a school serve elsewhere: the time, not the place."""
    row = known(database, actor, plan_id, version)
    district = _district(database, row)
    own = actor.school_id in (None, school_id)
    if not own or school_id not in {s.id for s in district.schools}:
        raise ProblemError(404, "service.no_school", school=school_id)
    return busy_elsewhere(plans.load(database, plan_id, version), district, school_id)


@router.get(
    "/{plan_id}/versions/{version}/compare",
    response_model=dict[str, Any],
    responses=problems(404, 422),
)
def compare_versions(
    database: Store,
    actor: Planner,
    plan_id: str,
    version: Version,
    other: Annotated[str, Query(max_length=80)],
    other_version: Annotated[int, Query(ge=1, le=2**31 - 1)],
) -> dict[str, Any]:
    """Compares two stored plans of a district, as `kehou compare` does."""
    from dataclasses import asdict

    from solver import compare

    rows = [known(database, actor, plan_id, version), known(database, actor, other, other_version)]
    if rows[0]["district_id"] != rows[1]["district_id"]:
        one, two = (row["district_id"] for row in rows)
        raise ProblemError(422, "cli.other_district", plan=two, district=one)
    one, two = (plans.load(database, row["plan_id"], row["version"]) for row in rows)
    return asdict(compare(one, two))


@router.post(
    "/{plan_id}/verify",
    response_model=dict[str, Any],
    responses=problems(400, 404, 422),
    openapi_extra=file_body("An edited plan, as JSON or as the workbook of `kehou export`."),
)
def verify(database: Store, actor: Planner, plan_id: str, body: RawBody) -> dict[str, Any]:
    """Checks an edited plan against the district of the stored one, as `kehou check` does.

    Nothing is stored. The answer is the verdict; of an edited workbook also the edits by cell.
    """
    row = known(database, actor, plan_id, None)
    district = _district(database, row)
    edited, pack, settled = edited_plan(body, district)
    from api.commands.edits import edit_records
    from solver import check

    record = check(district, pack, settled).model_dump(mode="json")
    return record | {"edits": edit_records(edited)} if edited.cells else record


@router.post(
    "/{plan_id}/versions",
    status_code=201,
    response_model=PlanInfo,
    responses=problems(400, 404, 409, 422, 428),
    openapi_extra=file_body("An edited plan, as JSON or as the workbook of `kehou export`."),
)
def add_version(
    response: Response,
    database: Store,
    actor: Planner,
    plan_id: str,
    body: RawBody,
    if_match: IfMatch = None,
) -> dict[str, Any]:
    """Stores an edited plan as the next version, counted anew and checked.

    Plans with violations are stored too, to go on with them; they cannot be published.
    """
    row = known(database, actor, plan_id, None)
    asked = asked_state(if_match)
    district = _district(database, row)
    edited, pack, _ = edited_plan(body, district)
    from solver import restated

    update = {"version": row["latest"] + 1, "parent_digest": row["digest"]}
    made = restated(district, pack, edited.plan.model_copy(update=update))
    try:
        found = changing.add_version(database, actor, plan_id, asked, made, "edit")
    except StaleVersionError as stale:
        raise conflict(stale) from stale
    response.headers["Location"] = f"/v1/plans/{plan_id}/versions/{found['version']}"
    response.headers["ETag"] = etag(found)
    return told(found)


@router.post(
    "/{plan_id}/publish",
    response_model=PlanInfo,
    responses=problems(400, 404, 409, 422, 428),
    openapi_extra=json_body(PublishRequest),
)
def publish(
    response: Response,
    database: Store,
    actor: Planner,
    plan_id: str,
    body: RawBody,
    if_match: IfMatch = None,
) -> dict[str, Any]:
    """Puts a version of a plan in force for its district and term, in place of any other."""
    known(database, actor, plan_id, None)
    state = asked_state(if_match)
    asked = read_json(PublishRequest, body)
    row = known(database, actor, plan_id, asked.version)
    _fit_to_publish(database, row, asked.accept_unmet)
    try:
        found = changing.publish(database, actor, plan_id, asked.version, state)
    except StaleVersionError as stale:
        raise conflict(stale) from stale
    response.headers["ETag"] = etag(found)
    return told(found)


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
    """Returns what is told of a version of a plan that a key may see; else 404.

    A school sees what is in force, not what is still being worked on.
    """
    row = plans.find(database, plan_id, version)
    if row is not None and actor.role == "school":
        in_force = row["published"]
        is_asked = in_force is not None and version in (None, in_force)
        row = plans.find(database, plan_id, in_force) if is_asked else None
    if row is None or not may_see(actor, row["district_id"]):
        name = plan_id if version is None else f"{plan_id}/{version}"
        raise ProblemError(404, "service.no_plan", plan=name)
    return row


def told(row: dict[str, Any]) -> dict[str, Any]:
    """Returns a row as an answer tells it."""
    found = {**row, "etag": etag(row)}
    found |= {name: said_at(row[name]) for name in ("created_at", "published_at")}
    del found["revision"]
    return found


def state_for(request: Request, actor: Actor, row: dict[str, Any]) -> str:
    """Returns the state of a plan that a key's changes are made for."""
    if actor.school_id is None:
        return changing.state_of(row)
    recent = request.app.state.recent
    return state_of_part(recent.plan(row), recent.district(row), actor.school_id)


def etag(row: dict[str, Any]) -> str:
    """Returns the state of a plan as a header says it."""
    return f'"{changing.state_of(row)}"'


def _district(database: Database, row: dict[str, Any]) -> "District":
    return districts.load(database, row["district_id"], row["district_version"])


def asked_state(if_match: str | None) -> str:
    """Returns the state that a change names.

    Raises
    ------
    ProblemError
        428 if it names none.
    """
    if if_match is None:
        raise ProblemError(428, "service.no_if_match")
    return if_match.strip().removeprefix("W/").strip('"')[:40]


def conflict(stale: StaleVersionError) -> ProblemError:
    """Returns the refusal of a change that was made for another state."""
    return ProblemError(409, "service.stale_plan", asked=stale.asked, latest=stale.latest)


def _fit_to_publish(database: Database, row: dict[str, Any], accept_unmet: bool) -> None:
    """Refuses a plan that breaks a rule, or leaves needs unmet without this being meant."""
    plan = plans.load(database, row["plan_id"], row["version"])
    verdict = plan.verdict
    if verdict is None:
        from data.readers import read_pack
        from solver import check

        verdict = check(_district(database, row), read_pack(plan.provenance.pack_id), plan)
    if not verdict.ok:
        raise ProblemError(422, "service.not_legal", count=len(verdict.violations))
    if not verdict.complete and not accept_unmet:
        raise ProblemError(422, "service.leaves_unmet")
