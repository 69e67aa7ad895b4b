"""Whether a school's own staff can do the work at all, counted from the record alone.

Reading of "only when staff are really short" (HB-3.5b): outsiders may serve where the school's own
people are too few at some moment of the week, or may not work hours enough in some real week, even
if every other rule is left out. What providers can take is not asked of them.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Literal

from solver.domain import Activity, District, Period, School, SchoolClass, StaffMember
from solver.domain.base import OWN_ROLES
from solver.domain.calendar import service_dates
from solver.domain.choices import choice_counts
from solver.plan import Finding
from solver.policy import AppliedPolicy, PolicyPack, class_hours_ch
from solver.verify.families.require_clearance import FAMILY as CLEARANCE
from solver.verify.families.require_clearance import missing_papers

FAMILY = "lead_by_own_staff"


@dataclass(frozen=True)
class OwnShortage:
    """What a school's own staff lack.

    Attributes
    ----------
    kind : ``adults`` at a moment of the week, or ``hours`` (hundredths of a class-hour) of a week.
    weekday, start_min : the moment; ``None`` for hours.
    """

    kind: Literal["adults", "hours"]
    needed: int
    there: int
    weekday: int | None = None
    start_min: int | None = None


def shown_shortages(district: District, pack: PolicyPack) -> dict[str, tuple[str, OwnShortage]]:
    """Returns the clause and the shortage of each school that asks for one and has no declaration.

    Only schools to which a clause with ``external_only_if_shortage`` applies.
    """
    policy = AppliedPolicy(district, pack)
    found = {}
    for school in district.schools:
        for clause in policy.clauses(FAMILY):
            asks = clause.flag("external_only_if_shortage") and policy.applies(clause, school)
            if asks and school.shortage_declaration is None:
                short = own_shortage(district, pack, school)
                if short is not None:
                    found[school.id] = (clause.id, short)
    return found


def own_shortage(district: District, pack: PolicyPack, school: School) -> OwnShortage | None:
    """Returns the worst shortage of a school's own staff; of adults first, then of hours."""
    return _Count(district, pack, school).worst()


def shortage_note(clause_id: str, school: School, short: OwnShortage) -> Finding:
    """Returns a note that says why outsiders may serve at a school that declared no shortage."""
    params = {"school": school.name, "clause": clause_id}
    if short.kind == "adults":
        params |= {
            "weekday": str(short.weekday),
            "time": f"{(short.start_min or 0) // 60:02d}:{(short.start_min or 0) % 60:02d}",
            "needed": str(short.needed),
            "there": str(short.there),
        }
    else:
        params |= {"needed": f"{short.needed / 100:.2f}", "there": f"{short.there / 100:.2f}"}
    return Finding(
        "note",
        FAMILY,
        clause_id,
        f"finding.own_staff_{short.kind}",
        school.id,
        school.id,
        short.needed - short.there,
        "adults" if short.kind == "adults" else "ch",
        params,
    )


