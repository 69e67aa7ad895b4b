"""The plan's meetings and duties on real dates, on one footing."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from solver.domain import Activity, District, StaffMember
from solver.domain.base import ServiceType, overlap
from solver.domain.calendar import meeting_dates
from solver.model.times import Time, time_of_period, time_of_post
from solver.plan import Duty, Meeting, Plan
from solver.policy import AppliedPolicy, PolicyPack, Post, class_hours_ch, duty_posts, rate_fen


@dataclass(frozen=True, eq=False)
class Item:
    """A meeting or a duty of the plan with its time and real dates.

    ``staff_ids`` has the leader first; of a duty everybody counts alike.
    """

    record: Meeting | Duty
    time: Time
    evening: bool
    dates: tuple[date, ...]
    activity: Activity | None
    post: Post | None

    @property
    def id(self) -> str:
        """The record's id."""
        return self.record.id

    @property
    def school_id(self) -> str:
        """The school at which it takes place."""
        return self.record.school_id

    @property
    def staff_ids(self) -> tuple[str, ...]:
        """Who serves."""
        return self.record.staff_ids

    @property
    def class_ids(self) -> tuple[str, ...]:
        """Classes that sit in it; none at a post."""
        record = self.record
        return tuple(record.class_counts) if isinstance(record, Meeting) else ()

    @property
    def section_id(self) -> str:
        """The section it belongs to, ``""`` for a duty."""
        return self.record.section_id if isinstance(self.record, Meeting) else ""

    @property
    def service_type(self) -> ServiceType:
        """Who pays; duties are basic service."""
        return self.activity.service_type if self.activity is not None else "basic"

    @property
    def is_paid(self) -> bool:
        """Tells whether serving is paid at all."""
        return self.post is None or self.post.record.class_hours_ch > 0

    def rate_of(self, person: StaffMember, more: int = 0) -> int:
        """Returns what a class-hour of it pays a person in fen: by its students, if so agreed.

        ``more`` students join it.
        """
        record = self.record
        students = sum(record.class_counts.values()) if isinstance(record, Meeting) else None
        return rate_fen(
            person, self.service_type, students if students is None else students + more
        )

    def shares_minute(self, other: "Item") -> bool:
        """Tells whether two items of one date share a minute."""
        a, b = self.time, other.time
        return overlap(a.start_min, a.end_min, b.start_min, b.end_min)


class Items:
    """Everything of a plan that some schools or people take part in.

    Parameters
    ----------
    school_ids : collection of str
        Schools of which every meeting and duty counts.
    people : collection of str
        People whose work elsewhere counts too.
    """

    def __init__(
        self,
        district: District,
        pack: PolicyPack,
        plan: Plan,
        school_ids: Collection[str],
        people: Collection[str],
    ) -> None:
        self.district = district
        self.pack = pack
        self.schools = {s.id: s for s in district.schools}
        self._policy = AppliedPolicy(district, pack)
        self._keep, self._people = set(school_ids), set(people)
        self.all = [*self._meetings(plan), *self._duties(plan)]

    @cached_property
    def by_date(self) -> dict[date, list[Item]]:
        """Items of each date."""
        found: dict[date, list[Item]] = defaultdict(list)
        for item in self.all:
            for day in item.dates:
                found[day].append(item)
        return found

    @cached_property
    def of_person(self) -> dict[str, list[Item]]:
        """Items of each person."""
        found: dict[str, list[Item]] = defaultdict(list)
        for item in self.all:
            for w in dict.fromkeys(item.staff_ids):
                found[w].append(item)
        return found

    def _counts(self, record: Meeting | Duty) -> bool:
        return record.school_id in self._keep or not self._people.isdisjoint(record.staff_ids)

    def _meetings(self, plan: Plan) -> Iterator[Item]:
        activities = {a.id: a for a in self.district.activities}
        periods = {p.id: p for s in self.district.schools for p in s.periods}
        grades = {c.id: c.grade for s in self.district.schools for c in s.classes}
        phases = {p.id: p for p in self.district.term.phases}
        for m in plan.meetings:
            if not self._counts(m):
                continue
            school, period = self.schools[m.school_id], periods[m.period_id]
            dates = meeting_dates(
                self.district.term,
                school,
                period.weekday,
                {grades[c] for c in m.class_counts},
                m.from_date,
                m.to_date,
                m.except_dates,
            )
            if period.phase_ids:
                live = [phases[i] for i in period.phase_ids]
                dates = tuple(d for d in dates if any(p.holds(d) for p in live))
            ch = class_hours_ch(self.pack, school, period)
            yield Item(
                m,
                time_of_period(school.id, period, ch),
                period.window == "evening",
                dates,
                activities[m.activity_id],
                None,
            )

    def _duties(self, plan: Plan) -> Iterator[Item]:
        posts: dict[str, Post] = {}
        for school_id in {d.school_id for d in plan.duties if self._counts(d)}:
            for post in duty_posts(self._policy, self.schools[school_id]):
                posts[post.record.id] = post
        for d in plan.duties:
            if not self._counts(d) or d.post_id not in posts:
                continue
            post = posts[d.post_id]
            dates = tuple(
                day
                for day in post.dates(self.district.term)
                if d.from_date <= day <= d.to_date and day not in d.except_dates
            )
            yield Item(d, time_of_post(post), False, dates, None, post)
