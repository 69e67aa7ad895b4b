"""Where a district is short: per school and period students not served, and how tight staff is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from data.writers.class_timetables import DAY
from data.writers.events import Event
from data.writers.parts import parts_of
from data.writers.view import PlanView
from solver.domain.base import Interval
from solver.domain.calendar import periods_of
from solver.domain.people import StaffMember
from solver.domain.school import Period, School

Slot = tuple[int, int, int]
"""Weekday, window (its place in the day) and which period of the window it is."""
TIGHT_PCT, MANY_PCT = 85, 10
"""From where staff counts as tight, and unserved students as many, in percent."""


@dataclass(frozen=True)
class Spot:
    """One school in one period of the week.

    ``demand`` and ``unmet`` are students; ``own`` and ``others`` people of the school and others
    who serve then; ``free`` people of the school who could, those who do included.
    """

    demand: int = 0
    unmet: int = 0
    own: int = 0
    others: int = 0
    free: int = 0

    @property
    def level(self) -> str:
        """How bad it is: ``many``, ``some``, ``full``, ``tight``, ``calm``, or ``off``."""
        if self.unmet:
            return "many" if self.unmet * 100 >= MANY_PCT * self.demand else "some"
        if not self.demand:
            return "off"
        if self.own >= self.free:
            return "full"
        return "tight" if self.own * 100 >= TIGHT_PCT * self.free else "calm"


LEVELS = ("many", "some", "full", "tight", "calm")


class ShortageMap:
    """The spots of a district by school and slot, with their totals."""

    def __init__(self, view: PlanView) -> None:
        self._view = view
        self._barred = {u.id for u in view.plan.unused if u.kind == "staff"}
        self.rows = [(s, self._row(s)) for s in view.district.schools]
        self.slots = sorted({slot for _, row in self.rows for slot in row})
        self.elsewhere = {
            s.id: sum(
                n.student_periods
                for n in view.plan.unmet
                if n.school_id == s.id and n.period_id not in view.periods
            )
            for s in view.district.schools
        }
        """What is unmet outside periods (posts), by school."""

    def total(self, spots: Iterable[Spot]) -> Spot:
        """Returns several spots added up."""
        found = list(spots)
        return Spot(
            demand=sum(s.demand for s in found),
            unmet=sum(s.unmet for s in found),
            own=sum(s.own for s in found),
            others=sum(s.others for s in found),
            free=sum(s.free for s in found),
        )

    def _row(self, school: School) -> dict[Slot, Spot]:
        found = {}
        for slot, periods in self._slots_of(school).items():
            ids = {p.id for p in periods}
            needs = [n for n in self._view.plan.unmet if n.period_id in ids]
            own, others = self._serving(school, ids)
            free = {p.id for p in self._home[school.id] if self._is_free(school, p, periods)}
            found[slot] = Spot(
                demand=sum(
                    c.present(p) for p in periods for c in school.classes if p.applies_to(c.grade)
                ),
                unmet=sum(n.student_periods for n in needs),
                own=len(own),
                others=len(others),
                free=len(free | own),
            )
        return found

    def _slots_of(self, school: School) -> dict[Slot, list[Period]]:
        """Returns the periods of a school by slot: the nth of its window for its lowest grade."""
        place: dict[str, Slot] = {}
        for grade in sorted({c.grade for c in school.classes}):
            counts: dict[tuple[int, int], int] = defaultdict(int)
            for period in periods_of(school, grade):
                at = (period.weekday, DAY.index(period.window))
                counts[at] += 1
                place.setdefault(period.id, (*at, counts[at]))
        found: dict[Slot, list[Period]] = defaultdict(list)
        for period in school.periods:
            if period.id in place:
                found[place[period.id]].append(period)
        return found

    def _serving(self, school: School, period_ids: set[str]) -> tuple[set[str], set[str]]:
        """Returns own and other people who serve, in the part of the term with most of them."""
        events = [e for i in sorted(period_ids) for e in self._of_period.get(i, ())]
        most: tuple[set[str], set[str]] = (set(), set())
        for part in parts_of(self._view, events):
            people = {p for e in events if e.is_in(part) for p in e.staff_ids}
            own = {p for p in people if self._home_of(p) == school.id}
            if len(people) > len(most[0]) + len(most[1]):
                most = (own, people - own)
        return most

    @cached_property
    def _of_period(self) -> dict[str, list[Event]]:
        """Meetings of the usual week by period."""
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self._view.events.all:
            if event.meeting is not None and event.usual is None:
                found[event.meeting.period_id].append(event)
        return found

    def _home_of(self, staff_id: str) -> str | None:
        person = self._view.staff.get(staff_id)
        return person.home_school_id if person else None

    @cached_property
    def _home(self) -> dict[str, list[StaffMember]]:
        """People by home school, without those whom a rule keeps out all term."""
        found: dict[str, list[StaffMember]] = defaultdict(list)
        for person in self._view.district.staff:
            if person.home_school_id is not None and person.id not in self._barred:
                found[person.home_school_id].append(person)
        return found

    def _is_free(self, school: School, person: StaffMember, periods: list[Period]) -> bool:
        """Tells whether a person has time in one of some periods, and is not at another school."""
        away = [
            Interval(weekday=e.weekday, start_min=e.start_min, end_min=e.end_min)
            for e in self._view.events.of_person.get(person.id, ())
            if e.school.id != school.id
        ]
        blocked = [
            Interval(weekday=b.weekday, start_min=b.start_min, end_min=b.end_min)
            for b in school.blocks
            if b.weekday is not None
            and (not (b.staff_ids or b.roles) or person.id in b.staff_ids or person.role in b.roles)
        ]
        taken = (*person.busy, *away, *blocked)
        return any(
            not any(i.overlaps(p.weekday, p.start_min, p.end_min) for i in taken)
            and (
                not person.availability
                or any(i.covers(p.weekday, p.start_min, p.end_min) for i in person.availability)
            )
            for p in periods
        )
