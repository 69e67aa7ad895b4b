"""Activities (项目): what is offered, to whom, by whom it may be led, what it costs."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from solver.domain.base import (
    Component,
    Count,
    Entity,
    Fen,
    Grade,
    Id,
    Name,
    ServiceType,
    Weekday,
    Window,
)

Field_ = Literal[
    "homework",
    "tutoring",
    "science",
    "science_pop",
    "arts",
    "labour",
    "reading",
    "film",
    "interest_group",
    "club",
    "sport",
    "handicraft",
    "games",
    "practice",
    "care",
]
BannedKind = Literal[
    "collective_teaching",
    "new_lesson",
    "makeup_lesson",
    "exam_drill",
    "collective_subject_teaching",
    "collective_makeup",
]


WINDOW_SERVICES: tuple[Window, ...] = ("lunch", "evening", "extended")
"""Service types that meet in the window of the same name."""


class ClassQuota(Entity):
    """Fewest and most students of one class in an activity; ``class_id`` ``None`` means each."""

    class_id: Id | None = None
    min_students: Count = 0
    max_students: Count | None = None


class Activity(Entity):
    """An activity that schools can run as sections.

    ``grouping`` says who sits together: ``by_class`` one class; ``merged`` one class or a listed
    merge of classes; ``whole_band`` students of any class whose band has extension at that time,
    without a choice (reading); ``by_choice`` students who chose it through a menu.
    ``length_periods`` is the number of consecutive periods of one meeting day and
    ``meetings_per_week`` the number of such days of one enrolment. ``phase_ids`` are the phases of
    the term in which it may meet (empty: all). Service types lunch, evening and extended meet in
    periods of their window only; there ``whole_band`` mixes students of any classes.
    An activity with a provider is special, or basic where the policy lets such a body share in
    basic service: the school's basic account then pays the provider's price, students nothing.
    """

    id: Id
    school_id: Id | None = None
    title: Name
    component: Component
    field: Field_
    service_type: ServiceType = "basic"
    is_academic: bool = False
    banned_kinds: tuple[BannedKind, ...] = ()
    written_homework: bool = False
    grades: tuple[Grade, ...] = ()
    min_students: Count = 1
    max_students: Annotated[int, Field(ge=1)] = 60
    students_per_adult: Annotated[int, Field(ge=1)] | None = None
    grouping: Literal["by_class", "merged", "whole_band", "by_choice"]
    leaders: Annotated[int, Field(ge=1, le=1)] = 1
    helpers: Annotated[int, Field(ge=0, le=4)] = 0
    skill: Id | None = None
    room_features: tuple[Id, ...] = ()
    length_periods: Annotated[int, Field(ge=1, le=4)] = 1
    meetings_per_week: Annotated[int, Field(ge=1, le=5)] = 1
    provider_id: Id | None = None
    fee_fen: Fen = 0
    consumables_fen: Fen = 0
    consumables_standard: str = ""
    class_quotas: tuple[ClassQuota, ...] = ()
    weekdays: tuple[Weekday, ...] = ()
    vetted_on: date | None = None
    vetted_by: str = ""
    phase_ids: tuple[Id, ...] = ()

    @property
    def term_fee_fen(self) -> int:
        """The fee of a student for the whole term, also where ``fee_fen`` is a share of it."""
        return self.fee_fen

    @property
    def window(self) -> Window:
        """The window whose periods it meets in."""
        return next((w for w in WINDOW_SERVICES if w == self.service_type), "regular")

    @property
    def capacity(self) -> int:
        """Most students of one section: the size limit and the adults' ratio."""
        if self.students_per_adult is None:
            return self.max_students
        return min(self.max_students, self.students_per_adult * (self.leaders + self.helpers))

    def suits_grade(self, grade: int) -> bool:
        """Tells whether a grade may take part; an empty list means all."""
        return not self.grades or grade in self.grades

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        pooled = self.grouping == "whole_band" and self.service_type in WINDOW_SERVICES
        mixes = self.grouping in ("by_choice", "whole_band") and not pooled
        if self.component != "extension" and mixes:
            raise ValueError(f"grouping {self.grouping} is for extension, not {self.component}")
        if self.component == "extension" and self.grouping in ("by_class", "merged"):
            raise ValueError("an extension activity is grouped whole_band or by_choice")
        if self.service_type in WINDOW_SERVICES and self.component not in ("care", "guidance"):
            raise ValueError(f"service type {self.service_type} is care or guidance")
        if self.service_type == "special" and self.grouping != "by_choice":
            raise ValueError("a special activity is by_choice: nobody joins it unasked")
        if self.grouping != "by_choice" and (self.meetings_per_week, self.length_periods) != (1, 1):
            raise ValueError("only by_choice activities have several meetings or periods")
        if self.provider_id is not None:
            self._of_provider()
        if self.min_students > self.max_students:
            raise ValueError(
                f"min_students {self.min_students} exceeds max_students {self.max_students}"
            )
        return self

    def _of_provider(self) -> None:
        if self.service_type not in ("basic", "special"):
            raise ValueError("an activity of a provider has service_type basic or special")
        if self.service_type == "basic" and (self.fee_fen or self.consumables_fen):
            raise ValueError("basic service of a provider costs students nothing of its own")
