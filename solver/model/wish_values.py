"""What a plan claims of its wishes: the value of each family, computed from grid and meetings.

Wishes are about the regular periods; lunch, extended care and evening study count in none. The
class-hours of duty posts count in the load.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

from solver.domain import Activity, District, Period, School, StaffMember
from solver.domain.choices import choice_counts, menu_of
from solver.model.duty_statement import duty_load
from solver.model.families import prefer_times
from solver.model.families.balance_workload import target_now
from solver.model.families.guidance_daily import days_asked
from solver.model.school_view import WALKING
from solver.plan import LEVELS, TERMS, Duty, GridEntry, Meeting
from solver.policy import AppliedPolicy, Clause, PolicyPack, class_hours_ch, half_up
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

Key = tuple[str, str | None, str]
_COUNTED = {"guidance": ("guidance",), "sports": ("sports",), "extension": WALKING}


def wish_values(
    district: District,
    pack: PolicyPack,
    meetings: Iterable[Meeting],
    grid: Iterable[GridEntry],
    duties: Iterable[Duty] = (),
) -> dict[str, int]:
    """Returns the value of each wish family for a grid, some meetings and duties."""
    plan = _Stated(district, pack, tuple(meetings), tuple(grid), tuple(duties))
    return {
        "prefer_priority_groups": plan.missed_of_priority(),
        "satisfy_choices": sum(plan.missed.values()),
        "follow_encouraged_mode": plan.off_the_mode(),
        "offer_variety": plan.variety(),
        "support_weak_schools": plan.behind(),
        "prefer_own_staff": plan.led_by_others(),
        "guidance_daily": plan.unguided_days(),
        "attend_every_day": plan.students_missing_a_day(),
        "keep_own_class_teacher": plan.strange_leaders(),
        "keep_same_adult": extra_adults(district, plan.meetings),
        "balance_workload": plan.overload(),
        "limit_trips": plan.trips(),
        "prefer_times": plan.unwelcome_times(),
    }


def level_values(terms: dict[str, int]) -> dict[str, int]:
    """Returns the levels that some terms make; a family that is not named counts nothing."""
    return {
        level.name: sum(t.weight * terms.get(t.family, 0) for t in TERMS if t.level == level.name)
        for level in LEVELS
    }


def extra_adults(district: District, meetings: Iterable[Meeting]) -> int:
    """Returns leaders of a class's groups beyond the first of each component."""
    grouping = {a.id: a.grouping for a in district.activities}
    regular = {p.id for s in district.schools for p in s.periods if p.window == "regular"}
    leaders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for m in meetings:
        if grouping[m.activity_id] in ("by_class", "merged") and m.period_id in regular:
            for c in m.class_counts:
                leaders[(c, m.component)].add(m.staff_ids[0])
    return sum(len(people) - 1 for people in leaders.values())


