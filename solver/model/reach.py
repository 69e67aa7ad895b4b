"""Who and what could serve in each period of a school, before any plan.

Only what bars a person, a room or an activity by itself counts here: not what the others do, no
hours, no money. So whatever is out of reach here is out of reach in every plan.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from solver.domain import Activity, StaffMember
from solver.domain.base import GridComponent
from solver.model.cells import asked, components
from solver.model.chances import Chance, Chances
from solver.model.context import Context
from solver.model.families import require_skills
from solver.model.grid import fixed_cells, unit_of
from solver.model.people import People
from solver.model.school_view import Pattern, SchoolView


@dataclass
class Reach:
    """What is within reach at one school.

    Parameters
    ----------
    ctx : Context
        Its variables are not read: an outline is enough.
    """

    ctx: Context
    view: SchoolView
    people: People
    _leaders: dict[tuple[str, Pattern], frozenset[str]] = field(default_factory=dict)
    _helpers: dict[tuple[str, Pattern], frozenset[str]] = field(default_factory=dict)
    _domains: dict[tuple[str, str], tuple[GridComponent, ...]] = field(default_factory=dict)
    _cells: dict[tuple[str, str], list[GridComponent]] = field(default_factory=dict)
    _most: dict[tuple[str, str, tuple[GridComponent, ...]], tuple[int, int, int]] = field(
        default_factory=dict
    )

    @cached_property
    def chances(self) -> dict[str, tuple[Chance, ...]]:
        """Possible meetings of each period."""
        return Chances(self.view).of_periods()

    @cached_property
    def chances_of(self) -> dict[tuple[str, str], list[Chance]]:
        """Possible meetings of each class and period."""
        found: dict[tuple[str, str], list[Chance]] = defaultdict(list)
        for t, chances in self.chances.items():
            for chance in chances:
                for c in chance.classes:
                    found[(c, t)].append(chance)
        return found

    @cached_property
    def wishes_of(self) -> dict[str, dict[str, int]]:
        """How many of each class chose each activity, from all menus."""
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for (c, _m, a), n in self.view.wishes.items():
            if c in self.view.classes:
                found[c][a] = found[c].get(a, 0) + n
        return found

    def most(self, class_id: str, t: str, among: tuple[GridComponent, ...]) -> tuple[int, int, int]:
        """Returns the most students of a meeting that a class may sit in in a period.

        Returns
        -------
        hold, best, adults : int
            The most students of one meeting, and of one with ``adults`` adults that takes most
            students for each; 0 if no meeting serves one of the components.
        """
        key = (class_id, t, among)
        if key not in self._most:
            hold, best, adults = 0, 0, 1
            for chance in self.chances_of.get((class_id, t), ()):
                if any(chance.serves(k) for k in among):
                    hold = max(hold, chance.hold)
                    if chance.hold * adults > best * chance.adults:
                        best, adults = chance.hold, chance.adults
            self._most[key] = (hold, best, adults)
        return self._most[key]

    def servable(self, class_id: str, t: str, among: tuple[GridComponent, ...]) -> int:
        """Returns the most students of a class that some components can serve in a period.

        Where all that could run has to be chosen, it is as many as chose it.
        """
        present = self.view.present(class_id, t)
        chosen: set[str] = set()
        for chance in self.chances_of.get((class_id, t), ()):
            if any(chance.serves(k) for k in among):
                if chance.activity.grouping != "by_choice":
                    return present
                chosen.add(chance.activity.id)
        return min(present, sum(self.wishes_of[class_id].get(a, 0) for a in chosen))

    def leaders(self, chance: Chance) -> frozenset[str]:
        """Returns who may lead a meeting."""
        return self._everywhere(chance, self._leaders, require_skills.may_lead)

    def helpers(self, chance: Chance) -> frozenset[str]:
        """Returns who may help in a meeting; nobody if it needs no help."""
        if not chance.activity.helpers:
            return frozenset()
        return self._everywhere(chance, self._helpers, require_skills.may_assist)

    def _everywhere(
        self,
        chance: Chance,
        known: dict[tuple[str, Pattern], frozenset[str]],
        fits: Callable[[StaffMember, Activity], bool],
    ) -> frozenset[str]:
        """Returns who fits a meeting and may work in each of its periods."""
        a, school_id = chance.activity, self.view.school.id
        key = (a.id, chance.pattern)
        if key not in known:
            for t in chance.pattern:
                if (a.id, (t,)) not in known:
                    known[(a.id, (t,))] = frozenset(
                        p.id
                        for p in self._candidates
                        if fits(p, a) and self.people.may_work(p, school_id, a, (t,))
                    )
            known[key] = frozenset.intersection(*(known[(a.id, (t,))] for t in chance.pattern))
        return known[key]

    def can_run(self, chance: Chance) -> bool:
        """Tells whether there are people enough for one such meeting."""
        leaders = self.leaders(chance)
        return bool(leaders) and len(leaders | self.helpers(chance)) >= chance.adults

    def domain(self, class_id: str, t: str) -> tuple[GridComponent, ...]:
        """Components that the class's cell can have: one alone if it is fixed.

        Outside the regular day there is no cell: ``care`` stands for whatever the window offers.
        """
        key = (class_id, t)
        if key not in self._domains:
            self._domains[key] = self._domain(class_id, t)
        return self._domains[key]

    def _domain(self, class_id: str, t: str) -> tuple[GridComponent, ...]:
        if t not in self.view.regular:
            return ("care",)
        fixed = {cell.component for cell in fixed_cells(self.view, class_id, t)}
        if len(fixed) == 1:
            return tuple(fixed)
        band = self.view.band_of[class_id]
        found: list[GridComponent] = []
        for c in band.class_ids:
            if t in self.view.slots[c]:
                found += [
                    k
                    for k in self._components(c, t)
                    if c == class_id or unit_of(self.view, class_id, k) == band.id
                ]
        return tuple(dict.fromkeys(found))

    def _components(self, class_id: str, t: str) -> list[GridComponent]:
        key = (class_id, t)
        if key not in self._cells:
            self._cells[key] = components(self.view, class_id, t, self._asked)
        return self._cells[key]

    @cached_property
    def _asked(self) -> set[GridComponent]:
        return asked(self.ctx, self.view)

    @cached_property
    def _candidates(self) -> list[StaffMember]:
        return self.people.candidates(self.view.school.id)


def reaches(ctx: Context) -> dict[str, Reach]:
    """Returns what is within reach at each school of a context."""
    people = People(ctx)
    return {s: Reach(ctx, view, people) for s, view in ctx.views.items()}
