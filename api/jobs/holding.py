"""What the holder of a job may write, each time asked whether it still holds it."""

import json
from typing import Any

from sqlalchemy import Connection, select

from api.jobs.events import add_event
from api.jobs.queue import LEASE_S, Claim, FenceLostError
from api.store import plans
from api.store.audit import Actor, record
from api.store.database import Database
from api.store.records import packed, unpacked
from api.store.tables import job
from solver.plan import Plan


def beat(database: Database, held: Claim, spent_s: float, lease_s: float = LEASE_S) -> None:
    """Says that the worker is there: the lease is prolonged.

    Parameters
    ----------
    spent_s : float
        Seconds that all attempts have worked on the job.

    Raises
    ------
    FenceLostError
        If the job is another attempt's, or ended. So do all functions here.
    """
    with database.write() as connection:
        until = database.now(connection) + lease_s
        _update(connection, held, lease_until=until, spent_s=spent_s)


def is_cancel_asked(database: Database, held: Claim) -> bool:
    """Tells whether somebody wants the job to end."""
    query = select(job.c.cancel_asked).where(*_mine(held))
    with database.read() as connection:
        asked = connection.execute(query).scalar_one_or_none()
    if asked is None:
        raise FenceLostError(held.job_id)
    return bool(asked)


def tell(
    database: Database, held: Claim, news: list[tuple[str, dict[str, Any]]], lease_s: float
) -> None:
    """Adds events; the last ``progress`` among them is where the job is."""
    with database.write() as connection:
        now = database.now(connection)
        values: dict[str, Any] = {"lease_until": now + lease_s}
        for kind, content in news:
            if kind == "progress":
                values["progress"] = json.dumps(content, ensure_ascii=False)
        _update(connection, held, **values)
        for kind, content in news:
            add_event(connection, now, held.job_id, kind, content)


def keep_checkpoint(
    database: Database, held: Claim, plan_json: str, values: list[int], whole: bool
) -> None:
    """Keeps the best plan so far. A whole plan is never replaced by parts of one."""
    with database.write() as connection:
        is_whole = select(job.c.checkpoint_whole).where(*_mine(held))
        if not whole and connection.execute(is_whole).scalar_one_or_none():
            _update(connection, held, strikes=0)
            return
        _update(
            connection,
            held,
            checkpoint=packed(plan_json),
            checkpoint_whole=whole,
            checkpoint_values=json.dumps(values),
            strikes=0,  # the next attempt has something to go on from
        )
        now = database.now(connection)
        add_event(connection, now, held.job_id, "checkpoint", {"values": values, "whole": whole})


def checkpoint_of(database: Database, held: Claim) -> tuple[str, bool] | None:
    """Returns the best plan so far as JSON, and whether it is whole."""
    query = select(job.c.checkpoint, job.c.checkpoint_whole).where(*_mine(held))
    with database.read() as connection:
        row = connection.execute(query).first()
    if row is None:
        raise FenceLostError(held.job_id)
    return (unpacked(row.checkpoint), row.checkpoint_whole) if row.checkpoint is not None else None


def finish(
    database: Database,
    held: Claim,
    state: str,
    result: dict[str, Any],
    plan: Plan | None,
    spent_s: float,
) -> str | None:
    """Ends a job, with its plan if there is one, all in one step; returns the plan's id."""
    with database.write() as connection:
        now = database.now(connection)
        _update(
            connection,
            held,
            state=state,
            result=json.dumps(result, ensure_ascii=False),
            finished_at=now,
            spent_s=spent_s,
            lease_until=None,
            checkpoint=None,  # it is the plan now, or worth nothing
        )
        row = held.row
        worker = Actor(row["created_by"], "system")
        plan_id = None
        if plan is not None:
            district = (row["district_id"], row["district_version"])
            plan_id = plans.add_first(
                connection, database, worker, plan, district, row["term_id"], "solve", held.job_id
            )
            connection.execute(job.update().where(job.c.id == held.job_id).values(plan_id=plan_id))
        told = {"state": state, "status": result.get("status"), "plan_id": plan_id}
        add_event(connection, now, held.job_id, "finished", told)
        record(
            connection,
            database,
            worker,
            "solve.finish",
            held.job_id,
            district_id=row["district_id"],
            before={"state": "running"},
            after={**told, "attempt": held.attempt},
        )
        return plan_id


def release(database: Database, held: Claim, strikes: int, spent_s: float) -> None:
    """Gives a job back, for another worker to go on with.

    Parameters
    ----------
    strikes : int
        What its attempt counts as an attempt that brought nothing.
    """
    with database.write() as connection:
        _update(
            connection,
            held,
            state="queued",
            worker=None,
            lease_until=None,
            strikes=job.c.strikes + strikes,
            spent_s=spent_s,
        )
        now = database.now(connection)
        add_event(connection, now, held.job_id, "released", {"attempt": held.attempt})


def _mine(held: Claim) -> tuple[Any, ...]:
    return (
        job.c.id == held.job_id,
        job.c.worker == held.worker,
        job.c.attempt == held.attempt,
        job.c.state == "running",
    )


def _update(connection: Connection, held: Claim, **values: Any) -> None:
    if connection.execute(job.update().where(*_mine(held)).values(**values)).rowcount != 1:
        raise FenceLostError(held.job_id)
