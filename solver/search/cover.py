"""Stand-ins for single dates on which a person of a section may not serve.

A meeting whose leader is away on a few dates keeps its weekly pattern: those dates are taken out
and a second meeting of the same section, room and students stands for them, led by somebody who is
free, able, cleared and inside their limits on each of the dates.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from solver.domain import Activity, District, Period, StaffMember
from solver.domain.base import overlap
from solver.domain.calendar import meeting_dates
from solver.model.context import Context
from solver.model.families import (
    keep_pins,
    lend_within_area,
    require_skills,
    respect_availability,
)
from solver.model.lending_quotas import is_bounded
from solver.model.own_adult import is_own_adult
from solver.model.people import blocked, closed, unpayable
from solver.model.times import Time, time_of_period
from solver.plan import Duty, Meeting
from solver.policy import PolicyPack, class_hours_ch, rate_fen
from solver.search.cover_duties import DutyCover, Work
from solver.search.lending import Quotas
from solver.search.part_weeks import Full, WorkOf, full_dates


@dataclass
class Covered:
    """What covering came to.

    Attributes
    ----------
    meetings, duties : the plan's own, split in dates where somebody stands in.
    failed : (staff, weekday) whose missing dates nobody can take.
    full : dates that people give up because their week is full, by person.
    """

    meetings: list[Meeting]
    failed: set[tuple[str, int]] = field(default_factory=set)
    duties: list[Duty] = field(default_factory=list)
    full: Full = field(default_factory=dict)


class Cover:
    """The stand-ins of one district's plan.

    Parameters
    ----------
    elsewhere : mapping, optional
        What people do in other parts of the term, on real dates: limits of a week count it.
    """

    def __init__(
        self,
        district: District,
        pack: PolicyPack,
        meetings: Sequence[Meeting],
        duties: Sequence[Duty] = (),
        elsewhere: WorkOf | None = None,
    ) -> None:
        self.district = district
        self.ctx = Context(district, pack, tuple(s.id for s in district.schools))
        self.meetings = meetings
        self.duties = duties
        self.schools = {s.id: s for s in district.schools}
        self.periods: dict[str, Period] = {p.id: p for s in district.schools for p in s.periods}
        self.ch = {p.id: class_hours_ch(pack, s, p) for s in district.schools for p in s.periods}
        self.pack = pack
        self.work: dict[str, dict[date, list[Work]]] = defaultdict(lambda: defaultdict(list))
        self.elsewhere = elsewhere or {}
        self.full: Full = {}

    def all_work(self) -> WorkOf:
        """Returns what everybody does on each date, if nobody is away."""
        found: dict[str, dict[date, list[Work]]] = defaultdict(lambda: defaultdict(list))
        for m in self.meetings:
            for day in self._dates(m):
                for w in m.staff_ids:
                    found[w][day].append(self._work(m))
        for w, day, work in DutyCover(self).all_work():
            found[w][day].append(work)
        return found

    def run(self) -> Covered:
        """Finds a stand-in for every missing date, or says whose dates nobody can take."""
        if self.elsewhere:
            mine = self.all_work()
            self.full = full_dates(self.ctx.staff, mine, self.elsewhere)
            beyond = Quotas(self.district, self.pack).given_up(mine, self.elsewhere)
            self.full = {
                w: {*self.full.get(w, ()), *beyond.get(w, ())} for w in {*self.full, *beyond}
            }
            for w, days in self.elsewhere.items():
                for day, works in days.items():
                    self.work[w][day] += works
        missing = {i: gaps for i, m in enumerate(self.meetings) if (gaps := self._gaps(m))}
        posts = DutyCover(self)
        if not missing and not posts.missing:
            return Covered(list(self.meetings), duties=list(self.duties))
        posts.book()
        for i, m in enumerate(self.meetings):
            for day in self._dates(m):
                for w in m.staff_ids:
                    if day not in missing.get(i, {}).get(w, ()):
                        self.work[w][day].append(self._work(m))
        answer = Covered([], full=self.full)
        for i, m in enumerate(self.meetings):
            if i not in missing:
                answer.meetings.append(m)
                continue
            staffed: dict[date, list[str]] = {}
            for w, dates in missing[i].items():
                instead = self._stand_ins(m, w, dates)
                if instead is None:
                    answer.failed.add((w, m.weekday))
                    continue
                for day, other in instead.items():
                    people = staffed.setdefault(day, list(m.staff_ids))
                    people[people.index(w)] = other
            answer.meetings += self._split(m, staffed)
        answer.duties = posts.run(answer.failed)
        return answer

    def _gaps(self, m: Meeting) -> dict[str, list[date]]:
        """Returns the dates of a meeting on which one of its people may not serve."""
        found = {}
        dates = self._dates(m)
        for w in m.staff_ids:
            person = self.ctx.staff[w]
            if gaps := self.gaps(person, self._work(m).time, dates):
                found[w] = gaps
        return found

    def gaps(self, person: StaffMember, time: Time, dates: tuple[date, ...]) -> list[date]:
        """Returns the dates on which a person may not serve at a time."""
        found = set(blocked(self.ctx, person, time, dates))
        if dates and closed(self.ctx, person, time.school_id, dates) is not None:
            found |= {d for d in dates if closed(self.ctx, person, time.school_id, (d,))}
        if time.counts:
            found |= {d for d in dates if d in self.full.get(person.id, ())}
        return sorted(found)

    def _dates(self, m: Meeting) -> tuple[date, ...]:
        grades = {c.grade for c in self.schools[m.school_id].classes if c.id in m.class_counts}
        return meeting_dates(
            self.district.term,
            self.schools[m.school_id],
            m.weekday,
            grades,
            m.from_date,
            m.to_date,
            m.except_dates,
        )

    def _work(self, m: Meeting) -> Work:
        p = self.periods[m.period_id]
        return Work(time_of_period(m.school_id, p, self.ch[p.id]), p.window == "evening")

    def _stand_ins(self, m: Meeting, missing: str, dates: list[date]) -> dict[date, str] | None:
        """Returns who takes which date: one person for all if anybody can, else date by date."""
        able = [p for p in self._candidates(m, missing)]
        return self.choose(able, self._work(m), dates)

    def choose(
        self, able: Sequence[StaffMember], work: Work, dates: Sequence[date]
    ) -> dict[date, str] | None:
        """Gives dates of a piece of work to people who are free then, to one if anybody can."""
        for person in able:
            if all(self._is_free(person, work, day) for day in dates):
                return self._book(work, dict.fromkeys(dates, person.id))
        chosen = {}
        for day in dates:
            free = next((p for p in able if self._is_free(p, work, day)), None)
            if free is None:
                return None
            chosen[day] = free.id
        return self._book(work, chosen)

    def _book(self, work: Work, chosen: dict[date, str]) -> dict[date, str]:
        for day, w in chosen.items():
            self.work[w][day].append(work)
        return chosen

    def _candidates(self, m: Meeting, missing: str) -> list[StaffMember]:
        """Returns who may do this work at all, the school's own people and class teachers first."""
        activity = self.ctx.activity[m.activity_id]
        away = self.ctx.staff[missing]
        leads = m.staff_ids[0] == missing
        found = [
            p
            for p in self.district.staff
            if p.id not in m.staff_ids and self._may_stand_in(p, away, activity, m, leads)
        ]
        return sorted(
            found,
            key=lambda p: (
                p.home_school_id != m.school_id,
                not set(p.own_class_ids) & set(m.class_counts),
                p.done_covers,
                p.id,
            ),
        )

    def _may_stand_in(
        self, p: StaffMember, away: StaffMember, a: Activity, m: Meeting, leads: bool
    ) -> bool:
        school_id = m.school_id
        own = is_own_adult(p, school_id)
        if a.provider_id is not None:
            if p.provider_id != a.provider_id:
                return False
        elif not own and (p.role != away.role or school_id not in p.lendable_to):
            return False
        if is_own_adult(away, school_id) and not own:
            # Nobody from outside for one of the school: an own adult may have to be there.
            return False
        able = require_skills.may_lead(p, a) if leads else require_skills.may_assist(p, a)
        return (
            able
            and not is_bounded(self.ctx.policy, p, self.schools[school_id])
            and lend_within_area.bar(self.ctx, p, school_id, a.service_type) is None
            and keep_pins.bar(self.ctx, p, school_id, m.weekday) is None
            and respect_availability.bar_time(p, self._work(m).time) is None
            and self._is_paid_right(p, m, a)
        )

    def _is_paid_right(self, p: StaffMember, m: Meeting, a: Activity) -> bool:
        rate = rate_fen(p, a.service_type, sum(m.class_counts.values()))
        dates = self._dates(m)
        return unpayable(self.ctx, p, m.school_id, a.service_type, dates, rate) is None

    def _is_free(self, p: StaffMember, work: Work, day: date) -> bool:
        """Tells whether a person can take work on a date beside everything else they do."""
        time = work.time
        if self.gaps(p, time, (day,)):
            return False
        today = self.work[p.id].get(day, [])
        if any(w.time.school_id != time.school_id for w in today):
            return False
        if any(
            overlap(w.time.start_min, w.time.end_min, time.start_min, time.end_min) for w in today
        ):
            return False
        return not time.counts or self._is_within_limits(p, work, day)

    def _is_within_limits(self, p: StaffMember, work: Work, day: date) -> bool:
        week = dict(self._week(p.id, day))
        today = week.get(day, [])
        limits = [
            (p.max_day_ch, sum(w.time.ch for w in [*today, work])),
            (p.max_week_ch, sum(w.time.ch for ws in week.values() for w in ws) + work.time.ch),
            (p.max_days, len({*week, day})),
            (p.max_consecutive, self._longest_run([*today, work])),
        ]
        if work.evening:
            evenings = {d for d, ws in week.items() if any(w.evening for w in ws)}
            limits.append((p.max_evenings, len({*evenings, day})))
        return all(limit is None or value <= limit for limit, value in limits)

    def _week(self, staff_id: str, day: date) -> Iterator[tuple[date, list[Work]]]:
        """Yields the dates of a week with the work on them that limits of hours see."""
        iso = day.isocalendar()[:2]
        for d, works in self.work[staff_id].items():
            counted = [w for w in works if w.time.counts]
            if counted and d.isocalendar()[:2] == iso:
                yield d, counted

    def _longest_run(self, works: list[Work]) -> int:
        """Returns the most pieces of work in a row without a real break."""
        longest = run = 0
        end: int | None = None
        for w in sorted(works, key=lambda w: w.time.start_min):
            goes_on = end is not None and w.time.start_min - end <= self.pack.short_break_min
            run = run + 1 if goes_on else 1
            longest, end = max(longest, run), w.time.end_min
        return longest

    def _split(self, m: Meeting, staffed: dict[date, list[str]]) -> list[Meeting]:
        """Returns the meeting without the covered dates, and one meeting per stand-in."""
        if not staffed:
            return [m]
        every = self._dates(m)
        out = tuple(sorted({*m.except_dates, *staffed}))
        found = [m.model_copy(update={"except_dates": out})]
        by_people: dict[tuple[str, ...], list[date]] = defaultdict(list)
        for day, people in sorted(staffed.items()):
            by_people[tuple(people)].append(day)
        for number, (stand_ins, days) in enumerate(sorted(by_people.items()), start=1):
            between = tuple(d for d in every if days[0] <= d <= days[-1] and d not in days)
            found.append(
                m.model_copy(
                    update={
                        "id": f"{m.id}/{number}",
                        "staff_ids": stand_ins,
                        "from_date": days[0],
                        "to_date": days[-1],
                        "except_dates": between,
                    }
                )
            )
        return found
