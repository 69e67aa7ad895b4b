"""A meeting or a duty resolved: what its ids stand for, laid on real dates."""

from dataclasses import dataclass
from datetime import date

from solver.domain import Activity, DutyPost, Period, Room, School, SchoolClass, StaffMember
from solver.plan import Meeting


@dataclass(frozen=True, slots=True, eq=False)
class Booking:
    """A meeting whose period and activity exist, with what its ids stand for.

    School, weekday, component and service type are those of the period and the activity,
    whatever the meeting claims. Unknown people, classes and rooms are left out here (they are
    reported as claims); ``leader`` is ``None`` if nobody known is named first. Who is named twice
    is one person all the same: there once, counted and paid once.

    A duty is a booking with its ``post``: its period has the post's times, nobody is seated.
    """

    meeting: Meeting
    school: School
    period: Period
    activity: Activity
    room: Room | None
    people: tuple[StaffMember, ...]
    leader: StaffMember | None
    seated: tuple[tuple[SchoolClass, int], ...]
    dates: tuple[date, ...]
    ch: int
    post: DutyPost | None = None

    @property
    def id(self) -> str:
        """The meeting's id."""
        return self.meeting.id

    @property
    def students(self) -> int:
        """Students of known classes in it."""
        return sum(n for _, n in self.seated)

    @property
    def is_group(self) -> bool:
        """Tells whether it holds whole classes: one class or a listed merge."""
        return self.activity.grouping in ("by_class", "merged")

    def holds(self, class_id: str) -> int:
        """Returns how many students of a class sit in it."""
        return sum(n for c, n in self.seated if c.id == class_id)
