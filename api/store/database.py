"""The database of the service: one SQLite file (WAL) or PostgreSQL, by URL."""

import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.sql import func

DEFAULT_URL = "sqlite:///kehou.db"
ENVIRONMENT = "KEHOU_DATABASE"
WAIT_S = 10
"""Seconds to wait for another writer, or for a server that does not answer."""


class UnknownDatabaseError(ValueError):
    """A URL that is neither of SQLite nor of PostgreSQL."""


class Database:
    """Connections for reading and for writing.

    A write begins with the lock that it needs (SQLite: ``BEGIN IMMEDIATE``), so that what it read
    is still true when it writes; reading never waits for writers.

    Parameters
    ----------
    url
        ``sqlite:///file.db`` or ``postgresql://…``; a bare path is a SQLite file.

    Raises
    ------
    UnknownDatabaseError
        For any other URL.
    """

    def __init__(self, url: str) -> None:
        self.url = parsed(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self._readers = _sqlite(self.url, "BEGIN")
            self._writers = _sqlite(self.url, "BEGIN IMMEDIATE")
        else:
            self._readers = self._writers = create_engine(
                self.url,
                pool_pre_ping=True,  # a connection that was dropped meanwhile is made anew
                pool_timeout=WAIT_S,
                connect_args={"connect_timeout": WAIT_S},
            )

    @property
    def engine(self) -> Engine:
        """The engine that writes; migrations use it."""
        return self._writers

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Gives a connection that reads one state of the store."""
        with self._readers.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Gives a connection whose changes are kept together or not at all."""
        with self._writers.begin() as connection:
            yield connection

    def now(self, connection: Connection) -> float:
        """Returns the time by the clock that all processes share: the server's, if there is one."""
        if self.is_sqlite:
            return time.time()
        seconds = func.extract("epoch", func.clock_timestamp())
        return float(connection.execute(select(seconds)).scalar_one())

    def close(self) -> None:
        """Closes every connection."""
        self._readers.dispose()
        self._writers.dispose()


def parsed(url: str) -> URL:
    """Returns a URL with the driver that is installed; see ``Database``."""
    if "://" not in url:
        return URL.create("sqlite", database=str(Path(url)))
    try:
        made = make_url(url)
        if made.get_backend_name() == "postgresql":
            return made.set(drivername="postgresql+psycopg")
        if made.get_backend_name() == "sqlite" and made.database:
            return made.set(drivername="sqlite")
    except (ArgumentError, NoSuchModuleError, ValueError):
        pass
    raise UnknownDatabaseError(url.split("://", 1)[0])


def is_unavailable(error: DBAPIError) -> bool:
    """Tells whether the database may answer again later: locked, full, or not reachable."""
    from sqlalchemy.exc import InterfaceError, InternalError, OperationalError

    return isinstance(error, OperationalError | InterfaceError | InternalError)


def new_id(kind: str) -> str:
    """Returns a new id that tells its kind and nothing else, like ``job_…``."""
    return f"{kind}_{secrets.token_hex(12)}"


def _sqlite(url: URL, begin: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": WAIT_S})

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, record: Any) -> None:
        connection.isolation_level = None  # transactions begin where the next listener says
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")  # what was accepted survives a power cut
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA secure_delete = ON")  # what is deleted is gone from the file too
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
