"""Addresses of calendars: secrets like keys, kept as hashes."""

import hashlib
import secrets
from typing import Any

from sqlalchemy import select

from api.store.audit import Actor, record
from api.store.database import Database, new_id
from api.store.tables import feed


def create(database: Database, actor: Actor, district_id: str, staff_id: str) -> tuple[str, str]:
    """Makes an address and returns its id and its secret."""
    feed_id, secret = new_id("feed"), secrets.token_urlsafe(32)
    with database.write() as connection:
        connection.execute(
            feed.insert().values(
                id=feed_id,
                hash=_hashed(secret),
                district_id=district_id,
                school_id=actor.school_id,
                staff_id=staff_id,
                created_at=database.now(connection),
                created_by=actor.key_id,
            )
        )
        record(
            connection,
            database,
            actor,
            "feed.create",
            feed_id,
            district_id=district_id,
            after={"staff_id": staff_id},
        )
    return feed_id, secret


def find(database: Database, secret: str) -> dict[str, Any] | None:
    """Returns whose calendar an address shows; ``None`` if there is none, or it was revoked."""
    query = select(feed).where(feed.c.hash == _hashed(secret), feed.c.revoked_at.is_(None))
    with database.read() as connection:
        row = connection.execute(query).mappings().first()
    return dict(row) if row is not None else None


def revoke(database: Database, actor: Actor, feed_id: str) -> bool:
    """Ends an address that a key may end; tells whether there was one."""
    mine = [feed.c.id == feed_id, feed.c.revoked_at.is_(None)]
    if actor.district_id is not None:
        mine.append(feed.c.district_id == actor.district_id)
    if actor.school_id is not None:
        mine.append(feed.c.school_id == actor.school_id)
    with database.write() as connection:
        query = feed.update().where(*mine).values(revoked_at=database.now(connection))
        row = connection.execute(query.returning(feed.c.district_id)).first()
        if row is None:
            return False
        record(connection, database, actor, "feed.revoke", feed_id, district_id=row.district_id)
        return True


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