class _Stated:
    """A grid and meetings beside their district, with what several wishes ask for."""

    def __init__(
        self,
        district: District,
        pack: PolicyPack,
        meetings: tuple[Meeting, ...],
        grid: tuple[GridEntry, ...],
        duties: tuple[Duty, ...],
    ) -> None:
        self.duties = duties
        self.district = district
        self.pack = pack
        self.policy = AppliedPolicy(district, pack)
        self.cell = {(g.class_id, g.period_id): g.component for g in grid}
        self.people: dict[str, StaffMember] = {p.id: p for p in district.staff}
        self.activity: dict[str, Activity] = {a.id: a for a in district.activities}
        self.schools: dict[str, School] = {s.id: s for s in district.schools}
        self.period: dict[str, Period] = {p.id: p for s in district.schools for p in s.periods}
        self.school_of = {c.id: s for s in district.schools for c in s.classes}
        self.meetings = tuple(m for m in meetings if self.period[m.period_id].window == "regular")

    def _of_school(self, school: School) -> list[Meeting]:
        return [m for m in self.meetings if m.school_id == school.id]

    def _cells(self, school: School, class_id: str, grade: int) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for p in school.periods:
            if p.window == "regular" and p.applies_to(grade):
                found[p.weekday].append(self.cell.get((class_id, p.id), ""))
        return found

    # --- wishes of students --------------------------------------------------------------------

    @cached_property
    def enrolled(self) -> Counter[Key]:
        patterns: dict[str, set[str]] = defaultdict(set)
        for m in self.meetings:
            patterns[m.section_id].add(m.period_id)
        found: Counter[Key] = Counter()
        seen = set()
        for m in self.meetings:
            if self.activity[m.activity_id].grouping == "by_choice" and m.section_id not in seen:
                seen.add(m.section_id)
                for c, n in m.class_counts.items():
                    school, pattern = self.schools[m.school_id], patterns[m.section_id]
                    menu = menu_of(school, c, m.activity_id, pattern)
                    found[(c, menu.id if menu else None, m.activity_id)] += n
        return found

    @cached_property
    def missed(self) -> dict[Key, int]:
        wishes = choice_counts(self.district)
        return {key: max(0, n - self.enrolled[key]) for key, n in wishes.items()}

    def missed_of_priority(self) -> int:
        first: Counter[Key] = Counter()
        for student in self.district.students:
            school = self.school_of[student.class_id]
            clauses = self.policy.speaking("prefer_priority_groups", school.id)
            if any(student.priority_group in c.words("groups") for c in clauses):
                for choice in student.choices:
                    first[(student.class_id, choice.menu_id, choice.activity_ids[0])] += 1
        return sum(max(0, n - self.enrolled[key]) for key, n in first.items())

    # --- encouraged ----------------------------------------------------------------------------

    def off_the_mode(self) -> int:
        return sum(
            _off(c, self._cells(school, k.id, k.grade))
            for school in self.district.schools
            for c in mode_rows_encouraged(self.policy, school)
            for k in school.classes
            if school.participants_term(k)
        )

    def variety(self) -> int:
        total = 0
        for c in self.pack.of_family("offer_variety"):
            schools = schools_asked(self.policy, c)
            for school in schools:
                mine = self._of_school(school)
                running = {m.activity_id for m in mine}
                for kind in offered_kinds(self.district, school, c):
                    total += not kind & running
                if could_go_out(self.district, school, c):
                    away = {r.id for r in school.rooms if r.off_campus}
                    total += not any(m.room_id in away for m in mine)
            least = c.integer("min_extension_titles")
            if least is not None:
                short = sorted(max(0, least - self._titles(s)) for s in schools)
                total += sum(short[: len(short) - schools_left_out(self.policy, c)])
        return total

    def _titles(self, school: School) -> int:
        mine = [m.activity_id for m in self._of_school(school) if m.component == "extension"]
        return len({self.activity[a].title for a in mine})

    def behind(self) -> int:
        wanted: Counter[str] = Counter()
        missed: Counter[str] = Counter()
        for (c, m, a), n in choice_counts(self.district).items():
            wanted[self.school_of[c].id] += n
            missed[self.school_of[c].id] += self.missed[(c, m, a)]
        shares: dict[bool, list[int]] = {True: [], False: []}
        for s in self.district.schools:
            if wanted[s.id]:
                shares[s.is_weak].append(half_up(1000 * missed[s.id], wanted[s.id]))
        if not all(shares.values()):
            return 0
        return max(0, max(shares[True]) - max(shares[False]))

    def led_by_others(self) -> int:
        clauses = {s.id: own_staff_clauses(self.policy, s.id) for s in self.district.schools}
        total = 0
        for m in self.meetings:
            leader = self.people[m.staff_ids[0]]
            if m.service_type == "basic":
                total += not all(is_own(leader, m.school_id, c) for c in clauses[m.school_id])
        return total

    def unguided_days(self) -> int:
        total = 0
        for school in self.district.schools:
            for c in self.policy.speaking("guidance_daily", school.id):
                for k in school.classes:
                    if school.participants_term(k):
                        days = self._cells(school, k.id, k.grade).values()
                        asked = days_asked(c, school.stage_of(k.grade), len(days))
                        total += max(0, asked - sum("guidance" in cells for cells in days))
        return total

    def students_missing_a_day(self) -> int:
        seated: Counter[tuple[str, str]] = Counter()
        for m in self.meetings:
            for class_id, n in m.class_counts.items():
                seated[(class_id, m.period_id)] += n
        total = 0
        for school in self.district.schools:
            for c in self.policy.speaking("attend_every_day", school.id):
                for k in school.classes:
                    days = there_by_day(school, k, c)
                    whole = school.participants_term(k)
                    if not days or not whole:
                        continue
                    missing = [never_every_day(self.district, school, k, days)]
                    for p in school.periods:
                        if p.window == "regular" and p.weekday in days and p.applies_to(k.grade):
                            unmet = max(0, k.present(p) - seated[(k.id, p.id)])
                            missing.append(whole - days[p.weekday] + unmet)
                    total += max(missing)
        return total

    # --- wishes of the staff -------------------------------------------------------------------

    def strange_leaders(self) -> int:
        return sum(
            c not in self.people[m.staff_ids[0]].own_class_ids
            for m in self.meetings
            if m.component == "guidance"
            for c in m.class_counts
        )

    def overload(self) -> int:
        ch = {
            p.id: class_hours_ch(self.pack, s, p) for s in self.district.schools for p in s.periods
        }
        load = duty_load(self.district, self.pack, self.duties)
        for m in self.meetings:
            load.update({w: ch[m.period_id] for w in m.staff_ids})
        total = 0
        for w, person in self.people.items():
            target = target_now(person, self.district.term)
            total += 0 if target is None else max(0, load[w] - target)
        return total

    def trips(self) -> int:
        return len(
            {
                (w, m.weekday)
                for m in self.meetings
                for w in m.staff_ids
                if self.people[w].home_school_id not in (None, m.school_id)
            }
        )

    def unwelcome_times(self) -> int:
        work: dict[str, list[Period]] = defaultdict(list)
        for m in self.meetings:
            for w in m.staff_ids:
                work[w].append(self.period[m.period_id])
        return sum(prefer_times.points_of(self.people[w], times) for w, times in work.items())


def _off(c: Clause, days: dict[int, list[str]]) -> int:
    most, each = c.integer("max_guidance_per_day"), c.integer("daily_each_from_periods")
    off = 0
    for cells in days.values():
        if most is not None:
            off += max(0, cells.count("guidance") - most)
        if each is not None and len(cells) >= each:
            off += sum(all(x not in kinds for x in cells) for kinds in _COUNTED.values())
    for name, kinds in _COUNTED.items():
        held = sum(x in kinds for cells in days.values() for x in cells)
        off += max(0, (c.integer(f"min_{name}_per_week") or 0) - held)
    return off
