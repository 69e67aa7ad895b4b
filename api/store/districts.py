"""Districts and their versions."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from api.store.audit import Actor, record
from api.store.database import Database
from api.store.records import district_of, packed_record, unpacked
from api.store.tables import district_version as versions
from solver.domain import District
from solver.plan import digest

_LISTED = [
    versions.c[name]
    for name in (
        "district_id",
        "version",
        "name",
        "term_id",
        "pack_id",
        "digest",
        "created_at",
        "created_by",
        "students_deleted_at",
    )
]


@dataclass(frozen=True)
class Kept:
    """A district as it was stored: what is told of it, and whether that was done just now."""

    row: dict[str, Any]
    is_new: bool


class StaleVersionError(Exception):
    """A change of something that somebody else has changed meanwhile.

    Parameters
    ----------
    asked, latest
        What the change was made for, and what there is now.
    """

    def __init__(self, asked: str, latest: str) -> None:
        super().__init__(f"{asked} is not {latest}")
        self.asked = asked
        self.latest = latest


def add(
    database: Database, district: District, actor: Actor, only_after: int | None = None
) -> Kept:
    """Stores a district as its next version; the version that holds the same is not stored again.

    Parameters
    ----------
    only_after : int, optional
        The version that has to be the latest (0: there is none).

    Raises
    ------
    StaleVersionError
        If another version is the latest.
    """
    found, content = digest(district), packed_record(district)
    with database.write() as connection:
        lock(connection, database, district.id)
        last = _latest(connection, district.id)
        number = last["version"] if last else 0
        if only_after is not None and only_after != number:
            raise StaleVersionError(str(only_after), str(number))
        if last is not None and last["digest"] == found:
            return Kept(last, is_new=False)
        row = {
            "district_id": district.id,
            "version": number + 1,
            "name": district.name,
            "term_id": district.term.id,
            "pack_id": district.policy_pack_id,
            "digest": found,
            "created_at": database.now(connection),
            "created_by": actor.key_id,
            "students_deleted_at": None,
        }
        form = {"schema_version": district.schema_version, "content": content}
        connection.execute(versions.insert().values(**row, **form))
        record(
            connection,
            database,
            actor,
            "district.add",
            f"{district.id}/{number + 1}",
            district_id=district.id,
            before=_told(last) if last else None,
            after=_told(row),
        )
        return Kept(row, is_new=True)


def lock(connection: Connection, database: Database, district_id: str) -> None:
    """Lets one writer at a time decide what the next version of a district is."""
    if not database.is_sqlite:  # there a write has the whole database to itself
        key = func.hashtextextended(f"district {district_id}", 0)
        connection.execute(select(func.pg_advisory_xact_lock(key)))


def listed(database: Database, district_id: str | None = None) -> list[dict[str, Any]]:
    """Returns what is told of the versions of a district, or of the latest of each district."""
    with database.read() as connection:
        if district_id is not None:
            query = select(*_LISTED).where(versions.c.district_id == district_id)
            return [dict(r) for r in connection.execute(query.order_by("version")).mappings()]
        rows = connection.execute(select(*_LISTED).order_by("district_id", "version")).mappings()
        return list({r["district_id"]: dict(r) for r in rows}.values())


def find(database: Database, district_id: str, version: int | None = None) -> dict[str, Any] | None:
    """Returns what is told of a version, the latest one by default."""
    with database.read() as connection:
        if version is None:
            return _latest(connection, district_id)
        query = select(*_LISTED).where(
            versions.c.district_id == district_id, versions.c.version == version
        )
        row = connection.execute(query).mappings().first()
        return dict(row) if row is not None else None


def load(database: Database, district_id: str, version: int) -> District:
    """Returns a stored version of a district.

    Raises
    ------
    LookupError
        If there is no such version.
    """
    return district_of(_content(database, district_id, version))


def load_json(database: Database, district_id: str, version: int) -> str:
    """Returns a stored version of a district as JSON, without reading it; see ``load``."""
    return unpacked(_content(database, district_id, version))


def _content(database: Database, district_id: str, version: int) -> bytes:
    query = select(versions.c.content).where(
        versions.c.district_id == district_id, versions.c.version == version
    )
    with database.read() as connection:
        content: bytes | None = connection.execute(query).scalar_one_or_none()
    if content is None:
        raise LookupError(f"{district_id}/{version}")
    return content


def _latest(connection: Connection, district_id: str) -> dict[str, Any] | None:
    query = select(*_LISTED).where(versions.c.district_id == district_id)
    row = connection.execute(query.order_by(versions.c.version.desc()).limit(1)).mappings().first()
    return dict(row) if row is not None else None


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("version", "digest", "term_id", "pack_id")}
