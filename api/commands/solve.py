"""``kehou solve``: from a district to a plan."""

from pathlib import Path
from typing import Annotated

import typer

from api.commands.answers import Exit, say, say_json
from api.commands.edits import read_plan, settled
from api.commands.inputs import (
    read_district,
    read_pack,
    read_pins,
    ready_to_plan,
)
from api.commands.options import (
    DistrictArgument,
    EngineOption,
    JsonOption,
    LangOption,
    NoMarkedCopyOption,
    PolicyOption,
    SeedOption,
    TimeLimitOption,
    WorkersOption,
    WorkLimitOption,
)
from api.commands.paths import make_folder, output_json
from api.commands.planning import Settings, carry_out, show
from api.texts import Texts

TIME_LIMIT_S = 60.0


def run(
    ctx: typer.Context,
    district: DistrictArgument,
    out: Annotated[
        Path,
        typer.Option("-o", "--out", metavar="PLAN.json", help="opt_plan_out", show_default=False),
    ],
    policy: PolicyOption = None,
    time_limit: TimeLimitOption = None,
    workers: WorkersOption = 2,
    seed: SeedOption = 0,
    work_limit: WorkLimitOption = None,
    engine: EngineOption = "local",
    pins: Annotated[
        Path | None, typer.Option("--pins", metavar="FILE", help="opt_pins", show_default=False)
    ] = None,
    start: Annotated[
        Path | None,
        typer.Option("--start", metavar="PLAN", help="opt_start", show_default=False),
    ] = None,
    json: JsonOption = False,
    no_marked_copy: NoMarkedCopyOption = False,
    lang: LangOption = None,
) -> int:
    """Plans a term, writes the plan and says what was reached and proven."""
    texts: Texts = ctx.obj
    output_json(out, texts, district, pins)
    mark = not no_marked_copy
    read = read_district(district, texts, needs_pack=policy is None, mark=mark)
    pack = read_pack(policy or read.policy_pack_id, texts)
    ready_to_plan(read, pack, district, texts, mark=mark)
    begun = None
    if start is not None:
        begun = settled(read_plan(start, read, texts, mark), read, pack, texts)
    if time_limit is None and work_limit is None:
        time_limit = TIME_LIMIT_S
    answer = carry_out(
        read,
        pack,
        Settings(
            time_limit_s=time_limit,
            work_limit=work_limit,
            workers=workers,
            seed=seed,
            start=begun,
            pins=read_pins(pins, read, texts, mark) if pins is not None else (),
        ),
        texts,
    )
    written = answer.outcome.plan is not None
    if answer.outcome.plan is not None:
        from data.writers import write_plan

        make_folder(out.parent, texts)
        write_plan(answer.outcome.plan, out)
    if json:
        say_json(answer.record(str(out) if written else None))
    else:
        show(answer, read, pack, texts)
        if written:
            say(texts("wrote", path=out))
    return Exit(answer.exit_code)
