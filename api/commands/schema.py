"""``kehou schema``: the JSON Schema of the files that go in and come out."""

from typing import Annotated, Literal

import typer

from api.commands.answers import Exit, say_json
from api.commands.options import LangOption


def run(
    ctx: typer.Context,
    document: Annotated[
        Literal["district", "plan", "change"],
        typer.Argument(metavar="district|plan|change", help="arg_schema", show_default=False),
    ],
    lang: LangOption = None,
) -> int:
    """Prints the JSON Schema of a document."""
    if document == "district":
        from solver.domain import District

        say_json(District.model_json_schema())
    elif document == "change":
        from solver.domain.changes import ChangeRequest

        say_json(ChangeRequest.model_json_schema())
    else:
        from solver.plan import Plan

        say_json(Plan.model_json_schema())
    return Exit.DONE
