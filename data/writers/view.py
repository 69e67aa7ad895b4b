"""A plan with everything that its documents look up: names, meetings by who and where."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from data.writers.events import Events
from data.writers.words import Words, span
from solver.domain.activity import Activity
from solver.domain.district import District
from solver.domain.people import StaffMember
from solver.domain.school import Period, Room, School, SchoolClass
from solver.plan.digest import digest, plan_digest
from solver.plan.types import Duty, GridEntry, Meeting, Plan, UnmetNeed
from solver.policy.applied import AppliedPolicy, class_hours_ch
from solver.policy.duties import Post, duty_posts
from solver.policy.pack import PolicyPack


class PlanView:
    """A plan beside its district and pack, in one language.

    Parameters
    ----------
    district : District
        The input of the plan.
    pack : PolicyPack
        The rules it was made under.
    plan : Plan
        The plan; it may name ids that the district does not have (a plan edited by hand).
    lang : str
        ``zh`` or ``en``.
    """

    def __init__(self, district: District, pack: PolicyPack, plan: Plan, lang: str) -> None:
        self.district = district
        self.pack = pack
        self.plan = plan
        self.lang = lang
        self.words = Words(lang)
        self.schools = {s.id: s for s in district.schools}
        self.classes: dict[str, SchoolClass] = {}
        self.rooms: dict[str, Room] = {}
        self.periods: dict[str, Period] = {}
        self.school_of_room: dict[str, School] = {}
        for school in district.schools:
            self.classes.update((c.id, c) for c in school.classes)
            self.rooms.update((r.id, r) for r in school.rooms)
            self.periods.update((p.id, p) for p in school.periods)
            self.school_of_room.update((r.id, school) for r in school.rooms)
        self.staff: dict[str, StaffMember] = {p.id: p for p in district.staff}
        self.activities: dict[str, Activity] = {a.id: a for a in district.activities}
        self.providers = {p.id: p for p in district.providers}
        policy = AppliedPolicy(district, pack)
        self.posts: dict[str, Post] = {
            p.record.id: p for s in district.schools for p in _by_time(duty_posts(policy, s))
        }
        self.grid: dict[tuple[str, str], list[GridEntry]] = defaultdict(list)
        for entry in plan.grid:
            self.grid[(entry.class_id, entry.period_id)].append(entry)

    @cached_property
    def by_class(self) -> dict[tuple[str, str], list[Meeting]]:
        """Meetings by class and period."""
        found: dict[tuple[str, str], list[Meeting]] = defaultdict(list)
        for meeting in self.plan.meetings:
            for class_id, students in meeting.class_counts.items():
                if students:
                    found[(class_id, meeting.period_id)].append(meeting)
        return found

    @cached_property
    def by_person(self) -> dict[str, list[Meeting]]:
        """Meetings by the adults in them."""
        found: dict[str, list[Meeting]] = defaultdict(list)
        for meeting in self.plan.meetings:
            for person in meeting.staff_ids:
                found[person].append(meeting)
        return found

    @cached_property
    def duties_of(self) -> dict[str, list[Duty]]:
        """Duties by person, of known posts."""
        found: dict[str, list[Duty]] = defaultdict(list)
        for duty in self.plan.duties:
            if duty.post_id in self.posts:
                for person in duty.staff_ids:
                    found[person].append(duty)
        return found

    @cached_property
    def by_room(self) -> dict[str, list[Meeting]]:
        """Meetings by room."""
        found: dict[str, list[Meeting]] = defaultdict(list)
        for meeting in self.plan.meetings:
            if meeting.room_id is not None:
                found[meeting.room_id].append(meeting)
        return found

    @cached_property
    def events(self) -> Events:
        """Meetings and duties on their real dates."""
        return Events(self)

    @cached_property
    def unmet(self) -> dict[tuple[str | None, str], list[UnmetNeed]]:
        """Unmet needs by class and period."""
        found: dict[tuple[str | None, str], list[UnmetNeed]] = defaultdict(list)
        for need in self.plan.unmet:
            found[(need.class_id, need.period_id)].append(need)
        return found

    @cached_property
    def verdict_matches(self) -> bool:
        """Tells whether the attached verdict speaks of this very district, pack and plan."""
        verdict = self.plan.verdict
        return verdict is not None and (
            verdict.plan_digest == plan_digest(self.plan)
            and verdict.district_digest == digest(self.district)
            and verdict.pack_digest == digest(self.pack)
        )

    def school(self, school_id: str | None) -> str:
        """Returns a school's name."""
        if school_id is None:
            return self.words("all_schools")
        return self.schools[school_id].name if school_id in self.schools else school_id

    def activity(self, activity_id: str) -> str:
        """Returns an activity's title."""
        known = self.activities.get(activity_id)
        return known.title if known else activity_id

    def person(self, staff_id: str) -> str:
        """Returns a person's name."""
        return self.staff[staff_id].name if staff_id in self.staff else staff_id

    def room(self, room_id: str | None) -> str:
        """Returns a room's name."""
        if room_id is None:
            return self.words("no_room")
        return self.rooms[room_id].name if room_id in self.rooms else room_id

    def class_name(self, class_id: str) -> str:
        """Returns a class's name."""
        return self.classes[class_id].name if class_id in self.classes else class_id

    def subject(self, subject: str) -> str:
        """Returns the name of whatever an id or a field stands for, itself if it is neither.

        Some subjects are made of several: a class and a period, an account and one of its lines.
        """
        if subject in self._names:
            return self._names[subject]
        section = self._titles.get(subject)
        if section:
            return self.words("numbered", title=section, number=subject)
        if "/" in subject:
            return " ".join(self.subject(part) for part in subject.split("/"))
        return " ".join(self.words.word("line", part) for part in subject.split(":"))

    @cached_property
    def _names(self) -> dict[str, str]:
        found = {
            p.id: f"{self.weekday(p.weekday)} {span(p.start_min, p.end_min)}"
            for p in self.periods.values()
        }
        for post_id, post in self.posts.items():
            role = self.words.word("duty", post.record.role)
            found[post_id] = self.words("numbered", title=role, number=post_id)
        found |= {a.id: a.title for a in self.activities.values()}
        for known in (self.providers, self.schools, self.classes, self.rooms, self.staff):
            found |= {key: item.name for key, item in known.items()}
        return found

    @cached_property
    def _titles(self) -> dict[str, str]:
        found = {m.id: self.activity(m.activity_id) for m in self.plan.meetings}
        found.update((s.id, self.activity(s.activity_id)) for s in self.plan.sections)
        return found

    def clock(self, period_id: str) -> str:
        """Returns the clock interval of a period or a post, its id if it is neither."""
        period = self.periods.get(period_id)
        if period is not None:
            return span(period.start_min, period.end_min)
        post = self.posts.get(period_id)
        return post.record.span if post else period_id

    def post_time(self, post: Post) -> str:
        """Returns the clock interval of a post, with the phases of the term that it belongs to."""
        phases = [p.name for p in self.district.term.phases if p.id in post.phase_ids]
        return " ".join([post.record.span, *([self.words.listed(phases)] if phases else [])])

    def weekday(self, weekday: int | None) -> str:
        """Returns a weekday's name."""
        return "" if weekday is None else self.words(f"weekday_{weekday}")

    def class_hours(self, meeting: Meeting) -> int:
        """Returns what a meeting counts, in hundredths of a class-hour; 0 if it is unknown."""
        school = self.schools.get(meeting.school_id)
        period = self.periods.get(meeting.period_id)
        return class_hours_ch(self.pack, school, period) if school and period else 0

    def start(self, meeting: Meeting) -> tuple[int, int, str]:
        """Returns what meetings are sorted by: weekday, start, id."""
        period = self.periods.get(meeting.period_id)
        return (meeting.weekday, period.start_min if period else 0, meeting.id)


def _by_time(posts: Iterable[Post]) -> list[Post]:
    return sorted(posts, key=lambda p: (p.record.weekday, p.record.start_min, p.record.id))
