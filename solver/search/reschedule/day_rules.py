"""Rules of one day: nobody twice at once, no long runs, no trips that do not fit, own adults."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from solver.domain.base import OWN_ROLES
from solver.model.families.allow_travel import travel_minutes
from solver.search.reschedule.cases import Case, Place
from solver.search.reschedule.items import Item

if TYPE_CHECKING:
    from solver.search.reschedule.program import Program

Open = list[tuple[Place, cp_model.IntVar]]
"""Open places that a person may have on a day, with their variables."""


def add_day_rules(program: Program, k: int, case: Case) -> None:
    """Adds the rules of a case's days to the program's model."""
    _Day(program).add(k, case)


class _Day:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.items, self.staff = program.items, program.staff
        self.model, self.x = program.model, program.x

    def add(self, k: int, case: Case) -> None:
        fixed: dict[str, list[Item]] = defaultdict(list)
        for item in case.fixed:
            for w in dict.fromkeys(item.staff_ids):
                fixed[w].append(item)
        for (number, w), places in self.program.of_person.items():
            if number == k:
                self._one_day(w, places, fixed[w])
        self._own_adults(k, case)

    def _one_day(self, w: str, places: Open, fixed: list[Item]) -> None:
        """Keeps a person from two things at once, long runs, long days and trips that are none."""
        person = self.staff[w]
        for i, (place, var) in enumerate(places):
            if any(self._clash(place.item, other) for other in fixed):
                self.model.add(var == 0)
            for other, other_var in places[:i]:
                if other.item is place.item or self._clash(place.item, other.item):
                    self.model.add_at_most_one([var, other_var])
        self._schools_a_day(places, fixed)
        if person.max_day_ch is not None:
            known = sum(i.time.ch for i in fixed)
            counted = [p.item.time.ch * v for p, v in places]
            self.model.add(sum(counted) + known <= max(person.max_day_ch, known))
        if person.max_consecutive is not None:
            for chain in self._chains(places, fixed, person.max_consecutive + 1):
                self.model.add(sum(chain) <= len(chain) - 1)

    def _clash(self, a: Item, b: Item) -> bool:
        if a.shares_minute(b):
            return True
        if a.school_id == b.school_id:
            return False
        district = self.items.district
        if district.travel.schools_per_day < 2:
            return True
        first, second = (a, b) if a.time.start_min < b.time.start_min else (b, a)
        minutes = travel_minutes(
            district, self.items.schools[first.school_id], self.items.schools[second.school_id]
        )
        return minutes is None or first.time.end_min + minutes > second.time.start_min

    def _schools_a_day(self, places: Open, fixed: list[Item]) -> None:
        most = self.items.district.travel.schools_per_day
        there = {i.school_id for i in fixed}
        more = {p.item.school_id for p, _ in places} - there
        if most < 2 or len(there) + len(more) <= most:
            return
        used = []
        for school_id in sorted(more):
            at = self.model.new_bool_var("")
            for place, var in places:
                if place.item.school_id == school_id:
                    self.model.add_implication(var, at)
            used.append(at)
        self.model.add(sum(used) <= max(0, most - len(there)))

    def _chains(
        self, places: Open, fixed: list[Item], length: int
    ) -> Iterator[list[cp_model.IntVar]]:
        """Yields the open places of each run that is one longer than a person may serve."""
        nodes: list[tuple[Item, cp_model.IntVar | None]] = [(i, None) for i in fixed]
        nodes += [(p.item, v) for p, v in places]
        nodes = sorted(
            (n for n in nodes if n[0].time.counts), key=lambda n: (n[0].time.start_min, n[0].id)
        )

        def follows(a: Item, b: Item) -> bool:
            gap = b.time.start_min - a.time.end_min
            return 0 <= gap <= self.program.short_break_min

        def grow(chain: list[int]) -> Iterator[list[int]]:
            if len(chain) == length:
                yield chain
                return
            for j in range(chain[-1] + 1, len(nodes)):
                if follows(nodes[chain[-1]][0], nodes[j][0]):
                    yield from grow([*chain, j])

        for start in range(len(nodes)):
            for chain in grow([start]):
                open_ = [v for j in chain if (v := nodes[j][1]) is not None]
                if open_:
                    yield open_

    def _own_adults(self, k: int, case: Case) -> None:
        """Keeps an adult of the school there at every minute at which an outsider teaches."""
        for school_id in {p.item.school_id for p in case.places}:
            here = [i for i in case.fixed if i.school_id == school_id]
            places = [(n, p) for n, p in enumerate(case.places) if p.item.school_id == school_id]
            every = [*here, *(p.item for _, p in places)]
            marks = sorted({t for i in every for t in (i.time.start_min, i.time.end_min)})
            for start, end in pairwise(marks):
                open_ = [(n, p) for n, p in places if _covers(p.item, start, end)]
                if open_:
                    there = [i for i in here if _covers(i, start, end)]
                    self._own_adult(k, school_id, open_, there)

    def _own_adult(
        self, k: int, school_id: str, open_: list[tuple[int, Place]], fixed: list[Item]
    ) -> None:
        def own(w: str) -> bool:
            person = self.staff[w]
            return person.role in OWN_ROLES and person.home_school_id == school_id

        if any(own(w) for i in fixed for w in i.staff_ids):
            return
        own_vars = [self.x[(k, n, w)] for n, p in open_ for w in p.able if own(w)]
        if any(not own(w) for i in fixed if i.post is None for w in i.staff_ids):
            self.model.add(sum(own_vars) >= 1)
        for n, place in open_:
            for w in place.able:
                if place.item.post is None and not own(w):
                    self.model.add(sum(own_vars) >= 1).only_enforce_if(self.x[(k, n, w)])


def _covers(item: Item, start: int, end: int) -> bool:
    return item.time.start_min <= start and end <= item.time.end_min
