"""The two sheets of a plan's workbook that may be edited, as their columns are declared."""

from dataclasses import dataclass

from data.readers.workbook.fields import Leaf
from data.readers.workbook.spec import Column, Sheet, Variant, column
from solver.plan.types import Duty, Meeting


@dataclass(frozen=True)
class PlanSheet(Sheet):
    """A sheet whose cells say a record of the plan in words of their own.

    Attributes
    ----------
    must : tuple of str
        Columns that have to be there.
    told : tuple of str
        Columns that only tell what follows from the others; they are never read.
    """

    must: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    def leaf(self, column: Column, variant: Variant) -> Leaf | None:
        """Returns nothing: what a cell may say does not follow from a field alone."""
        return None

    def required(self, column: Column) -> bool:
        """Tells whether a column has to be there."""
        return column.key in self.must


MEETINGS = PlanSheet(
    key="plan_meetings",
    parent="plan",
    variants=(Variant("meeting", Meeting, ("meetings",)),),
    columns=(
        column("lock", "flag"),
        column("school", "ref", ("school_id",), group="school"),
        column("weekday", "weekday"),
        column("time", "text"),
        column("component", "text"),
        column("activity", "ref", ("activity_id",), group="activity"),
        column("room", "ref", ("room_id",), group="room"),
        column("leader", "ref", group="person"),
        column("helpers", "ref", many=True, group="person"),
        column("classes", "text"),
        column("students", "int"),
        column("service_type", "text"),
        column("class_hours", "hours"),
        column("from_date", "date"),
        column("to_date", "date"),
        column("except_dates", "date", many=True),
        column("student_ids", "text", many=True),
        column("section", "id", ("section_id",)),
        column("meeting", "id", ("id",)),
    ),
    must=("school", "weekday", "time", "activity", "room", "leader", "classes", "meeting"),
    told=("component", "students", "service_type", "class_hours"),
)

DUTIES = PlanSheet(
    key="plan_duties",
    parent="plan",
    variants=(Variant("duty", Duty, ("duties",)),),
    columns=(
        column("school", "text"),
        column("weekday", "text"),
        column("time", "text"),
        column("duty_post", "text"),
        column("people_needed", "int"),
        column("on_duty", "ref", many=True, group="person"),
        column("people_missing", "int"),
        column("class_hours", "hours"),
        column("from_date", "date"),
        column("to_date", "date"),
        column("except_dates", "date", many=True),
        column("post", "id", ("post_id",)),
        column("duty", "id", ("id",)),
    ),
    must=("on_duty", "post", "duty"),
    told=(
        "school", "weekday", "time", "duty_post", "people_needed", "people_missing", "class_hours",
    ),
)  # fmt: skip

PLAN_SHEETS: tuple[PlanSheet, ...] = (MEETINGS, DUTIES)
