"""Brings the tables of a database to what this version of the program expects."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from api.store.database import Database

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 0x6B65686F75  # "kehou"


class NewerDatabaseError(RuntimeError):
    """A database that a newer version of the program has made."""


def config(database: Database) -> Config:
    """Returns what Alembic needs to know."""
    made = Config()
    made.set_main_option("script_location", str(_FOLDER))
    made.attributes["database"] = database
    return made


def upgrade(database: Database) -> None:
    """Makes or changes the tables; several processes may do it at once.

    Raises
    ------
    NewerDatabaseError
        If the database has tables of a later version.
    """
    made = config(database)
    known = {script.revision for script in ScriptDirectory.from_config(made).walk_revisions()}
    with database.write() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        there = MigrationContext.configure(connection).get_current_revision()
        if there is not None and there not in known:
            raise NewerDatabaseError(there)
        made.attributes["connection"] = connection
        command.upgrade(made, "head")


def is_current(database: Database) -> bool:
    """Tells whether the tables are those that this version expects."""
    head = ScriptDirectory.from_config(config(database)).get_current_head()
    with database.read() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head
