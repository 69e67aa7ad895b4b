"""``kehou generate``: a synthetic district built around a planted plan."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from api.commands.answers import BadInputError, Exit, say
from api.commands.options import LangOption, SeedOption
from api.commands.paths import make_folder, output_file, output_json
from api.texts import Texts

if TYPE_CHECKING:
    from data.synthetic.twins import Clash
    from solver.domain.base import Window
    from solver.domain.district import District
    from solver.plan import Plan

Budget = Literal["loose", "tight"]
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
    policy: Annotated[
        str | None,
        typer.Option("--policy", metavar="PACK", help="opt_generate_policy", show_default=False),
    ] = None,
    budget: Annotated[
        Budget,
        typer.Option("--budget", metavar="WORD", help="opt_budget"),
    ] = "loose",
    twin: Annotated[
        str | None,
        typer.Option("--twin", metavar="KIND", help="opt_twin", show_default=False),
    ] = None,
    clash: Annotated[
        Path | None,
        typer.Option("--clash", metavar="FILE", help="opt_clash", show_default=False),
    ] = None,
    lang: LangOption = None,
) -> int:
    """Writes a seeded district, and the plan that it was built around; or one with a clash."""
    texts: Texts = ctx.obj
    as_workbook = out.suffix.lower() == ".xlsx"
    (output_file if as_workbook else output_json)(out, texts)
    if clash is not None and twin is None:
        raise BadInputError([texts("clash_without_twin")])
    if twin is not None and budget == "tight":
        raise BadInputError([texts("tight_twin")])
    if twin is not None and clash is None:
        clash = out.with_name(f"{out.stem}.clash.json")
    for other in (planted, clash):
        if other is not None:
            output_json(other, texts)
            if other.absolute() == out.absolute() or (other is clash and clash == planted):
                raise BadInputError([texts("twice_same_file", path=other)])
    from data.synthetic import DUTIES, WINDOWS
    from data.writers import write_district, write_district_workbook, write_plan
    from data.writers.json_files import write_record

    known = (*WINDOWS, DUTIES)
    asked = {word.strip() for word in (extras or "").lower().split(",") if word.strip()}
    if extras is not None and (asked - {*known} or not asked):
        raise BadInputError(
            [texts("unknown_extra", asked=extras, known=texts("comma").join(known))]
        )
    windows = tuple(w for w in WINDOWS if w in asked)
    asked_for = _Asked(profile, schools, seed, policy, windows, DUTIES in asked)
    district, plan, record = _made(asked_for, budget, twin, texts)
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
    if record is not None and clash is not None:
        make_folder(clash.parent, texts)
        write_record(record, clash)
        say(texts("wrote", path=clash))
    return Exit.DONE


class _Asked(NamedTuple):
    """What is asked of the generator."""

    profile: str
    schools: int
    seed: int
    policy: str | None
    windows: "tuple[Window, ...]"
    duties: bool


def _made(
    asked: _Asked, budget: Budget, twin: str | None, texts: Texts
) -> "tuple[District, Plan, Clash | None]":
    """Returns the district, its planted plan, and the clash if it is to have one."""
    from data.readers import pack_ids
    from data.synthetic import generate
    from data.synthetic.twins import KINDS, NoPlaceError, generate_twin

    if twin is not None and twin not in KINDS:
        known = texts("comma").join(KINDS)
        raise BadInputError([texts("unknown_twin", asked=twin, known=known)])
    packs = pack_ids() if twin is None else KINDS[twin].packs
    if asked.policy is not None and asked.policy not in packs:
        known = texts("comma").join(packs)
        raise BadInputError([texts("pack_not_for_it", asked=asked.policy, known=known)])
    if twin is None:
        return (
            *generate(
                asked.profile,
                asked.schools,
                asked.seed,
                asked.policy or "qiaocheng",
                asked.windows,
                asked.duties,
                budget,
            ),
            None,
        )
    try:
        return generate_twin(twin, *asked)
    except NoPlaceError:
        needs = texts(f"twin_needs_{KINDS[twin].needs or 'other'}")
        raise BadInputError([texts("twin_without_place", kind=twin, needs=needs)]) from None
