"""How the district's fund is divided between schools that are searched apart."""

from collections.abc import Mapping

from solver.domain import District
from solver.model.extract import SchoolPart
from solver.model.statement import accounts
from solver.policy import PolicyPack


def needed(district: District, pack: PolicyPack, parts: Mapping[str, SchoolPart]) -> dict[str, int]:
    """Returns what the basic account of each school with a plan is short of without the fund."""
    alone = district.model_copy(update={"fund": None})
    meetings = [m for part in parts.values() for m in part.meetings]
    duties = [d for part in parts.values() for d in part.duties]
    return {
        a.school_id: a.missing_fen
        for a in accounts(alone, pack, meetings, duties)
        if a.account == "basic" and a.school_id in parts
    }


def divided(district: District, need: Mapping[str, int]) -> dict[str, int] | None:
    """Returns what each school may draw: what it needs, and its part of the rest.

    The rest is divided by students who take part, rounded down. A fund that does not reach is
    divided by what is needed. ``None`` if there is no fund.
    """
    if district.fund is None:
        return None
    size = district.fund.size_fen
    total = sum(need.values())
    if total > size:
        return {s.id: need.get(s.id, 0) * size // total for s in district.schools}
    students = {s.id: sum(s.participants_term(c) for c in s.classes) for s in district.schools}
    every = max(1, sum(students.values()))
    rest = size - total
    return {s: need.get(s, 0) + rest * n // every for s, n in students.items()}
