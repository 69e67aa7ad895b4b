"""Packs with the clauses a test needs."""

from typing import Any

from solver.policy import Clause, Parameter, PolicyPack
from solver.policy.pack import Strength, Value


def tiny_clause(
    family: str | None, clause_id: str = "T-1", strength: Strength = "must", **parameters: Value
) -> Clause:
    """Returns a hard clause of a family; keyword ``when`` sets ``applies_when``."""
    when = parameters.pop("when", "always")
    return Clause(
        id=clause_id,
        document="Test document",
        section="1",
        classes=("hard",),
        strength=strength,
        scope="schools",
        family=family,
        served_by="" if family else "a report",
        applies_when=str(when),  # type: ignore[arg-type]  # pydantic checks it
        zh="测试条款",
        en="A clause for tests",
        parameters=tuple(Parameter(name=n, value=v, unit="-") for n, v in parameters.items()),
    )


def tiny_pack(clauses: tuple[Clause, ...] = (), **changes: Any) -> PolicyPack:
    """Returns a pack of these clauses (without any: one clause that a report serves)."""
    return PolicyPack(
        **{
            "id": "tiny",
            "name_zh": "测试",
            "name_en": "Test",
            "title": "Test pack",
            "status": "test",
            "provenance_grade": "D",
            "provenance_note_zh": "虚构",
            "provenance_note_en": "invented",
            "minutes_per_class_hour_primary": 40,
            "minutes_per_class_hour_junior": 45,
            "short_break_min": 10,
            "clauses": clauses or (tiny_clause(None, "T-0"),),
            **changes,
        }
    )
