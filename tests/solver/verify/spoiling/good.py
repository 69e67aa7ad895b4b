"""A good plan with what belongs to it, and the few ways in which kinds of corruption edit it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random
from typing import Any, NamedTuple, TypeVar

from solver.domain import (
    Activity,
    District,
    Entity,
    Period,
    Provider,
    Room,
    School,
    SchoolClass,
    StaffMember,
)
from solver.plan import Duty, Meeting, Plan, Section, Violation, digest
from solver.policy import AppliedPolicy, Clause, PolicyPack
from tests.solver.verify.oracles.calendar import duty_days, meeting_days

ItemT = TypeVar("ItemT")
EntityT = TypeVar("EntityT", bound=Entity)


class NoPlace(Exception):
    """A kind of corruption has nowhere to be applied in this plan."""


class Told(NamedTuple):
    """What must be told of a corruption: clause and code, and as much of the place as is given."""

    clause_id: str
    code: str
    school_id: str | None = None
    period_id: str | None = None
    subject: str | None = None
    amount: int | None = None

    def is_in(self, violations: Iterable[Violation]) -> bool:
        """Tells whether one of the violations says so."""
        return any(
            all(said is None or getattr(v, name) == said for name, said in self._asdict().items())
            for v in violations
        )


class Spoilt(NamedTuple):
    """A spoilt plan with its district, and what must be told of it."""

    district: District
    plan: Plan
    told: tuple[Told, ...]


def structure(family: str, code: str, **place: Any) -> Told:
    """Returns what must be told under a structural rule."""
    return Told(f"structure:{family}", code, **place)


def claim(field: str, code: str, **place: Any) -> Told:
    """Returns what must be told of a claim of the plan."""
    return Told(f"plan:{field}", code, **place)


def copy(entity: EntityT, **changes: Any) -> EntityT:
    """Returns a copy with other values, not validated anew (see ``test_spoiling``)."""
    return entity.model_copy(update=changes)


def swapped(items: Sequence[Any], item: Any, **changes: Any) -> tuple[Any, ...]:
    """Returns records with one of them changed."""
    return tuple(copy(i, **changes) if i is item else i for i in items)


def pick(rng: Random, items: Iterable[ItemT]) -> ItemT:
    """Returns one of some things at random; raises `NoPlace` if there are none."""
    found = list(items)
    if not found:
        raise NoPlace
    return rng.choice(found)


@dataclass(frozen=True)
class Good:
    """A district, a pack and a plan that is legal and complete."""

    name: str
    district: District
    pack: PolicyPack
    plan: Plan

    # --- indexes ------------------------------------------------------------------------------

    @cached_property
    def schools(self) -> dict[str, School]:
        """Schools by id."""
        return {s.id: s for s in self.district.schools}

    @cached_property
    def periods(self) -> dict[str, tuple[School, Period]]:
        """Periods by id, with their school."""
        return {p.id: (s, p) for s in self.district.schools for p in s.periods}

    @cached_property
    def classes(self) -> dict[str, tuple[School, SchoolClass]]:
        """Classes by id, with their school."""
        return {c.id: (s, c) for s in self.district.schools for c in s.classes}

    @cached_property
    def rooms(self) -> dict[str, tuple[School, Room]]:
        """Rooms by id, with their school."""
        return {r.id: (s, r) for s in self.district.schools for r in s.rooms}

    @cached_property
    def activities(self) -> dict[str, Activity]:
        """Activities by id."""
        return {a.id: a for a in self.district.activities}

    @cached_property
    def staff(self) -> dict[str, StaffMember]:
        """People by id."""
        return {p.id: p for p in self.district.staff}

    @cached_property
    def providers(self) -> dict[str, Provider]:
        """Providers by id."""
        return {p.id: p for p in self.district.providers}

    @cached_property
    def held(self) -> tuple[Meeting, ...]:
        """Meetings with at least one date."""
        return tuple(m for m in self.plan.meetings if self.dates(m))

    @cached_property
    def usual(self) -> tuple[Meeting, ...]:
        """Meetings that stand for their section in their period: those with most of its dates."""
        best: dict[tuple[str, str], Meeting] = {}
        for m in self.held:
            key = (m.section_id, m.period_id)
            if key not in best or len(self.dates(m)) > len(self.dates(best[key])):
                best[key] = m
        return tuple(best.values())

    @cached_property
    def _dates(self) -> dict[int, tuple[date, ...]]:
        found: dict[int, tuple[date, ...]] = {}
        kept: dict[tuple[object, ...], tuple[date, ...]] = {}
        for m in self.plan.meetings:
            key = (m.period_id, m.from_date, m.to_date, m.except_dates, tuple(m.class_counts))
            if key not in kept:
                kept[key] = tuple(meeting_days(self.district, m))
            found[id(m)] = kept[key]
        for d in self.plan.duties:
            found[id(d)] = tuple(duty_days(self.district, d))
        return found

    def dates(self, record: Meeting | Duty) -> tuple[date, ...]:
        """Returns the real dates of a meeting or duty of the plan."""
        return self._dates[id(record)]

    def period(self, m: Meeting) -> Period:
        """Returns the period of a meeting."""
        return self.periods[m.period_id][1]

    def activity(self, m: Meeting) -> Activity:
        """Returns the activity of a meeting."""
        return self.activities[m.activity_id]

    def of_section(self, section_id: str) -> list[Meeting]:
        """Returns the meetings of a section."""
        return [m for m in self.plan.meetings if m.section_id == section_id]

    def in_window(self, *windows: str) -> list[Meeting]:
        """Returns the usual meetings in some windows."""
        return [m for m in self.usual if self.period(m).window in windows]

    def is_group(self, m: Meeting) -> bool:
        """Tells whether a meeting holds whole classes."""
        return self.activity(m).grouping in ("by_class", "merged")

    def together(self, a: Meeting, b: Meeting) -> int:
        """Returns on how many dates two meetings share minutes."""
        p, q = self.period(a), self.period(b)
        if p.weekday != q.weekday or p.end_min <= q.start_min or q.end_min <= p.start_min:
            return 0
        return len({*self.dates(a)} & {*self.dates(b)})

    def clashing(self, a: Meeting) -> list[Meeting]:
        """Returns the other usual meetings that share minutes with one on some date."""
        return [b for b in self.usual if b is not a and self.together(a, b)]

    def serving(self) -> list[tuple[StaffMember, Meeting]]:
        """Returns everybody with each of the usual meetings in which they are."""
        return [(self.staff[p], m) for m in self.usual for p in dict.fromkeys(m.staff_ids)]

    def served_days(self, person_id: str, school_id: str) -> set[date]:
        """Returns the dates on which somebody serves at a school, in meetings or on posts."""
        records: list[Meeting | Duty] = [*self.plan.meetings, *self.plan.duties]
        return {
            d
            for r in records
            if r.school_id == school_id and person_id in r.staff_ids
            for d in self.dates(r)
        }

    @cached_property
    def policy(self) -> AppliedPolicy:
        """The pack applied to the district."""
        return AppliedPolicy(self.district, self.pack)

    def clauses(self, family: str, school_id: str, *parameters: str) -> list[Clause]:
        """Returns the required clauses of a family at a school that state all parameters."""
        return [
            c
            for c in self.policy.clauses(family)
            if self.policy.applies(c, self.schools[school_id])
            and all(c.get(p) is not None for p in parameters)
        ]

    def bound(self, family: str, *parameters: str) -> list[tuple[School, Clause]]:
        """Returns the schools with the clauses of a family that bind them."""
        return [
            (s, c) for s in self.district.schools for c in self.clauses(family, s.id, *parameters)
        ]

    # --- edits of the plan --------------------------------------------------------------------

    def said(self, *told: Told, **changes: Any) -> Spoilt:
        """Returns the plan with other values."""
        return Spoilt(self.district, copy(self.plan, **changes), told)

    def met(self, m: Meeting, *told: Told, **changes: Any) -> Spoilt:
        """Returns the plan with other values of a meeting."""
        return self.said(*told, meetings=swapped(self.plan.meetings, m, **changes))

    def sections_met(self, section_id: str, *told: Told, **changes: Any) -> Spoilt:
        """Returns the plan with other values of all meetings of a section."""
        return self.said(
            *told,
            meetings=tuple(
                copy(m, **changes) if m.section_id == section_id else m for m in self.plan.meetings
            ),
        )

    def section(self, s: Section, *told: Told, **changes: Any) -> Spoilt:
        """Returns the plan with other values of a section."""
        return self.said(*told, sections=swapped(self.plan.sections, s, **changes))

    def duty(self, d: Duty, *told: Told, **changes: Any) -> Spoilt:
        """Returns the plan with other values of a duty."""
        return self.said(*told, duties=swapped(self.plan.duties, d, **changes))

    # --- edits of the data --------------------------------------------------------------------

    def other_school(self, rng: Random, school_id: str) -> str:
        """Returns another school of the district."""
        return pick(rng, [s for s in self.schools if s != school_id])

    def given(self, *told: Told, plan: Plan | None = None, **changes: Any) -> Spoilt:
        """Returns the plan, which names the new input, with other values of the district."""
        district = copy(self.district, **changes)
        kept = plan or self.plan
        origin = copy(kept.provenance, district_digest=digest(district))
        return Spoilt(district, copy(kept, provenance=origin), told)

    def person(self, p: StaffMember, *told: Told, **changes: Any) -> Spoilt:
        """Returns the plan with other values of a person in the data."""
        return self.given(*told, staff=swapped(self.district.staff, p, **changes))

    def school(self, s: School, *told: Told, plan: Plan | None = None, **changes: Any) -> Spoilt:
        """Returns the plan with other values of a school in the data."""
        schools = swapped(self.district.schools, s, **changes)
        return self.given(*told, plan=plan, schools=schools)

    def within(self, field: str, school: School, item: Any, *told: Told, **changes: Any) -> Spoilt:
        """Returns the plan with other values of a period, class, room ... of a school."""
        record: dict[str, Any] = {field: swapped(getattr(school, field), item, **changes)}
        return self.school(school, *told, **record)

    def offer(self, a: Activity, *told: Told, **changes: Any) -> Spoilt:
        """Returns the plan with other values of an activity in the data."""
        return self.given(*told, activities=swapped(self.district.activities, a, **changes))

    def provider(self, p: Provider, *told: Told, **changes: Any) -> Spoilt:
        """Returns the plan with other values of a provider in the data."""
        return self.given(*told, providers=swapped(self.district.providers, p, **changes))


Kind = Callable[[Good, Random], Spoilt]
KINDS: dict[str, Kind] = {}
"""Every kind of corruption by name."""


def kind(name: str) -> Callable[[Kind], Kind]:
    """Returns what registers a kind of corruption."""

    def add(spoil: Kind) -> Kind:
        assert name not in KINDS, f"two kinds are called {name}"
        KINDS[name] = spoil
        return spoil

    return add
