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
        """Returns the smaller district of some schools.

        Staff whose home is outside go; people without a home school stay if they may come to
        one of the schools; providers and instructors stay. Pins and waivers of other schools go.
        """
        keep = set(school_ids)
        classes = {c.id for s in self.schools if s.id in keep for c in s.classes}
        periods = {p.id for s in self.schools if s.id in keep for p in s.periods}
        staff = []
        for person in self.staff:
            lendable = tuple(i for i in person.lendable_to if i in keep)
            home = person.home_school_id if person.home_school_id in keep else None
            own = tuple(i for i in person.own_class_ids if i in classes)
            if person.role == "instructor" or home or (lendable and person.home_school_id is None):
                staff.append(
                    person.model_copy(
                        update={
                            "lendable_to": lendable,
                            "home_school_id": home,
                            "own_class_ids": own,
                        }
                    )
                )
        kept = {p.id for p in staff}
        pins = tuple(
            pin
            for pin in self.pins
            if (pin.kind == "absence" and pin.school_id in keep and pin.staff_id in kept)
            or (pin.kind != "absence" and pin.period_id in periods)
        )
        return District(
            **{
                **{name: getattr(self, name) for name in District.model_fields},
                "schools": tuple(s for s in self.schools if s.id in keep),
                "staff": tuple(staff),
                "activities": tuple(
                    a for a in self.activities if a.school_id is None or a.school_id in keep
                ),
                "choice_counts": tuple(c for c in self.choice_counts if c.class_id in classes),
                "students": tuple(s for s in self.students if s.class_id in classes),
                "travel": self.travel.model_copy(
                    update={
                        "times": tuple(
                            t
                            for t in self.travel.times
                            if t.from_school_id in keep and t.to_school_id in keep
                        )
                    }
                ),
                "pins": pins,
                "waivers": tuple(
                    w for w in self.waivers if w.school_id is None or w.school_id in keep
                ),
                "provenance": (),
            }
        )
