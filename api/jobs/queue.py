"""The queue: one table, a lease per running job, and a fence that only its holder passes.

A worker that takes a job gets the next number of its attempts. Whatever it writes afterwards asks
for the job to be still its own under that number, so a worker that was thought dead and comes back
is refused: its job is somebody else's by then.
"""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from api.jobs.events import add_event
from api.store.audit import Actor, record
from api.store.database import Database, new_id
from api.store.tables import district_version, idempotency, job

LEASE_S = 15.0
"""Seconds for which a job is a worker's unless it says that it is still there."""
MOST_STRIKES = 8
"""Attempts in a row that may end with their process and bring nothing."""
ENDED = ("done", "failed", "cancelled")


class FenceLostError(Exception):
    """The job is no longer this attempt's: what it brings is refused."""


class OtherRequestError(Exception):
    """An idempotency key that was used for another request."""


@dataclass(frozen=True)
class Claim:
    """A job that a worker holds."""

    job_id: str
    worker: str
    attempt: int
    row: dict[str, Any]


def submit(
    database: Database,
    actor: Actor,
    district: tuple[str, int],
    settings: dict[str, Any],
    idempotency_key: str,
    request_hash: str,
) -> tuple[str, bool]:
    """Accepts a solve: its id, and whether it is new; the same key and request is the same job.

    Raises
    ------
    OtherRequestError
        If the key was used for another request.
    """
    with database.write() as connection:
        _one_at_a_time(connection, database, f"{actor.key_id} {idempotency_key}")
        known = connection.execute(
            select(idempotency).where(
                idempotency.c.key_id == actor.key_id,
                idempotency.c.idempotency_key == idempotency_key,
            )
        ).first()
        if known is not None:
            if known.request_hash != request_hash:
                raise OtherRequestError(idempotency_key)
            return known.job_id, False
        job_id, now = new_id("solve"), database.now(connection)
        connection.execute(
            job.insert().values(
                id=job_id,
                kind="solve",
                district_id=district[0],
                district_version=district[1],
                settings=json.dumps(settings, ensure_ascii=False),
                state="queued",
                attempt=0,
                strikes=0,
                cancel_asked=False,
                spent_s=0.0,
                last_event=0,
                checkpoint_whole=False,
                created_at=now,
                created_by=actor.key_id,
            )
        )
        connection.execute(
            idempotency.insert().values(
                key_id=actor.key_id,
                idempotency_key=idempotency_key,
                request_hash=request_hash,
                job_id=job_id,
                created_at=now,
            )
        )
        add_event(connection, now, job_id, "queued", {})
        record(
            connection,
            database,
            actor,
            "solve.submit",
            job_id,
            district_id=district[0],
            after={"district_version": district[1]},
        )
        return job_id, True


def find(database: Database, job_id: str) -> dict[str, Any] | None:
    """Returns what is told of a job."""
    with database.read() as connection:
        row = connection.execute(select(*_TOLD).where(job.c.id == job_id)).mappings().first()
    return dict(row) if row is not None else None


def listed(database: Database, district_id: str | None, most: int = 100) -> list[dict[str, Any]]:
    """Returns what is told of the latest jobs, of a district or of all."""
    query = select(*_TOLD).order_by(job.c.created_at.desc(), job.c.id).limit(most)
    if district_id is not None:
        query = query.where(job.c.district_id == district_id)
    with database.read() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def claim(database: Database, worker: str, lease_s: float = LEASE_S) -> Claim | None:
    """Takes the job that waits longest, or one whose worker has not been heard of in time."""
    with database.read() as connection:  # most looks find nothing: no need to hold up writers
        if connection.execute(_free(database, connection).limit(1)).first() is None:
            return None
    with database.write() as connection:
        now = database.now(connection)
        query = _free(database, connection).order_by(job.c.created_at, job.c.id).limit(1)
        if not database.is_sqlite:
            query = query.with_for_update(skip_locked=True)
        row = connection.execute(query).mappings().first()
        if row is None:
            return None
        attempt = row["attempt"] + 1
        # Whose attempt before this one ended without a word, however it ended, has a strike.
        strikes = row["strikes"] + (row["state"] == "running")
        connection.execute(
            job.update()
            .where(job.c.id == row["id"])
            .values(
                state="running",
                worker=worker,
                attempt=attempt,
                strikes=strikes,
                lease_until=now + lease_s,
                started_at=row["started_at"] if row["started_at"] is not None else now,
            )
        )
        add_event(connection, now, row["id"], "started", {"attempt": attempt})
        term = connection.execute(
            select(district_version.c.term_id).where(
                district_version.c.district_id == row["district_id"],
                district_version.c.version == row["district_version"],
            )
        ).scalar_one()
        told = {**row, "attempt": attempt, "strikes": strikes, "term_id": term}
        return Claim(row["id"], worker, attempt, told)


def cancel(database: Database, job_id: str, actor: Actor) -> str:
    """Asks a job to end and returns its state: at once if nobody works on it, else soon.

    Raises
    ------
    LookupError
        If there is no such job.
    """
    with database.write() as connection:
        query = select(job.c.state, job.c.cancel_asked, job.c.district_id).where(job.c.id == job_id)
        row = connection.execute(_locked(query, database)).first()
        if row is None:
            raise LookupError(job_id)
        if row.state in ENDED or row.cancel_asked:
            return str(row.state)
        now = database.now(connection)
        values: dict[str, Any] = {"cancel_asked": True}
        has_parts = select(job.c.checkpoint_whole).where(job.c.id == job_id)
        # A job that waits with a plan of an earlier attempt keeps it; a worker puts it away.
        if row.state == "queued" and not connection.execute(has_parts).scalar_one():
            values |= {"state": "cancelled", "finished_at": now}
            values |= {"result": json.dumps({"status": "cancelled", "findings": []})}
        connection.execute(job.update().where(job.c.id == job_id).values(**values))
        add_event(connection, now, job_id, "cancel_asked", {})
        state = str(values.get("state", row.state))
        if state == "cancelled":
            add_event(connection, now, job_id, "finished", {"state": "cancelled"})
        record(
            connection,
            database,
            actor,
            "solve.cancel",
            job_id,
            district_id=row.district_id,
            before={"state": row.state},
            after={"state": state},
        )
        return state


def depth(database: Database) -> dict[str, int]:
    """Returns how many jobs wait and run."""
    from sqlalchemy import func

    query = select(job.c.state, func.count()).where(job.c.state.not_in(ENDED))
    with database.read() as connection:
        found = {state: n for state, n in connection.execute(query.group_by(job.c.state))}
    return {"queued": found.get("queued", 0), "running": found.get("running", 0)}


_TOLD = [job.c[name] for name in job.c.keys() if name != "checkpoint"]  # noqa: SIM118


def _free(database: Database, connection: Connection) -> Any:
    now = database.now(connection)
    lapsed = and_(job.c.state == "running", job.c.lease_until < now)
    return select(job).where(or_(job.c.state == "queued", lapsed))


def _locked(query: Any, database: Database) -> Any:
    return query if database.is_sqlite else query.with_for_update()


def _one_at_a_time(connection: Connection, database: Database, name: str) -> None:
    from sqlalchemy import func

    if not database.is_sqlite:
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))