class _Count:
    """The count of one school."""

    def __init__(self, district: District, pack: PolicyPack, school: School) -> None:
        self.district, self.pack, self.school = district, pack, school
        self.policy = AppliedPolicy(district, pack)
        self.dates = {d: service_dates(district.term, school.id, d) for d in range(1, 8)}
        self.periods = [p for p in school.periods if self.dates[p.weekday]]
        self.choices = choice_counts(district)
        self.activities = [a for a in district.activities if a.school_id in (None, school.id)]
        self.share = {
            p.id: sum((self._share(c, p) for c in school.classes), Fraction(0))
            for p in self.periods
        }
        people = [
            p for p in district.staff if p.home_school_id == school.id and p.role in OWN_ROLES
        ]
        self.able = {p.id: (p, self._periods_of(p)) for p in people}

    def worst(self) -> OwnShortage | None:
        """Returns the largest shortage of adults, or of hours if adults suffice."""
        found = [s for ps in self._at_once() for p in ps if (s := self._moment(p, ps)) is not None]
        if not found and len(self._at_once()) == 1:
            found = [s for w in self._weeks() if (s := self._week(w)) is not None]
        return max(found, key=lambda s: s.needed - s.there, default=None)

    def _at_once(self) -> list[list[Period]]:
        """Returns the periods of each phase of the term; all of them where none is bound to one."""
        if not any(p.phase_ids for p in self.periods):
            return [self.periods]
        names = [phase.id for phase in self.district.term.phases]
        return [[p for p in self.periods if not p.phase_ids or n in p.phase_ids] for n in names]

    # --- what the classes need -------------------------------------------------------------------

    def _share(self, school_class: SchoolClass, period: Period) -> Fraction:
        """Returns the least of adults that a class takes, its share of a group that it shares."""
        if not period.applies_to(school_class.grade):
            return Fraction(0)
        present = school_class.present(period)
        ratios = []
        for a in self.activities:
            fits = (
                a.window == period.window
                and a.suits_grade(school_class.grade)
                and (not a.weekdays or period.weekday in a.weekdays)
            )
            if not fits:
                continue
            if a.provider_id is None:
                hold = self._hold(a, school_class, period)
                ratios.append(Fraction(a.leaders + a.helpers, max(1, hold)))
            elif a.grouping == "by_choice":
                present -= self._chosen(school_class, a)
            else:
                return Fraction(0)
        return min(ratios) * max(0, present) if ratios else Fraction(0)

    def _chosen(self, school_class: SchoolClass, activity: Activity) -> int:
        return sum(
            n for (c, _m, a), n in self.choices.items() if c == school_class.id and a == activity.id
        )

    def _hold(self, a: Activity, school_class: SchoolClass, period: Period) -> int:
        """Returns the most students of a section in which a class can sit."""
        if a.grouping in ("by_choice", "whole_band"):
            return a.capacity
        alone = school_class.present(period)
        if a.grouping == "by_class":
            return alone
        by_id = {c.id: c for c in self.school.classes}
        together = [
            sum(by_id[c].present(period) for c in m.class_ids)
            for m in self.school.merges
            if school_class.id in m.class_ids
        ]
        return max([alone, *(min(a.capacity, n) for n in together)])

    # --- who is there ----------------------------------------------------------------------------

    def _periods_of(self, person: StaffMember) -> set[str]:
        """Returns the periods in which a person may serve on at least one date."""
        days = {d for d, dates in self.dates.items() if self._may_serve(person, dates)}
        found = set()
        for p in self.periods:
            at = (p.weekday, p.start_min, p.end_min)
            there = not person.availability or any(i.covers(*at) for i in person.availability)
            if p.weekday in days and there and not any(i.overlaps(*at) for i in person.busy):
                found.add(p.id)
        return found

    def _may_serve(self, person: StaffMember, dates: tuple[date, ...]) -> bool:
        clauses = [c for c in self.policy.clauses(CLEARANCE) if self.policy.applies(c, self.school)]
        return any(
            not any(a.holds(day) for a in person.absences)
            and not any(any(missing_papers(person, c, [day])) for c in clauses)
            for day in dates
        )

    # --- comparisons -----------------------------------------------------------------------------

    def _moment(self, period: Period, listed: list[Period]) -> OwnShortage | None:
        """Compares at the start of a period, with everything that runs then."""
        now = [
            p
            for p in listed
            if p.weekday == period.weekday and p.start_min <= period.start_min < p.end_min
        ]
        needed = ceil(sum((self.share[p.id] for p in now), Fraction(0)))
        ids = {p.id for p in now}
        there = sum(1 for _person, periods in self.able.values() if periods & ids)
        if needed <= there:
            return None
        return OwnShortage("adults", needed, there, period.weekday, period.start_min)

    def _weeks(self) -> list[Counter[int]]:
        """Returns how often each weekday's pattern occurs in the weeks after every start."""
        start = max(
            [self.district.term.first_day, *(s.first_day for s in self.school.service_starts)]
        )
        weeks: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
        for weekday, dates in self.dates.items():
            for day in dates:
                if day >= start:
                    iso = day.isocalendar()
                    weeks[(iso.year, iso.week)][weekday] += 1
        return list(weeks.values())

    def _week(self, week: Counter[int]) -> OwnShortage | None:
        """Compares the class-hours of a real week with what the limits of hours allow."""
        ch = {p.id: class_hours_ch(self.pack, self.school, p) for p in self.periods}
        needed = ceil(
            sum((self.share[p.id] * ch[p.id] * week[p.weekday] for p in self.periods), Fraction(0))
        )
        there = 0
        for person, able in self.able.values():
            of_day: Counter[int] = Counter()
            for p in self.periods:
                if p.id in able:
                    of_day[p.weekday] += ch[p.id]
            total = sum(
                week[d] * (n if person.max_day_ch is None else min(n, person.max_day_ch))
                for d, n in of_day.items()
            )
            there += total if person.max_week_ch is None else min(total, person.max_week_ch)
        return OwnShortage("hours", needed, there) if needed > there else None
