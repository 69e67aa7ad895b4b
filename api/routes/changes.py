"""Changes of a plan in force that are made while the request waits: absences, closed rooms, cover.

A planner's new version is a draft until it is published. A school changes its own people's places
only, and its new version is in force at once: whoever decided for another state gets 409.
"""

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter, Request

from api.answering import Answers, Ask
from api.auth import AnyKey, Store
from api.bodies import RawBody, json_body, read_file, read_json, refusal
from api.language import language_of
from api.problems import ProblemError
from api.routes.models import CoverRequest, Rescheduled, RescheduleRequest, problems
from api.routes.plans import IfMatch, asked_state, conflict, known, state_for, told
from api.store import changing
from api.store.audit import Actor
from api.store.database import Database
from api.store.districts import StaleVersionError
from solver.domain import District
from solver.domain.changes import ChangeRequest
from solver.domain.errors import InputErrors
from solver.plan import Plan

router = APIRouter(prefix="/v1/plans/{plan_id}", tags=["changes"])
_PLACE = ("plan_id", "version", "digest", "district_id", "district_version")
TURNS = 4
"""How often a school's change is sought, if other processes keep being faster."""
_REFUSED = (400, 404, 409, 422, 428)


@router.post(
    "/reschedule",
    status_code=201,
    response_model=Rescheduled,
    responses=problems(*_REFUSED),
    openapi_extra=json_body(RescheduleRequest),
)
def reschedule(
    request: Request,
    database: Store,
    actor: AnyKey,
    plan_id: str,
    body: RawBody,
    if_match: IfMatch = None,
) -> dict[str, Any]:
    """Makes the version in which a change holds, as `kehou reschedule` does: fewest changes.

    One that cannot be is refused with its reasons under `answer`.
    """
    row, state = _base(database, actor, plan_id), asked_state(if_match)
    asked = read_json(RescheduleRequest, body)
    district = request.app.state.recent.district(row)
    from data.readers import read_change

    said = asked.change.model_dump_json().encode()
    change = read_file(said, "change", lambda path: read_change(path, district))
    _own_changes(actor, district, change)
    return _answered(request, database, actor, row, state, asked)


@router.post(
    "/cover",
    status_code=201,
    response_model=Rescheduled,
    responses=problems(*_REFUSED),
    openapi_extra=json_body(CoverRequest),
)
def cover(
    request: Request,
    database: Store,
    actor: AnyKey,
    plan_id: str,
    body: RawBody,
    if_match: IfMatch = None,
) -> dict[str, Any]:
    """Covers all absences of a day together or none, as `kehou cover` does."""
    row, state = _base(database, actor, plan_id), asked_state(if_match)
    asked = read_json(CoverRequest, body)
    district = request.app.state.recent.district(row)
    _own_people(actor, district, asked.absent)
    return _answered(request, database, actor, row, state, asked)


def _base(database: Database, actor: Actor, plan_id: str) -> dict[str, Any]:
    """Returns the version that is changed: the one in force, else the latest."""
    row = known(database, actor, plan_id, None)
    if row["published"] is not None:
        row = known(database, actor, plan_id, row["published"])
    return row


def _own_people(actor: Actor, district: District, staff_ids: Iterable[str]) -> None:
    """Refuses a school that speaks for people who are not its own."""
    if actor.school_id is None:
        return
    own = {p.id for p in district.staff if p.home_school_id == actor.school_id}
    for staff_id in staff_ids:
        if staff_id not in own:
            raise ProblemError(404, "service.no_person", person=staff_id)


def _own_changes(actor: Actor, district: District, request: ChangeRequest) -> None:
    """Refuses a school that speaks for people, rooms or schools which are not its own."""
    if actor.school_id is None:
        return
    _own_people(actor, district, (c.staff_id for c in request.changes if c.kind == "absence"))
    own = {r.id for s in district.schools if s.id == actor.school_id for r in s.rooms}
    for change in request.changes:
        if change.kind == "room_closed" and change.room_id not in own:
            raise ProblemError(404, "service.no_room", room=change.room_id)
        if change.kind == "rain" and set(change.school_ids) != {actor.school_id}:
            raise ProblemError(403, "service.rain_elsewhere", school=actor.school_id)


def _answered(
    request: Request,
    database: Database,
    actor: Actor,
    row: dict[str, Any],
    asked: str,
    wanted: RescheduleRequest | CoverRequest,
) -> dict[str, Any]:
    """Finds the new version and stores it.

    Changes of one plan wait for each other here: what one school changes is what the next one
    starts from. Where another process was faster all the same, a school's change is sought anew as
    long as its own part is as it was.
    """
    with request.app.state.recent.one_at_a_time(row["plan_id"]):
        for turn in range(TURNS):
            row = _base(database, actor, row["plan_id"])
            if asked != state_for(request, actor, row):
                raise conflict(changing.refuse(database, actor, row, asked))
            made, said = _found(request, actor, row, wanted)
            try:
                found = changing.add_version(
                    database,
                    actor,
                    row["plan_id"],
                    changing.state_of(row),
                    made,
                    "reschedule",
                    in_force=actor.role == "school",
                    tells_stale=actor.role != "school" or turn == TURNS - 1,
                )
            except StaleVersionError as stale:
                if actor.role == "school" and turn < TURNS - 1:
                    continue
                raise conflict(stale) from stale
            return {**said, "plan": told(found)}
    raise AssertionError("the last turn returns or raises")


def _found(
    request: Request,
    actor: Actor,
    row: dict[str, Any],
    wanted: RescheduleRequest | CoverRequest,
) -> tuple[Plan, dict[str, Any]]:
    """Returns the new version and what is said of it, or refuses with the reasons."""
    kind = "cover" if isinstance(wanted, CoverRequest) else "reschedule"
    place = {name: row[name] for name in _PLACE}
    answers: Answers = request.app.state.answers
    try:
        found = answers.ask(Ask(kind, place, wanted.model_dump(mode="json")))
    except InputErrors as refused:
        raise refusal(refused.errors) from refused
    touched = {change["school_id"] for change in found.answer["changes"]}
    if actor.school_id is not None and not touched <= {actor.school_id}:
        raise ProblemError(422, "service.touches_others")
    district = request.app.state.recent.district(row)
    said = _said(found.answer, actor, district, language_of(request))
    if found.plan_json is None:
        raise ProblemError(422, f"service.reschedule_{said['status']}", answer=said)
    return Plan.model_validate_json(found.plan_json), said


def _said(answer: dict[str, Any], actor: Actor, district: District, lang: str) -> dict[str, Any]:
    """Returns an answer as it is told; of people of other schools a school hears no reasons."""
    own = {p.id for p in district.staff if actor.school_id in (None, p.home_school_id)}
    refused = []
    for item in answer["refused"]:
        reasons = [
            {
                "staff_id": r["staff_id"],
                "inside": r["inside"],
                "text": r[f"text_{lang}"] if r["staff_id"] in own else "",
            }
            for r in item["reasons"]
        ]
        refused.append({**item, "reasons": reasons})
    problems_ = answer["problems"] if actor.school_id is None else []
    return {**answer, "refused": refused, "problems": problems_}
