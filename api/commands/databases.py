"""The database that a command works with, opened and brought up to date."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.answers import BadInputError
from api.texts import Texts

if TYPE_CHECKING:
    from api.store.database import Database

DatabaseOption = Annotated[
    str | None,
    typer.Option("--database", metavar="URL", help="opt_database", show_default=False),
]


def open_database(asked: str | None, texts: Texts, *, make_tables: bool = True) -> "Database":
    """Returns the database of ``--database``, of the environment, or ``kehou.db`` here.

    Refuses one that cannot be reached, or that a newer version has made.
    """
    from sqlalchemy.exc import DBAPIError

    from api.store.database import DEFAULT_URL, ENVIRONMENT, Database, UnknownDatabaseError
    from api.store.migrate import NewerDatabaseError, upgrade

    url = asked or os.environ.get(ENVIRONMENT) or DEFAULT_URL
    try:
        database = Database(url)
    except UnknownDatabaseError as error:
        raise BadInputError([texts("unknown_database", kind=error.args[0])]) from error
    shown = database.url.render_as_string(hide_password=True)
    try:
        if make_tables:
            upgrade(database)
    except NewerDatabaseError as error:
        raise BadInputError([texts("newer_database", url=shown)]) from error
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise BadInputError([texts("no_database", url=shown, reason=reason)]) from error
    return database
