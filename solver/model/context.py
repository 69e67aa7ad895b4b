"""What the families share while a model is built."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from solver.domain import Activity, District, Period, StaffBlock, StaffMember
from solver.domain.choices import choice_counts
from solver.model.asked import Asked
from solver.model.reasons import Reason
from solver.model.room_kinds import RoomKind, room_kinds
from solver.model.rows import Rows
from solver.model.school_view import Pattern, SchoolView
from solver.model.times import (
    Time,
    blocks_of_people,
    cliques,
    post_key,
    posts_with_dates,
    time_of_period,
    time_of_post,
)
from solver.model.variables import Variables
from solver.plan import Finding
from solver.policy import AppliedPolicy, LunchCompany, PolicyPack, Post, lunch_companies

if TYPE_CHECKING:
    from solver.model.crew_cells import Slot

Terms = list[tuple[int, int]]


@dataclass
class Context:
    """District, policy and the growing model.

    Parameters
    ----------
    district, pack
        The input.
    school_ids : tuple of str
        Schools that this model plans; people are judged against the whole district.
    day_school : mapping of (staff_id, weekday) to school_id, optional
        Where shared people may work on a weekday; a pair that is absent is free to choose
        among the schools of the model, ``""`` means nowhere here.
    names_rooms : bool
        Whether sections of several periods name their room. Without it rooms of a kind are only
        counted: a relaxation (valid for bounds, much smaller) whose points may, rarely, have no
        rooms; ``extract`` then raises ``NoRoomsError``.
    no_gaps : collection of (staff_id, weekday), optional
        If given, a person may serve on a weekday although a few of its dates are not open to
        them (others cover those dates), except for the pairs listed. Otherwise one such date
        bars the weekday.
    names_leaders : bool
        Whether the leader of each group is named, as ``keep_same_adult`` asks. Without it leaders
        of an activity in a period are only counted: a relaxation like the one of rooms, but each
        of its points has a plan.
    fund_fen : mapping of school_id to int, optional
        What each school may draw from the district's fund; without it, all that there is.
    evening_limit : mapping of (staff_id, school_id) to int
        Evenings a week that a shared person may do at a school: its part of the person's limit.
    """

    district: District
    pack: PolicyPack
    school_ids: tuple[str, ...]
    day_school: Mapping[tuple[str, int], str] = field(default_factory=dict)
    names_rooms: bool = True
    week_limit: Mapping[tuple[str, str], int] = field(default_factory=dict)
    no_gaps: Collection[tuple[str, int]] | None = None
    names_leaders: bool = True
    fund_fen: Mapping[str, int] | None = None
    evening_limit: Mapping[tuple[str, str], int] = field(default_factory=dict)
    rows: Rows = field(default_factory=Rows)
    v: Variables = field(default_factory=Variables)
    findings: list[Finding] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    unanswered: list[Asked] = field(default_factory=list)
    """Pinned meetings that nothing can answer."""
    money_is_upper: bool = False
    barred: dict[tuple[str, str, str | None], Reason] = field(default_factory=dict)
    crews: dict[tuple[str, Pattern], "Slot"] = field(default_factory=dict)
    """Where people are paid by group size: who serves in sections of which size."""
    payable: dict[tuple[str, str, tuple[int, ...], str, int], bool] = field(default_factory=dict)
    """Whether a role may be paid a rate at a school, in a service, on some weekdays."""

    def __post_init__(self) -> None:
        self.policy = AppliedPolicy(self.district, self.pack)
        self.wishes = choice_counts(self.district)
        self.views: dict[str, SchoolView] = {}
        for school in self.district.schools:
            if school.id in self.school_ids:
                self.views[school.id] = SchoolView(
                    self.district, self.policy, school, self.wishes, {}
                )

    @cached_property
    def staff(self) -> dict[str, StaffMember]:
        """Staff by id."""
        return {p.id: p for p in self.district.staff}

    @cached_property
    def activity(self) -> dict[str, Activity]:
        """Activities by id."""
        return {a.id: a for a in self.district.activities}

    @cached_property
    def school_of_period(self) -> dict[str, str]:
        """School id of each period of the model's schools."""
        return {t: s for s, view in self.views.items() for t in view.periods}

    @cached_property
    def period(self) -> dict[str, Period]:
        """Periods of the model's schools by id, whatever their window."""
        return {t: p for view in self.views.values() for t, p in view.periods.items()}

    @cached_property
    def posts(self) -> dict[str, tuple[Post, tuple[date, ...]]]:
        """Duty posts of the model's schools by id, with their dates."""
        schools = [view.school for view in self.views.values()]
        return posts_with_dates(self.policy, schools, self.district.term)

    @cached_property
    def companies(self) -> tuple[LunchCompany, ...]:
        """Lunch periods of the model's schools in which a leader eats along."""
        return tuple(
            c for view in self.views.values() for c in lunch_companies(self.policy, view.school)
        )

    @cached_property
    def times(self) -> dict[str, Time]:
        """Regular periods and duty posts of the model's schools."""
        found = [
            time_of_period(s, p, view.ch[t])
            for s, view in self.views.items()
            for t, p in view.periods.items()
        ]
        found += [time_of_post(post) for post, _ in self.posts.values()]
        return {t.id: t for t in found}

    @cached_property
    def blocks(self) -> Mapping[str, tuple[StaffBlock, ...]]:
        """Staff blocks by person."""
        return blocks_of_people(self.district)

    def work_times(self, staff_id: str) -> list[tuple[Time, int]]:
        """Returns each time of a person's possible work with its variable."""
        found = [
            (self.times[t], var)
            for _a, pattern, var in self.v.work_of.get(staff_id, ())
            for t in pattern
        ]
        found += [
            (self.times[post_key(post_id)], var)
            for post_id, var in self.v.posts_of.get(staff_id, ())
        ]
        return found

    @property
    def workers(self) -> list[str]:
        """People with any possible work, by id."""
        return sorted({*self.v.work_of, *self.v.posts_of})

    def view_of(self, period_id: str) -> SchoolView:
        """Returns the view of the school that has a period."""
        return self.views[self.school_of_period[period_id]]

    @cached_property
    def kinds(self) -> dict[str, tuple[RoomKind, ...]]:
        """Room kinds of each school."""
        return {
            s: room_kinds(view, self.names_rooms and view.has_mixed_clocks)
            for s, view in self.views.items()
        }

    @cached_property
    def cliques(self) -> dict[int, tuple[tuple[str, ...], ...]]:
        """Maximal sets of periods and posts that share a minute, over all schools, by weekday."""
        return {d: cliques(t for t in self.times.values() if t.weekday == d) for d in range(1, 8)}

    def school_cliques(self, school_id: str) -> Iterator[tuple[str, ...]]:
        """Yields the maximal sets of a school's periods that share a minute."""
        for day in range(1, 8):
            yield from cliques(
                t
                for t in self.times.values()
                if t.weekday == day and t.school_id == school_id and not t.is_post
            )

    def bar(self, kind: str, item: str, school_id: str | None, reason: Reason) -> None:
        """Records why something is never used; the first reason stays."""
        self.barred.setdefault((kind, item, school_id), reason)

    def find(self, finding: Finding) -> None:
        """Records what counting alone shows."""
        self.findings.append(finding)
