"""The trail of who did what, when, with the state before and after."""

import json
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, select

from api.store.database import Database
from api.store.tables import audit

Outcome = Literal["done", "refused"]


@dataclass(frozen=True)
class Actor:
    """Who does something: a key with its role and what it is for.

    ``district_id`` and ``school_id`` are empty for a key of every district or school.
    """

    key_id: str
    role: Literal["planner", "school", "system"]
    district_id: str | None = None
    school_id: str | None = None
    request_id: str | None = None


SYSTEM = Actor("-", "system")
"""The program itself: a worker, or a person at the machine's own command line."""


def record(
    connection: Connection,
    database: Database,
    actor: Actor,
    action: str,
    subject: str,
    *,
    district_id: str | None = None,
    before: object = None,
    after: object = None,
    outcome: Outcome = "done",
) -> None:
    """Adds a row, in the transaction of what it tells of: there is never one without the other.

    ``before`` and ``after`` say what changed by ids and digests, never by content, so that no row
    holds anything of a minor.
    """
    connection.execute(
        audit.insert().values(
            at=database.now(connection),
            key_id=actor.key_id,
            role=actor.role,
            action=action,
            outcome=outcome,
            district_id=district_id,
            school_id=actor.school_id,
            subject=subject,
            before=_json(before),
            after=_json(after),
            request_id=actor.request_id,
        )
    )


def listed(
    database: Database, district_id: str | None, after_id: int = 0, most: int = 100
) -> list[dict[str, Any]]:
    """Returns rows after one, in their order; of one district, or of all."""
    query = select(audit).where(audit.c.id > after_id).order_by(audit.c.id).limit(most)
    if district_id is not None:
        query = query.where(audit.c.district_id == district_id)
    with database.read() as connection:
        rows = [dict(row) for row in connection.execute(query).mappings()]
    for row in rows:
        for name in ("before", "after"):
            row[name] = json.loads(row[name]) if row[name] is not None else None
    return rows


def _json(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
