"""The forms of answers, as the interface's own description tells them."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.commands.options import MOST_SECONDS
from solver.domain.base import Entity, Id
from solver.domain.changes import ChangeRequest


class Answer(BaseModel):
    """A form of an answer."""

    model_config = ConfigDict(extra="forbid")


class InputNote(Answer):
    """A finding of an input: its place, the key of the message, the message."""

    where: str
    code: str
    params: dict[str, str]
    message: str


class Problem(Answer):
    """A refusal (RFC 9457); ``code`` is the same in every language."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str | None = None
    errors: list[InputNote] = []
    answer: dict[str, Any] | None = None


class DistrictInfo(Answer):
    """What is told of a version of a district."""

    district_id: str
    version: int
    name: str
    term_id: str
    pack_id: str
    digest: str
    created_at: str
    created_by: str
    students_deleted_at: str | None
    notes: list[InputNote] = []


class StudentsDeleted(Answer):
    """How many versions held data of students that are gone now."""

    district_versions: int
    plan_versions: int


class SolveInfo(Answer):
    """Where a solve is.

    ``progress`` is the last point of the search: level, value, bound and the gap between them.
    """

    id: str
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    district_id: str
    district_version: int
    settings: dict[str, Any]
    attempt: int
    cancel_asked: bool
    spent_s: float
    created_at: str
    created_by: str
    started_at: str | None
    finished_at: str | None
    last_event: int
    progress: dict[str, Any] | None
    best_values: list[int] | None
    result: dict[str, Any] | None
    plan_id: str | None


class PlanInfo(Answer):
    """What is told of a version of a plan; ``etag`` is what a change of it names in If-Match."""

    plan_id: str
    version: int
    latest: int
    published: int | None
    published_at: str | None
    district_id: str
    district_version: int
    term_id: str
    origin: str
    job_id: str | None
    status: str
    publishable: bool
    digest: str
    parent_digest: str | None
    schema_version: int
    created_at: str
    created_by: str
    etag: str


class AuditRow(Answer):
    """One row of the trail."""

    id: int
    at: str
    key_id: str
    role: str
    action: str
    outcome: Literal["done", "refused"]
    district_id: str | None
    school_id: str | None
    subject: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    request_id: str | None


class FeedRequest(Entity):
    """Whose calendar to give an address to."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"district_id": "D1", "staff_id": "T1"}]}
    )

    district_id: Id
    staff_id: Id


class FeedInfo(Answer):
    """The address of a calendar; ``path`` is told this once."""

    feed_id: str
    path: str


class PublishRequest(Entity):
    """Which version to put in force; one that leaves needs unmet has to be meant."""

    version: int = Field(ge=1, le=2**31 - 1, examples=[1])
    accept_unmet: bool = False


class RescheduleRequest(Entity):
    """A change as `kehou reschedule` reads it, and how long to search."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "change": {
                        "changes": [{"kind": "absence", "staff_id": "T1", "first": "2025-10-13"}]
                    }
                }
            ]
        }
    )

    change: ChangeRequest
    time_limit_s: float = Field(default=10, ge=1, le=60)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)


class CoverRequest(Entity):
    """Who is away on a day, and how many places one person takes on top of their own."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"day": "2025-10-13", "absent": ["T1", "T2"]}]}
    )

    day: date
    absent: tuple[Id, ...] = Field(min_length=1, max_length=500)
    reason: str = Field(default="", max_length=200)
    most_extra: int | None = Field(default=2, ge=0, le=100)
    time_limit_s: float = Field(default=10, ge=1, le=60)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)


class Rescheduled(Answer):
    """What changes, who must be told, and the version in which it holds.

    ``affected`` people and classes and ``changed`` meetings and duties have their proven bounds.
    """

    status: str
    affected: int
    affected_bound: int
    changed: int
    changed_bound: int
    changes: list[dict[str, Any]]
    refused: list[dict[str, Any]]
    people: list[str]
    classes: list[str]
    problems: list[dict[str, Any]]
    plan: PlanInfo


class StartPlan(Entity):
    """A stored plan to go on from."""

    plan_id: Id
    version: int = Field(ge=1)


class SolveRequest(Entity):
    """What to plan and for how long; what is left out has the defaults of ``kehou solve``."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"district_id": "D1", "time_limit_s": 600}]}
    )

    district_id: Id
    district_version: int | None = Field(default=None, ge=1)
    policy: Id | None = None
    time_limit_s: float = Field(default=60, ge=1, le=MOST_SECONDS)
    work_limit: float | None = Field(default=None, ge=1, le=MOST_SECONDS)
    workers: int = Field(default=2, ge=1, le=256)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
    pins: tuple[dict[str, Any], ...] = ()
    start: StartPlan | None = None


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Returns how a route documents its refusals; those that every route can have are added."""
    schema = {"$ref": "#/components/schemas/Problem"}  # see ``api.openapi``
    content = {"application/problem+json": {"schema": schema}}
    every = {*statuses, 401, 403, 413, 422, 429, 503}
    return {status: {"description": "Refused", "content": content} for status in sorted(every)}
