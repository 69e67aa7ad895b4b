"""The meetings that rooms, sizes and choices allow in each period, whoever leads them."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

from solver.domain import Activity, Room
from solver.domain.base import GridComponent
from solver.model.homes import home_of_group, pinned_room
from solver.model.school_view import WALKING, Pattern, SchoolView

Kind = Literal["group", "stay", "section", "window"]


@dataclass(frozen=True)
class Chance:
    """A meeting that rooms and sizes allow in a period, whoever leads it.

    Attributes
    ----------
    kind : ``group`` of whole classes, ``stay`` group of a split period, ``section``; ``window``
        for anything outside the regular day, where no grid tells components apart.
    classes : who may sit in it; a group holds exactly these.
    hold : the most students in it.
    pattern : the periods of the section; a group's is its one period.
    """

    kind: Kind
    activity: Activity
    classes: tuple[str, ...]
    hold: int
    pattern: Pattern

    @property
    def adults(self) -> int:
        """Adults that the meeting needs."""
        return self.activity.leaders + self.activity.helpers

    def serves(self, component: GridComponent) -> bool:
        """Tells whether a class whose cell has the component may be served by the meeting."""
        if self.kind == "window":
            return True
        if self.kind == "stay":
            # Beside stayers of a split cell a whole class of another band that has care may sit.
            return component == "split" or (component == "care" and len(self.classes) > 1)
        if self.kind == "section":
            return component in WALKING
        return component == self.activity.component


@dataclass
class Chances:
    """Makes the possible meetings of a school."""

    view: SchoolView
    _open: dict[tuple[str, str], list[Room]] = field(default_factory=dict)

    def of_periods(self) -> dict[str, tuple[Chance, ...]]:
        """Returns the possible meetings of each period."""
        found: dict[str, list[Chance]] = defaultdict(list)
        for a in self.view.activities.values():
            if a.grouping in ("by_class", "merged"):
                for t in self.view.periods:
                    if self.view.allowed_on(a, t):
                        found[t] += self._groups(a, t)
            elif a.grouping == "whole_band":
                for t in self.view.periods:
                    if self.view.allowed_on(a, t):
                        found[t] += self._reading(a, t)
        for a_id, patterns in self.view.patterns.items():
            for pattern in patterns:
                for chance in self._choice(self.view.activities[a_id], pattern):
                    for t in pattern:
                        found[t].append(chance)
        return {t: tuple(c) for t, c in found.items()}

    def _rooms(self, activity: Activity, t: str) -> list[Room]:
        key = (activity.id, t)
        if key not in self._open:
            self._open[key] = self.view.open_rooms(activity, t)
        return self._open[key]

    def _seats(self, a: Activity, pattern: Pattern) -> int:
        """Returns the seats of the largest room for an activity that is open in all periods."""
        open_ = [{r.id: r.seats for r in self._rooms(a, t)} for t in pattern]
        everywhere = set(open_[0]).intersection(*open_[1:])
        return max((open_[0][r] for r in everywhere), default=0)

    def _groups(self, a: Activity, t: str) -> list[Chance]:
        view = self.view
        found = []
        largest = self._seats(a, (t,))
        for classes in view.groups.get(a.id, ()):
            if not all(view.has(c, t) for c in classes):
                continue
            sizes = [view.present(c, t) for c in classes]
            if min(sizes) == 0:
                continue
            seats = self._seats_of_group(a, classes, t, largest)
            if a.min_students <= sum(sizes) <= min(a.capacity, seats):
                kind: Kind = "group" if t in view.regular else "window"
                found.append(Chance(kind, a, classes, sum(sizes), (t,)))
            most = min(sum(sizes), a.capacity, largest)
            if (
                t in view.regular
                and a.component == "care"
                and most >= max(a.min_students, len(classes))
            ):
                found.append(Chance("stay", a, classes, most, (t,)))
        return found

    def _seats_of_group(self, a: Activity, classes: tuple[str, ...], t: str, largest: int) -> int:
        """Seats of the largest room that a group may sit in: home if it must, or the pinned one."""
        home = home_of_group(self.view, a, classes, t)
        if home is not None and home.seats >= sum(self.view.present(c, t) for c in classes):
            return home.seats
        pinned = pinned_room(self.view, a, classes[0], t) if len(classes) == 1 else None
        if pinned is None:
            return largest
        return next((r.seats for r in self._rooms(a, t) if r.id == pinned), 0)

    def _reading(self, a: Activity, t: str) -> list[Chance]:
        view = self.view
        classes = tuple(
            c for c in view.classes if view.has(c, t) and view.suits(a, c) and view.present(c, t)
        )
        hold = min(a.capacity, self._seats(a, (t,)), sum(view.present(c, t) for c in classes))
        if hold < max(a.min_students, 1):
            return []
        return [Chance("section" if t in view.regular else "window", a, classes, hold, (t,))]

    def _choice(self, a: Activity, pattern: Pattern) -> list[Chance]:
        view = self.view
        limits = {
            w.class_id: min(
                view.wishes[(w.class_id, w.menu_id, a.id)],
                *(view.present(w.class_id, t) for t in pattern),
            )
            for w in view.patterns[a.id][pattern]
        }
        hold = min(a.capacity, self._seats(a, pattern), sum(limits.values()))
        if hold < max(a.min_students, 1):
            return []
        return [Chance("section", a, tuple(c for c, n in limits.items() if n), hold, pattern)]
