"""``kehou template``: an empty workbook to fill in."""

from pathlib import Path
from typing import Annotated

import typer

from api.commands.answers import BadInputError, Exit, say
from api.commands.options import LangOption
from api.commands.paths import make_folder, new_file
from api.texts import Texts


def run(
    ctx: typer.Context,
    out: Annotated[
        Path, typer.Argument(metavar="OUT.xlsx", help="arg_workbook", show_default=False)
    ],
    force: Annotated[bool, typer.Option("--force", help="opt_force", show_default=False)] = False,
    lang: LangOption = None,
) -> int:
    """Writes an empty workbook with headings, drop-downs and a guide sheet."""
    texts: Texts = ctx.obj
    if out.suffix.lower() != ".xlsx":
        raise BadInputError([texts("not_xlsx", path=out)])
    new_file(out, texts, force=force)
    from data.writers import write_template

    make_folder(out.parent, texts)
    write_template(out, texts.lang)
    say(texts("wrote", path=out))
    return Exit.DONE
