"""Districts: uploaded as JSON or as a workbook, every version kept."""

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Header, Path, Request, Response

from api.auth import Planner, Store, may_see
from api.bodies import RawBody, file_body, read_file, refusal
from api.language import language_of
from api.problems import ProblemError
from api.routes.models import DistrictInfo, InputNote, StudentsDeleted, problems
from api.routes.times import said_at
from api.store import districts, students
from api.store.audit import Actor
from api.store.database import Database
from solver.domain.messages import text

if TYPE_CHECKING:
    from pathlib import Path as FilePath

    from solver.domain import District, InputFinding

router = APIRouter(prefix="/v1/districts", tags=["districts"])
Version = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.post(
    "",
    status_code=201,
    response_model=DistrictInfo,
    responses={200: {"model": DistrictInfo}, **problems(400, 412, 422)},
    openapi_extra=file_body("A district as `kehou validate` takes it."),
)
def add(
    request: Request,
    response: Response,
    database: Store,
    actor: Planner,
    body: RawBody,
    if_match: Annotated[str | None, Header()] = None,
) -> dict[str, Any]:
    """Stores a district as its next version: 201, or 200 if the latest version holds the same.

    With If-Match, only if that is still the latest version (`"0"`: if there is none).
    """
    notes: list[InputFinding] = []
    read = read_file(body, "district", lambda path: _ready(path, notes))
    if not may_see(actor, read.id):
        raise ProblemError(403, "service.other_district", district=read.id)
    try:
        kept = districts.add(database, read, actor, _number(if_match))
    except districts.StaleVersionError as stale:
        raise ProblemError(
            412, "service.stale_district", asked=stale.asked, latest=stale.latest
        ) from stale
    response.status_code = 201 if kept.is_new else 200
    response.headers["Location"] = f"/v1/districts/{read.id}/versions/{kept.row['version']}"
    response.headers["ETag"] = f'"{kept.row["version"]}"'
    return told(kept.row) | {"notes": _said(notes, language_of(request))}


@router.get("", response_model=list[DistrictInfo], responses=problems())
def list_all(database: Store, actor: Planner) -> list[dict[str, Any]]:
    """Lists the districts with their latest versions."""
    return [told(r) for r in districts.listed(database) if may_see(actor, r["district_id"])]


@router.get("/{district_id}", response_model=DistrictInfo, responses=problems(404))
def get(response: Response, database: Store, actor: Planner, district_id: str) -> dict[str, Any]:
    """Tells the latest version of a district."""
    row = known(database, actor, district_id, None)
    response.headers["ETag"] = f'"{row["version"]}"'
    return told(row)


@router.get("/{district_id}/versions", response_model=list[DistrictInfo], responses=problems(404))
def list_versions(database: Store, actor: Planner, district_id: str) -> list[dict[str, Any]]:
    """Lists all versions of a district, the first one first."""
    known(database, actor, district_id, None)
    return [told(row) for row in districts.listed(database, district_id)]


@router.get(
    "/{district_id}/versions/{version}",
    response_class=Response,
    responses={200: {"content": {"application/json": {}}}, **problems(404)},
)
def get_version(database: Store, actor: Planner, district_id: str, version: Version) -> Response:
    """Returns a version of a district: the very document that `kehou solve` reads."""
    row = known(database, actor, district_id, version)
    found = districts.load_json(database, district_id, version)
    headers = {"ETag": f'"{row["digest"]}"'}
    return Response(found, headers=headers, media_type="application/json")


@router.delete(
    "/{district_id}/terms/{term_id}/students",
    response_model=StudentsDeleted,
    responses=problems(404, 409),
)
def delete_students(
    request: Request, database: Store, actor: Planner, district_id: str, term_id: str
) -> dict[str, int]:
    """Deletes the students of a term from all versions and plans; counts of choices stay.

    Backups that were made before still hold them.
    """
    known(database, actor, district_id, None)
    try:
        found = students.delete_students(database, actor, district_id, term_id)
        request.app.state.recent.forget()
        request.app.state.answers.forget()
        return found
    except students.OpenJobsError as error:
        raise ProblemError(409, "service.open_jobs", district=district_id) from error
    except LookupError as error:
        name = f"{district_id}/{term_id}"
        raise ProblemError(404, "service.no_term", term=name) from error


def known(
    database: Database, actor: Actor, district_id: str, version: int | None
) -> dict[str, Any]:
    """Returns what is told of a version that a key may see.

    Raises
    ------
    ProblemError
        404 if there is none.
    """
    row = districts.find(database, district_id, version) if may_see(actor, district_id) else None
    if row is None:
        name = district_id if version is None else f"{district_id}/{version}"
        raise ProblemError(404, "service.no_district", district=name)
    return row


def told(row: dict[str, Any]) -> dict[str, Any]:
    """Returns a row as an answer tells it."""
    times = {name: said_at(row[name]) for name in ("created_at", "students_deleted_at")}
    return {**row, **times}


def _ready(path: "FilePath", notes: "list[InputFinding]") -> "District":
    """Reads a district and refuses one that lacks what its policy needs."""
    from data.readers import located, pack_ids, read_district, read_pack
    from solver.policy.requirements import missing_inputs

    district = read_district(path, pack_ids(), notes)
    missing = missing_inputs(district, read_pack(district.policy_pack_id))
    if missing:
        raise refusal(located(path, missing))
    return district


def _number(if_match: str | None) -> int | None:
    if if_match is None or if_match.strip() == "*":
        return None
    asked = if_match.strip().removeprefix("W/").strip('"')
    if not asked.isdecimal() or len(asked) > 9:
        raise ProblemError(412, "service.stale_district", asked=asked[:40], latest="?")
    return int(asked)


def _said(notes: "list[InputFinding]", lang: str) -> list[InputNote]:
    return [
        InputNote(message=text(note.code, lang, **note.params), **note.model_dump())
        for note in notes
    ]
