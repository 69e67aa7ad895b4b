"""Keys of the interface: made once, shown once, kept as a hash.

A key is 32 random bytes, so a plain SHA-256 keeps it: nobody can try them out, as one could
passwords.
"""

import hashlib
import secrets
from typing import Any, Literal

from sqlalchemy import select

from api.store.audit import SYSTEM, Actor, record
from api.store.database import Database, new_id
from api.store.tables import api_key as keys

Role = Literal["planner", "school"]
PREFIX = "kh_"
_SHOWN = [keys.c[n] for n in keys.c.keys() if n != "hash"]  # noqa: SIM118 (columns, no mapping)


def create(
    database: Database,
    role: Role,
    label: str,
    district_id: str | None = None,
    school_id: str | None = None,
) -> tuple[str, str]:
    """Makes a key and returns its id and the secret itself, which is nowhere kept."""
    secret = PREFIX + secrets.token_urlsafe(32)
    key_id = new_id("key")
    scope = {"role": role, "label": label, "district_id": district_id, "school_id": school_id}
    with database.write() as connection:
        made = database.now(connection)
        connection.execute(
            keys.insert().values(id=key_id, hash=_hashed(secret), created_at=made, **scope)
        )
        record(
            connection,
            database,
            SYSTEM,
            "key.create",
            key_id,
            district_id=district_id,
            after=scope,
        )
    return key_id, secret


def listed(database: Database) -> list[dict[str, Any]]:
    """Returns what is told of all keys, revoked ones too."""
    with database.read() as connection:
        rows = connection.execute(select(*_SHOWN).order_by(keys.c.created_at, keys.c.id))
        return [dict(row) for row in rows.mappings()]


def revoke(database: Database, key_id: str) -> bool:
    """Revokes a key at once; tells whether there was such a key that was not revoked."""
    with database.write() as connection:
        revoked = connection.execute(
            keys.update()
            .where(keys.c.id == key_id, keys.c.revoked_at.is_(None))
            .values(revoked_at=database.now(connection))
        )
        if revoked.rowcount != 1:
            return False
        record(connection, database, SYSTEM, "key.revoke", key_id)
        return True


def find(database: Database, secret: str) -> Actor | None:
    """Returns whose key it is; ``None`` if there is no such key, or it was revoked."""
    query = select(*_SHOWN).where(keys.c.hash == _hashed(secret), keys.c.revoked_at.is_(None))
    with database.read() as connection:
        row = connection.execute(query).mappings().first()
    if row is None:
        return None
    return Actor(row["id"], row["role"], row["district_id"], row["school_id"])


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
