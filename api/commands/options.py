"""The arguments and options of the commands: shared ones, and those of the search.

``help`` holds the name of a message; ``api.cli`` puts the words of the user's language in its
place. Defaults are said in those words, so Typer does not add its own.
"""

from pathlib import Path
from typing import Annotated, Literal

import typer

Language = Literal["zh", "en"]

DistrictArgument = Annotated[
    Path, typer.Argument(metavar="DISTRICT", help="arg_district", show_default=False)
]
PlanArgument = Annotated[Path, typer.Argument(metavar="PLAN", help="arg_plan", show_default=False)]
LangOption = Annotated[
    Language | None,
    typer.Option("--lang", metavar="zh|en", help="opt_lang", show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="opt_json", show_default=False)]
PolicyOption = Annotated[
    str | None, typer.Option("--policy", metavar="PACK", help="opt_policy", show_default=False)
]
SeedOption = Annotated[
    int, typer.Option("--seed", metavar="N", min=0, help="opt_seed", show_default=False)
]
TimeLimitOption = Annotated[
    float | None,
    typer.Option("--time-limit", metavar="S", min=1, help="opt_time_limit", show_default=False),
]
WorkLimitOption = Annotated[
    float | None,
    typer.Option("--work-limit", metavar="N", min=0, help="opt_work_limit", show_default=False),
]
WorkersOption = Annotated[
    int, typer.Option("--workers", metavar="N", min=1, help="opt_workers", show_default=False)
]
EngineOption = Annotated[
    Literal["local"],
    typer.Option("--engine", metavar="local", help="opt_engine", show_default=False),
]
