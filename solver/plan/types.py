"""What a plan is: sections, meetings, accounts, unmet needs, levels and their proof."""

from datetime import date
from typing import Literal

from pydantic import Field

from solver.domain.base import Component, Count, Entity, GridComponent, Id, ServiceType, Weekday
from solver.plan.verdict import Verdict

PLAN_SCHEMA_VERSION = 1
PlanStatus = Literal["publishable", "unmet", "not_publishable"]


class Section(Entity):
    """One group of one activity for the term; its pattern is the periods it meets in."""

    id: Id
    school_id: Id
    activity_id: Id
    period_ids: tuple[Id, ...] = Field(min_length=1)
    from_date: date
    to_date: date


class Meeting(Entity):
    """One section in one weekly period.

    ``staff_ids`` has the leader first. ``class_counts`` maps class id to students.
    """

    id: Id
    school_id: Id
    weekday: Weekday
    period_id: Id
    activity_id: Id
    section_id: Id
    component: Component
    service_type: ServiceType
    room_id: Id | None
    staff_ids: tuple[Id, ...]
    class_counts: dict[Id, Count]
    student_ids: tuple[Id, ...] = ()
    from_date: date
    to_date: date
    except_dates: tuple[date, ...] = ()


class GridEntry(Entity):
    """The component of a class in a period, in a part of the term if dates are given."""

    class_id: Id
    period_id: Id
    component: GridComponent
    from_date: date | None = None
    to_date: date | None = None


class Duty(Entity):
    """Who stands on a duty post on a weekday."""

    id: Id
    school_id: Id
    post_id: Id
    weekday: Weekday
    staff_ids: tuple[Id, ...]
    from_date: date
    to_date: date
    except_dates: tuple[date, ...] = ()


class UnmetNeed(Entity):
    """What could not be served: one row per school, class, period and component.

    ``student_periods`` counts participants of the pattern week without a legal place and adult;
    ``minutes`` is the same times the period's length. ``cause`` is a catalogue key.
    """

    family: str
    school_id: Id
    class_id: Id | None
    weekday: Weekday
    period_id: Id
    component: Component
    student_periods: Count
    minutes: Count
    cause: str
    cause_params: dict[str, str] = Field(default_factory=dict)
    text_zh: str = ""
    text_en: str = ""
    from_date: date | None = None
    to_date: date | None = None


class AccountLine(Entity):
    """One line of an account over the term, in fen; income positive, cost negative."""

    kind: str
    amount_fen: int
    note: str = ""


class AccountStatement(Entity):
    """One account of one school: opening + lines = closing; ``missing_fen`` if it is short."""

    school_id: Id
    account: Literal["basic", "special", "lunch"]
    opening_fen: int
    lines: tuple[AccountLine, ...]
    closing_fen: int
    missing_fen: int = 0
    refund_fen: int = 0


class LevelReport(Entity):
    """One level of the objective: value, valid lower bound, reference, and whether it is proved.

    ``bound`` is over all plans that are not worse in the levels before; ``bound_scope`` says when
    it is over all legal plans instead (still valid, only weaker).
    """

    name: str
    unit: str
    value: int
    bound: int
    ref: int
    proved: bool
    bound_scope: Literal["levels_before_kept", "all_plans"] = "levels_before_kept"


class TermReport(Entity):
    """One wish or need family: value, best and worst possible, its weight in its level."""

    family: str
    level: str
    unit: str
    value: int
    best: int
    worst: int
    weight: int
    label: str = ""


class AppliedWaiver(Entity):
    """A deviation from an in-principle clause that a waiver covers."""

    clause_id: Id
    school_id: Id
    reason: str
    granted_by: str
    until: date
    amount: int = 0
    unit: str = ""
    detail: str = ""


class UnusedResource(Entity):
    """A person, provider or room that was never used, with the clause that forbids it."""

    kind: Literal["staff", "provider", "room", "activity"]
    id: Id
    school_id: Id | None
    clause_id: str
    reason: str
    params: dict[str, str] = Field(default_factory=dict)
    text_zh: str = ""
    text_en: str = ""


class Provenance(Entity):
    """How the plan came to be: digests, versions, settings, times."""

    district_digest: str
    pack_id: Id
    pack_digest: str
    product_version: str
    seed: int
    workers: int
    time_limit_s: float | None
    work_limit: float | None
    search: str
    created_at: str = ""
    wall_s: float = 0.0
    notes: tuple[str, ...] = ()


class Plan(Entity):
    """A plan for the term."""

    schema_version: Literal[1] = 1
    plan_id: Id
    version: Count = 1
    parent_digest: str | None = None
    district_id: Id
    status: PlanStatus
    publishable: bool
    levels: tuple[LevelReport, ...]
    terms: tuple[TermReport, ...]
    grid: tuple[GridEntry, ...]
    sections: tuple[Section, ...]
    meetings: tuple[Meeting, ...]
    duties: tuple[Duty, ...] = ()
    accounts: tuple[AccountStatement, ...]
    unmet: tuple[UnmetNeed, ...]
    unused: tuple[UnusedResource, ...] = ()
    clause_waivers: tuple[AppliedWaiver, ...] = ()
    changes: tuple[dict[str, str], ...] = ()
    verdict: Verdict | None = None
    provenance: Provenance
