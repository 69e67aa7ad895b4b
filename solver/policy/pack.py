"""A local policy as data: clauses with source, strength, family and parameters.

A pack states each clause in the project's own words, in Chinese and English, and cites document,
number and section. Numbers live here, never in code. Packs are never merged.
"""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from solver.domain.base import Entity, Id, Name

Strength = Literal["must", "in_principle", "encouraged", "may", "none"]
ClauseClass = Literal["hard", "soft", "data", "report", "process", "out"]
Value = bool | int | str | tuple[str, ...] | tuple[int, ...]


class Parameter(Entity):
    """A named figure of a clause with its unit.

    ``source`` is ``clause`` if the document prints it, ``reference`` if it is taken over from
    another document that the clause names, ``planner`` if it is a default of ours.
    """

    name: Id
    value: Value
    unit: str
    source: Literal["clause", "reference", "planner"] = "clause"


class Clause(Entity):
    """One rule of a document.

    ``family`` is the rule family that enforces it; ``served_by`` says what else serves it (an
    input field, a report, a workflow state), or why it is out of scope. ``applies_when`` names
    the fact of the district without which the clause has no object.
    """

    id: Id
    document: Name
    section: Name
    classes: tuple[ClauseClass, ...] = Field(min_length=1)
    strength: Strength
    scope: Name
    family: str | None = None
    served_by: str = ""
    applies_when: Literal[
        "always",
        "evening_periods",
        "extended_care_applicants",
        "lunch_eaters",
        "duty_posts",
        "students_listed",
        "externals",
        "providers",
        "special_activities",
        "junior_grades",
        "lower_grades",
        "lending",
        "hardship_students",
        "urban_schools",
        "mode_adopted",
    ] = "always"
    zh: Name
    en: Name
    parameters: tuple[Parameter, ...] = ()

    @property
    def is_required(self) -> bool:
        """Tells whether a breach makes a plan illegal (strength must or in principle)."""
        return "hard" in self.classes and self.strength in ("must", "in_principle")

    @property
    def is_waivable(self) -> bool:
        """Only an in-principle clause can be waived."""
        return self.strength == "in_principle"

    def get(self, name: str) -> Value | None:
        """Returns a parameter's value, or ``None``."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter.value
        return None

    def integer(self, name: str) -> int | None:
        """Returns a parameter that must be an integer, or ``None`` if it is not given."""
        value = self.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(f"clause {self.id}: parameter {name} is {value!r}, not an integer")
        return value

    def flag(self, name: str) -> bool:
        """Returns a parameter that must be true or false; absent is false."""
        value = self.get(name)
        if value is None:
            return False
        if not isinstance(value, bool):
            raise TypeError(f"clause {self.id}: parameter {name} is {value!r}, not true or false")
        return value

    def words(self, name: str) -> tuple[str, ...]:
        """Returns a parameter that is a list of words; absent is empty."""
        value = self.get(name)
        if value is None:
            return ()
        if not isinstance(value, tuple):
            raise TypeError(f"clause {self.id}: parameter {name} is {value!r}, not a list")
        return tuple(str(v) for v in value)

    def numbers(self, name: str) -> tuple[int, ...]:
        """Returns a parameter that is a list of integers; absent is empty."""
        return tuple(int(v) for v in self.words(name))


class RequiredInput(Entity):
    """A value that the policy needs and no document prints; missing, the input is refused."""

    field: Literal[
        "off_work_time", "basic_fee_cap", "is_urban", "dismissal", "area_id", "reduction_rate"
    ]
    clause_id: Id
    zh: Name
    en: Name


class PolicyPack(Entity):
    """The rules of one locality.

    The class-hours by stage and ``short_break_min`` are defaults of ours that no document prints.
    A break of at most ``short_break_min`` leaves a run of work unbroken, and counts as service
    where the clause names no ``counted_break_min``.
    """

    schema_version: Literal[1] = 1
    id: Id
    name_zh: Name
    name_en: Name
    title: Name
    issuer: str = ""
    doc_no: str = ""
    made_on: date | None = None
    published_on: date | None = None
    status: str
    provenance_grade: Literal["A", "B", "C", "D"]
    provenance_note_zh: str
    provenance_note_en: str
    based_on: tuple[str, ...] = ()
    minutes_per_class_hour_primary: int
    minutes_per_class_hour_junior: int
    short_break_min: int = Field(ge=0)
    required_inputs: tuple[RequiredInput, ...] = ()
    not_yet_enforced: tuple[Id, ...] = ()
    clauses: tuple[Clause, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        ids = [c.id for c in self.clauses]
        doubled = {i for i in ids if ids.count(i) > 1}
        if doubled:
            raise ValueError(f"clause ids appear twice: {sorted(doubled)}")
        unknown = set(self.not_yet_enforced) - set(ids)
        if unknown:
            raise ValueError(f"not_yet_enforced names unknown clauses: {sorted(unknown)}")
        unknown = {r.clause_id for r in self.required_inputs} - set(ids)
        if unknown:
            raise ValueError(f"required_inputs name unknown clauses: {sorted(unknown)}")
        return self

    def clause(self, clause_id: str) -> Clause:
        """Returns a clause by id.

        Raises
        ------
        KeyError
            If the pack has no such clause.
        """
        for clause in self.clauses:
            if clause.id == clause_id:
                return clause
        raise KeyError(clause_id)

    def of_family(self, family: str) -> tuple[Clause, ...]:
        """Returns the enforced clauses of a family, in the pack's order."""
        return tuple(
            c for c in self.clauses if c.family == family and c.id not in self.not_yet_enforced
        )
