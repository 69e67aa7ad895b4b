"""Students as opaque ids with their wishes, or the counts that stand in for them."""

from pydantic import Field

from solver.domain.base import Count, Entity, Id, Percent, PriorityGroup, Weekday


class RankedChoice(Entity):
    """A student's wishes in one menu, the most wanted first."""

    menu_id: Id
    activity_ids: tuple[Id, ...] = Field(min_length=1)


class Student(Entity):
    """A student: an opaque id, never a name."""

    id: Id
    class_id: Id
    weekdays: tuple[Weekday, ...] = (1, 2, 3, 4, 5)
    priority_group: PriorityGroup | None = None
    choices: tuple[RankedChoice, ...] = ()
    fee_reduction_pct: Percent = 0
    extended_care: bool = False


class ChoiceCount(Entity):
    """How many students of a class want one enrolment in an activity from a menu.

    ``menu_id`` ``None`` stands for the free menu of a school without menus.
    """

    class_id: Id
    menu_id: Id | None = None
    activity_id: Id
    count: Count
