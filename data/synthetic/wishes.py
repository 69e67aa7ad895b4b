"""What a planted plan reaches of the wishes, counted from its grid and meetings.

Every choice is served and nobody works beyond the target; no class loses its own teacher and
nobody has stated times. What is left is the mode, variety, who leads, and how many adults a class
meets; nobody optimised those, so the values are upper bounds of what is possible.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from solver.domain.district import District
from solver.domain.school import School
from solver.plan import TERMS, GridEntry, Meeting
from solver.policy import AppliedPolicy, Clause, PolicyPack
from solver.policy.encouraged import (
    could_go_out,
    is_own,
    mode_rows_encouraged,
    never_every_day,
    offered_kinds,
    own_staff_clauses,
    schools_asked,
    schools_left_out,
    there_by_day,
)

_HELD = {"guidance": {"guidance"}, "sports": {"sports"}, "extension": {"extension", "split"}}


class PlantedWishes:
    """A grid and meetings beside their district and pack."""

    def __init__(
        self,
        district: District,
        pack: PolicyPack,
        grid: Sequence[GridEntry] = (),
        meetings: Sequence[Meeting] = (),
    ) -> None:
        self.district = district
        self.policy = AppliedPolicy(district, pack)
        self.cells = {(g.class_id, g.period_id): g.component for g in grid}
        regular = {p.id for s in district.schools for p in s.periods if p.window == "regular"}
        self.meetings = [m for m in meetings if m.period_id in regular]

    def values(self) -> dict[str, int]:
        """Returns the value of each wish that is not 0 by the way the plan is planted."""
        return {
            "follow_encouraged_mode": self._off_the_mode(),
            "offer_variety": self._variety(),
            "prefer_own_staff": self._led_by_others(),
            "guidance_daily": self._unguided(),
            "attend_every_day": self._missing_a_day(),
            "keep_same_adult": self._extra_adults(),
        }

    def points(self, level: str) -> int:
        """Returns these wishes as points of a level."""
        values = self.values()
        return sum(t.weight * values.get(t.family, 0) for t in TERMS if t.level == level)

    @cached_property
    def _by_school(self) -> Mapping[str, list[Meeting]]:
        found: dict[str, list[Meeting]] = defaultdict(list)
        for m in self.meetings:
            found[m.school_id].append(m)
        return found

    def _days(self, school: School, class_id: str, grade: int) -> list[list[str]]:
        days: dict[int, list[str]] = defaultdict(list)
        for p in school.periods:
            if p.window == "regular" and p.applies_to(grade):
                days[p.weekday].append(self.cells.get((class_id, p.id), ""))
        return list(days.values())

    def _off_the_mode(self) -> int:
        return sum(
            _off(c, self._days(school, k.id, k.grade))
            for school in self.district.schools
            for c in mode_rows_encouraged(self.policy, school)
            for k in school.classes
            if school.participants_term(k)
        )

    def _variety(self) -> int:
        titles = {a.id: a.title for a in self.district.activities}
        total = 0
        for c in self.policy.pack.of_family("offer_variety"):
            lacking = []
            for school in schools_asked(self.policy, c):
                mine = self._by_school[school.id]
                run = {m.activity_id for m in mine}
                total += sum(not kind & run for kind in offered_kinds(self.district, school, c))
                away = {r.id for r in school.rooms if r.off_campus}
                if could_go_out(self.district, school, c):
                    total += not any(m.room_id in away for m in mine)
                least = c.integer("min_extension_titles") or 0
                held = {titles[m.activity_id] for m in mine if m.component == "extension"}
                lacking.append(max(0, least - len(held)))
            total += sum(sorted(lacking)[: len(lacking) - schools_left_out(self.policy, c)])
        return total

    def _led_by_others(self) -> int:
        people = {p.id: p for p in self.district.staff}
        total = 0
        for school in self.district.schools:
            clauses = own_staff_clauses(self.policy, school.id)
            for m in self._by_school[school.id]:
                leader = people[m.staff_ids[0]]
                if m.service_type == "basic":
                    total += not all(is_own(leader, school.id, c) for c in clauses)
        return total

    def _unguided(self) -> int:
        total = 0
        for school in self.district.schools:
            for c in self.policy.speaking("guidance_daily", school.id):
                stages, mostly = c.words("stages"), c.words("mostly_stages")
                for k in school.classes:
                    stage = school.stage_of(k.grade)
                    if not school.participants_term(k):
                        continue
                    days = list(self._days(school, k.id, k.grade))
                    missing = sum("guidance" not in cells for cells in days)
                    if stage in mostly:
                        # Only what is missing for guidance on more than half of the days.
                        total += max(0, missing - max(0, len(days) - 1) // 2)
                    elif not stages or stage in stages:
                        total += missing
        return total

    def _missing_a_day(self) -> int:
        """Counts who misses a day by the figures; a planted plan seats everybody, or nobody."""
        total = 0
        for school in self.district.schools:
            for c in self.policy.speaking("attend_every_day", school.id):
                for k in school.classes:
                    days = there_by_day(school, k, c)
                    if days and not self._by_school[school.id]:
                        total += school.participants_term(k)
                    elif days:
                        total += never_every_day(self.district, school, k, days)
        return total

    def _extra_adults(self) -> int:
        met: dict[tuple[str, str], set[str]] = defaultdict(set)
        for m in self.meetings:
            if m.component != "extension":
                for class_id in m.class_counts:
                    met[(class_id, m.component)].add(m.staff_ids[0])
        return sum(len(people) - 1 for people in met.values())


def _off(c: Clause, days: list[list[str]]) -> int:
    most, each = c.integer("max_guidance_per_day"), c.integer("daily_each_from_periods")
    off = 0
    for cells in days:
        if most is not None:
            off += max(0, cells.count("guidance") - most)
        if each is not None and len(cells) >= each:
            off += sum(not held & set(cells) for held in _HELD.values())
    for name, held in _HELD.items():
        there = sum(cell in held for cells in days for cell in cells)
        off += max(0, (c.integer(f"min_{name}_per_week") or 0) - there)
    return off
