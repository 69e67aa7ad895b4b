"""Quotas of lending where schools are planned apart: who gives out shared people keeps them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from solver.domain import District
from solver.domain.calendar import week_kinds_of
from solver.model.lending_quotas import counts_for, is_lent, quota_sides
from solver.model.rows import Rows
from solver.policy import AppliedPolicy, PolicyPack
from solver.search.part_weeks import WorkOf

Given = dict[tuple[str, int], str]


class Quotas:
    """The limits of person-days a week that schools of a district lend and receive.

    Counted by whole days given, whether or not they are used.
    """

    def __init__(self, district: District, pack: PolicyPack) -> None:
        self.people = {p.id: p for p in district.staff}
        self.sides = quota_sides(AppliedPolicy(district, pack), district.schools)
        ids = tuple(s.id for s in district.schools)
        self.weeks = week_kinds_of(district.term, ids) if self.sides else ()

    def lendable(self, places: Mapping[tuple[str, int], Iterable[str]]) -> set[str]:
        """Returns who counts on some side: their days have to be given out, one by one."""
        if not self.sides:
            return set()
        return {w for (w, _d), where in places.items() if any(self._lent(w, s) for s in where)}

    def add_rows(self, rows: Rows, at: Mapping[tuple[str, int, str], int]) -> None:
        """Adds the limits to a model of who is where; ``at`` by (staff, weekday, school)."""
        for school_id, side, limit in self.sides:
            for week in self.weeks:
                terms = [
                    (var, week[(s, d)])
                    for (w, d, s), var in at.items()
                    if counts_for(side, school_id, self.people[w], s)
                ]
                rows.add("share", terms, high=limit)

    def trim(self, given: Given, first: Collection[tuple[str, int]] = ()) -> None:
        """Takes back what is lent beyond the limits; days in ``first`` are the last to go.

        Who is taken back is given to the home school.
        """
        if not self.sides:
            return
        reached = {(school, side, i): 0 for school, side, _ in self.sides for i in self._numbers}
        for key in sorted(given, key=lambda k: (k not in first, k)):
            (w, d), host = key, given[key]
            if not host or not self._lent(w, host):
                continue
            more = {
                (school, side, i): week[(host, d)]
                for school, side, _ in self.sides
                if counts_for(side, school, self.people[w], host)
                for i, week in enumerate(self.weeks)
            }
            limits = {(school, side): limit for school, side, limit in self.sides}
            if all(reached[at] + n <= limits[at[:2]] for at, n in more.items() if n):
                for at, n in more.items():
                    reached[at] += n
            else:
                given[key] = str(self.people[w].home_school_id)

    def given_up(self, mine: WorkOf, elsewhere: WorkOf) -> dict[str, set[date]]:
        """Returns the dates that a part of the term gives up, by person, the last ones first.

        In a calendar week that it shares with other parts, what is lent there counts too.
        """
        if not self.sides:
            return {}
        there = list(self._trips(elsewhere))
        weeks = {day.isocalendar()[:2] for _w, day, _s in there}
        here = [x for x in self._trips(mine) if x[1].isocalendar()[:2] in weeks]
        gone: dict[str, set[date]] = {}
        reached: Counter[tuple[object, ...]] = Counter()
        for w, day, host in [*there, *sorted(here, key=lambda x: (x[1], x[0], x[2]))]:
            at = [
                (school, side, day.isocalendar()[:2], limit)
                for school, side, limit in self.sides
                if counts_for(side, school, self.people[w], host)
            ]
            if (w, day, host) in here and any(reached[key] >= key[-1] for key in at):
                gone.setdefault(w, set()).add(day)
            else:
                reached.update(at)
        return gone

    def _trips(self, work: WorkOf) -> Iterator[tuple[str, date, str]]:
        for w, days in work.items():
            for day, works in days.items():
                for host in sorted({x.time.school_id for x in works}):
                    if self._lent(w, host):
                        yield w, day, host

    @property
    def _numbers(self) -> range:
        return range(len(self.weeks))

    def _lent(self, w: str, school_id: str) -> bool:
        return is_lent(self.people[w], school_id)
