"""``kehou generate``: a synthetic district built around a planted plan."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from api.commands.answers import BadInputError, Exit, say
from api.commands.options import LangOption, SeedOption
from api.commands.paths import make_folder, output_file, output_json
from api.texts import Texts

Profile = Literal["average_county", "city_district", "rural_county", "town"]


def run(
    ctx: typer.Context,
    profile: Annotated[
        Profile,
        typer.Option("--profile", metavar="NAME", help="opt_profile", show_default=False),
    ],
    schools: Annotated[
        int,
        typer.Option(
            "--schools", metavar="N", min=1, max=1000, help="opt_schools", show_default=False
        ),
    ],
    out: Annotated[
        Path,
        typer.Option("-o", "--out", metavar="FILE", help="opt_district_out", show_default=False),
    ],
    seed: SeedOption = 0,
    planted: Annotated[
        Path | None,
        typer.Option("--planted", metavar="FILE", help="opt_planted", show_default=False),
    ] = None,
    extras: Annotated[
        str | None,
        typer.Option("--with", metavar="LIST", help="opt_with", show_default=False),
    ] = None,
    lang: LangOption = None,
) -> int:
    """Writes a seeded district, and the plan that it was built around."""
    texts: Texts = ctx.obj
    as_workbook = out.suffix.lower() == ".xlsx"
    (output_file if as_workbook else output_json)(out, texts)
    if planted is not None:
        output_json(planted, texts)
        if planted.absolute() == out.absolute():
            raise BadInputError([texts("twice_same_file", path=out)])
    from data.synthetic import DUTIES, WINDOWS, generate
    from data.writers import write_district, write_district_workbook, write_plan

    known = (*WINDOWS, DUTIES)
    asked = {word.strip() for word in (extras or "").lower().split(",") if word.strip()}
    if extras is not None and (asked - {*known} or not asked):
        raise BadInputError(
            [texts("unknown_extra", asked=extras, known=texts("comma").join(known))]
        )
    windows = tuple(w for w in WINDOWS if w in asked)
    district, plan = generate(profile, schools, seed, windows=windows, duties=DUTIES in asked)
    make_folder(out.parent, texts)
    if as_workbook:
        write_district_workbook(district, out, texts.lang)
    else:
        write_district(district, out)
    say(texts("wrote", path=out))
    if planted is not None:
        make_folder(planted.parent, texts)
        write_plan(plan, planted)
        say(texts("wrote", path=planted))
    return Exit.DONE
