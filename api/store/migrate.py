"""Brings the tables of a database to what this version of the program expects."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from api.store.database import Database

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 0x6B65686F75  # "kehou"


class NewerDatabaseError(RuntimeError):
    """A database that a newer version of the program has made."""


def upgrade(database: Database) -> None:
    """Makes or changes the tables; several processes may do it at once.

    Raises
    ------
    NewerDatabaseError
        If the database has tables of a later version.
    """
    with database.write() as connection:
        upgrade_on(database, connection, "head")


def upgrade_on(database: Database, connection: Connection, revision: str) -> None:
    """Makes or changes the tables in a transaction that is under way.

    Parameters
    ----------
    revision : str
        The version of the tables; ``head`` is this program's own.
    """
    made = Config()
    made.set_main_option("script_location", str(_FOLDER))
    made.attributes["connection"] = connection
    known = {s.revision for s in ScriptDirectory.from_config(made).walk_revisions()}
    if not database.is_sqlite:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    for asked in (revision_of(connection), revision):
        if asked is not None and asked != "head" and asked not in known:
            raise NewerDatabaseError(asked)
    command.upgrade(made, revision)


def revision_of(connection: Connection) -> str | None:
    """Returns the version of the tables; ``None`` if there are none."""
    return MigrationContext.configure(connection).get_current_revision()


def is_current(database: Database) -> bool:
    """Tells whether the tables are those that this version expects."""
    with database.read() as connection:
        return revision_of(connection) == ScriptDirectory(_FOLDER).get_current_head()
