"""A plan without a solver: groups, clubs and pools are placed one after the other where they fit.

It starts from the least legal plan and its grid. Each placement is a step that keeps every row
(``Trial``), so the plan is legal whatever the rules are; nothing placed is ever moved. Whoever can
do least else, and has least to do so far, comes first.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from solver.model.context import Context
from solver.model.grid import cell_var
from solver.model.school_view import WALKING, Enrolment, Pattern
from solver.model.variables import ClassSet
from solver.search.day_moves import weekdays_of
from solver.search.trials import Trial

MOST_PEOPLE, MOST_ROOMS = 60, 10
"""How many people and how many rooms are tried for one placement. Fewer are no faster to speak of,
and leave a fifth of a large school unserved (measured)."""
KEPT = ("pin", "who")
"""Variables that do not follow by themselves either."""


def greedy_point(ctx: Context, point: Sequence[int], fixed: Collection[int] = ()) -> list[int]:
    """Returns a legal point of the same grid in which as many as are easily placed are.

    Parameters
    ----------
    point : sequence of int
        A point that keeps all rows.
    fixed : collection of int
        Variables that stay as they are.
    """
    return _Greedy(ctx, point, fixed).run()


class _Greedy:
    def __init__(self, ctx: Context, point: Sequence[int], fixed: Collection[int]) -> None:
        self.ctx = ctx
        kept = {v for v, name in enumerate(ctx.rows.names) if name[0] in KEPT}
        self.trial = Trial(ctx.rows, point, {*weekdays_of(ctx), *kept, *fixed})
        self.rooms: dict[tuple[str, ClassSet, str], list[int]] = defaultdict(list)
        for (a, classes, t, _key), var in ctx.v.group_room.items():
            self.rooms[(a, classes, t)].append(var)
        self.halls: dict[tuple[str, Pattern], list[int]] = defaultdict(list)
        for (a, pattern, _key), var in ctx.v.section_room.items():
            self.halls[(a, pattern)].append(var)
        self.load: dict[str, int] = defaultdict(int)
        self.able: dict[str, set[str]] = defaultdict(set)
        for w, a, _pattern in ctx.v.lead:
            self.able[w].add(a)
        for (w, _a, _pattern), var in (*ctx.v.lead.items(), *ctx.v.assist.items()):
            self.load[w] += point[var]

    def run(self) -> list[int]:
        """Places duties, groups, clubs, then pools."""
        self._duties()
        for key, var in self._groups():
            self._group(key, var)
        ways: dict[tuple[str, Pattern], list[tuple[Enrolment, int]]] = defaultdict(list)
        for way, var in self.ctx.v.enrol.items():
            if all(self._walks(way.class_id, t) for t in way.pattern):
                ways[(way.activity_id, way.pattern)].append((way, var))
        for club in sorted(ways, key=lambda k: (len(self.ctx.v.leaders_of[k]), k)):
            self._club(club, ways[club])
        self._pools()
        return self.trial.point

    # --- who and where ----------------------------------------------------------------------

    def _people(self, among: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
        free = [(w, var) for w, var in among if not self.trial.point[var]]
        free.sort(key=lambda p: (len(self.able[p[0]]), self.load[p[0]], p[0]))
        return free[:MOST_PEOPLE]

    def _place(self, key: tuple[str, Pattern], what: dict[int, int], rooms: list[int]) -> bool:
        """Tries people and rooms for one more group or section."""
        v, helpers = self.ctx.v, self.ctx.activity[key[0]].helpers
        for w, lead in self._people(v.leaders_of[key]):
            others = [p for p in self._people(v.assistants_of[key]) if p[0] != w][:helpers]
            if len(others) < helpers:
                continue
            people = {var: 1 for _, var in ((w, lead), *others)}
            for housed in [{room: 1} for room in rooms[:MOST_ROOMS]] or [{}]:
                if self.trial.step(what | people | housed):
                    for person, _ in ((w, lead), *others):
                        self.load[person] += len(key[1])
                    return True
        return False

    def _walks(self, class_id: str, t: str) -> bool:
        """Tells whether a class's students may sit in sections then, and some still have none."""
        point = self.trial.point
        if not self._left(class_id, (t,)):
            return False
        if t not in self.ctx.view_of(t).regular:
            return True
        cells = (cell_var(self.ctx, class_id, t, k) for k in WALKING)
        return any(var is not None and point[var] for var in cells)

    def _left(self, class_id: str, pattern: Pattern) -> int:
        unmet, point = self.ctx.v.unmet, self.trial.point
        return min(point[unmet[(class_id, t)]] if (class_id, t) in unmet else 0 for t in pattern)

    # --- what -------------------------------------------------------------------------------

    def _duties(self) -> None:
        standing: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for (w, post_id), var in self.ctx.v.post.items():
            standing[post_id].append((w, var))
        for post_id, short in self.ctx.v.post_short.items():
            for w, var in self._people(standing[post_id]):
                if self.trial.point[short] and self.trial.step({var: 1, short: -1}):
                    self.load[w] += 1

    def _groups(self) -> Iterator[tuple[tuple[str, ClassSet, str], int]]:
        """Yields groups that the grid allows, the largest of each period first."""
        point = self.trial.point
        groups = sorted(self.ctx.v.group.items(), key=lambda kv: (kv[0][2], -len(kv[0][1]), kv[0]))
        for (a, classes, t), var in groups:
            component = self.ctx.activity[a].component
            if t in self.ctx.view_of(t).regular:
                cells = [cell_var(self.ctx, c, t, component) for c in classes]
                if not all(x is not None and point[x] for x in cells):
                    continue
            yield (a, classes, t), var

    def _group(self, key: tuple[str, ClassSet, str], var: int) -> None:
        a, classes, t = key
        v, view = self.ctx.v, self.ctx.view_of(t)
        if any(self._left(c, (t,)) < view.present(c, t) for c in classes):
            return
        what = {var: 1} | {v.unmet[(c, t)]: -view.present(c, t) for c in classes}
        self._place((a, (t,)), what, self.rooms[(a, classes, t)])

    def _club(self, key: tuple[str, Pattern], ways: list[tuple[Enrolment, int]]) -> None:
        """Opens sections of a club as long as enough who want it have no place."""
        a = self.ctx.activity[key[0]]
        while True:
            what, size = self._students(ways, key[1], a.capacity)
            if size < max(a.min_students, 1):
                return
            if not self._place(key, {self.ctx.v.sections[key]: 1} | what, self.halls[key]):
                return

    def _students(
        self, ways: list[tuple[Enrolment, int]], pattern: Pattern, most: int
    ) -> tuple[dict[int, int], int]:
        what: dict[int, int] = {}
        taken: dict[str, int] = defaultdict(int)
        for way, var in ways:
            c = way.class_id
            room = self.ctx.rows.upper[var] - self.trial.point[var]
            n = min(most - sum(taken.values()), self._left(c, pattern) - taken[c], room)
            if n > 0:
                what[var] = n
                taken[c] += n
        for c, n in taken.items():
            what |= {self.ctx.v.unmet[(c, t)]: -n for t in pattern if n}
        return what, sum(taken.values())

    def _pools(self) -> None:
        """Seats whoever is left in activities for whole bands, period by period."""
        seats: dict[tuple[str, Pattern], list[tuple[str, int]]] = defaultdict(list)
        for (c, a, t), var in self.ctx.v.seat.items():
            seats[(a, (t,))].append((c, var))
        for key in sorted(seats, key=lambda k: (k[1], k[0])):
            pool = self.ctx.activity[key[0]]
            (t,) = key[1]
            while True:
                what: dict[int, int] = {}
                free = pool.capacity
                for c, var in seats[key]:
                    n = min(free, self._left(c, (t,))) if self._walks(c, t) else 0
                    if n:
                        what |= {var: n, self.ctx.v.unmet[(c, t)]: -n}
                        free -= n
                if pool.capacity - free < max(pool.min_students, 1):
                    break
                if not self._place(key, {self.ctx.v.sections[key]: 1} | what, self.halls[key]):
                    break
