"""Who takes which place on the days of a change: the fewest affected, proved by CP-SAT.

One binary per case, place and person who may have it. Levels in order: people and classes
affected; meetings changed, counted on every date; who is asked first. People who are away are not
counted among the affected: the change does not depend on the answer.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ortools.sat.python import cp_model

from solver.domain import StaffMember
from solver.search.reschedule.cases import Case, Place
from solver.search.reschedule.day_rules import add_day_rules
from solver.search.reschedule.items import Items
from solver.search.reschedule.week_rules import add_week_rules

Key = tuple[int, int]
"""Number of a case, number of a place in it."""


@dataclass
class Answer:
    """Who has each place; ``joined`` says of an item's students, by case, which item they join.

    The places of an item whose students join another are empty.
    """

    people: dict[Key, str]
    joined: dict[tuple[int, str], str] = field(default_factory=dict)


@dataclass
class Solved:
    """What the program came to.

    Attributes
    ----------
    affected, changed : people and classes affected; meetings and duties changed, by date.
    affected_bound, changed_bound : valid lower bounds over all answers of this program.
    """

    answer: Answer | None
    affected: int = 0
    affected_bound: int = 0
    changed: int = 0
    changed_bound: int = 0
    empty: bool = False


@dataclass
class Program:
    """The program of some cases.

    Parameters
    ----------
    away : people whom the request itself takes away.
    costs : per place (item id, position) and person, how unwelcome they are there.
    forbidden : answers that the check refused.
    most_extra : the most places that lack somebody which one person takes on one date.
    optional : whether a place that lacks somebody may stay without anybody (``left_over``).
    """

    items: Items
    staff: dict[str, StaffMember]
    cases: Sequence[Case]
    away: frozenset[str]
    costs: dict[tuple[str, int, str], int]
    short_break_min: int
    forbidden: Sequence[Answer] = ()
    optional: bool = False
    most_extra: int | None = None
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)

    def __post_init__(self) -> None:
        self.x: dict[tuple[int, int, str], cp_model.IntVar] = {}
        self.unfilled: dict[Key, cp_model.IntVar] = {}
        self.join: dict[tuple[int, str, str], cp_model.IntVar] = {}
        self.of_person: dict[tuple[int, str], list[tuple[Place, cp_model.IntVar]]] = defaultdict(
            list
        )
        for k, case in enumerate(self.cases):
            self._case(k, case)
            add_day_rules(self, k, case)
            self._extra(k)
        add_week_rules(self)
        self._steady_sections()
        for answer in self.forbidden:
            chosen = [self.x[(*key, w)] for key, w in answer.people.items()]
            chosen += [self.join[(*at, other)] for at, other in answer.joined.items()]
            self.model.add(sum(chosen) <= len(chosen) - 1)
        self._count()

    # --- one day --------------------------------------------------------------------------------

    def _case(self, k: int, case: Case) -> None:
        ways: dict[str, list[cp_model.IntVar]] = defaultdict(list)
        into: dict[str, list[cp_model.IntVar]] = defaultdict(list)
        for item, other in case.joins:
            var = self.model.new_bool_var("")
            self.join[(k, item.id, other.id)] = var
            ways[item.id].append(var)
            into[other.id].append(var)
        for other_id, joining in into.items():
            # One group more at most, and none into one that is given up itself.
            self.model.add_at_most_one([*joining, *ways[other_id]])
        for n, place in enumerate(case.places):
            row = []
            for w in place.able:
                var = self.model.new_bool_var("")
                self.x[(k, n, w)] = var
                self.of_person[(k, w)].append((place, var))
                row.append(var)
            if place.lost and self.optional:
                self.unfilled[(k, n)] = self.model.new_bool_var("")
                row.append(self.unfilled[(k, n)])
            self.model.add_exactly_one([*row, *ways[place.item.id]])

    def _extra(self, k: int) -> None:
        """Keeps a person's stand-ins of one date within the most that is asked of anybody."""
        if self.most_extra is None:
            return
        for (number, _), places in self.of_person.items():
            taken = [v for p, v in places if p.lost]
            if number == k and len(taken) > self.most_extra:
                self.model.add(sum(taken) <= self.most_extra)

    def any_of(self, variables: Sequence[cp_model.IntVar]) -> cp_model.IntVar:
        """Returns what is true if any of some variables is."""
        found = self.model.new_bool_var("")
        for var in variables:
            self.model.add_implication(var, found)
        return found

    def _steady_sections(self) -> None:
        """Gives all meetings of a section one stand-in where most of their dates change."""
        lost: dict[tuple[str, str], dict[tuple[str, int], list[Key]]] = defaultdict(dict)
        dates: dict[tuple[str, int], int] = defaultdict(int)
        for k, case in enumerate(self.cases):
            for n, p in enumerate(case.places):
                if p.lost and p.item.section_id:
                    at = (p.item.id, p.position)
                    lost[(p.item.section_id, p.now)].setdefault(at, []).append((k, n))
                    dates[at] += len(case.dates)
        item_dates = {p.item.id: len(p.item.dates) for c in self.cases for p in c.places}
        for found in lost.values():
            if any(2 * dates[at] >= item_dates[at[0]] for at in found):
                keys = [key for here in found.values() for key in here]
                for one, other in pairwise(keys):
                    self._same(one, other)

    def _same(self, one: Key, other: Key) -> None:
        able = [set(self.cases[k].places[n].able) for k, n in (one, other)]
        for w in able[0] | able[1]:
            a, b = self.x.get((*one, w)), self.x.get((*other, w))
            if a is not None and b is not None:
                self.model.add(a == b)
            else:
                self.model.add((a if a is not None else b) == 0)

    # --- what counts ----------------------------------------------------------------------------

    def _count(self) -> None:
        people: dict[str, cp_model.IntVar] = {}
        classes: dict[str, cp_model.IntVar] = {}
        certain: set[str] = set()
        self.changed: list[tuple[cp_model.IntVar, int]] = []
        self.certain_changes = 0

        def person(w: str) -> cp_model.IntVar:
            if w not in people:
                people[w] = self.model.new_bool_var("")
            return people[w]

        for k, case in enumerate(self.cases):
            moved: dict[str, list[cp_model.IntVar]] = defaultdict(list)
            items = {p.item.id: p.item for p in case.places}
            for n, p in enumerate(case.places):
                for w in p.able:
                    if w != p.now:
                        self.model.add_implication(self.x[(k, n, w)], person(w))
                        moved[p.item.id].append(self.x[(k, n, w)])
                        if not p.lost and p.now not in self.away:
                            self.model.add_implication(self.x[(k, n, w)], person(p.now))
            for item, other in case.joins:
                var = self.join[(k, item.id, other.id)]
                gone = [p.now for p in case.places if p.item is item and not p.lost]
                for w in {*gone, *other.staff_ids} - self.away:
                    self.model.add_implication(var, person(w))
                moved[other.id].append(var)
                items.setdefault(other.id, other)
            for item_id, item in items.items():
                if item_id in case.touched:
                    certain.update(item.class_ids)
                    self.certain_changes += len(case.dates)
                elif moved[item_id]:
                    change = self.any_of(moved[item_id])
                    self.changed.append((change, len(case.dates)))
                    for c in item.class_ids:
                        if c not in classes:
                            classes[c] = self.model.new_bool_var("")
                        self.model.add_implication(change, classes[c])
        self.people = people
        self.certain_classes = certain
        self.affected = [*people.values(), *(v for c, v in classes.items() if c not in certain)]

    @property
    def least_affected(self) -> int:
        """What is affected in any case: the classes that lose somebody, and one other person.

        Another group that they join has an adult too, unless that one is away for its own part.
        """
        lost = any(p.lost for case in self.cases for p in case.places)
        return len(self.certain_classes) + (1 if lost else 0)

    def at_most(self, affected: int) -> None:
        """Looks for answers only that affect no more than so many."""
        self.model.add(sum(self.affected) <= affected - len(self.certain_classes))

    def solve(self, seconds: float, seed: int = 0) -> Solved:
        """Solves level by level within some seconds."""
        model = self.model
        affected = sum(self.affected)
        changed = sum(days * v for v, days in self.changed)
        first, best, bound = self._level(affected, seconds / 2, seed)
        if first is None:
            return Solved(None, empty=best is None)
        assert best is not None
        model.add(affected <= best)
        second, fewest, fewest_bound = self._level(changed, seconds / 4, seed, first)
        assert fewest is not None or second is None
        last = second or first
        if fewest is not None:
            model.add(changed <= fewest)
            cost = sum(
                self.costs.get((p.item.id, p.position, w), 0) * len(case.dates) * self.x[(k, n, w)]
                for k, case in enumerate(self.cases)
                for n, p in enumerate(case.places)
                for w in p.able
            )
            third, _, _ = self._level(cost, seconds / 4, seed, last)
            last = third or last
        known = len(self.certain_classes)
        return Solved(
            last,
            affected=best + known,
            affected_bound=bound + known,
            changed=(fewest or 0) + self.certain_changes,
            changed_bound=fewest_bound + self.certain_changes,
        )

    def left_over(self, seconds: float, seed: int = 0) -> list[Key] | None:
        """Returns the places that stay without anybody, as few as possible; needs ``optional``."""
        days = [len(self.cases[k].dates) * v for (k, _), v in self.unfilled.items()]
        self.model.minimize(sum(days))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed
        solver.parameters.max_time_in_seconds = max(0.05, seconds)
        if solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return [key for key, v in self.unfilled.items() if solver.boolean_value(v)]

    def _level(
        self,
        objective: cp_model.LinearExprT,
        seconds: float,
        seed: int,
        hint: Answer | None = None,
    ) -> tuple[Answer | None, int | None, int]:
        """Returns an answer, its value (``None``: there is none; 0: unknown) and a bound."""
        model = self.model
        model.clear_hints()  # type: ignore[no-untyped-call]
        if hint is not None:
            for (k, n, w), var in self.x.items():
                model.add_hint(var, hint.people.get((k, n)) == w)
            for (k, item_id, other_id), var in self.join.items():
                model.add_hint(var, hint.joined.get((k, item_id)) == other_id)
        model.minimize(objective)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed
        solver.parameters.max_time_in_seconds = max(0.05, seconds)
        status = solver.solve(model)
        if status == cp_model.INFEASIBLE:
            return None, None, 0
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None, 0, 0
        people = {(k, n): w for (k, n, w), var in self.x.items() if solver.boolean_value(var)}
        joined = {(k, i): o for (k, i, o), var in self.join.items() if solver.boolean_value(var)}
        answer = Answer(people, joined)
        value = round(solver.objective_value)
        # Values are integers; the margin is far above what a sum of them can be off.
        bound = -int(-(solver.best_objective_bound - 1e-6) // 1)
        return answer, value, min(value, max(0, bound))
