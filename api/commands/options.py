"""The arguments and options of the commands: shared ones, and those of the search.

``help`` holds the name of a message; ``api.cli`` puts the words of the user's language in its
place. Defaults are said in those words, so Typer does not add its own.
"""

from pathlib import Path
from typing import Annotated, Literal

import typer

Language = Literal["zh", "en"]
MOST_SECONDS = 7 * 24 * 3600
"""A week; more is a slip of the pen, and a run without an end could not be recorded."""

DistrictArgument = Annotated[
    Path, typer.Argument(metavar="DISTRICT", help="arg_district", show_default=False)
]
PlanArgument = Annotated[Path, typer.Argument(metavar="PLAN", help="arg_plan", show_default=False)]
FolderOption = Annotated[
    Path,
    typer.Option("-o", "--out", metavar="DIR", help="opt_folder_out", show_default=False),
]
LangOption = Annotated[
    Language | None,
    typer.Option("--lang", metavar="zh|en", help="opt_lang", show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="opt_json", show_default=False)]
NoMarkedCopyOption = Annotated[
    bool, typer.Option("--no-marked-copy", help="opt_no_marked_copy", show_default=False)
]
PolicyOption = Annotated[
    str | None, typer.Option("--policy", metavar="PACK", help="opt_policy", show_default=False)
]
PlanPolicyOption = Annotated[
    str | None,
    typer.Option("--policy", metavar="PACK", help="opt_plan_policy", show_default=False),
]
SeedOption = Annotated[
    int,
    typer.Option("--seed", metavar="N", min=0, max=2**31 - 1, help="opt_seed", show_default=False),
]
TimeLimitOption = Annotated[
    float | None,
    typer.Option(
        "--time-limit",
        metavar="S",
        min=1,
        max=MOST_SECONDS,
        help="opt_time_limit",
        show_default=False,
    ),
]
WorkLimitOption = Annotated[
    float | None,
    typer.Option(
        "--work-limit",
        metavar="N",
        min=1,
        max=MOST_SECONDS,
        help="opt_work_limit",
        show_default=False,
    ),
]
WorkersOption = Annotated[
    int,
    typer.Option("--workers", metavar="N", min=1, max=256, help="opt_workers", show_default=False),
]
EngineOption = Annotated[
    Literal["local"],
    typer.Option("--engine", metavar="local", help="opt_engine", show_default=False),
]
