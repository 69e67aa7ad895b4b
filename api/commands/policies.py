"""``kehou policies``: the shipped packs, their clauses and where each comes from."""

from collections.abc import Iterator
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
        for line in _told(read_pack(pack, texts), texts):
            say(line)
        return Exit.DONE
    from data.readers import pack_ids

    words = shared(texts.lang)
    for pack_id in pack_ids():
        found = read_pack(pack_id, texts)
        say(
            texts(
                "pack_line",
                id=found.id,
                name=_own(found.name_zh, found.name_en, texts),
                clauses=len(found.clauses),
                title=found.title,
                doc_no=found.doc_no or texts("no_number"),
                grade=words.word("grade", found.provenance_grade),
            )
        )
    return Exit.DONE


def _told(pack: "PolicyPack", texts: Texts) -> Iterator[str]:
    """Yields a pack: where it comes from, what it needs, what waits, then every clause."""
    words = shared(texts.lang)
    not_printed = texts("not_printed")
    yield texts("pack_head", name=_own(pack.name_zh, pack.name_en, texts), id=pack.id)
    yield texts("pack_document", title=pack.title)
    yield texts(
        "pack_source",
        issuer=pack.issuer or not_printed,
        doc_no=pack.doc_no or not_printed,
        made_on=pack.made_on or not_printed,
        published_on=pack.published_on or not_printed,
        standing=words.word("standing", pack.status),
    )
    yield texts(
        "pack_grade",
        grade=words.word("grade", pack.provenance_grade),
        note=_own(pack.provenance_note_zh, pack.provenance_note_en, texts),
    )
    if pack.based_on:
        yield texts("pack_based_on", documents=words.listed(list(pack.based_on)))
    yield texts(
        "pack_defaults",
        primary=pack.minutes_per_class_hour_primary,
        junior=pack.minutes_per_class_hour_junior,
        short_break=pack.short_break_min,
    )
    yield texts("pack_marks")
    if pack.required_inputs:
        yield texts("pack_required")
        for needed in pack.required_inputs:
            yield texts(
                "pack_required_line",
                name=words.word("required", needed.field),
                clause=needed.clause_id,
                said=_own(needed.zh, needed.en, texts),
            )
    if pack.not_yet_enforced:
        yield texts("pack_waiting", count=len(pack.not_yet_enforced))
        for clause in map(pack.clause, pack.not_yet_enforced):
            yield texts(
                "pack_waiting_line",
                id=clause.id,
                strength=words.word("strength", clause.strength),
                said=_own(clause.zh, clause.en, texts),
            )
    for clause in pack.clauses:
        yield ""
        yield from _clause(clause, pack, texts)


def _clause(clause: "Clause", pack: "PolicyPack", texts: Texts) -> Iterator[str]:
    from data.writers.clause_figures import figures
    from data.writers.serving import carried_out, served, standing

    words = shared(texts.lang)
    scope_zh, _, scope_en = clause.scope.partition(" / ")
    state = standing(clause, pack)
    yield texts(
        "clause_head",
        id=clause.id,
        strength=words.word("strength", clause.strength),
        document="" if clause.document == pack.title else clause.document,
        section=clause.section,
    )
    yield texts("clause_text", said=_own(clause.zh, clause.en, texts))
    yield texts("clause_scope", scope=_own(scope_zh, scope_en or scope_zh, texts))
    asked = list(figures(words, clause))
    if asked:
        yield texts("clause_figures", figures=words.sentences(asked))
    yield texts("clause_how", how=words.sentences(carried_out(clause, state, words)))
    inputs = served(clause, words).fields
    if inputs and clause.family is not None:
        yield texts("clause_reads", inputs=words.listed(list(inputs)))


def _own(zh: str, en: str, texts: Texts) -> str:
    """Returns what is written in the user's language."""
    return zh if texts.lang == "zh" else en
