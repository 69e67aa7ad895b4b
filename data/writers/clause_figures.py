"""The figures of a clause in words: what it asks for, what the plan has, and where."""

import re
from collections.abc import Iterator

from data.writers.view import PlanView
from data.writers.words import Words, class_hours, clock, span, yuan
from solver.plan.verdict import ClauseFigure, ClauseVerdict
from solver.policy.pack import Clause, Parameter

_COUNTS = re.compile(r"\b(schools|waived|led)=(\d+)")
_SHARE = ("own_share_num", "own_share_den", "strict")


def compared(view: PlanView, clause: Clause, known: ClauseVerdict | None) -> list[str]:
    """Says a clause's figures beside the plan's, and over how many schools the check went."""
    words = view.words
    counted = known.figures if known is not None else ()
    said = [beside(view, clause, f) for f in counted]
    said += figures(words, clause, frozenset(f.name for f in counted))
    if known is not None and clause.family is not None:
        counts = dict(_COUNTS.findall(known.compared))
        for name in ("schools", "waived", "led"):
            if int(counts.get(name, 0)):
                said.append(words.clause(f"compared_{name}", count=counts[name]))
        if not counts and known.compared:
            said.append(known.compared)
    return said


def beside(view: PlanView, clause: Clause, figure: ClauseFigure) -> str:
    """Says one figure: what is required, what the plan has, where it is nearest or worst."""
    words = view.words
    said = words.clause(
        "beside",
        name=item(words, clause, figure),
        required=required(words, figure),
        found=measured(words, figure.found, figure.unit),
    )
    place = place_of(view, figure)
    if place:
        said += words.clause("at_place", place=place)
    if figure.short:
        said += words.clause("places_short", short=figure.short, places=figure.places)
    elif figure.places > 1:
        said += words.clause("places_all", places=figure.places)
    return said


def item(words: Words, clause: Clause, figure: ClauseFigure) -> str:
    """Returns what a figure counts, marked if the document does not print what it asks for."""
    name = words.counted(figure.name)
    source = next((p.source for p in clause.parameters if p.name == figure.name), "clause")
    return name if source == "clause" else name + words.clause(f"source_{source}")


def required(words: Words, figure: ClauseFigure) -> str:
    """Says what is required: at least, at most, not before, not after, none."""
    amount = measured(words, figure.required, figure.unit)
    if figure.sense == "most" and figure.required == 0:
        return words.clause("required_none")
    kind = "clock" if figure.unit == "clock" else "amount"
    return words.clause(f"required_{figure.sense}_{kind}", amount=amount)


def measured(words: Words, number: int, unit: str) -> str:
    """Says an amount with its unit; ``clock`` is a time of day."""
    return clock(number) if unit == "clock" else words.amount(number, unit)


def place_of(view: PlanView, figure: ClauseFigure) -> str:
    """Says where a figure was found: school, whom or what, weekday and time."""
    school_id, subject = figure.school_id or "", figure.subject
    parts = [view.school(school_id)] if school_id else []
    if subject.startswith(f"{school_id}/"):
        parts.append(view.words("grade", grade=subject.removeprefix(f"{school_id}/")))
    elif subject and subject != school_id:
        parts.append(view.subject(subject))
    period = view.periods.get(figure.period_id or "")
    if figure.weekday is not None:
        parts.append(view.weekday(figure.weekday))
    if period is not None:
        parts.append(span(period.start_min, period.end_min))
    return " ".join(parts)


def figures(words: Words, clause: Clause, without: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yields the figures of a clause, each marked if the document does not print it.

    Parameters
    ----------
    without : frozenset of str
        Figures said elsewhere: numbers that are compared; lists and shares are said all the same.
    """
    share = {p.name: p for p in clause.parameters if p.name in _SHARE}
    for parameter in clause.parameters:
        if parameter.name in without and parameter.name not in _SHARE and _is_plain(parameter):
            continue
        if parameter.name not in share or len(share) < len(_SHARE):
            yield figure(words, parameter) + _source(words, parameter)
        elif parameter.name == _SHARE[0]:
            yield _own_share(words, share) + _source(words, parameter)


def _is_plain(parameter: Parameter) -> bool:
    return isinstance(parameter.value, int)


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
