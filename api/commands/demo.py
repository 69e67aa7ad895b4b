"""``kehou demo``: the shipped district planned, checked and written out in one go."""

from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from api.commands import check
from api.commands.answers import Exit, note, say
from api.commands.inputs import read_district, read_pack, ready_to_plan
from api.commands.options import LangOption
from api.commands.paths import make_folder, output_folder
from api.commands.planning import Settings, carry_out, show
from api.texts import Texts

DISTRICT = "qiaocheng.json"
TIME_LIMIT_S = 20.0


def run(
    ctx: typer.Context,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="opt_demo_out", show_default=False)
    ] = Path("out/demo"),
    lang: LangOption = None,
) -> int:
    """Shows the whole way: district, plan, check, documents.

    A legal plan is a success here even if it leaves needs unmet: showing them is the point.
    """
    texts: Texts = ctx.obj
    output_folder(out, texts)
    note(texts("demo_read"))
    with as_file(files("data") / "districts" / DISTRICT) as path:
        district = read_district(path, texts, mark=False)
        pack = read_pack(district.policy_pack_id, texts)
        ready_to_plan(district, pack, path, texts, mark=False)
    note(texts("demo_plan", name=district.name, seconds=f"{TIME_LIMIT_S:.0f}"))
    answer = carry_out(
        district,
        pack,
        Settings(time_limit_s=TIME_LIMIT_S, work_limit=None, workers=2, seed=0),
        texts,
    )
    plan = answer.outcome.plan
    show(answer, district, pack, texts)
    if plan is None:
        return answer.exit_code

    note(texts("demo_check"))
    from solver import check as verify

    verdict = verify(district, pack, plan)
    check.show(verdict, texts)

    note(texts("demo_write"))
    from data.writers import FORMATS, export, write_plan

    make_folder(out, texts)
    plan_path = out / "plan.json"
    write_plan(plan, plan_path)
    say(texts("demo_files", path=out))
    for path in (plan_path, *export(district, pack, plan, out, FORMATS, texts.lang)):
        say(f"  {path}")
    if not verdict.ok:
        return Exit.VIOLATIONS
    return Exit.DONE if answer.exit_code == Exit.UNMET else answer.exit_code
