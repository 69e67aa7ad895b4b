"""What every check reads: the plan's meetings laid on clocks and real dates, with indexes."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from solver.domain import (
    Activity,
    District,
    Period,
    Provider,
    Room,
    School,
    SchoolClass,
    StaffMember,
)
from solver.domain.calendar import first_service_day, meeting_dates
from solver.domain.choices import choice_counts
from solver.plan import Meeting, Plan, Section, digest
from solver.plan.recorded import closures, is_closed_on, recorded_changes, with_absences
from solver.policy import (
    AppliedPolicy,
    Clause,
    LunchCompany,
    PolicyPack,
    Post,
    class_hours_ch,
    duty_posts,
    lunch_companies,
)
from solver.verify.booking import Booking
from solver.verify.clocks import regular
from solver.verify.duty_bookings import duty_booking


def staff_of(district: District, plan: Plan) -> tuple[StaffMember, ...]:
    """Returns the people as they are with the absences that the plan has on record."""
    if not plan.changes:
        return district.staff
    return with_absences(district.staff, recorded_changes(plan), district.term.last_day)


class Context:
    """A district, a pack and a plan, resolved and indexed once for all checks.

    ``bookings`` are all meetings; in a part of the term judged by its pattern week, one of each
    section and period (see ``solver.verify.parts``), and ``held`` are all of them there. So are
    ``duties`` and ``held_duties``. ``record`` is the district of the whole term.
    """

    is_cut = False
    """Whether this is one of several parts of the term."""

    def __init__(self, district: District, pack: PolicyPack, plan: Plan) -> None:
        self.district = district
        self.record = district
        self.pack = pack
        self.plan = plan
        self.term = district.term
        self.policy = AppliedPolicy(district, pack)
        self.schools: dict[str, School] = {s.id: s for s in district.schools}
        self.periods: dict[str, tuple[School, Period]] = {
            p.id: (s, p) for s in district.schools for p in s.periods
        }
        self.classes: dict[str, tuple[School, SchoolClass]] = {
            c.id: (s, c) for s in district.schools for c in s.classes
        }
        self.rooms: dict[str, tuple[School, Room]] = {
            r.id: (s, r) for s in district.schools for r in s.rooms
        }
        self.activities: dict[str, Activity] = {a.id: a for a in district.activities}
        self.staff: dict[str, StaffMember] = {p.id: p for p in staff_of(district, plan)}
        self.closures = closures(district, recorded_changes(plan)) if plan.changes else {}
        self.providers: dict[str, Provider] = {p.id: p for p in district.providers}
        self.sections: dict[str, Section] = {}
        for section in plan.sections:
            self.sections.setdefault(section.id, section)
        self.results: dict[str, object] = {}
        self._dates: dict[tuple[object, ...], tuple[date, ...]] = {}
        self._starts: dict[tuple[str, frozenset[int]], date] = {}
        self._ch: dict[str, int] = {}
        self._clauses: dict[tuple[str, str], tuple[Clause, ...]] = {}
        self.bookings = tuple(b for m in plan.meetings if (b := self._book(m)) is not None)
        self.held = self.bookings
        self.posts: dict[str, Post] = {
            p.record.id: p for s in district.schools for p in duty_posts(self.policy, s)
        }
        self.duties = tuple(
            duty_booking(d, self.posts[d.post_id], self.term, self.staff)
            for d in plan.duties
            if d.post_id in self.posts
        )
        self.held_duties = self.duties

    # --- resolving ---------------------------------------------------------------------------

    def _book(self, meeting: Meeting) -> Booking | None:
        found = self.periods.get(meeting.period_id)
        activity = self.activities.get(meeting.activity_id)
        if found is None or activity is None:
            return None
        school, period = found
        seated = tuple(
            (self.classes[c][1], n)
            for c, n in meeting.class_counts.items()
            if c in self.classes and n
        )
        people = tuple(self.staff[p] for p in dict.fromkeys(meeting.staff_ids) if p in self.staff)
        room = self.rooms.get(meeting.room_id) if meeting.room_id is not None else None
        return Booking(
            meeting=meeting,
            school=school,
            period=period,
            activity=activity,
            room=room[1] if room else None,
            people=people,
            leader=self.staff.get(meeting.staff_ids[0]) if meeting.staff_ids else None,
            seated=seated,
            dates=self.dates(
                school,
                period.weekday,
                (self.classes[c][1].grade for c in meeting.class_counts if c in self.classes),
                meeting.from_date,
                meeting.to_date,
                meeting.except_dates,
            ),
            ch=self.ch(period),
        )

    def dates(
        self,
        school: School,
        weekday: int,
        grades: Iterable[int],
        from_date: date | None = None,
        to_date: date | None = None,
        except_dates: tuple[date, ...] = (),
    ) -> tuple[date, ...]:
        """Returns the real dates of a weekly meeting; the same tuple for the same question."""
        at = (school.id, frozenset(grades))
        if at not in self._starts:
            self._starts[at] = first_service_day(school, self.term, at[1])
        start = max(from_date or self.term.first_day, self._starts[at])
        key = (school.id, weekday, start, to_date or self.term.last_day, except_dates)
        if key not in self._dates:
            self._dates[key] = meeting_dates(
                self.term, school, weekday, at[1], start, to_date, except_dates
            )
        return self._dates[key]

    def ch(self, period: Period) -> int:
        """Returns what a period counts in hundredths of a class-hour."""
        if period.id not in self._ch:
            self._ch[period.id] = class_hours_ch(self.pack, self.periods[period.id][0], period)
        return self._ch[period.id]

    def service_dates(
        self, school: School, school_class: SchoolClass, period: Period
    ) -> tuple[date, ...]:
        """Returns the dates on which a class has a period: its weekday's, in its phases."""
        days = self.dates(school, period.weekday, (school_class.grade,))
        if not period.phase_ids:
            return days
        return tuple(d for d in days if self.in_phase(period.phase_ids, d))

    def is_closed(self, room_id: str | None, dates: Iterable[date]) -> bool:
        """Tells whether the plan has on record that a room is closed on all of some dates."""
        return bool(self.closures) and all(is_closed_on(self.closures, room_id, d) for d in dates)

    def in_phase(self, phase_ids: tuple[str, ...], day: date) -> bool:
        """Tells whether a date lies in one of some phases; none named means the whole term."""
        return not phase_ids or any(p.id in phase_ids and p.holds(day) for p in self.term.phases)

    def has_dates(self, school: School, period: Period) -> bool:
        """Tells whether a period is to be judged; in a part of the term, only if it has a date."""
        return not self.is_cut or any(
            self.in_phase(period.phase_ids, d) for d in self.dates(school, period.weekday, ())
        )

    @cached_property
    def companies(self) -> tuple[LunchCompany, ...]:
        """Lunch periods in which a leader eats along."""
        return tuple(c for s in self.district.schools for c in lunch_companies(self.policy, s))

    # --- indexes -----------------------------------------------------------------------------

    @cached_property
    def of_school(self) -> dict[str, list[Booking]]:
        """Meetings by school."""
        found: dict[str, list[Booking]] = {s: [] for s in self.schools}
        for b in self.bookings:
            found[b.school.id].append(b)
        return found

    @cached_property
    def duties_of(self) -> dict[str, list[Booking]]:
        """Duties by school."""
        found: dict[str, list[Booking]] = {s: [] for s in self.schools}
        for b in self.duties:
            found[b.school.id].append(b)
        return found

    @cached_property
    def of_person(self) -> dict[str, list[Booking]]:
        """Meetings and duties by person, each once even if the person is named twice in it."""
        found: dict[str, list[Booking]] = defaultdict(list)
        for b in (*self.bookings, *self.duties):
            for person_id in dict.fromkeys(p.id for p in b.people):
                found[person_id].append(b)
        return found

    @cached_property
    def of_room(self) -> dict[str, list[Booking]]:
        """Meetings by room."""
        found: dict[str, list[Booking]] = defaultdict(list)
        for b in self.bookings:
            if b.room is not None:
                found[b.room.id].append(b)
        return found

    @cached_property
    def of_class(self) -> dict[str, list[Booking]]:
        """Meetings by class that sits in them, in a part of the term all that are held."""
        found: dict[str, list[Booking]] = defaultdict(list)
        for b in self.held:
            for school_class, _ in b.seated:
                found[school_class.id].append(b)
        return found

    @cached_property
    def of_section(self) -> dict[str, list[Booking]]:
        """Meetings by the section they name, in the plan's order."""
        found: dict[str, list[Booking]] = defaultdict(list)
        for b in self.bookings:
            found[b.meeting.section_id].append(b)
        return found

    @cached_property
    def cells(self) -> dict[tuple[str, str], str]:
        """The grid: component by class and period (the first entry if there are several)."""
        found: dict[tuple[str, str], str] = {}
        for entry in self.plan.grid:
            found.setdefault((entry.class_id, entry.period_id), entry.component)
        return found

    @cached_property
    def needed_cells(self) -> tuple[tuple[School, SchoolClass, Period], ...]:
        """Every class with every regular period of its grade."""
        return tuple(
            (s, c, p) for s in self.district.schools for c in s.classes for p in regular(s, c.grade)
        )

    @cached_property
    def needed_seats(self) -> tuple[tuple[School, SchoolClass, Period], ...]:
        """Every class with every period of its grade, whatever its window."""
        return tuple(
            (s, c, p)
            for s in self.district.schools
            for c in s.classes
            for p in sorted(s.periods, key=lambda p: (p.weekday, p.start_min, p.id))
            if p.applies_to(c.grade)
        )

    @cached_property
    def choices(self) -> dict[tuple[str, str | None, str], int]:
        """Students by class, menu and wished activity."""
        return choice_counts(self.district)

    @cached_property
    def unmet(self) -> dict[tuple[str, str], int]:
        """Student-periods that the plan states as unmet, by class and period."""
        found: dict[tuple[str, str], int] = defaultdict(int)
        for row in self.plan.unmet:
            if row.class_id is not None:
                found[(row.class_id, row.period_id)] += row.student_periods
        return found

    @cached_property
    def class_of_student(self) -> dict[str, str]:
        """Class of each listed student."""
        return {s.id: s.class_id for s in self.district.students}

    @cached_property
    def listed_classes(self) -> set[str]:
        """Classes whose students are listed."""
        return set(self.class_of_student.values())

    @cached_property
    def district_digest(self) -> str:
        """Digest of the district."""
        return digest(self.district)

    @cached_property
    def pack_digest(self) -> str:
        """Digest of the pack."""
        return digest(self.pack)

    # --- clauses -----------------------------------------------------------------------------

    def clauses(self, family: str, school: School) -> tuple[Clause, ...]:
        """Returns the required clauses of a family that apply to a school, waived ones too.

        A breach of a waived clause is recorded like any other; who judges it sorts it out.
        """
        key = (family, school.id)
        if key not in self._clauses:
            self._clauses[key] = tuple(
                c for c in self.policy.clauses(family) if self.policy.applies(c, school)
            )
        return self._clauses[key]

    @cached_property
    def clause_by_id(self) -> dict[str, Clause]:
        """The pack's clauses by id."""
        return {c.id: c for c in self.pack.clauses}
