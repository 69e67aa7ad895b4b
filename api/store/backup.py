"""The whole store as one file, and back: from and to either kind of database.

A backup is a gzip of JSON lines: what it is, then every row with its table, then how many there
were, so that a file that was cut short is known as such. It shows one state of the store, whatever
goes on meanwhile.
"""

import base64
import gzip
import json
import os
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, inspect, select, text

from api.store.database import Database
from api.store.migrate import NewerDatabaseError, revision_of, upgrade_on
from api.store.tables import METADATA

_FORMAT = "kehou-backup"
_BATCH = 200


class BackupError(Exception):
    """A file that cannot be restored; ``code`` is a key of the message catalogue."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def write_backup(database: Database, path: Path) -> int:
    """Writes a backup and returns how many rows it has; the file is there when it is complete."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # for the owner alone
    scratch = Path(name)
    try:
        with os.fdopen(handle, "wb") as raw, gzip.open(raw, "wb") as file:
            rows = _write(database, file)
        scratch.replace(path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
    return rows


def restore_backup(database: Database, path: Path) -> int:
    """Fills an empty database from a backup and returns how many rows it has.

    A backup of an older version is brought up to date.

    Raises
    ------
    BackupError
        If it is no backup, is cut short, is of a newer version, or the database is not empty.
        Nothing has changed then.
    """
    with database.write() as connection:
        if _has_rows(connection):
            raise BackupError("service.restore_not_empty")
        lines = _read(path)
        head = next(lines, None)
        if not isinstance(head, dict) or head.get("format") != _FORMAT:
            raise BackupError("service.restore_no_backup")
        try:
            upgrade_on(database, connection, str(head["revision"]))
        except NewerDatabaseError as error:
            raise BackupError("service.restore_newer") from error
        rows = _fill(connection, lines)
        if not database.is_sqlite:
            last = "(SELECT coalesce(max(id), 0) + 1 FROM audit)"
            connection.execute(
                text(f"SELECT setval(pg_get_serial_sequence('audit', 'id'), {last}, false)")
            )
        upgrade_on(database, connection, "head")
    return rows


def _write(database: Database, file: gzip.GzipFile) -> int:
    with database.engine.connect() as connection:
        if not database.is_sqlite:  # there any transaction sees one state
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            head = {"format": _FORMAT, "version": 1, "revision": revision_of(connection)}
            file.write(json.dumps(head).encode() + b"\n")
            rows = 0
            for table in METADATA.sorted_tables:
                found = connection.execution_options(yield_per=_BATCH).execute(select(table))
                for row in found.mappings():
                    values = {name: _said(value) for name, value in row.items()}
                    line = json.dumps([table.name, values], ensure_ascii=False)
                    file.write(line.encode() + b"\n")
                    rows += 1
            file.write(json.dumps({"rows": rows}).encode() + b"\n")
    return rows


def _read(path: Path) -> Iterator[Any]:
    try:
        with gzip.open(path, "rb") as file:
            for line in file:
                yield json.loads(line)
    except (EOFError, gzip.BadGzipFile, zlib.error, ValueError) as error:
        raise BackupError("service.restore_damaged") from error


def _fill(connection: Connection, lines: Iterator[Any]) -> int:
    tables = MetaData()
    tables.reflect(connection)  # as they were in the backup's version
    rows, waiting = 0, ("", list[dict[str, Any]]())
    complete = False

    def insert() -> None:
        if waiting[1]:
            connection.execute(tables.tables[waiting[0]].insert(), waiting[1])

    for line in lines:
        if isinstance(line, dict):
            complete = line.get("rows") == rows
            break
        name, values = line
        if name not in tables.tables:
            raise BackupError("service.restore_damaged")
        if name != waiting[0] or len(waiting[1]) >= _BATCH:
            insert()
            waiting = (name, [])
        waiting[1].append({key: _meant(value) for key, value in values.items()})
        rows += 1
    insert()
    if not complete:
        raise BackupError("service.restore_damaged")
    return rows


def _has_rows(connection: Connection) -> bool:
    there = set(inspect(connection).get_table_names())
    return any(
        connection.execute(select(table).limit(1)).first() is not None
        for table in METADATA.sorted_tables
        if table.name in there
    )


def _said(value: Any) -> Any:
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _meant(value: Any) -> Any:
    return base64.b64decode(value["base64"]) if isinstance(value, dict) else value
