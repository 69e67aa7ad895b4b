"""A plan's week as it stands: who works when, what each room holds, who is enrolled where."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from solver.domain import Activity, Period, Room
from solver.domain.base import GridComponent
from solver.domain.choices import menu_of
from solver.model.causes.blocks import Block
from solver.model.context import Context
from solver.model.families.limit_hours import week_kinds
from solver.model.school_view import WALKING, Pattern
from solver.plan import GridEntry, Meeting

Cell = tuple[str, str]
"""Class and period."""


class Week:
    """A plan, indexed for questions about one more meeting.

    Parameters
    ----------
    ctx : Context
        An outline of all schools of the plan.
    left : mapping of (class, period) to students
        Who has no place.
    stand_ins : iterable of Meeting
        Meetings on single dates, beside those of the week.
    """

    def __init__(
        self,
        ctx: Context,
        meetings: Iterable[Meeting],
        grid: Iterable[GridEntry],
        left: Mapping[Cell, int],
        stand_ins: Iterable[Meeting] = (),
    ) -> None:
        self.ctx = ctx
        self.left = dict(left)
        self.cell: dict[Cell, GridComponent] = {
            (g.class_id, g.period_id): g.component for g in grid
        }
        # Outside the regular day there is no grid: care stands for whatever the window offers.
        for c, t in self.left:
            if t not in ctx.view_of(t).regular:
                self.cell[(c, t)] = "care"
        self.work: dict[str, list[Meeting]] = defaultdict(list)
        self.dated: dict[str, list[Meeting]] = defaultdict(list)
        for m in stand_ins:
            for w in m.staff_ids:
                self.dated[w].append(m)
        self.in_room: dict[str, list[Meeting]] = defaultdict(list)
        self.at: dict[str, list[Meeting]] = defaultdict(list)
        self.section: dict[str, list[Meeting]] = defaultdict(list)
        for m in meetings:
            for w in m.staff_ids:
                self.work[w].append(m)
            if m.room_id is not None:
                self.in_room[m.room_id].append(m)
            self.at[m.period_id].append(m)
            self.section[m.section_id].append(m)
        self.rooms_found: dict[
            tuple[str, Pattern, int, tuple[str, ...], int], tuple[Room | None, tuple[Block, ...]]
        ] = {}
        self._activities: dict[str, list[Activity]] = {}
        self._held: dict[tuple[str, str], int] = {}
        self.kinds_of_week = week_kinds(ctx)
        self.enrolled: Counter[tuple[str, str | None, str]] = Counter()
        self.in_activity: Counter[tuple[str, str]] = Counter()
        self.from_menu: Counter[tuple[str, str | None]] = Counter()
        self.classes = {c: k for view in ctx.views.values() for c, k in view.classes.items()}
        self.takes = {m.id: m.take for view in ctx.views.values() for m in view.school.menus}
        for of_section in self.section.values():
            self._count(of_section[0])

    def _count(self, first: Meeting) -> None:
        if self.ctx.activity[first.activity_id].grouping != "by_choice":
            return
        school = self.ctx.views[first.school_id].school
        pattern = set(self.pattern(first))
        for c, n in first.class_counts.items():
            menu = menu_of(school, c, first.activity_id, pattern)
            self.enrolled[(c, menu.id if menu else None, first.activity_id)] += n
            self.in_activity[(c, first.activity_id)] += n
            self.from_menu[(c, menu.id if menu else None)] += n

    def activities_of(self, school_id: str) -> list[Activity]:
        """Returns the activities of a school, forbidden ones too."""
        if school_id not in self._activities:
            self._activities[school_id] = [
                a for a in self.ctx.district.activities if a.school_id in (None, school_id)
            ]
        return self._activities[school_id]

    def pattern(self, meeting: Meeting) -> Pattern:
        """Returns the periods of a meeting's section."""
        order = list(self.ctx.views[meeting.school_id].periods)
        periods = {m.period_id for m in self.section[meeting.section_id]}
        return tuple(sorted(periods, key=order.index))

    def overlaps(self, t: str, u: str) -> bool:
        """Tells whether two periods share a minute of the week."""
        p, q = self.ctx.period[t], self.ctx.period[u]
        return p.weekday == q.weekday and p.start_min < q.end_min and q.start_min < p.end_min

    def meetings_then(self, staff_id: str, pattern: Pattern) -> list[Meeting]:
        """Returns the meetings of a person that share a minute with some periods."""
        held = [*self.work[staff_id], *self.dated[staff_id]]
        return [m for m in held if any(self.overlaps(m.period_id, t) for t in pattern)]

    def has_place(self, room: Room, pattern: Pattern) -> bool:
        """Tells whether a room takes one more meeting in all of some periods."""
        return all(self._taken(room.id, t) < room.sections_at_once for t in pattern)

    def _taken(self, room_id: str, t: str) -> int:
        """Returns the most meetings of a room at a minute of a period."""
        key = (room_id, t)
        if key not in self._held:
            held = [self.ctx.period[m.period_id] for m in self.in_room[room_id]]
            self._held[key] = most_at_once(self.ctx.period[t], held)
        return self._held[key]

    def walks(self, class_id: str, t: str) -> bool:
        """Tells whether students of a class choose or mix in a period, not sit class by class."""
        return t not in self.ctx.view_of(t).regular or self.cell.get((class_id, t)) in WALKING

    def walking(self, t: str) -> list[str]:
        """Returns the classes with students left in a period whose students walk then."""
        return [c for (c, u), n in self.left.items() if u == t and n and self.walks(c, u)]

    def spare_wishes(self, class_id: str, menu_id: str | None, activity_id: str) -> int:
        """Returns how many more students of a class may enrol in an activity from a menu."""
        school_class = self.classes[class_id]
        most = school_class.participants_term
        spare = min(self.ctx.wishes.get((class_id, menu_id, activity_id), 0), most)
        spare -= self.enrolled[(class_id, menu_id, activity_id)]
        take = self.takes.get(menu_id) if menu_id is not None else None
        if take is not None:
            spare = min(spare, take * most - self.from_menu[(class_id, menu_id)])
        return max(0, spare)


def most_at_once(period: Period, others: Iterable[Period]) -> int:
    """Returns how many of some periods share one minute of a period at most."""
    same_day = [p for p in others if p.weekday == period.weekday]
    starts = {period.start_min, *(p.start_min for p in same_day)}
    return max(
        (
            sum(1 for p in same_day if p.start_min <= minute < p.end_min)
            for minute in starts
            if period.start_min <= minute < period.end_min
        ),
        default=0,
    )
