"""The figures of a clause in words: what it asks for, and over how many schools it was checked."""

import re
from collections.abc import Iterator

from data.writers.words import Words, class_hours, clock, yuan
from solver.plan.verdict import ClauseVerdict
from solver.policy.pack import Clause, Parameter

_COUNTS = re.compile(r"\b(schools|waived|led)=(\d+)")
_SHARE = ("own_share_num", "own_share_den", "strict")


def compared(words: Words, clause: Clause, known: ClauseVerdict | None) -> list[str]:
    """Says a clause's figures, and over how many schools the check went."""
    said = list(figures(words, clause))
    if known is not None and clause.family is not None:
        counts = dict(_COUNTS.findall(known.compared))
        for name in ("schools", "waived", "led"):
            if int(counts.get(name, 0)):
                said.append(words.clause(f"compared_{name}", count=counts[name]))
        if not counts and known.compared:
            said.append(known.compared)
    return said


def figures(words: Words, clause: Clause) -> Iterator[str]:
    """Yields the figures of a clause, each marked if the document does not print it."""
    share = {p.name: p for p in clause.parameters if p.name in _SHARE}
    for parameter in clause.parameters:
        if parameter.name not in share or len(share) < len(_SHARE):
            yield figure(words, parameter) + _source(words, parameter)
        elif parameter.name == _SHARE[0]:
            yield _own_share(words, share) + _source(words, parameter)


def figure(words: Words, parameter: Parameter) -> str:
    """Says one figure with its unit."""
    name = words.word("param", parameter.name)
    value = parameter.value
    if value is True:
        return name
    if value is False:
        return words.clause("not_required", name=name)
    said = "figure" if isinstance(value, int) else "figure_list"
    return words.clause(said, name=name, value=_value(words, parameter))


def _own_share(words: Words, share: dict[str, Parameter]) -> str:
    num, den, strict = (share[name].value for name in _SHARE)
    if num == den and not strict:
        return words.clause("share_all")
    return words.clause("share_over" if strict else "share_least", num=num, den=den)


def _source(words: Words, parameter: Parameter) -> str:
    return "" if parameter.source == "clause" else words.clause(f"source_{parameter.source}")


def _value(words: Words, parameter: Parameter) -> str:
    value, unit = parameter.value, parameter.unit
    if isinstance(value, tuple):
        if parameter.name == "weekdays":
            return words.listed([words(f"weekday_{item}") for item in value])
        said = words.listed([words.word(parameter.name, str(item)) for item in value])
        return words.clause("measure_grades", amount=said) if unit == "grades" else said
    if not isinstance(value, int):
        return words.word(parameter.name, str(value))
    if unit == "min since midnight":
        return clock(value)
    if unit.startswith("fen "):
        said = yuan(value)
    else:
        said = class_hours(value) if unit.startswith("hundredths") else str(value)
    return words.clause(f"measure_{measure(unit)}", amount=said)


def measure(unit: str) -> str:
    """Returns the catalogue's name of a unit that a pack writes."""
    return re.sub(r"[^a-z]+", "_", unit.replace("%", "percent"))
