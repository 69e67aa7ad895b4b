"""Who, what room and which class is where at every minute of every date, and where twice."""

from collections import Counter, defaultdict
from datetime import date
from typing import NamedTuple

from solver.domain import District
from solver.plan import Plan
from tests.solver.verify.oracles.calendar import begun, duty_days, meeting_days


class Stay(NamedTuple):
    """A meeting or a duty on one date: from a minute to another."""

    id: str
    day: date
    start: int
    end: int


class Walk:
    """A plan walked through: stays by person, by room, and by class."""

    def __init__(self, district: District, plan: Plan) -> None:
        self.district = district
        self.plan = plan
        self.people: dict[str, list[Stay]] = defaultdict(list)
        self.rooms: dict[str, list[Stay]] = defaultdict(list)
        self.classes: dict[str, list[Stay]] = defaultdict(list)
        periods = {p.id: p for s in district.schools for p in s.periods}
        known = {p.id for p in district.staff}
        self.school_of = {c.id: s for s in district.schools for c in s.classes}
        self.class_of = {c.id: c for s in district.schools for c in s.classes}
        for m in plan.meetings:
            p = periods[m.period_id]
            for day in meeting_days(district, m):
                stay = Stay(m.id, day, p.start_min, p.end_min)
                for person in {*m.staff_ids} & known:
                    self.people[person].append(stay)
                if m.room_id is not None:
                    self.rooms[m.room_id].append(stay)
                for c, n in m.class_counts.items():
                    if n and begun(self.school_of[c], self.class_of[c].grade, day):
                        self.classes[c].append(stay)
        for d in plan.duties:
            start, end = duty_clock(district, d.post_id)
            for day in duty_days(district, d):
                for person in {*d.staff_ids} & known:
                    self.people[person].append(Stay(d.id, day, start, end))


def duty_clock(district: District, post_id: str) -> tuple[int, int]:
    """Returns when somebody stands on a post, or eats along."""
    for s in district.schools:
        for post in s.duty_posts:
            if post.id == post_id:
                return post.start_min, post.end_min
        for p in s.periods:
            if post_id == f"accompany:{p.id}"[:80]:
                return p.start_min, p.end_min
    raise AssertionError(post_id)


def at_minutes(stays: list[Stay]) -> dict[tuple[date, int], list[Stay]]:
    """Returns what is going on at every minute of the dates with more than one thing."""
    of_day: dict[date, list[Stay]] = defaultdict(list)
    for stay in stays:
        of_day[stay.day].append(stay)
    found: dict[tuple[date, int], list[Stay]] = defaultdict(list)
    for day, here in of_day.items():
        if len(here) > 1:
            for stay in here:
                for minute in range(stay.start, stay.end):
                    found[(day, minute)].append(stay)
    return found


Pair = frozenset[str]


def twice(stays: list[Stay]) -> dict[Pair, set[date]]:
    """Returns the dates on which two things go on at a same minute, by their ids."""
    found: dict[Pair, set[date]] = defaultdict(set)
    for (day, _), here in at_minutes(stays).items():
        if len(here) > 1:
            for i, a in enumerate(here):
                for b in here[:i]:
                    found[frozenset((a.id, b.id))].add(day)
    return found


def staff_clashes(walk: Walk) -> dict[tuple[str, Pair], int]:
    """Returns on how many dates a person is in two places at once, by person and places."""
    return {
        (person, pair): len(days)
        for person, stays in walk.people.items()
        for pair, days in twice(stays).items()
    }


def room_clashes(walk: Walk) -> dict[tuple[str, int, int], int]:
    """Returns the meetings too many in a room where one begins, on the worst date.

    By room, weekday of the pattern and minute.
    """
    most = {r.id: r.sections_at_once for s in walk.district.schools for r in s.rooms}
    weekday = {m.id: m for m in walk.plan.meetings}
    periods = {p.id: p for s in walk.district.schools for p in s.periods}
    found: dict[tuple[str, int, int], int] = defaultdict(int)
    for room, stays in walk.rooms.items():
        for (_, minute), here in at_minutes(stays).items():
            over = len(here) - most[room]
            if over > 0 and any(x.start == minute for x in here):
                day = periods[weekday[here[0].id].period_id].weekday
                key = (room, day, minute)
                found[key] = max(found[key], over)
    return found


def class_clashes(walk: Walk) -> dict[tuple[str, str, Pair], int]:
    """Returns on how many dates a class is in two groups, or in a group and a club unless split.

    By class, kind of clash and the two meetings.
    """
    meetings = {m.id: m for m in walk.plan.meetings}
    activities = {a.id: a for a in walk.district.activities}
    found: Counter[tuple[str, str, Pair]] = Counter()
    for c, stays in walk.classes.items():
        for pair, days in twice(stays).items():
            both = [meetings[i] for i in pair]
            groups = sum(activities[m.activity_id].grouping in ("by_class", "merged") for m in both)
            for day in days:
                cells = {_cell(walk.plan, c, m.period_id, day) for m in both}
                if groups == 2:
                    found[(c, "class_twice", pair)] += 1
                elif groups == 1 and not cells <= {"split", None}:
                    found[(c, "class_group_and_club", pair)] += 1
    return dict(found)


def _cell(plan: Plan, class_id: str, period_id: str, day: date) -> str | None:
    for e in plan.grid:
        if (e.class_id, e.period_id) == (class_id, period_id):
            if e.from_date is not None and day < e.from_date:
                continue
            if e.to_date is not None and day > e.to_date:
                continue
            return e.component
    return None
