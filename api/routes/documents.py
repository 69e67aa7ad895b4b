"""The documents of a plan and the calendars of its people; a school's are about itself alone."""

import io
import tempfile
import zipfile
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.auth import AnyKey, Store
from api.language import language_of
from api.problems import ProblemError
from api.routes.models import problems
from api.routes.plans import Version, known
from api.store import districts, plans
from api.store.audit import Actor
from api.store.database import Database
from api.views import district_of_school, plan_of_school

if TYPE_CHECKING:
    from data.documents.months import Month
    from solver.domain import District
    from solver.plan import Plan
    from solver.policy.pack import PolicyPack

router = APIRouter(prefix="/v1/plans/{plan_id}/versions/{version}", tags=["documents"])
_ZIP: dict[int | str, dict[str, Any]] = {200: {"content": {"application/zip": {}}}}


@router.get("/documents", response_class=Response, responses={**_ZIP, **problems(404, 422)})
def export_plan(
    request: Request,
    database: Store,
    actor: AnyKey,
    plan_id: str,
    version: Version,
    formats: Annotated[str, Query(alias="format", max_length=80)] = "xlsx,html,ics",
) -> Response:
    """Returns what `kehou export` writes, as one archive."""
    from data.writers import FORMATS, export

    wanted = tuple(dict.fromkeys(w.strip() for w in formats.lower().split(",") if w.strip()))
    if not wanted or not set(wanted) <= set(FORMATS):
        raise ProblemError(
            422, "service.not_among", name="format", asked=formats, known=", ".join(FORMATS)
        )
    district, pack, plan = _of(database, actor, plan_id, version)
    with tempfile.TemporaryDirectory(prefix="kehou-") as folder:
        export(district, pack, plan, folder, wanted, language_of(request))
        return _archive(FilePath(folder), "plan.zip")


@router.get("/reports", response_class=Response, responses={**_ZIP, **problems(404, 422)})
def report_plan(
    request: Request,
    database: Store,
    actor: AnyKey,
    plan_id: str,
    version: Version,
    month: Annotated[str | None, Query(max_length=20)] = None,
    documents: Annotated[str | None, Query(max_length=400)] = None,
) -> Response:
    """Returns what `kehou report` writes, as one archive."""
    from data.documents import write_documents
    from data.documents.registry import REPORTS

    names = [r.key for r in REPORTS]
    wanted = [w.strip() for w in (documents or "").split(",") if w.strip()]
    if not set(wanted) <= set(names):
        raise ProblemError(
            422, "service.not_among", name="documents", asked=documents, known=", ".join(names)
        )
    district, pack, plan = _of(database, actor, plan_id, version)
    months = (_month(month, district),) if month is not None else ()
    if plan.verdict is None and actor.school_id is None:
        from solver import check

        plan = plan.model_copy(update={"verdict": check(district, pack, plan)})
    with tempfile.TemporaryDirectory(prefix="kehou-") as folder:
        write_documents(district, pack, plan, folder, months, language_of(request), wanted)
        return _archive(FilePath(folder), "reports.zip")


@router.get(
    "/calendars/{staff_id}",
    response_class=Response,
    responses={200: {"content": {"text/calendar": {}}}, **problems(404, 422)},
)
def get_calendar(
    request: Request,
    database: Store,
    actor: AnyKey,
    plan_id: str,
    version: Version,
    staff_id: str,
) -> Response:
    """Returns the calendar of a person: every date of the term on which the person serves."""
    district, pack, plan = _of(database, actor, plan_id, version)
    if staff_id not in {p.id for p in district.staff}:
        raise ProblemError(404, "service.no_person", person=staff_id)
    content = calendar(district, pack, plan, staff_id, language_of(request))
    return Response(content, media_type="text/calendar")


def calendar(
    district: "District", pack: "PolicyPack", plan: "Plan", staff_id: str, lang: str
) -> bytes:
    """Returns the calendar file of a person."""
    from data.writers.calendars import calendar_of
    from data.writers.view import PlanView

    return calendar_of(PlanView(district, pack, plan, lang), staff_id)


def _of(
    database: Database, actor: Actor, plan_id: str, version: int
) -> "tuple[District, PolicyPack, Plan]":
    """Returns a plan with its district and pack, as far as a key may see them."""
    from data.readers import read_pack

    row = known(database, actor, plan_id, version)
    district = districts.load(database, row["district_id"], row["district_version"])
    plan = plans.load(database, plan_id, version)
    pack = read_pack(plan.provenance.pack_id)
    if actor.school_id is None:
        return district, pack, plan
    own = district_of_school(district, plan, actor.school_id)
    return own, pack, plan_of_school(plan, district, actor.school_id)


def _month(said: str, district: "District") -> "Month":
    from data.documents.months import months_of, parse_month

    in_term = months_of(district.term)
    try:
        month = parse_month(said)
    except ValueError:
        month = None
    if month is None or month not in in_term:
        first, last = str(in_term[0]), str(in_term[-1])
        raise ProblemError(422, "service.not_in_term", asked=said, first=first, last=last)
    return month


def _archive(folder: FilePath, name: str) -> Response:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content.getvalue(), headers=headers, media_type="application/zip")
