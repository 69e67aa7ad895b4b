"""Plans and their versions; a version is never changed."""

from typing import Any

from sqlalchemy import Connection, select

from api.store.audit import Actor, record
from api.store.database import Database, new_id
from api.store.records import packed_record, plan_of, unpacked
from api.store.tables import plan as plans
from api.store.tables import plan_version as versions
from api.store.tables import publication
from solver.plan import Plan, plan_digest

_LISTED = [versions.c[name] for name in versions.c.keys() if name != "content"]  # noqa: SIM118


def add_first(
    connection: Connection,
    database: Database,
    actor: Actor,
    made: Plan,
    district: tuple[str, int],
    term_id: str,
    origin: str,
    job_id: str | None = None,
) -> str:
    """Stores a new plan as its version 1 and returns its id.

    Parameters
    ----------
    district : (str, int)
        Id and version of the district that it plans.
    """
    plan_id, now = new_id("plan"), database.now(connection)
    connection.execute(
        plans.insert().values(
            id=plan_id, district_id=district[0], term_id=term_id, latest=1, created_at=now
        )
    )
    insert_version(connection, now, actor, made, (plan_id, 1), district, origin, job_id)
    record(
        connection,
        database,
        actor,
        "plan.add",
        f"{plan_id}/1",
        district_id=district[0],
        after={"digest": plan_digest(made), "origin": origin, "status": made.status},
    )
    return plan_id


def insert_version(
    connection: Connection,
    now: float,
    actor: Actor,
    made: Plan,
    place: tuple[str, int],
    district: tuple[str, int],
    origin: str,
    job_id: str | None,
) -> None:
    """Stores a version of a plan that has an entry already."""
    connection.execute(
        versions.insert().values(
            plan_id=place[0],
            version=place[1],
            district_id=district[0],
            district_version=district[1],
            origin=origin,
            job_id=job_id,
            schema_version=made.schema_version,
            digest=plan_digest(made),
            parent_digest=made.parent_digest,
            status=made.status,
            publishable=made.publishable,
            content=packed_record(made),
            created_at=now,
            created_by=actor.key_id,
        )
    )


def find(database: Database, plan_id: str, version: int | None = None) -> dict[str, Any] | None:
    """Returns what is told of a version of a plan, the latest by default.

    ``latest`` is the number of its latest version, ``published`` that of the version in force, and
    ``revision`` how often plans of its district and term were published: together the state that
    a change is made for.
    """
    with database.read() as connection:
        return find_on(connection, plan_id, version)


def find_on(
    connection: Connection, plan_id: str, version: int | None = None
) -> dict[str, Any] | None:
    """Returns what is told of a version of a plan by a connection."""
    of_plan = connection.execute(select(plans).where(plans.c.id == plan_id)).mappings().first()
    if of_plan is None:
        return None
    number = of_plan["latest"] if version is None else version
    query = select(*_LISTED).where(versions.c.plan_id == plan_id, versions.c.version == number)
    row = connection.execute(query).mappings().first()
    if row is None:
        return None
    term = (of_plan["district_id"], of_plan["term_id"])
    public = published_on(connection, *term)
    is_this = public is not None and public["plan_id"] == plan_id
    return {
        **row,
        "term_id": of_plan["term_id"],
        "latest": of_plan["latest"],
        "published": public["version"] if public is not None and is_this else None,
        "revision": public["revision"] if public is not None else 0,
        "published_at": public["published_at"] if public is not None and is_this else None,
    }


def published_on(connection: Connection, district_id: str, term_id: str) -> dict[str, Any] | None:
    """Returns which plan of a district and term is in force, if one is."""
    query = select(publication).where(
        publication.c.district_id == district_id, publication.c.term_id == term_id
    )
    row = connection.execute(query).mappings().first()
    return dict(row) if row is not None else None


def published(database: Database, district_id: str) -> list[dict[str, Any]]:
    """Returns what is told of the versions in force of a district, one per term."""
    query = select(publication.c.plan_id, publication.c.version)
    query = query.where(publication.c.district_id == district_id).order_by(publication.c.term_id)
    with database.read() as connection:
        places = connection.execute(query).all()
        found = [find_on(connection, plan_id, version) for plan_id, version in places]
    return [row for row in found if row is not None]


def listed(database: Database, district_id: str) -> list[dict[str, Any]]:
    """Returns what is told of the latest version of every plan of a district."""
    query = select(plans.c.id).where(plans.c.district_id == district_id)
    with database.read() as connection:
        ids = connection.execute(query.order_by(plans.c.created_at, plans.c.id)).scalars().all()
        found = [find_on(connection, plan_id) for plan_id in ids]
    return [row for row in found if row is not None]


def load(database: Database, plan_id: str, version: int) -> Plan:
    """Returns a stored version of a plan.

    Raises
    ------
    LookupError
        If there is no such version.
    """
    return plan_of(_content(database, plan_id, version))


def load_json(database: Database, plan_id: str, version: int) -> str:
    """Returns a stored version of a plan as JSON, without reading it; see ``load``."""
    return unpacked(_content(database, plan_id, version))


def _content(database: Database, plan_id: str, version: int) -> bytes:
    query = select(versions.c.content).where(
        versions.c.plan_id == plan_id, versions.c.version == version
    )
    with database.read() as connection:
        content: bytes | None = connection.execute(query).scalar_one_or_none()
    if content is None:
        raise LookupError(f"{plan_id}/{version}")
    return content
