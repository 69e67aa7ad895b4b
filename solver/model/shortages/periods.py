"""Adults and rooms of each moment: what the classes that are there need at the same time."""

from dataclasses import dataclass, field
from fractions import Fraction

from solver.domain.base import GridComponent
from solver.domain.messages.said import Value
from solver.model.reach import Reach
from solver.model.shortages.demand import (
    ANY,
    Need,
    adults_of,
    ceil,
    leaders_of,
    least_unmet,
    need_of,
    places_of,
)
from solver.model.shortages.types import Kind, Shortage, class_names, short, when
from solver.model.shortages.who import barred, features_of, skills_of

FAMILY = {
    "adults": "place_everyone_once",
    "leaders": "place_everyone_once",
    "helpers": "keep_section_sizes",
    "places": "avoid_room_clashes",
}


@dataclass
class Moments:
    """What is short at single moments of a school's week.

    Attributes
    ----------
    floor : student-minutes that are unmet in every plan because of it.
    """

    reach: Reach
    found: list[Shortage] = field(default_factory=list)
    floor: int = 0

    def count(self) -> None:
        """Counts every set of periods that share a minute."""
        reach = self.reach
        floors = []
        for clique in reach.ctx.school_cliques(reach.view.school.id):
            floors.append((self._moment(clique), clique))
        # Periods of sets that share one are counted once: the sets with most unmet come first.
        counted: set[str] = set()
        for unmet, clique in sorted(floors, key=lambda f: (-f[0], f[1])):
            if not counted & set(clique):
                counted |= set(clique)
                self.floor += unmet

    def _moment(self, clique: tuple[str, ...]) -> int:
        by_component: dict[GridComponent, list[Need]] = {}
        everybody: list[Need] = []
        hopeless = 0
        for t in clique:
            for c in self.reach.view.classes:
                if not self.reach.view.has(c, t):
                    continue
                domain = self.reach.domain(c, t)
                need = need_of(self.reach, (c, t), domain)
                period = self.reach.view.periods[t]
                left = self.reach.view.present(c, t) - self.reach.servable(c, t, domain)
                hopeless += left * period.minutes
                if need is not None:
                    everybody.append(need)
                    if len(domain) == 1:
                        by_component.setdefault(domain[0], []).append(need)
        floors = [self._fixed(clique, k, needs) for k, needs in by_component.items()]
        named = sum(
            s.finding.amount for s in self._here(clique) if s.kind in ("leaders", "helpers")
        )
        return hopeless + max(sum(floors), self._together(clique, everybody, named))

    def _fixed(self, clique: tuple[str, ...], k: GridComponent, needs: list[Need]) -> int:
        """Classes whose component is fixed: leaders with its skill, and rooms with its features."""
        reach, view = self.reach, self.reach.view
        leaders, adults = leaders_of(reach, clique, (k,)), adults_of(reach, clique, (k,))
        places = places_of(reach, clique, (k,))
        needed = ceil(sum((n.meetings for n in needs), Fraction(0)))
        people = ceil(sum((n.adults for n in needs), Fraction(0)))
        params: dict[str, Value] = {
            **when(view.periods[t] for t in clique),
            "component": k,
            "classes": class_names(view, (n.cell[0] for n in needs)),
            "skill": skills_of(reach, clique, k),
            "features": features_of(reach, clique, k),
            "barred": barred(reach, clique, k, leaders),
        }
        subject = f"{clique[0]} {k}"
        if needed > len(leaders):
            self._add("leaders", subject, needed, len(leaders), params, needs, k)
        elif people > len(adults):
            self._add("helpers", subject, people, len(adults), params, needs, k)
        if needed > places:
            self._add("places", subject, needed, places, params, needs, k)
        return max(
            least_unmet([(n.minutes, n.meetings) for n in needs], min(len(leaders), places)),
            least_unmet([(n.minutes, n.adults) for n in needs], len(adults)),
        )

    def _together(self, clique: tuple[str, ...], needs: list[Need], named: int) -> int:
        """All classes together: adults, leaders and rooms, whatever they do.

        Adults are told if more of them are short than is ``named`` with their component.
        """
        if not needs:
            return 0
        reach, view = self.reach, self.reach.view
        leaders, adults = leaders_of(reach, clique, ANY), adults_of(reach, clique, ANY)
        places = places_of(reach, clique, ANY)
        meetings = ceil(sum((n.meetings for n in needs), Fraction(0)))
        people = ceil(sum((n.adults for n in needs), Fraction(0)))
        params: dict[str, Value] = {
            **when(view.periods[t] for t in clique),
            "students": sum(view.present(*n.cell) for n in needs),
        }
        lacking = max(meetings - len(leaders), people - len(adults))
        if lacking > named:
            there = len(leaders) if meetings - len(leaders) == lacking else len(adults)
            self._add("adults", clique[0], there + lacking, there, params, needs)
        if meetings > places and not any(s.kind == "places" for s in self._here(clique)):
            self._add("places", clique[0], meetings, places, params, needs)
        return max(
            least_unmet([(n.minutes, n.meetings) for n in needs], min(len(leaders), places)),
            least_unmet([(n.minutes, n.adults) for n in needs], len(adults)),
        )

    def _here(self, clique: tuple[str, ...]) -> list[Shortage]:
        return [s for s in self.found if any(t in clique for _c, t in s.cells)]

    def _add(
        self,
        kind: Kind,
        subject: str,
        needed: int,
        there: int,
        params: dict[str, Value],
        needs: list[Need],
        k: GridComponent | None = None,
    ) -> None:
        cells = {n.cell for n in needs}
        amount = needed - there
        # Overlapping periods of several clocks make the same classes meet at several moments.
        if any(
            s.kind == kind and s.component == k and cells <= s.cells and amount <= s.finding.amount
            for s in self.found
        ):
            return
        self.found.append(
            short(
                self.reach.view,
                kind,
                FAMILY[kind],
                "rooms_short" if kind == "places" and k is None else f"{kind}_short",
                subject=subject,
                amount=amount,
                unit="places" if kind == "places" else "adults",
                params={**params, "needed": needed, "there": there, "short": amount},
                cells=cells,
                k=k,
            )
        )
