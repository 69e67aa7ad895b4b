"""A district: everything a plan is made from, cross-checked."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from solver.domain.activity import Activity
from solver.domain.base import Entity, Id, Name
from solver.domain.money import DistrictFund
from solver.domain.people import Provider, StaffMember
from solver.domain.pins import ClauseWaiver, LendingSwitch, Pin, Travel
from solver.domain.references import reference_findings
from solver.domain.school import School
from solver.domain.slicing import Cut
from solver.domain.students import ChoiceCount, Student
from solver.domain.term import Term

SCHEMA_VERSION = 1


class ProvenanceNote(Entity):
    """Where a figure comes from: a real record, an adaptation, or invented."""

    path: str
    status: Literal["real", "adapted", "invented"]
    source: str = ""
    note: str = ""


class District(Entity):
    """A district (区县) for one term: the whole input of a plan."""

    schema_version: Annotated[int, Field(ge=1, le=SCHEMA_VERSION)] = SCHEMA_VERSION
    id: Id
    name: Name
    policy_pack_id: Id
    term: Term
    schools: tuple[School, ...] = Field(min_length=1)
    staff: tuple[StaffMember, ...] = ()
    providers: tuple[Provider, ...] = ()
    activities: tuple[Activity, ...] = ()
    choice_counts: tuple[ChoiceCount, ...] = ()
    students: tuple[Student, ...] = ()
    travel: Travel = Field(default_factory=Travel)
    lending: LendingSwitch | None = None
    fund: DistrictFund | None = None
    pins: tuple[Pin, ...] = ()
    waivers: tuple[ClauseWaiver, ...] = ()
    provenance: tuple[ProvenanceNote, ...] = ()

    @model_validator(mode="after")
    def _references(self) -> Self:
        findings = reference_findings(self)
        if findings:
            raise PydanticCustomError(
                "cross_reference",
                "{count} inconsistent reference(s); the first: {first}",
                {
                    "count": len(findings),
                    "first": f"{findings[0].where} {findings[0].code} {findings[0].params}",
                    "findings": [f.model_dump() for f in findings],
                },
            )
        return self

    def slice(self, school_ids: tuple[str, ...]) -> "District":
        """Returns the smaller district of some schools, a valid one by itself.

        Staff whose home is outside go; people without a home school stay if they may come to
        one of the schools; providers and instructors stay, their papers for other schools go.
        So do pins, waivers, closures and wishes that concern other schools or people who go.
        """
        fields = {name: getattr(self, name) for name in District.model_fields}
        return District(**{**fields, **Cut(self, school_ids).fields()})
