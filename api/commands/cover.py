"""``kehou cover``: the absences of one day, covered together or not at all."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from api.commands.answers import BadInputError, Exit
from api.commands.edits import read_plan, settled
from api.commands.inputs import read_district, read_pack, telling
from api.commands.options import (
    DistrictArgument,
    JsonOption,
    LangOption,
    NoMarkedCopyOption,
    PlanArgument,
    PlanPolicyOption,
    SeedOption,
    TimeLimitOption,
)
from api.commands.paths import output_json
from api.commands.reschedule import TIME_LIMIT_S, answered
from api.texts import Texts


def run(
    ctx: typer.Context,
    district: DistrictArgument,
    plan: PlanArgument,
    day: Annotated[
        str, typer.Option("--date", metavar="DATE", help="opt_date", show_default=False)
    ],
    absent: Annotated[
        str, typer.Option("--absent", metavar="LIST", help="opt_absent", show_default=False)
    ],
    out: Annotated[
        Path,
        typer.Option("-o", "--out", metavar="PLAN.json", help="opt_plan_out", show_default=False),
    ],
    most_extra: Annotated[
        int,
        typer.Option("--most-extra", metavar="N", min=0, help="opt_most_extra", show_default=False),
    ] = 2,
    reason: Annotated[
        str,
        typer.Option("--reason", metavar="TEXT", help="opt_absence_reason", show_default=False),
    ] = "",
    policy: PlanPolicyOption = None,
    time_limit: TimeLimitOption = None,
    seed: SeedOption = 0,
    json: JsonOption = False,
    no_marked_copy: NoMarkedCopyOption = False,
    lang: LangOption = None,
) -> int:
    """Writes the version in which the day is covered, or says who could not be stood in for."""
    texts: Texts = ctx.obj
    output_json(out, texts, district)
    people = [w.strip() for w in absent.replace("，", ",").split(",") if w.strip()]
    if not people:
        raise BadInputError([texts("no_absent")])
    try:
        asked = date.fromisoformat(day.strip())
    except ValueError as error:
        raise BadInputError([texts("bad_date", asked=day)]) from error
    mark = not no_marked_copy
    read = read_district(district, texts, mark=mark)
    edited = read_plan(plan, read, texts, mark=mark)
    pack = read_pack(policy or edited.plan.provenance.pack_id, texts)
    planned = settled(edited, read, pack, texts)
    from solver import cover

    with telling(Path(f"--date {day} --absent {absent}"), texts):
        answer = cover(
            read,
            pack,
            planned,
            asked,
            people,
            reason=reason,
            most_extra=most_extra,
            time_limit_s=TIME_LIMIT_S if time_limit is None else time_limit,
            seed=seed,
        )
    return Exit(answered(answer, read, out, json, texts))
