"""Backups: one state of the store in one file, back into either kind of database."""

import gzip
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from api.store import audit
from api.store.audit import SYSTEM
from api.store.backup import BackupError, restore_backup, write_backup
from api.store.database import Database
from api.store.migrate import is_current, upgrade, upgrade_on
from api.store.tables import METADATA
from tests.api.service import Service
from tests.api.test_plans_http import stored


def rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.read() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=str)
            for table in METADATA.sorted_tables
        }


def other(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> Database:
    if kind == "sqlite":
        return Database(f"sqlite:///{tmp_path}/other.db")
    server = request.getfixturevalue("postgres")
    return Database(server.new_database(f"t{uuid4().hex[:12]}"))


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.external)])
def test_everything_comes_back(
    database: Database, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    from data.synthetic import generate

    service = Service(database)
    district, plan = generate("rural_county", 1, 1, "qiaocheng")
    service("POST", "/v1/districts", body=district.model_dump_json().encode(), status=201)
    plan_id = stored(service, plan)
    body = {"version": 1}
    service("POST", f"/v1/plans/{plan_id}/publish", body=body, status=200, If_Match='"1.0"')
    service.submit(district.id, "waiting")
    file = tmp_path / "backup"
    count = write_backup(database, file)
    assert file.stat().st_mode & 0o077 == 0  # it has everything in it; for its owner alone
    there = other(request, kind, tmp_path)
    assert restore_backup(there, file) == count
    assert rows(there) == rows(database)
    assert is_current(there)
    # It goes on: keys work, the waiting job is taken, the trail continues.
    again = Service(there)
    again("GET", f"/v1/plans/{plan_id}", key=service.planner, status=200)
    stored(again, plan, "next")
    with pytest.raises(BackupError, match="not_empty"):
        restore_backup(there, file)
    there.close()


def test_a_backup_of_older_tables_is_brought_up_to_date(tmp_path: Path) -> None:
    old = Database(f"sqlite:///{tmp_path}/old.db")
    with old.write() as connection:
        upgrade_on(old, connection, "0001")
        audit.record(connection, old, SYSTEM, "key.create", "k")
    lines = ['{"format": "kehou-backup", "version": 1, "revision": "0001"}']
    row = '{"id": 4, "at": 1.5, "key_id": "-", "role": "system", "action": "key.create",'
    row += ' "outcome": "done", "subject": "k"}'
    lines += [f'["audit", {row}]', '{"rows": 1}']
    file = tmp_path / "backup"
    file.write_bytes(gzip.compress("\n".join(lines).encode()))
    new = Database(f"sqlite:///{tmp_path}/new.db")
    assert restore_backup(new, file) == 1
    assert is_current(new)
    assert [(r["id"], r["subject"]) for r in audit.listed(new, None)] == [(4, "k")]
    old.close()
    new.close()


@pytest.mark.parametrize("damage", ["cut", "plain", "newer", "table", "row"])
def test_a_bad_backup_restores_nothing(tmp_path: Path, damage: str) -> None:
    one = Database(f"sqlite:///{tmp_path}/one.db")
    upgrade(one)
    with one.write() as connection:
        audit.record(connection, one, SYSTEM, "key.create", "k")
    file = tmp_path / "backup"
    write_backup(one, file)
    one.close()
    content = file.read_bytes()
    if damage == "cut":
        content = content[:-20]
    elif damage == "plain":
        content = b"not a backup"
    else:
        text = gzip.decompress(content).decode()
        if damage == "newer":
            text = text.replace('"revision": "0', '"revision": "9')
        elif damage == "table":
            text = text.replace('["audit"', '["nothing"')
        else:
            text = "\n".join(line for line in text.splitlines() if "key.create" not in line)
        content = gzip.compress(text.encode())
    file.write_bytes(content)
    two = Database(f"sqlite:///{tmp_path}/two.db")
    with pytest.raises(BackupError):
        restore_backup(two, file)
    # Nothing is half there: the very database takes a good backup afterwards.
    upgrade(two)
    assert audit.listed(two, None) == []
    two.close()
