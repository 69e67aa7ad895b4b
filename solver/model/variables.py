"""The one container of decision variables, sparse and keyed by domain ids.

Variables exist only where they can be true. Shapes: every value is an index into ``Rows``.
Period ids are unique in a district, so keys need no school.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from solver.model.school_view import Enrolment, Pattern

ClassSet = tuple[str, ...]


@dataclass
class Variables:
    """Indices of the variables.

    Attributes
    ----------
    grid : (unit, period, component) -> 0/1; unit is a band id, or a class id for the group
        components of a band whose grid unit is the class.
    group : (activity, class set, period) -> 0/1, a whole-class group meets.
    stay_group : (activity, class set, period) -> 0/1, a care group of a split period meets.
    stay_home : (activity, class, period) -> 0/1, few enough stay for a home room that is too small
        for the whole class.
    stay : (class, period) -> students of a split period who stay in the care group.
    enrol : Enrolment -> students.
    seat : (class, activity, period) -> students in an activity without choice: reading, or a
        pool of lunch, extended care or evening study.
    sections : (activity, pattern) -> sections that meet in the pattern.
    section_room : (activity, pattern, room kind or room) -> sections housed there.
    group_room : (activity, class set, period, room kind) -> 0/1.
    lead, assist : (staff, activity, pattern) -> 0/1; a group's pattern is its one period.
    own : (staff, activity, class set, period) -> 0/1, leads a guidance group of an own class.
    at : (staff, school, weekday) -> 0/1, for people with more than one possible school.
    unmet : (class, period) -> students without a place.
    short : (school, account) -> fen missing.
    draw : school -> fen that its basic account draws from the district's fund.
    costs : school -> terms and limit of the row of its basic account, without the draw.
    spent : (variable, fen) of all that is paid for meetings and duties.
    over : staff -> class-hours over the target, in hundredths.
    counted : (what, terms, limit) -> units short of or beyond the limit; no decision, it only
        counts.
    who : (staff, activity, class set, period, group|stay) -> 0/1, leads that very group.
    post : (staff, post) -> 0/1, stands on a duty post.
    post_short : post -> people missing on a stated post.
    lunch_alone : lunch period -> 0/1, no leader of the school eats along.
    pin : (number of what pins ask for, section|group|stay, pattern or class set) -> 0/1, answers
        it.
    """

    grid: dict[tuple[str, str, str], int] = field(default_factory=dict)
    group: dict[tuple[str, ClassSet, str], int] = field(default_factory=dict)
    stay_group: dict[tuple[str, ClassSet, str], int] = field(default_factory=dict)
    stay_home: dict[tuple[str, str, str], int] = field(default_factory=dict)
    stay: dict[tuple[str, str], int] = field(default_factory=dict)
    enrol: dict[Enrolment, int] = field(default_factory=dict)
    seat: dict[tuple[str, str, str], int] = field(default_factory=dict)
    sections: dict[tuple[str, Pattern], int] = field(default_factory=dict)
    section_room: dict[tuple[str, Pattern, str], int] = field(default_factory=dict)
    group_room: dict[tuple[str, ClassSet, str, str], int] = field(default_factory=dict)
    lead: dict[tuple[str, str, Pattern], int] = field(default_factory=dict)
    assist: dict[tuple[str, str, Pattern], int] = field(default_factory=dict)
    own: dict[tuple[str, str, ClassSet, str], int] = field(default_factory=dict)
    at: dict[tuple[str, str, int], int] = field(default_factory=dict)
    unmet: dict[tuple[str, str], int] = field(default_factory=dict)
    short: dict[tuple[str, str], int] = field(default_factory=dict)
    draw: dict[str, int] = field(default_factory=dict)
    costs: dict[str, tuple[tuple[tuple[int, int], ...], int]] = field(default_factory=dict)
    spent: list[tuple[int, int]] = field(default_factory=list)
    over: dict[str, int] = field(default_factory=dict)
    counted: dict[tuple[object, ...], int] = field(default_factory=dict)
    who: dict[tuple[str, str, ClassSet, str, str], int] = field(default_factory=dict)
    post: dict[tuple[str, str], int] = field(default_factory=dict)
    post_short: dict[str, int] = field(default_factory=dict)
    lunch_alone: dict[str, int] = field(default_factory=dict)
    pin: dict[tuple[int, str, tuple[str, ...]], int] = field(default_factory=dict)

    @cached_property
    def enrol_at(self) -> dict[tuple[str, str], list[tuple[Enrolment, int]]]:
        """Enrolments of a class that meet in a period. Read only after all are made."""
        found = defaultdict(list)
        for way, var in self.enrol.items():
            for t in way.pattern:
                found[(way.class_id, t)].append((way, var))
        return found

    @cached_property
    def work_of(self) -> dict[str, list[tuple[str, Pattern, int]]]:
        """``(activity, pattern, var)`` of each person, leading or assisting."""
        found = defaultdict(list)
        for (w, a, pattern), var in [*self.lead.items(), *self.assist.items()]:
            found[w].append((a, pattern, var))
        return found

    @cached_property
    def posts_of(self) -> dict[str, list[tuple[str, int]]]:
        """``(post, var)`` of each person."""
        found = defaultdict(list)
        for (w, post_id), var in self.post.items():
            found[w].append((post_id, var))
        return found

    @cached_property
    def leaders_of(self) -> dict[tuple[str, Pattern], list[tuple[str, int]]]:
        """``(staff, var)`` of those who may lead an activity in a pattern."""
        found = defaultdict(list)
        for (w, a, pattern), var in self.lead.items():
            found[(a, pattern)].append((w, var))
        return found

    @cached_property
    def assistants_of(self) -> dict[tuple[str, Pattern], list[tuple[str, int]]]:
        """``(staff, var)`` of those who may assist an activity in a pattern."""
        found = defaultdict(list)
        for (w, a, pattern), var in self.assist.items():
            found[(a, pattern)].append((w, var))
        return found
