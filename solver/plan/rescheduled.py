"""What a reschedule answers: a new version of the plan and what changed, or why not."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from solver.plan.types import Plan
from solver.plan.verdict import Violation

RescheduleStatus = Literal["done", "unchanged", "refused", "illegal", "unknown"]
RESCHEDULE_EXIT_CODES: dict[str, int] = {
    "done": 0,
    "unchanged": 0,
    "refused": 4,
    "illegal": 1,
    "unknown": 5,
}


@dataclass(frozen=True)
class PlanChange:
    """One meeting or duty that is otherwise than before on some dates.

    Attributes
    ----------
    kind : ``meeting`` or ``duty``.
    item_id : id of the record in the plan before.
    was, now : the people, the leader first; nobody now if the students join another group.
    joined : ids of meetings whose students join this one.
    room_was, room_now : the rooms, if they differ.
    """

    kind: Literal["meeting", "duty"]
    item_id: str
    school_id: str
    title: str
    weekday: int
    span: str
    dates: tuple[date, ...]
    was: tuple[str, ...]
    now: tuple[str, ...]
    class_ids: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    room_was: str | None = None
    room_now: str | None = None


@dataclass(frozen=True)
class NotAble:
    """Why one person (or room) cannot take a place; ``staff_id`` is its id.

    ``inside`` tells whether the request itself is the reason (the person is away by it too, or
    takes another place of it).
    """

    staff_id: str
    inside: bool
    text_zh: str
    text_en: str


@dataclass(frozen=True)
class Refused:
    """A meeting or duty that nobody can take on some dates, with the reason for each person.

    ``what`` tells whether it lacks a person or a room; ``missing`` is who or which is not there.
    ``unskilled`` counts those who could be asked but do not have the skill that leading it needs.
    """

    kind: Literal["meeting", "duty"]
    item_id: str
    school_id: str
    title: str
    weekday: int
    span: str
    dates: tuple[date, ...]
    missing: str
    reasons: tuple[NotAble, ...] = ()
    unskilled: int = 0
    what: Literal["person", "room"] = "person"


@dataclass(frozen=True)
class Rescheduled:
    """The answer of ``reschedule``.

    Attributes
    ----------
    plan : the next version, with the request among its ``changes``.
    affected, affected_bound : people and classes whose own timetable or adult changes, those who
        are away apart, and a lower bound over all plans that keep the times, move only meetings of
        closed rooms and join groups only where somebody is missing.
    changed, changed_bound : meetings and duties changed, counted on every date, and the same.
    people, classes : who must be told, ids.
    problems : what the check says of the last answer, where it refused every one.
    """

    status: RescheduleStatus
    plan: Plan | None = None
    changes: tuple[PlanChange, ...] = ()
    refused: tuple[Refused, ...] = ()
    affected: int = 0
    affected_bound: int = 0
    changed: int = 0
    changed_bound: int = 0
    people: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    problems: tuple[Violation, ...] = ()

    @property
    def exit_code(self) -> int:
        """The command's exit code for this answer."""
        return RESCHEDULE_EXIT_CODES[self.status]
