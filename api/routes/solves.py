"""Solves: accepted at once, carried out by workers, watched, cancelled."""

import hashlib
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from anyio import sleep, to_thread
from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import StreamingResponse

from api.auth import Planner, Store, may_see
from api.bodies import RawBody, json_body, read_file, read_json
from api.jobs import queue
from api.jobs.events import events_after
from api.problems import ProblemError
from api.routes import districts as district_routes
from api.routes.models import SolveInfo, SolveRequest, problems
from api.routes.times import said_at
from api.store import districts, plans
from api.store.audit import Actor
from api.store.database import Database

router = APIRouter(prefix="/v1/solves", tags=["solves"])
LOOK_S = 0.4
"""Seconds between two looks for new events."""
QUIET_S = 15.0
"""Seconds after which a listener is told that there is nothing new, so that it stays."""


@router.post(
    "",
    status_code=202,
    response_model=SolveInfo,
    responses=problems(400, 404, 409, 422),
    openapi_extra=json_body(SolveRequest),
)
def submit(
    response: Response,
    database: Store,
    actor: Planner,
    body: RawBody,
    idempotency_key: Annotated[str | None, Header(max_length=200)] = None,
) -> dict[str, Any]:
    """Accepts a solve. The same Idempotency-Key with the same body is the same solve."""
    if not idempotency_key:
        raise ProblemError(400, "service.no_idempotency_key")
    asked = read_json(SolveRequest, body)
    row = district_routes.known(database, actor, asked.district_id, asked.district_version)
    settings = _settings(database, asked, row)
    said = json.dumps(asked.model_dump(mode="json"), sort_keys=True)
    try:
        job_id, _ = queue.submit(
            database,
            actor,
            (asked.district_id, row["version"]),
            settings,
            idempotency_key,
            hashlib.sha256(said.encode()).hexdigest(),
        )
    except queue.OtherRequestError as error:
        raise ProblemError(409, "service.key_of_other_request", name=idempotency_key) from error
    response.headers["Location"] = f"/v1/solves/{job_id}"
    return told(known(database, actor, job_id))


@router.get("", response_model=list[SolveInfo], responses=problems())
def list_latest(
    database: Store, actor: Planner, limit: Annotated[int, Query(ge=1, le=500)] = 50
) -> list[dict[str, Any]]:
    """Lists the latest solves, the last one first."""
    return [told(row) for row in queue.listed(database, actor.district_id, limit)]


@router.get("/{solve_id}", response_model=SolveInfo, responses=problems(404))
def get(database: Store, actor: Planner, solve_id: str) -> dict[str, Any]:
    """Tells where a solve is."""
    return told(known(database, actor, solve_id))


@router.post(
    "/{solve_id}/cancel", status_code=202, response_model=SolveInfo, responses=problems(404)
)
def cancel(database: Store, actor: Planner, solve_id: str) -> dict[str, Any]:
    """Ends a solve: its processor is free within a second, its best plan is kept."""
    known(database, actor, solve_id)
    queue.cancel(database, solve_id, actor)
    return told(known(database, actor, solve_id))


@router.get(
    "/{solve_id}/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}}, **problems(404)},
)
def listen(
    request: Request,
    database: Store,
    actor: Planner,
    solve_id: str,
    last_event_id: Annotated[str | None, Header()] = None,
) -> StreamingResponse:
    """Streams what happens to a solve as server-sent events, from after Last-Event-ID on."""
    known(database, actor, solve_id)
    request.app.state.limits.check_streams(actor.key_id)
    said = (last_event_id or "").strip()
    after = int(said) if said.isdecimal() and len(said) < 10 else 0
    return StreamingResponse(
        _counted(request, actor.key_id, _stream(request, database, solve_id, after)),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _counted(request: Request, key_id: str, stream: AsyncIterator[str]) -> AsyncIterator[str]:
    with request.app.state.limits.stream(key_id):
        async for part in stream:
            yield part


async def _stream(
    request: Request, database: Database, solve_id: str, after: int
) -> AsyncIterator[str]:
    quiet = 0.0
    yield "retry: 2000\n\n"
    while not await request.is_disconnected():
        # The state is read before the events: what ends it is among those that follow.
        row = await to_thread.run_sync(queue.find, database, solve_id)
        found = await to_thread.run_sync(events_after, database, solve_id, after)
        for event in found:
            after = event["number"]
            content = {**_with_gap(event["content"]), "at": said_at(event["at"])}
            data = json.dumps(content, ensure_ascii=False)
            yield f"id: {after}\nevent: {event['kind']}\ndata: {data}\n\n"
        if not found:
            if row is None or row["state"] in queue.ENDED:
                return
            quiet += LOOK_S
            if quiet >= QUIET_S:
                quiet = 0.0
                yield ": nothing new\n\n"
            await sleep(LOOK_S)


def known(database: Database, actor: Actor, solve_id: str) -> dict[str, Any]:
    """Returns what is told of a solve that a key may see; else 404."""
    row = queue.find(database, solve_id)
    if row is None or not may_see(actor, row["district_id"]):
        raise ProblemError(404, "service.no_solve", solve=solve_id)
    return row


def told(row: dict[str, Any]) -> dict[str, Any]:
    """Returns a job as an answer tells it."""
    names = ("id", "state", "district_id", "district_version", "attempt", "cancel_asked")
    found = {name: row[name] for name in (*names, "spent_s", "created_by", "plan_id", "last_event")}
    for name in ("created_at", "started_at", "finished_at"):
        found[name] = said_at(row[name])
    for name in ("settings", "progress", "result"):
        found[name] = json.loads(row[name]) if row[name] is not None else None
    if found["progress"] is not None:
        found["progress"] = _with_gap(found["progress"])
    values = row["checkpoint_values"]
    found["best_values"] = (json.loads(values) or None) if values is not None else None
    return found


def _with_gap(content: dict[str, Any]) -> dict[str, Any]:
    """Adds what lies between value and bound."""
    if "value" not in content or "bound" not in content:
        return content
    value, bound = content["value"], content["bound"]
    return {**content, "gap": value - bound if None not in (value, bound) else None}


def _settings(database: Database, asked: SolveRequest, row: dict[str, Any]) -> dict[str, Any]:
    """Checks what a request names, and returns what the worker is told."""
    from data.readers import located, pack_ids, read_pack, read_pins
    from solver.policy.requirements import missing_inputs

    pack = asked.policy or row["pack_id"]
    if pack not in pack_ids():
        raise ProblemError(422, "input.unknown_pack", pack=pack, known=", ".join(pack_ids()))
    if asked.pins or asked.policy is not None:
        district = districts.load(database, asked.district_id, row["version"])
        if asked.pins:
            content = json.dumps(asked.pins).encode()
            read_file(content, "pins", lambda path: read_pins(path, district))
        missing = missing_inputs(district, read_pack(pack))
        if missing:
            from api.bodies import refusal

            raise refusal(located("district.json", missing))
    if asked.start is not None:
        begun = plans.find(database, asked.start.plan_id, asked.start.version)
        if begun is None or begun["district_id"] != asked.district_id:
            name = f"{asked.start.plan_id}/{asked.start.version}"
            raise ProblemError(422, "service.no_plan", plan=name)
    return {
        "policy": pack,
        "time_limit_s": asked.time_limit_s,
        "work_limit": asked.work_limit,
        "workers": asked.workers,
        "seed": asked.seed,
        "pins": list(asked.pins),
        "start": [asked.start.plan_id, asked.start.version] if asked.start else None,
    }
