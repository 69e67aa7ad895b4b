"""How a clause is carried out: by a rule, as an objective, by the input, or not by this program.

A pack says in ``served_by`` what else serves a clause: fields of the input, documents, prose.
Documents that ``kehou report`` makes are told from those that people see to.
"""

import re
from dataclasses import dataclass
from typing import Literal

from data.documents.names import MADE
from data.writers.input_names import input_name
from data.writers.words import Words
from solver.plan.levels import TERMS
from solver.policy.pack import Clause, PolicyPack

How = Literal["wish", "optional", "manual", "report", "recorded", "supported", "outside"]

_DOCUMENT = re.compile(
    r"[^：，]+(?:表|书|录|牌|公示|台账|一案|清单|总结|材料|档案|协议|合同|指南|提供率|政策包)"
)
"""How the packs' names of documents end."""
_FIELD = re.compile(r"(?:[A-Z]\w*(?:\.\w+)?|[a-z]\w*)(?: = \w+)?", re.ASCII)
_SUPPORTED = ("以现有方案为起点重排", "一个区县一份输入")
"""What the program itself gives."""
_OBJECTIVES = {term.family for term in TERMS} | {"serve_lunch", "offer_extended_care"}
"""Families of objectives; who stays for lunch or care counts in the level of unmet service."""


@dataclass(frozen=True)
class Served:
    """What a pack says of a clause, sorted: fields, documents made, those not made, prose."""

    fields: tuple[str, ...]
    made: tuple[str, ...]
    missing: tuple[str, ...]
    prose: tuple[str, ...]
    supported: bool


def served(clause: Clause, words: Words) -> Served:
    """Returns the parts of ``served_by`` in a language."""
    chinese, _, english = clause.served_by.partition(" / ")
    said = chinese if words.lang == "zh" or not english else english
    told = re.split("；|; ", said)
    parts = chinese.split("；") if chinese else []
    if len(told) != len(parts):
        told = [said] * len(parts)
    fields: list[str] = []
    made: list[str] = []
    missing: list[str] = []
    prose: list[str] = []
    for part, own in zip(parts, told, strict=True):
        names = part.split(", ")
        if inputs := _inputs(names, words.lang):
            fields += inputs
        elif part in MADE:
            made.append(own)
        elif _DOCUMENT.fullmatch(part):
            missing.append(own)
        else:
            prose.append(own)
    return Served(
        tuple(dict.fromkeys(fields)),
        tuple(made),
        tuple(missing),
        tuple(dict.fromkeys(prose)),
        any(part in _SUPPORTED for part in parts),
    )


def _inputs(names: list[str], lang: str) -> list[str]:
    """Names fields; one without a model is of the model before it. Empty if it is prose."""
    found = []
    model = ""
    for name in names:
        if not _FIELD.fullmatch(name):
            return []
        field = name.partition(" = ")[0]
        if field[0].islower():
            field = f"{model}.{field}"
        model = field.partition(".")[0]
        known = input_name(field, lang)
        if known is None:
            return []
        found.append(known)
    return found


def how(clause: Clause, parts: Served) -> How:
    """Tells how a clause that no check decides is carried out."""
    if clause.family is not None:
        return "wish" if clause.family in _OBJECTIVES else "optional"
    if parts.missing:
        return "manual"
    if parts.made:
        return "report"
    if parts.fields:
        return "recorded"
    return "supported" if parts.supported else "outside"


def standing(clause: Clause, pack: PolicyPack) -> str:
    """Tells how a clause is carried out before any plan: a state, or ``rule``."""
    if clause.id in pack.not_yet_enforced:
        return "not_yet_enforced"
    by_mode = clause.family == "follow_mode" and clause.get("mode") is not None
    if clause.family is not None and (clause.is_required or by_mode):
        return "rule"
    return how(clause, served(clause, Words("zh")))


def carried_out(clause: Clause, state: str, words: Words) -> list[str]:
    """Says how a clause is carried out, as sentences without a full stop.

    Parameters
    ----------
    state : str
        The state shown: a verdict's, or for ``served`` the way of `how`.
    """
    parts = served(clause, words)
    said = []
    if clause.family is not None:
        rule = words.word("rule", clause.family)
        if state == "not_yet_enforced":
            said.append(words.clause("by_nobody", rule=rule))
        elif state == "wish":
            said.append(words.clause("by_objective", rule=rule))
        elif state == "optional":
            said.append(words.clause("by_choice"))
        else:
            said.append(words.clause("by_rule", rule=rule))
    else:
        if state == "not_yet_enforced":
            said.append(words.clause("by_nobody_plain"))
        if parts.fields:
            said.append(words.clause("by_input", inputs=words.listed(list(parts.fields))))
    if parts.made:
        said.append(words.clause("by_document", reports=words.listed(list(parts.made))))
    if parts.missing:
        said.append(words.clause("by_report", reports=words.listed(list(parts.missing))))
    if state in ("outside", "supported") and "out" not in clause.classes:
        return [words.clause(f"by_{state}", what=words.sentences(list(parts.prose)))]
    return [*said, *parts.prose]
