"""What the kinds of clashes are planted on: a district, its planted plan, its policy, and draws."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from data.synthetic.twins.edits import value_at, with_facts
from data.synthetic.twins.record import Clash, Expected, Fact
from solver.domain.calendar import meeting_dates
from solver.domain.district import District
from solver.domain.people import StaffMember
from solver.domain.school import Period, School, SchoolClass
from solver.plan import Meeting, Plan
from solver.policy import AppliedPolicy, Clause, PolicyPack

MIN_PER_WEEK = "min_{}_per_week"


@dataclass
class Ground:
    """A planted district, and what a clash in it is made with.

    Attributes
    ----------
    prepared : facts that are already changed; the planted plan stays legal with them.
    """

    district: District
    plan: Plan
    pack: PolicyPack
    rng: Random
    prepared: list[Fact] = field(default_factory=list)

    # --- facts ----------------------------------------------------------------------------------

    def fact(self, path: str, now: Any, **remedy: tuple[str, ...]) -> Fact:
        """Returns the fact that something becomes another; ``now`` as JSON."""
        return Fact(path=path, was=value_at(self.district, path), now=now, remedy=remedy)

    def prepare(self, path: str, now: Any) -> None:
        """Changes something before the clash."""
        fact = self.fact(path, now)
        self.prepared.append(fact)
        self.district = with_facts(self.district, (fact,))

    def clash(
        self,
        facts: Iterable[Fact],
        expected: Expected,
        family: str,
        clause: str,
        schools: Iterable[str],
        **about: Any,
    ) -> Clash:
        """Returns the record; its kind and district are filled in by whoever asked."""
        return Clash(
            kind="-",
            district_id=self.district.id,
            family=family,
            clause_id=clause,
            school_ids=tuple(schools),
            facts=tuple(facts),
            prepared=tuple(self.prepared),
            expected=expected,
            **about,
        )

    # --- choosing ------------------------------------------------------------------------------

    def shuffled(self, items: Iterable[Any]) -> list[Any]:
        """Returns items in a drawn order."""
        listed = list(items)
        self.rng.shuffle(listed)
        return listed

    def schools(self) -> list[School]:
        """Returns the schools in a drawn order."""
        return self.shuffled(self.district.schools)

    def clause(self, family: str, parameter: str, school: School) -> tuple[Clause, int] | None:
        """Returns the firmest required clause with a figure at a school, the largest if several."""
        found = [
            (c, n)
            for c in AppliedPolicy(self.district, self.pack).binding(family, school.id)
            if (n := c.integer(parameter)) is not None
        ]
        return max(found, key=lambda f: f[1], default=None)

    def ruling(self, family: str, school: School, **flags: str) -> Clause | None:
        """Returns the first required clause of a family whose lists hold some words."""
        for c in AppliedPolicy(self.district, self.pack).binding(family, school.id):
            if all(word in c.words(name) for name, word in flags.items()):
                return c
        return None

    def times_a_week(self, component: str, school: School) -> tuple[str, int] | None:
        """Returns how often a week each class must have a component, and the clause's id."""
        best: tuple[str, int] | None = None
        policy = AppliedPolicy(self.district, self.pack)
        for c in self.pack.of_family("follow_mode"):
            mode, n = c.get("mode"), c.integer(MIN_PER_WEEK.format(component))
            binds = mode == school.adopted_mode if mode is not None else c.is_required
            if n and binds and policy.applies(c, school) and (best is None or n > best[1]):
                best = (c.id, n)
        return best

    # --- what is there -------------------------------------------------------------------------

    def regular(self, school: School) -> list[Period]:
        """Returns the regular periods of a school."""
        return [p for p in school.periods if p.window == "regular"]

    def slots(self, school: School, of: SchoolClass) -> list[Period]:
        """Returns the regular periods of a class."""
        return [p for p in self.regular(school) if p.applies_to(of.grade)]

    def meetings(self, school: School, activity_id: str | None = None) -> list[Meeting]:
        """Returns the planted meetings of a school."""
        return [
            m
            for m in self.plan.meetings
            if m.school_id == school.id and activity_id in (None, m.activity_id)
        ]

    def least_lost(self, school: School, times: int, grade: int | None = None) -> int:
        """Returns the student-minutes that are unmet if each class misses so many periods.

        ``grade``: only its classes.
        """
        total = 0
        for c in school.classes:
            if grade not in (None, c.grade):
                continue
            minutes = sorted(c.present(p) * p.minutes for p in self.slots(school, c))
            total += sum(minutes[:times])
        return total

    def present(self, school: School, period: Period) -> int:
        """Returns the students of a school who are there in a period."""
        return sum(c.present(period) for c in school.classes if period.applies_to(c.grade))

    def person(self, staff_id: str) -> StaffMember:
        """Returns a person."""
        return next(p for p in self.district.staff if p.id == staff_id)

    def at_work(self, staff_id: str, weekday: int) -> list[tuple[int, int]]:
        """Returns the minutes in which the planted plan uses a person on a weekday."""
        spans = {p.id: (p.start_min, p.end_min) for s in self.district.schools for p in s.periods}
        posts = {
            d.id: (d.start_min, d.end_min) for s in self.district.schools for d in s.duty_posts
        }
        found = [
            spans[m.period_id]
            for m in self.plan.meetings
            if m.weekday == weekday and staff_id in m.staff_ids
        ]
        found += [
            posts[d.post_id]
            for d in self.plan.duties
            if d.weekday == weekday and staff_id in d.staff_ids and d.post_id in posts
        ]
        return sorted(found)

    def dates(self, school: School, period: Period) -> int:
        """Returns on how many dates at least a period is held, whatever the grade."""
        grades = {c.grade for c in school.classes if period.applies_to(c.grade)}
        return min(
            len(meeting_dates(self.district.term, school, period.weekday, (g,))) for g in grades
        )


def is_there(person: StaffMember, period: Period) -> bool:
    """Tells whether a person's own times admit a period."""
    when = (period.weekday, period.start_min, period.end_min)
    if person.availability and not any(i.covers(*when) for i in person.availability):
        return False
    return not any(i.overlaps(*when) for i in person.busy)


def infeasible(*codes: str, reason: str = "") -> Expected:
    """Returns the answer that no plan exists."""
    return Expected(exit_code=4, codes=codes, reason=reason)


def unmet(at_least: int, *codes: str) -> Expected:
    """Returns the answer that student-minutes or minutes of posts are unmet."""
    return Expected(exit_code=3, codes=codes, level="unmet_service", at_least=at_least)


def poor(at_least: int, *codes: str) -> Expected:
    """Returns the answer that fen are missing."""
    return Expected(exit_code=3, codes=codes, level="missing_money", at_least=at_least)
