"""A school prepared for modelling: its slots, participants, patterns and room kinds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import combinations, pairwise, product

from solver.domain import Activity, Band, District, Period, Room, School, SchoolClass
from solver.domain.base import Component, GridComponent
from solver.domain.calendar import meeting_dates, service_dates
from solver.domain.choices import has_free_menu, menu_of
from solver.policy import AppliedPolicy, class_hours_ch

GROUP_COMPONENTS: tuple[GridComponent, ...] = ("guidance", "sports", "care")
WALKING: tuple[GridComponent, ...] = ("extension", "split")
COMPONENT_OF: dict[GridComponent, Component] = {
    "guidance": "guidance",
    "sports": "sports",
    "care": "care",
    "extension": "extension",
    "split": "extension",
}
"""What students without a place in a cell miss."""
Pattern = tuple[str, ...]


@dataclass(frozen=True)
class Enrolment:
    """One way a class may enrol: class, menu (``None`` for the free menu), activity, pattern."""

    class_id: str
    menu_id: str | None
    activity_id: str
    pattern: Pattern


@dataclass
class SchoolView:
    """Everything about one school that the families ask for, computed once."""

    district: District
    policy: AppliedPolicy
    school: School
    wishes: Mapping[tuple[str, str | None, str], int]
    banned: dict[tuple[str, int], str] = field(default_factory=dict)
    """``(activity_id, grade)`` -> clause id of a data-level ban; grade 0 bans for all."""
    banned_days: dict[tuple[str, int], str] = field(default_factory=dict)
    """``(activity_id, weekday)`` -> clause id of a ban on some date of the weekday's pattern."""
    banned_menus: dict[tuple[str, str], str] = field(default_factory=dict)
    """``(activity_id, menu_id)`` -> clause id of a ban on choosing the activity there."""

    @cached_property
    def classes(self) -> dict[str, SchoolClass]:
        """Classes by id."""
        return {c.id: c for c in self.school.classes}

    @cached_property
    def band_of(self) -> dict[str, Band]:
        """Band by class id."""
        return {c: b for b in self.school.bands for c in b.class_ids}

    @cached_property
    def periods(self) -> dict[str, Period]:
        """Periods of every window by id, in the order of the week."""
        ordered = sorted(self.school.periods, key=lambda p: (p.weekday, p.start_min, p.id))
        return {p.id: p for p in ordered}

    @cached_property
    def regular(self) -> dict[str, Period]:
        """Regular periods by id, in the order of the week: those that have grid cells."""
        return {i: p for i, p in self.periods.items() if p.window == "regular"}

    @cached_property
    def slots(self) -> dict[str, tuple[str, ...]]:
        """Regular period ids of each class, in the order of the week."""
        return {
            c.id: tuple(i for i, p in self.regular.items() if p.applies_to(c.grade))
            for c in self.school.classes
        }

    @cached_property
    def window_slots(self) -> dict[str, tuple[str, ...]]:
        """Lunch, extended and evening period ids of each class, in the order of the week."""
        return {
            c.id: tuple(
                i
                for i, p in self.periods.items()
                if i not in self.regular and p.applies_to(c.grade)
            )
            for c in self.school.classes
        }

    def has(self, class_id: str, period_id: str) -> bool:
        """Tells whether a class's grade has a period, whatever its window."""
        return self.periods[period_id].applies_to(self.classes[class_id].grade)

    @cached_property
    def ch(self) -> dict[str, int]:
        """Class-hours of each period, in hundredths."""
        return {
            i: class_hours_ch(self.policy.pack, self.school, p) for i, p in self.periods.items()
        }

    @cached_property
    def days(self) -> dict[int, tuple[str, ...]]:
        """Regular period ids of each weekday."""
        return {d: tuple(i for i, p in self.regular.items() if p.weekday == d) for d in range(1, 8)}

    def present(self, class_id: str, period_id: str) -> int:
        """Participants of a class in a period."""
        return self.classes[class_id].present(self.periods[period_id])

    def dates(self, period_id: str, grades: tuple[int, ...] = ()) -> int:
        """Real dates of a weekly meeting in a period for grades that sit in it."""
        weekday = self.periods[period_id].weekday
        key = (weekday, grades)
        if key not in self._dates:
            term = self.district.term
            self._dates[key] = len(meeting_dates(term, self.school, weekday, grades))
        return self._dates[key]

    @cached_property
    def _dates(self) -> dict[tuple[int, tuple[int, ...]], int]:
        return {}

    def pattern_dates(self, weekday: int) -> tuple[date, ...]:
        """Returns the dates of a weekday's pattern from the first service of any grade on."""
        grades = {c.grade for c in self.school.classes}
        return meeting_dates(self.district.term, self.school, weekday, grades)

    @cached_property
    def weekdays_with_dates(self) -> frozenset[int]:
        """Weekdays whose pattern happens at least once in the term."""
        term = self.district.term
        return frozenset(d for d in range(1, 8) if service_dates(term, self.school.id, d))

    @cached_property
    def activities(self) -> dict[str, Activity]:
        """Activities that may run here: offered, not banned, with a window of the school."""
        windows = {"regular", *(p.window for p in self.school.periods)}
        return {
            a.id: a
            for a in self.district.activities
            if a.school_id in (None, self.school.id)
            and (a.id, 0) not in self.banned
            and a.window in windows
        }

    def suits(self, activity: Activity, class_id: str) -> bool:
        """Tells whether a class's grade may take part in an activity."""
        grade = self.classes[class_id].grade
        return activity.suits_grade(grade) and (activity.id, grade) not in self.banned

    def ban(self, activity: Activity, class_id: str, period_id: str) -> str | None:
        """Returns the clause that keeps an activity from a class in a period, if one does."""
        grade, weekday = self.classes[class_id].grade, self.periods[period_id].weekday
        return (
            self.banned.get((activity.id, 0))
            or self.banned.get((activity.id, grade))
            or self.banned_days.get((activity.id, weekday))
        )

    def allowed_on(self, activity: Activity, period_id: str) -> bool:
        """Tells whether an activity may meet in a period: its window and its weekdays."""
        period = self.periods[period_id]
        return (
            activity.window == period.window
            and (activity.id, period.weekday) not in self.banned_days
            and (not activity.weekdays or period.weekday in activity.weekdays)
        )

    @cached_property
    def groups(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Class sets that may sit together, by group activity."""
        found: dict[str, tuple[tuple[str, ...], ...]] = {}
        for a in self.activities.values():
            if a.grouping not in ("by_class", "merged"):
                continue
            sets: list[tuple[str, ...]] = [(c.id,) for c in self.school.classes]
            if a.grouping == "merged":
                # Part of a listed merge may sit together too: some classes may be at clubs.
                sets += [
                    tuple(sorted(part))
                    for m in self.school.merges
                    for size in range(2, len(m.class_ids) + 1)
                    for part in combinations(m.class_ids, size)
                ]
            found[a.id] = tuple(s for s in dict.fromkeys(sets) if all(self.suits(a, c) for c in s))
        return found

    @cached_property
    def patterns(self) -> dict[str, dict[Pattern, tuple[Enrolment, ...]]]:
        """Patterns of each by_choice activity with the ways classes may enrol in them."""
        return {a.id: self.ways(a) for a in self.activities.values() if a.grouping == "by_choice"}

    def ways(
        self, activity: Activity, although_banned: bool = False
    ) -> dict[Pattern, tuple[Enrolment, ...]]:
        """Returns the ways in which classes may enrol in an activity, by pattern.

        ``although_banned`` leaves the bans of the policy out: what it would be without them.
        """
        found: dict[Pattern, list[Enrolment]] = {}
        for c in self.school.classes:
            suits = activity.suits_grade(c.grade) if although_banned else self.suits(activity, c.id)
            if not suits or not any((c.id, m, activity.id) in self.wishes for m in self._menu_ids):
                continue
            for pattern in self._class_patterns(c.id, activity, although_banned):
                way = self._way(c.id, activity, pattern)
                if way is not None and self.wishes.get((c.id, way.menu_id, activity.id), 0) > 0:
                    found.setdefault(pattern, []).append(way)
        return {p: tuple(w) for p, w in sorted(found.items())}

    @cached_property
    def _menu_ids(self) -> tuple[str | None, ...]:
        return (None, *(m.id for m in self.school.menus))

    def _way(self, class_id: str, activity: Activity, pattern: Pattern) -> Enrolment | None:
        if has_free_menu(self.school):
            return Enrolment(class_id, None, activity.id, pattern)
        menu = menu_of(self.school, class_id, activity.id, set(pattern))
        if menu is None or (activity.id, menu.id) in self.banned_menus:
            return None
        return Enrolment(class_id, menu.id, activity.id, pattern)

    def _class_patterns(
        self, class_id: str, activity: Activity, although_banned: bool
    ) -> list[Pattern]:
        runs: dict[int, list[Pattern]] = {}
        for day in range(1, 8):
            of_day = [
                t
                for t in self.slots[class_id]
                if self.periods[t].weekday == day
                and (
                    not activity.weekdays or day in activity.weekdays
                    if although_banned
                    else self.allowed_on(activity, t)
                )
            ]
            every = [t for t in self.slots[class_id] if self.periods[t].weekday == day]
            n = activity.length_periods
            for i in range(len(every) - n + 1):
                run = tuple(every[i : i + n])
                if all(t in of_day for t in run):
                    runs.setdefault(day, []).append(run)
        found = []
        for days in combinations(sorted(runs), activity.meetings_per_week):
            for choice in product(*(runs[d] for d in days)):
                found.append(tuple(t for run in choice for t in run))
        return found

    @cached_property
    def has_mixed_clocks(self) -> bool:
        """Tells whether two different periods of the school overlap in time."""
        ordered = sorted(self.periods.values(), key=lambda p: (p.weekday, p.start_min))
        return any(a.weekday == b.weekday and b.start_min < a.end_min for a, b in pairwise(ordered))

    def room_is_open(self, room: Room, period_id: str) -> bool:
        """Tells whether a room may be used in a period: safe and available."""
        if room.safety_passed is False:
            return False
        p = self.periods[period_id]
        return not room.availability or any(
            i.covers(p.weekday, p.start_min, p.end_min) for i in room.availability
        )

    def room_suits(self, room: Room, activity: Activity) -> bool:
        """Tells whether a room's features fit an activity (see family ``fit_rooms``)."""
        if activity.room_features:
            return set(activity.room_features) <= set(room.features)
        return room.sections_at_once == 1 and not room.weather_exposed

    def open_rooms(self, activity: Activity, period_id: str) -> list[Room]:
        """Returns the open rooms with the features of an activity, whatever their size."""
        return [
            r
            for r in self.school.rooms
            if self.room_suits(r, activity) and self.room_is_open(r, period_id)
        ]

    def home_room(self, class_id: str) -> Room | None:
        """Returns the home room of a class."""
        wanted = self.classes[class_id].home_room_id
        return next((r for r in self.school.rooms if r.id == wanted), None)
