"""Each class alone, with everybody and every room for itself: what it cannot be served at all."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

from solver.domain import Activity
from solver.domain.base import GridComponent
from solver.domain.messages.said import Message, Value
from solver.model.reach import Reach
from solver.model.school_view import COMPONENT_OF, WALKING
from solver.model.shortages.demand import need_of
from solver.model.shortages.mode import Least, least_of, times
from solver.model.shortages.types import (
    Cell,
    Kind,
    Shortage,
    class_names,
    short,
)
from solver.model.shortages.who import features

MOST_PERIODS = 5
"""Periods of a day whose components are tried together."""
KINDS: dict[str, Kind] = {
    "no_activity": "activity",
    "barred": "barred",
    "not_chosen": "unchosen",
    "no_room": "places",
    "over_rooms": "size",
    "over_limit": "size",
    "too_few": "size",
}


@dataclass
class _Lost:
    """Class-periods that nothing takes, for one reason, and how many are lost at least."""

    component: GridComponent | None
    code: str
    params: dict[str, Value]
    cells: list[Cell] = field(default_factory=list)
    times: int = 0
    students: int = 0


@dataclass
class Classes:
    """The classes of a school, one by one."""

    reach: Reach
    _lost: dict[tuple[GridComponent | None, str, str], _Lost] = field(default_factory=dict)

    @cached_property
    def least(self) -> Least:
        """What the mode asks for."""
        return least_of(self.reach)

    # --- what nothing can hold ------------------------------------------------------------------

    def shortages(self) -> list[Shortage]:
        """Returns which classes no activity or room can take, and why."""
        for c in self.reach.view.classes:
            self._in_no_component(c)
            for k in self.least.week:
                self._in_the_mode(c, k)
        return [self._told(lost) for lost in self._lost.values()]

    def _in_no_component(self, c: str) -> None:
        """Periods in which nothing that the class's cell may be can take all of it."""
        view = self.reach.view
        for t in (*view.slots[c], *view.window_slots[c]):
            domain = self.reach.domain(c, t)
            present, servable = view.present(c, t), self.reach.servable(c, t, domain)
            if servable < present:
                regular = t in view.regular
                missed = {COMPONENT_OF[k] for k in domain if k != "split" and regular}
                k = missed.pop() if len(missed) == 1 else "split" if domain == ("split",) else None
                self._lose(k, [(c, t)], 1, present - servable if servable else 0)

    def _in_the_mode(self, c: str, k: GridComponent) -> None:
        """Times that the mode asks for a component and nothing can take the class."""
        view = self.reach.view
        among: tuple[GridComponent, ...] = WALKING if k == "extension" else (k,)
        slots = [t for t in view.slots[c] if {*among} & {*self.reach.domain(c, t)}]
        empty = [t for t in slots if not view.present(c, t)]
        present = [t for t in slots if t not in empty]
        unfit = [t for t in present if need_of(self.reach, (c, t), among) is None]
        fit = self._most_times(k, [t for t in present if t not in unfit])
        missing = times(self.reach, c, k, self.least) - len(empty) - fit
        if missing > 0 and unfit:
            self._lose(k, [(c, t) for t in unfit], missing)

    def _most_times(self, k: GridComponent, slots: list[str]) -> int:
        """Returns in how many of some periods a class may have a component: so often a day."""
        most = self.least.guidance_day
        if k != "guidance" or most is None:
            return len(slots)
        of_day = Counter(self.reach.view.periods[t].weekday for t in slots)
        return sum(min(most, n) for n in of_day.values())

    def _lose(
        self, k: GridComponent | None, cells: list[Cell], times: int, unchosen: int = 0
    ) -> None:
        """Notes class-periods that are lost; ``unchosen`` students of them chose nothing."""
        code, params = ("not_chosen", {}) if unchosen else self.why(cells[0], k or "")
        # Sizes differ from class to class; other reasons are told of all classes of a window.
        window = self.reach.view.periods[cells[0][1]].window
        one = cells[0][0] if KINDS[code] == "size" else window
        lost = self._lost.setdefault((k, code, one), _Lost(k, code, params))
        lost.cells += cells
        lost.times += times
        lost.students += unchosen

    def _told(self, lost: "_Lost") -> Shortage:
        view = self.reach.view
        k = lost.component
        unchosen = lost.code == "not_chosen"
        window = view.periods[lost.cells[0][1]].window
        return short(
            view,
            KINDS[lost.code],
            "place_everyone_once",
            f"class_{lost.code}",
            subject=f"{lost.cells[0][0]} {k or ''}".rstrip(),
            amount=lost.students if unchosen else lost.times,
            unit="student_periods" if unchosen else "class_periods",
            params={
                "classes": class_names(view, (c for c, _t in lost.cells)),
                "component": k or (window if window != "regular" else "any_component"),
                "lost": lost.times,
                "students": lost.students,
                **lost.params,
            },
            cells=lost.cells,
            k=k,
        )

    def why(self, cell: Cell, component: str) -> tuple[str, dict[str, Value]]:
        """Returns why no activity of a component (any, if empty) takes a class in a period."""
        view = self.reach.view
        c, t = cell
        answers = [
            (code, params)
            for a in view.activities.values()
            if _takes(component, a) and view.suits(a, c) and view.allowed_on(a, t)
            for code, params in [self._unfit(a, cell)]
            # Sizes do not keep it out: nobody chose it.
            if int(str(params["short"])) > 0
        ]
        if not answers:
            return self._barred(cell, component) or ("no_activity", {})
        order = ("over_limit", "over_rooms", "too_few", "no_room")
        return min(answers, key=lambda x: (order.index(x[0]), int(str(x[1].get("short", 0)))))

    def _barred(self, cell: Cell, component: str) -> tuple[str, dict[str, Value]] | None:
        """Returns the clause that keeps the activities of a component from a class, if one does."""
        reach = self.reach
        c, t = cell
        for a in reach.ctx.district.activities:
            here = a.school_id in (None, reach.view.school.id) and _takes(component, a)
            clause_id = reach.view.ban(a, c, t)
            if here and clause_id is not None:
                reason = reach.ctx.barred.get(("activity", a.id, reach.view.school.id))
                why: Value = Message(reason.code, dict(reason.params)) if reason else ""
                return "barred", {"activity": a.title, "clause": clause_id, "reason": why}
        return None

    def _unfit(self, a: Activity, cell: Cell) -> tuple[str, dict[str, Value]]:
        c, t = cell
        size = self.reach.view.present(c, t)
        rooms = self.reach.view.open_rooms(a, t)
        params: dict[str, Value] = {"activity": a.title, "size": size}
        seats = max((r.seats for r in rooms), default=0)
        if not rooms:
            return "no_room", params | {"features": features([a]), "short": 1}
        if a.component != "extension" and a.capacity < size:
            return "over_limit", params | {"most": a.capacity, "short": size - a.capacity}
        if a.component != "extension" and seats < size:
            return "over_rooms", params | {"most": seats, "short": size - seats}
        return "too_few", params | {"least": a.min_students, "short": a.min_students - size}

    # --- the least that each class loses ---------------------------------------------------------

    def floor(self) -> int:
        """Returns the student-minutes that are unmet in every plan, class by class.

        Each class takes the best week of components that its mode and fixed cells allow.
        """
        return sum(self._best_week(c) + self._outside(c) for c in self.reach.view.classes)

    def _outside(self, class_id: str) -> int:
        """Returns what a class loses outside the regular day."""
        view = self.reach.view
        return sum(
            (view.present(class_id, t) - self._served(class_id, t, "care"))
            * view.periods[t].minutes
            for t in view.window_slots[class_id]
        )

    def _best_week(self, class_id: str) -> int:
        view = self.reach.view
        cost = {
            (t, k): (view.present(class_id, t) - self._served(class_id, t, k))
            * view.periods[t].minutes
            for t in view.slots[class_id]
            for k in self.reach.domain(class_id, t)
        }
        by_day: dict[int, list[str]] = defaultdict(list)
        for t in view.slots[class_id]:
            by_day[view.periods[t].weekday].append(t)
        too_long = any(len(slots) > MOST_PERIODS for slots in by_day.values())
        if too_long or not any(cost.values()):
            return 0
        wanted = tuple(self.least.week[k] for k in ("guidance", "sports", "extension"))
        weeks: dict[tuple[int, ...], int] = {(0, 0, 0): 0}
        for slots in by_day.values():
            days = self._days(class_id, slots, wanted, cost)
            merged: dict[tuple[int, ...], int] = {}
            for (had, before), (day, more) in product(weeks.items(), days.items()):
                counts = tuple(min(w, a + b) for w, a, b in zip(wanted, had, day, strict=True))
                merged[counts] = min(merged.get(counts, before + more), before + more)
            weeks = merged
        return weeks.get(wanted, 0)

    def _days(
        self,
        class_id: str,
        slots: list[str],
        wanted: tuple[int, ...],
        cost: dict[tuple[str, GridComponent], int],
    ) -> dict[tuple[int, ...], int]:
        """Returns the least cost of a day by how often it has each component of the mode."""
        least = self.least
        domains = [self.reach.domain(class_id, t) for t in slots]
        found: dict[tuple[int, ...], int] = {}
        for cells in product(*domains):
            guidance, sports = cells.count("guidance"), cells.count("sports")
            walking = sum(1 for k in cells if k in WALKING)
            if least.guidance_day is not None and guidance > least.guidance_day:
                continue
            daily = least.day_from is not None and len(slots) >= least.day_from
            if daily and not (guidance and sports and walking):
                continue
            counts = tuple(
                min(w, n) for w, n in zip(wanted, (guidance, sports, walking), strict=True)
            )
            total = sum(cost[(t, k)] for t, k in zip(slots, cells, strict=True))
            found[counts] = min(found.get(counts, total), total)
        return found

    def _served(self, class_id: str, t: str, k: GridComponent) -> int:
        """Returns the most students of a class that a component can serve in a period."""
        view = self.reach.view
        present = view.present(class_id, t)
        chosen: dict[str, int] = {}
        for chance in self.reach.chances_of.get((class_id, t), ()):
            if not chance.serves(k) or not self.reach.can_run(chance):
                continue
            if chance.activity.grouping != "by_choice":
                return present
            chosen[chance.activity.id] = self.reach.wishes_of[class_id].get(chance.activity.id, 0)
        return min(present, sum(chosen.values()))


def _takes(component: str, activity: Activity) -> bool:
    """Tells whether a cell of a component (any, if empty) may hold an activity."""
    if component == "split":
        return activity.component in ("care", "extension")
    return component in ("", activity.component)
