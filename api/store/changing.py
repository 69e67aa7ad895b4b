"""Changes of plans: the next version, and which one is in force. Each names the state it is for."""

from typing import Any

from sqlalchemy import Connection, func, select

from api.store.audit import Actor, record
from api.store.database import Database
from api.store.districts import StaleVersionError
from api.store.plans import find_on, insert_version, published_on
from api.store.tables import plan as plans
from api.store.tables import publication
from solver.plan import Plan, plan_digest


def state_of(row: dict[str, Any]) -> str:
    """Returns the state of a plan that a change is made for.

    Its latest version, and how often plans of its district and term were published: whoever
    decided on less than that did not know it all.
    """
    return f"{row['latest']}.{row['revision']}"


def add_version(
    database: Database,
    actor: Actor,
    plan_id: str,
    asked: str,
    made: Plan,
    origin: str,
    *,
    in_force: bool = False,
    tells_stale: bool = True,
) -> dict[str, Any]:
    """Stores a changed plan as the next version and returns what is told of it.

    Parameters
    ----------
    in_force : bool
        Whether it is published in the same step.
    tells_stale : bool
        Whether a refusal goes into the trail; not if the change is tried again.

    Raises
    ------
    StaleVersionError
        If the plan is not in the state that was asked for; that is in the trail too.
    LookupError
        If there is no such plan.
    """
    with database.write() as connection:
        row = _locked(connection, database, plan_id)
        stale = _stale(row, asked)
        if stale is None:
            number = row["latest"] + 1
            now = database.now(connection)
            district = (row["district_id"], row["district_version"])
            insert_version(connection, now, actor, made, (plan_id, number), district, origin, None)
            connection.execute(plans.update().where(plans.c.id == plan_id).values(latest=number))
            if in_force:
                _put_in_force(connection, database, actor, row, number)
        if stale is None or tells_stale:
            _record(
                connection,
                database,
                actor,
                "plan.change",
                row,
                stale,
                {"version": row["latest"], "digest": row["digest"]},
                {"version": row["latest"] + 1, "digest": plan_digest(made), "origin": origin},
            )
        found = find_on(connection, plan_id)
    if stale is not None:
        raise stale
    assert found is not None
    return found


def refuse(database: Database, actor: Actor, row: dict[str, Any], asked: str) -> StaleVersionError:
    """Returns the refusal of a change that was made for another state, once it is in the trail."""
    stale = StaleVersionError(asked, state_of(row))
    before = {"version": row["latest"], "digest": row["digest"]}
    with database.write() as connection:
        _record(connection, database, actor, "plan.change", row, stale, before, None)
    return stale


def publish(
    database: Database, actor: Actor, plan_id: str, version: int, asked: str
) -> dict[str, Any]:
    """Puts a version of a plan in force for its district and term; it replaces any other plan.

    Raises
    ------
    StaleVersionError
        If the plan is not in the state that was asked for; that is in the trail too.
    LookupError
        If there is no such version.
    """
    with database.write() as connection:
        row = _locked(connection, database, plan_id)
        if find_on(connection, plan_id, version) is None:
            raise LookupError(f"{plan_id}/{version}")
        stale = _stale(row, asked)
        _put_in_force(connection, database, actor, row, version, stale)
        found = find_on(connection, plan_id, version)
    if stale is not None:
        raise stale
    assert found is not None
    return found


def _put_in_force(
    connection: Connection,
    database: Database,
    actor: Actor,
    row: dict[str, Any],
    version: int,
    stale: StaleVersionError | None = None,
) -> None:
    """Puts a version in force unless its state is stale; either is in the trail."""
    before = published_on(connection, row["district_id"], row["term_id"])
    if stale is None:
        values = {
            "revision": row["revision"] + 1,
            "plan_id": row["plan_id"],
            "version": version,
            "published_at": database.now(connection),
            "published_by": actor.key_id,
        }
        place = {"district_id": row["district_id"], "term_id": row["term_id"]}
        if before is None:
            connection.execute(publication.insert().values(**place, **values))
        else:
            same = [publication.c[name] == value for name, value in place.items()]
            connection.execute(publication.update().where(*same).values(**values))
    _record(
        connection,
        database,
        actor,
        "plan.publish",
        row,
        stale,
        {n: before[n] for n in ("plan_id", "version", "revision")} if before else None,
        {"plan_id": row["plan_id"], "version": version},
    )


def _locked(connection: Connection, database: Database, plan_id: str) -> dict[str, Any]:
    """Returns a plan's row once no other change of its district's plans is under way."""
    row = find_on(connection, plan_id)
    if row is None:
        raise LookupError(plan_id)
    if not database.is_sqlite:
        name = f"plans {row['district_id']} {row['term_id']}"
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))
        row = find_on(connection, plan_id)
        assert row is not None
    return row


def _stale(row: dict[str, Any], asked: str) -> StaleVersionError | None:
    there = state_of(row)
    return None if asked == there else StaleVersionError(asked, there)


def _record(
    connection: Connection,
    database: Database,
    actor: Actor,
    action: str,
    row: dict[str, Any],
    stale: StaleVersionError | None,
    before: object,
    after: object,
) -> None:
    record(
        connection,
        database,
        actor,
        action,
        str(row["plan_id"]),
        district_id=row["district_id"],
        before=before,
        after=after if stale is None else {"asked": stale.asked, "latest": stale.latest},
        outcome="done" if stale is None else "refused",
    )
