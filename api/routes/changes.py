"""Changes of a plan in force that are made while the request waits: absences, cover for a day.

A planner's new version is a draft until it is published. A school changes its own people's places
only, and its new version is in force at once: whoever decided for another state gets 409.
"""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request

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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from solver.domain import District
    from solver.plan import Plan
    from solver.plan.rescheduled import Rescheduled as Answer
    from solver.policy.pack import PolicyPack

    Find = Callable[[District, PolicyPack, Plan], Answer]

router = APIRouter(prefix="/v1/plans/{plan_id}", tags=["changes"])
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
    _own_people(actor, district, (c.staff_id for c in change.changes))

    def find(district: "District", pack: "PolicyPack", plan: "Plan") -> "Answer":
        from solver import reschedule as run

        return run(district, pack, plan, change, time_limit_s=asked.time_limit_s, seed=asked.seed)

    return _answered(request, database, actor, row, state, find)


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

    def find(district: "District", pack: "PolicyPack", plan: "Plan") -> "Answer":
        from solver import cover as run

        return run(
            district,
            pack,
            plan,
            asked.day,
            asked.absent,
            reason=asked.reason,
            most_extra=asked.most_extra,
            time_limit_s=asked.time_limit_s,
            seed=asked.seed,
        )

    return _answered(request, database, actor, row, state, find)


def _base(database: Database, actor: Actor, plan_id: str) -> dict[str, Any]:
    """Returns the version that is changed: the one in force, else the latest."""
    row = known(database, actor, plan_id, None)
    if row["published"] is not None:
        row = known(database, actor, plan_id, row["published"])
    return row


def _own_people(actor: Actor, district: "District", staff_ids: "Iterable[str]") -> None:
    """Refuses a school that speaks for people who are not its own."""
    if actor.school_id is None:
        return
    own = {p.id for p in district.staff if p.home_school_id == actor.school_id}
    for staff_id in staff_ids:
        if staff_id not in own:
            raise ProblemError(404, "service.no_person", person=staff_id)


def _answered(
    request: Request,
    database: Database,
    actor: Actor,
    row: dict[str, Any],
    asked: str,
    find: "Find",
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
            answer, said = _found(request, actor, row, find)
            try:
                found = changing.add_version(
                    database,
                    actor,
                    row["plan_id"],
                    changing.state_of(row),
                    answer,
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
    request: Request, actor: Actor, row: dict[str, Any], find: "Find"
) -> "tuple[Plan, dict[str, Any]]":
    """Returns the new version and what is said of it, or refuses with the reasons."""
    from data.readers import read_pack
    from solver.domain.errors import InputErrors

    recent = request.app.state.recent
    district, plan = recent.district(row), recent.plan(row)
    try:
        answer = find(district, read_pack(plan.provenance.pack_id), plan)
    except InputErrors as refused:
        raise refusal(refused.errors) from refused
    touched = {change.school_id for change in answer.changes}
    if actor.school_id is not None and not touched <= {actor.school_id}:
        raise ProblemError(422, "service.touches_others")
    said = _said(answer, actor, district, language_of(request))
    if answer.plan is None:
        raise ProblemError(422, f"service.reschedule_{answer.status}", answer=said)
    return answer.plan, said


def _said(answer: "Answer", actor: Actor, district: "District", lang: str) -> dict[str, Any]:
    """Returns an answer as it is told; of people of other schools a school hears no reasons."""
    own = {p.id for p in district.staff if actor.school_id in (None, p.home_school_id)}
    refused = []
    for item in answer.refused:
        reasons = [
            {
                "staff_id": r.staff_id,
                "inside": r.inside,
                "text": (r.text_zh if lang == "zh" else r.text_en) if r.staff_id in own else "",
            }
            for r in item.reasons
        ]
        refused.append({**asdict(item), "reasons": reasons})
    names = ("status", "affected", "affected_bound", "changed", "changed_bound")
    return {
        **{name: getattr(answer, name) for name in names},
        "changes": [asdict(change) for change in answer.changes],
        "refused": refused,
        "people": list(answer.people),
        "classes": list(answer.classes),
        "problems": [v.model_dump(mode="json") for v in answer.problems]
        if actor.school_id is None
        else [],
    }
