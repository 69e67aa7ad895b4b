"""``kehou backup`` and ``kehou restore``: the whole store of the service as one file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from api.commands.answers import BadInputError, Exit, say
from api.commands.databases import DatabaseOption, open_database
from api.commands.options import LangOption
from api.commands.paths import make_folder, new_file
from api.texts import Texts

FileArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="arg_backup", show_default=False)
]


def run(
    ctx: typer.Context,
    file: FileArgument,
    force: Annotated[bool, typer.Option("--force", help="opt_force", show_default=False)] = False,
    database: DatabaseOption = None,
    lang: LangOption = None,
) -> int:
    """Writes a backup while the service goes on."""
    texts: Texts = ctx.obj
    new_file(file, texts, force=force)
    opened = open_database(database, texts)
    from api.store.backup import write_backup

    make_folder(file.parent, texts)
    rows = write_backup(opened, file)
    opened.close()
    say(texts("backed_up", path=file, rows=rows))
    return Exit.DONE


def restore(
    ctx: typer.Context,
    file: FileArgument,
    database: DatabaseOption = None,
    lang: LangOption = None,
) -> int:
    """Fills an empty database from a backup."""
    texts: Texts = ctx.obj
    opened = open_database(database, texts, make_tables=False)
    from api.store.backup import BackupError, restore_backup

    try:
        rows = restore_backup(opened, file)
    except BackupError as error:
        raise BadInputError([texts.said(error.code, {"path": str(file)})]) from error
    finally:
        opened.close()
    say(texts("restored", path=file, rows=rows))
    return Exit.DONE
