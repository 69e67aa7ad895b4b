"""``kehou export``: the documents of a plan."""

from typing import Annotated

import typer

from api.commands.answers import BadInputError, Exit, note, say
from api.commands.options import (
    DistrictArgument,
    FolderOption,
    LangOption,
    NoMarkedCopyOption,
    PlanArgument,
    PlanPolicyOption,
)
from api.commands.paths import make_folder
from api.commands.plan_files import read_plan_files
from api.texts import Texts


def run(
    ctx: typer.Context,
    district: DistrictArgument,
    plan: PlanArgument,
    out: FolderOption,
    formats: Annotated[
        str | None,
        typer.Option("--format", metavar="LIST", help="opt_format", show_default=False),
    ] = None,
    policy: PlanPolicyOption = None,
    no_marked_copy: NoMarkedCopyOption = False,
    lang: LangOption = None,
) -> int:
    """Writes the documents and names them."""
    texts: Texts = ctx.obj
    from data.writers import FORMATS, export

    asked = formats.lower().split(",") if formats is not None else FORMATS
    wanted = tuple(dict.fromkeys(word.strip() for word in asked if word.strip()))
    if not wanted or not set(wanted) <= set(FORMATS):
        raise BadInputError(
            [texts("unknown_format", asked=formats, known=texts("comma").join(FORMATS))]
        )
    read, pack, planned = read_plan_files(district, plan, policy, out, not no_marked_copy, texts)
    make_folder(out, texts)
    for path in export(read, pack, planned, out, wanted, texts.lang):
        say(str(path))
    note(texts("exported", path=out))
    return Exit.DONE
