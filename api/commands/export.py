"""``kehou export``: the documents of a plan."""

from pathlib import Path
from typing import Annotated

import typer

from api.commands.answers import BadInputError, Exit, note, say
from api.commands.edits import read_plan, settled
from api.commands.inputs import read_district, read_pack
from api.commands.options import (
    DistrictArgument,
    LangOption,
    NoMarkedCopyOption,
    PlanArgument,
    PlanPolicyOption,
)
from api.commands.paths import make_folder, output_folder
from api.texts import Texts


def run(
    ctx: typer.Context,
    district: DistrictArgument,
    plan: PlanArgument,
    out: Annotated[
        Path,
        typer.Option("-o", "--out", metavar="DIR", help="opt_folder_out", show_default=False),
    ],
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
    output_folder(out, texts)
    read = read_district(district, texts, mark=not no_marked_copy)
    edited = read_plan(plan, read, texts, mark=not no_marked_copy)
    pack = read_pack(policy or edited.plan.provenance.pack_id, texts)
    planned = settled(edited, read, pack, texts)
    make_folder(out, texts)
    for path in export(read, pack, planned, out, wanted, texts.lang):
        say(str(path))
    note(texts("exported", path=out))
    return Exit.DONE
