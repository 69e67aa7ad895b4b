"""Rules of a calendar week: class-hours, days and evenings of a person."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from solver.domain import StaffMember

if TYPE_CHECKING:
    from solver.search.reschedule.program import Program


def add_week_rules(program: Program) -> None:
    """Adds the limits of weeks with a day of the program to its model."""
    _Weeks(program).add()


class _Weeks:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.cases, self.items = program.cases, program.items
        self.of_person, self.model = program.of_person, program.model

    def add(self) -> None:
        case_of = {day: k for k, case in enumerate(self.cases) for day in case.dates}
        weeks: dict[tuple[int, int], list[date]] = defaultdict(list)
        for day in case_of:
            iso = day.isocalendar()
            weeks[(iso.year, iso.week)].append(day)
        for w in sorted({w for _, w in self.of_person}):
            person = self.program.staff[w]
            if person.max_week_ch is person.max_days is person.max_evenings is None:
                continue
            said: set[tuple[object, ...]] = set()
            for week, days in sorted(weeks.items()):
                self._week(person, week, days, case_of, said)

    def _week(
        self,
        person: StaffMember,
        week: tuple[int, int],
        days: list[date],
        case_of: dict[date, int],
        said: set[tuple[object, ...]],
    ) -> None:
        open_ids = {d: {p.item.id for p in self.cases[case_of[d]].places} for d in days}
        ch = 0
        served: dict[date, bool] = {}
        for item in self.items.of_person.get(person.id, ()):
            if not item.time.counts:
                continue
            for day in item.dates:
                if day.isocalendar()[:2] == week and item.id not in open_ids.get(day, ()):
                    ch += item.time.ch
                    served[day] = served.get(day, False) or item.evening
        open_days = {
            d: [
                (p, v)
                for p, v in self.of_person.get((case_of[d], person.id), ())
                if p.item.time.counts
            ]
            for d in days
        }
        open_days = {d: found for d, found in open_days.items() if found}
        if not open_days:
            return
        key = (tuple(sorted(case_of[d] for d in open_days)), ch, tuple(sorted(served.items())))
        if key in said:
            return
        said.add(key)
        if person.max_week_ch is not None:
            more = [p.item.time.ch * v for found in open_days.values() for p, v in found]
            self.model.add(sum(more) + ch <= max(person.max_week_ch, ch))
        for most, evening in ((person.max_days, False), (person.max_evenings, True)):
            if most is None:
                continue
            known = {d for d, late in served.items() if late or not evening}
            used = []
            for day, found in open_days.items():
                wanted = [v for p, v in found if p.item.evening or not evening]
                if day not in known and wanted:
                    used.append(self.program.any_of(wanted))
            self.model.add(sum(used) + len(known) <= max(most, len(known)))
