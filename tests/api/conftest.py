"""Fixtures of the service: the same tests on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from api.store.database import Database
from api.store.migrate import upgrade
from tests.api.postgres import Server, programs


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server, if the machine has the programs."""
    there = programs()
    if there is None:
        pytest.skip("PostgreSQL is not installed (Debian's package: postgresql)")
    server = Server(there)
    yield server
    server.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.external)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.db"
    server: Server = request.getfixturevalue("postgres")
    return server.new_database(f"t{uuid4().hex[:12]}")


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """A database of each kind with the tables."""
    opened = Database(url)
    upgrade(opened)
    yield opened
    opened.close()
