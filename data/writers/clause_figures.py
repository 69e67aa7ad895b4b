"""The figures of a clause in words: what the check compared."""

import re

from data.readers.workbook.words import codes, word
from data.writers.view import PlanView
from data.writers.words import Words, class_hours, clock, yuan
from solver.plan.verdict import ClauseVerdict
from solver.policy.pack import Clause, Parameter

_VOCABULARIES = (
    "role",
    "provider_kind",
    "spending",
    "field",
    "service_type",
    "reduction_group",
    "priority_group",
    "banned_kind",
    "party",
    "stage",
    "duty",
    "account",
)
_COUNTS = re.compile(r"\b(schools|waived)=(\d+)")


def compared(view: PlanView, clause: Clause, known: ClauseVerdict | None) -> str:
    """Says a clause's figures, and over how many schools the check went."""
    words = view.words
    said = [figure(words, parameter) for parameter in clause.parameters]
    if known is not None:
        counts = dict(_COUNTS.findall(known.compared))
        for name in ("schools", "waived"):
            if int(counts.get(name, 0)):
                said.append(words(f"compared_{name}", count=counts[name]))
        if not counts and known.compared:
            said.append(known.compared)
    if not said and clause.family is None:
        said.append(clause.served_by)
    return ("；" if view.lang == "zh" else "; ").join(part for part in said if part)


def figure(words: Words, parameter: Parameter) -> str:
    """Says one figure with its unit."""
    name = words.word("param", parameter.name)
    value = parameter.value
    if value is True:
        return name
    if value is False:
        return words("not_required", name=name)
    return words("param_said", name=name, value=_value(words, parameter))


def _value(words: Words, parameter: Parameter) -> str:
    value, unit, name = parameter.value, parameter.unit, parameter.name
    if isinstance(value, tuple):
        if name == "weekdays":
            return words.listed([words(f"weekday_{item}") for item in value])
        return words.listed([_word(words, str(item)) for item in value])
    if not isinstance(value, int):
        return _word(words, str(value))
    if name.endswith("_fen"):
        kind = "ch" if "class-hour" in unit else "term"
        return words(f"unit_fen_{kind}", amount=yuan(value))
    if unit == "min since midnight":
        return clock(value)
    if "_ch_" in name:
        return words("unit_ch", amount=class_hours(value))
    if name.endswith("_pct"):
        return words("unit_pct", amount=value)
    if unit.startswith("min"):
        return words("unit_min", amount=value)
    return words("unit_periods", amount=value) if unit.startswith("periods") else str(value)


def _word(words: Words, code: str) -> str:
    if code == "all":
        return words("all_roles")
    for group in _VOCABULARIES:
        if code in codes(group):
            return word(group, code, words.lang)
    return words.word("code", code)
