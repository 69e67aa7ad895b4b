"""The store: the same on both databases, and nothing in it is lost or changed in passing."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from api.store import audit, districts, keys
from api.store.audit import SYSTEM
from api.store.database import Database, UnknownDatabaseError
from api.store.migrate import NewerDatabaseError, is_current, upgrade
from api.store.tables import METADATA
from data.readers import read_district
from solver.domain import District
from tests.api.service import SHIPPED


def shipped() -> District:
    return read_district(SHIPPED / "xinyi.json")


def test_migrations_make_the_tables_that_the_program_declares(database: Database) -> None:
    upgrade(database)  # once more changes nothing
    assert is_current(database)
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_a_database_of_a_newer_program_is_refused(database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert not is_current(database)
    with pytest.raises(NewerDatabaseError):
        upgrade(database)


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://", "oracle://x", "nonsense://"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(UnknownDatabaseError):
        Database(url)


def test_a_district_comes_back_as_it_was(database: Database) -> None:
    district = shipped()
    kept = districts.add(database, district, SYSTEM)
    assert (kept.row["version"], kept.is_new) == (1, True)
    assert districts.load(database, district.id, 1) == district
    # The same content is the same version; other content is the next one.
    assert not districts.add(database, district, SYSTEM).is_new
    renamed = district.model_copy(update={"name": "新沂市"})
    assert districts.add(database, renamed, SYSTEM).row["version"] == 2
    assert districts.load(database, district.id, 1) == district
    assert [r["version"] for r in districts.listed(database, district.id)] == [1, 2]
    assert [r["version"] for r in districts.listed(database)] == [2]


def test_a_change_for_an_older_version_is_refused_and_leaves_nothing(database: Database) -> None:
    district = shipped()
    districts.add(database, district, SYSTEM, only_after=0)
    renamed = district.model_copy(update={"name": "新沂市"})
    with pytest.raises(districts.StaleVersionError):
        districts.add(database, renamed, SYSTEM, only_after=0)
    assert [r["version"] for r in districts.listed(database, district.id)] == [1]
    rows = audit.listed(database, district.id)
    assert [(r["action"], r["before"], r["after"]["version"]) for r in rows] == [
        ("district.add", None, 1)
    ]


def test_what_fails_half_way_is_not_there(database: Database) -> None:
    with pytest.raises(RuntimeError, match="power"), database.write() as connection:
        audit.record(connection, database, SYSTEM, "district.add", "D1/1")
        raise RuntimeError("power cut")
    assert audit.listed(database, None) == []


def test_keys_are_kept_as_hashes_and_end_at_once_when_revoked(database: Database) -> None:
    key_id, secret = keys.create(database, "school", "第一小学", "D1", "S1")
    found = keys.find(database, secret)
    assert found is not None
    assert (found.key_id, found.role, found.district_id, found.school_id) == (
        key_id,
        "school",
        "D1",
        "S1",
    )
    assert keys.find(database, secret[:-1]) is None
    with database.read() as connection:
        row = connection.execute(text("SELECT * FROM api_key")).one()
    assert secret not in map(str, row)
    assert keys.revoke(database, key_id)
    assert not keys.revoke(database, key_id)
    assert keys.find(database, secret) is None
    actions = [row["action"] for row in audit.listed(database, None)]
    assert actions == ["key.create", "key.revoke"]
