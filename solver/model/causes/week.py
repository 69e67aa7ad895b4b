"""A plan's week as it stands: who works when, what each room holds, who is enrolled where."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from solver.domain import Activity, Period, Room
from solver.domain.base import GridComponent
from solver.domain.choices import menu_of
from solver.model.causes.blocks import Block
from solver.model.context import Context
from solver.model.families.limit_hours import week_kinds
from solver.model.own_adult import is_own_adult
from solver.model.school_view import WALKING, Pattern
from solver.model.times import Time, post_key, share_minute
from solver.plan import Duty, GridEntry, Meeting

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
    stand_ins : iterable of Meeting or Duty
        What stands on single dates, beside the week's.
    duties : iterable of Duty
        Who stands on posts in the week.
    unmanned : mapping of post id to people, optional
        Posts that lack somebody.
    """

    def __init__(
        self,
        ctx: Context,
        meetings: Iterable[Meeting],
        grid: Iterable[GridEntry],
        left: Mapping[Cell, int],
        stand_ins: Iterable[Meeting | Duty] = (),
        duties: Iterable[Duty] = (),
        unmanned: Mapping[str, int] | None = None,
    ) -> None:
        self.ctx = ctx
        self.left = dict(left)
        self.unmanned = dict(unmanned or {})
        self.cell: dict[Cell, GridComponent] = {
            (g.class_id, g.period_id): g.component for g in grid
        }
        # Outside the regular day there is no grid: care stands for whatever the window offers.
        for c, t in self.left:
            if t not in ctx.view_of(t).regular:
                self.cell[(c, t)] = "care"
        self.work: dict[str, list[Meeting]] = defaultdict(list)
        self.times: dict[str, list[Time]] = defaultdict(list)
        """What everybody does in the week: meetings and posts."""
        self.dated: dict[str, list[Time]] = defaultdict(list)
        self.own: dict[tuple[str, int], list[Time]] = defaultdict(list)
        """When somebody of the school is there, by school and weekday."""
        for stand_in in stand_ins:
            for w in stand_in.staff_ids:
                self.dated[w].append(self._time(stand_in))
        for duty in duties:
            self._take(duty)
        self.in_room: dict[str, list[Meeting]] = defaultdict(list)
        self.at: dict[str, list[Meeting]] = defaultdict(list)
        self.section: dict[str, list[Meeting]] = defaultdict(list)
        for m in meetings:
            self._take(m)
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
        self.taking_part = {
            c: view.school.participants_term(k)
            for view in ctx.views.values()
            for c, k in view.classes.items()
        }
        self.takes = {m.id: m.take for view in ctx.views.values() for m in view.school.menus}
        for of_section in self.section.values():
            self._count(of_section[0])

    def _time(self, work: Meeting | Duty) -> Time:
        if isinstance(work, Duty):
            return self.ctx.times[post_key(work.post_id)]
        return self.ctx.times[work.period_id]

    def _take(self, work: Meeting | Duty) -> None:
        time = self._time(work)
        for w in work.staff_ids:
            self.times[w].append(time)
        if any(is_own_adult(self.ctx.staff[w], work.school_id) for w in work.staff_ids):
            self.own[(work.school_id, time.weekday)].append(time)

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

    def held(self, staff_id: str) -> list[Time]:
        """Returns all that a person does, on single dates too."""
        return [*self.times[staff_id], *self.dated[staff_id]]

    def is_busy(self, staff_id: str, times: Iterable[Time]) -> bool:
        """Tells whether a person does something else at a minute of some times."""
        return any(share_minute(mine, time) for time in times for mine in self.held(staff_id))

    def has_own_adult(self, time: Time) -> bool:
        """Tells whether somebody of the school is there at every minute of a time."""
        there = sorted(self.own[(time.school_id, time.weekday)], key=lambda t: t.start_min)
        at = time.start_min
        for mine in there:
            if mine.start_min <= at < mine.end_min:
                at = mine.end_min
        return at >= time.end_min

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
        most = self.taking_part[class_id]
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
