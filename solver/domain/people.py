"""Staff members and providers: who may lead, on what evidence, at what price."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from solver.domain.base import (
    ClassHours,
    Count,
    Entity,
    Fen,
    Id,
    Interval,
    Name,
    Preference,
    Role,
    ServiceType,
    Weekday,
)
from solver.domain.term import DateRange


class Qualification(Entity):
    """A certificate: what for, its number, how long it holds, who checked it."""

    kind: Name
    number: str = ""
    valid_to: date | None = None
    checked_by: str = ""
    checked_on: date | None = None


class DatedAbsence(DateRange):
    """A known absence on real dates."""

    reason: str = ""


class TimePreference(Entity):
    """How welcome a weekday's interval is, on the scale required ... prohibited."""

    when: Interval
    preference: Preference


class GroupPay(Entity):
    """Pay by group size: ``base_fen`` up to ``up_to`` students, then ``per_student_fen`` each.

    All are fen per class-hour, as ``StaffMember.pay_fen`` is: a meeting of ``n`` students pays
    ``base_fen + per_student_fen * max(0, n - up_to)`` times its class-hours, rounded half up. A
    school that pays by the session gives its periods one class-hour each.
    """

    service_type: ServiceType
    base_fen: Fen
    up_to: Count
    per_student_fen: Fen


class StaffMember(Entity):
    """A person who may lead or help.

    Pay is fen per class-hour (课时) by service type; a missing type means unpaid there. Meetings
    of a type in ``group_pay`` are paid by their students instead, whether the person leads or
    helps; a duty post has no group and pays ``pay_fen``.
    ``availability`` empty means available at all times; ``busy`` (meetings, exams) is taken out.
    Limits are the planner's; ``None`` means no limit. ``min_week_ch`` holds if the person is used.
    """

    id: Id
    name: Name
    role: Role
    home_school_id: Id | None = None
    provider_id: Id | None = None
    external_kind: str = ""
    skills: tuple[Id, ...] = ()
    own_class_ids: tuple[Id, ...] = ()
    qualifications: tuple[Qualification, ...] = ()
    vetted_on: date | None = None
    vetting_passed: bool | None = None
    reviewed_on: date | None = None
    bad_record: bool | None = None
    contract_from: date | None = None
    contract_to: date | None = None
    trained_on: date | None = None
    availability: tuple[Interval, ...] = ()
    busy: tuple[Interval, ...] = ()
    absences: tuple[DatedAbsence, ...] = ()
    max_day_ch: ClassHours | None = None
    max_week_ch: ClassHours | None = None
    min_week_ch: ClassHours = 0
    max_days: Annotated[int, Field(ge=0, le=7)] | None = None
    max_consecutive: Annotated[int, Field(ge=1)] | None = None
    max_evenings: Annotated[int, Field(ge=0, le=7)] | None = None
    pay_fen: dict[ServiceType, Fen] = Field(default_factory=dict)
    group_pay: tuple[GroupPay, ...] = ()
    lendable_to: tuple[Id, ...] = ()
    is_excellent: bool = False
    preferences: tuple[TimePreference, ...] = ()
    done_ch: ClassHours = 0
    done_covers: Count = 0
    target_week_ch: ClassHours | None = None
    flexible_hours: bool = False
    decline_reason: str = ""

    @model_validator(mode="after")
    def _one_home(self) -> Self:
        if self.role == "instructor" and self.provider_id is None:
            raise ValueError("an instructor names the provider in provider_id")
        if self.role != "instructor" and self.provider_id is not None:
            raise ValueError("only an instructor has a provider_id")
        if self.role in ("teacher", "other_staff", "leader") and self.home_school_id is None:
            raise ValueError(f"a {self.role} names the home school in home_school_id")
        return self

    @model_validator(mode="after")
    def _one_group_pay(self) -> Self:
        types = [g.service_type for g in self.group_pay]
        twice = sorted({t for t in types if types.count(t) > 1})
        if twice:
            raise ValueError(
                f"{self.name} has more than one group_pay for {', '.join(twice)}: give one each"
            )
        return self


class ApprovalStep(Entity):
    """One stamp of a provider's approval; ``school_id`` ``None`` means valid for all schools."""

    code: Id
    school_id: Id | None = None
    granted_on: date
    valid_to: date | None = None
    evidence: str = ""


class Agreement(Entity):
    """The agreement of a provider with one school."""

    school_id: Id
    signed_on: date
    valid_to: date | None = None
    parties: tuple[Literal["school", "provider", "parent"], ...] = ("school", "provider")
    filed: bool = False


class ProviderStatus(Entity):
    """A state of a provider from a date on."""

    status: Literal["active", "suspended", "exited"]
    from_date: date
    ground: str = ""


class Evaluation(Entity):
    """A provider's evaluation record."""

    on: date
    score: Annotated[int, Field(ge=0, le=100)] | None = None
    decision: str = ""


class Provider(Entity):
    """An outside body: a training institution, a youth palace, a social organisation.

    ``instructors_at_once`` limits how many of its instructors teach at the same minute in the
    whole district. ``price_per_meeting_fen`` is paid for each section, meeting and date.
    """

    id: Id
    name: Name
    kind: Literal[
        "non_academic_training",
        "academic_training",
        "public_activity_body",
        "social_organisation",
        "other",
    ]
    approvals: tuple[ApprovalStep, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    statuses: tuple[ProviderStatus, ...] = ()
    fields: tuple[str, ...] = ()
    price_per_meeting_fen: Fen = 0
    instructors_at_once: Count | None = None
    evaluations: tuple[Evaluation, ...] = ()


class DutyPost(Entity):
    """A post to be manned on a weekday's clock interval, not tied to a period.

    It exists on dates of ``phase_ids`` only (phases of the term; empty: all of them).

    ``class_hours_ch`` is what it counts and pays (basic service), nothing by default.
    ``staff_roles`` empty means leaders for the leader of the day and for lunch company, else own
    roles if ``own_staff_only`` and every role but instructors if not.
    """

    id: Id
    role: Literal[
        "leader_of_the_day",
        "gate",
        "patrol",
        "attendance",
        "handover",
        "dismissal_escort",
        "lunch_accompany",
        "snack_break",
        "first_aid",
        "supervision",
    ]
    weekday: Weekday
    start_min: Annotated[int, Field(ge=0, le=1440)]
    end_min: Annotated[int, Field(ge=0, le=1440)]
    people_needed: Annotated[int, Field(ge=1)] = 1
    own_staff_only: bool = True
    class_hours_ch: ClassHours = 0
    skill: Id | None = None
    staff_roles: tuple[Role, ...] = ()
    phase_ids: tuple[Id, ...] = ()

    @property
    def span(self) -> str:
        """When it is, as people read it: ``16:05–16:50``."""
        start, end = self.start_min, self.end_min
        return f"{start // 60:02d}:{start % 60:02d}–{end // 60:02d}:{end % 60:02d}"

    @property
    def roles(self) -> tuple[Role, ...]:
        """Roles that may stand on the post."""
        if self.staff_roles:
            return self.staff_roles
        if self.role in ("leader_of_the_day", "lunch_accompany"):
            return ("leader",)
        if self.own_staff_only:
            return ("teacher", "other_staff", "leader")
        return ("teacher", "other_staff", "leader", "volunteer", "external")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end_min <= self.start_min:
            raise ValueError(f"post {self.id} ends at {self.end_min}, not after its start")
        return self
