"""``kehou policies``: the shipped packs, their clauses and where each comes from."""

from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.answers import Exit, say
from api.commands.inputs import read_pack
from api.commands.options import LangOption
from api.commands.words import shared
from api.texts import Texts

if TYPE_CHECKING:
    from solver.policy.pack import Clause, PolicyPack


def run(
    ctx: typer.Context,
    pack: Annotated[
        str | None, typer.Argument(metavar="PACK", help="arg_pack", show_default=False)
    ] = None,
    lang: LangOption = None,
) -> int:
    """Lists the packs, or the clauses of one."""
    texts: Texts = ctx.obj
    if pack is not None:
        _show(read_pack(pack, texts), texts)
        return Exit.DONE
    from data.readers import pack_ids

    for pack_id in pack_ids():
        found = read_pack(pack_id, texts)
        say(
            texts(
                "pack_line",
                id=found.id,
                name=found.name_zh if texts.lang == "zh" else found.name_en,
                clauses=len(found.clauses),
                title=found.title,
                doc_no=found.doc_no or texts("none"),
            )
        )
    return Exit.DONE


def _show(pack: "PolicyPack", texts: Texts) -> None:
    chinese = texts.lang == "zh"
    say(f"{pack.name_zh if chinese else pack.name_en} ({pack.id})")
    say(texts("pack_source", title=pack.title, issuer=pack.issuer, doc_no=pack.doc_no))
    say(
        texts(
            "pack_grade",
            grade=pack.provenance_grade,
            note=pack.provenance_note_zh if chinese else pack.provenance_note_en,
        )
    )
    say(
        texts(
            "pack_defaults",
            primary=pack.minutes_per_class_hour_primary,
            junior=pack.minutes_per_class_hour_junior,
            short_break=pack.short_break_min,
        )
    )
    for clause in pack.clauses:
        say()
        for line in _clause(clause, pack, texts):
            say(line)


def _clause(clause: "Clause", pack: "PolicyPack", texts: Texts) -> list[str]:
    lines = [
        texts(
            "clause_head",
            id=clause.id,
            strength=shared(texts.lang).word("strength", clause.strength),
            document=clause.document,
            section=clause.section,
        ),
        f"  {clause.zh if texts.lang == 'zh' else clause.en}",
    ]
    if clause.family:
        lines.append(texts("clause_family", family=clause.family))
    elif clause.served_by:
        lines.append(texts("clause_served", by=clause.served_by))
    for parameter in clause.parameters:
        value = parameter.value
        shown = ", ".join(str(v) for v in value) if isinstance(value, tuple) else str(value)
        lines.append(
            texts(
                "clause_parameter",
                name=parameter.name,
                value=shown,
                unit=parameter.unit,
                source=texts(f"parameter_{parameter.source}"),
            )
        )
    if clause.id in pack.not_yet_enforced:
        lines.append(texts("clause_not_enforced"))
    return lines
