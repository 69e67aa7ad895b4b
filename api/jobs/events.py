"""What happens to a job, numbered, so that a listener goes on after the last it heard."""

import json
from typing import Any

from sqlalchemy import Connection, select

from api.store.database import Database
from api.store.tables import event, job


def add_event(
    connection: Connection, now: float, job_id: str, kind: str, content: dict[str, Any]
) -> None:
    """Adds an event in the transaction of what it tells of."""
    number = connection.execute(
        job.update()
        .where(job.c.id == job_id)
        .values(last_event=job.c.last_event + 1)
        .returning(job.c.last_event)
    ).scalar_one()
    connection.execute(
        event.insert().values(
            job_id=job_id,
            number=number,
            at=now,
            kind=kind,
            content=json.dumps(content, ensure_ascii=False),
        )
    )


def events_after(
    database: Database, job_id: str, number: int, most: int = 500
) -> list[dict[str, Any]]:
    """Returns the events of a job after a number, in their order."""
    query = (
        select(event)
        .where(event.c.job_id == job_id, event.c.number > number)
        .order_by(event.c.number)
        .limit(most)
    )
    with database.read() as connection:
        rows = [dict(row) for row in connection.execute(query).mappings()]
    return [{**row, "content": json.loads(row["content"])} for row in rows]
