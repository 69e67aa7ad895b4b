"""The rows of the three-index model, made from the product's by telling apart what it counts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from solver.model.context import Context, Terms
from solver.model.grid import walking_vars
from solver.model.room_kinds import seat_limit
from solver.model.rows import Objective, Rows
from solver.model.school_view import Pattern

Work = tuple[str, Pattern]
_COUNTED = frozenset({"sections", "section_room", "lead", "assist"})
TAG = "naive"


class Naive:
    """Rows over single sections and groups.

    Attributes
    ----------
    rows : the model.
    parts : for each variable of the product's rows, the variables that it is the sum of.
    """

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.rows = Rows()
        self.parts: list[list[int]] = [[] for _ in ctx.rows.lower]
        self._students: dict[Work, list[int]] = defaultdict(list)
        for way, var in ctx.v.enrol.items():
            self._students[(way.activity_id, way.pattern)].append(var)
        for (_c, a, t), var in ctx.v.seat.items():
            self._students[(a, (t,))].append(var)
        self._rooms: dict[Work, list[tuple[str, int]]] = defaultdict(list)
        for (a, pattern, key), var in ctx.v.section_room.items():
            self._rooms[(a, pattern)].append((key, var))
        self._sections()
        self._groups()
        self._keep_the_rest()
        self._placement()
        self._translate()

    def counted(self, point: Sequence[int]) -> list[int]:
        """Returns the point of the product's rows that a point of this model adds up to."""
        return [sum(point[x] for x in parts) for parts in self.parts]

    def _single(self, counted: int, *name: object, upper: int = 1) -> int:
        """Makes one of the variables that a variable of the product's rows counts."""
        var = self.rows.var((*self.ctx.rows.names[counted], *name), 0, upper)
        self.parts[counted].append(var)
        return var

    def _sections(self) -> None:
        ctx, v = self.ctx, self.ctx.v
        for (a, pattern), count in v.sections.items():
            activity = ctx.activity[a]
            leaders = v.leaders_of[(a, pattern)]
            # No more sections than people who may lead them.
            for k in range(min(ctx.rows.upper[count], len(leaders))):
                runs = self._single(count, k)
                students: Terms = []
                for var in self._students[(a, pattern)]:
                    most = min(ctx.rows.upper[var], activity.capacity)
                    students.append((self._single(var, k, upper=most), 1))
                rooms, seats = [], []
                for key, var in self._rooms[(a, pattern)]:
                    room = self._single(var, k)
                    rooms.append((room, 1))
                    seats.append((room, -self._limit(a, pattern, key)))
                self.rows.equal(TAG, [*rooms, (runs, -1)], 0)
                self.rows.add(TAG, [*students, *seats], high=0)
                least = max(activity.min_students, 1)
                self.rows.add(TAG, [*students, (runs, -least)], low=0)
                self._adults((a, pattern), runs, k, {})

    def _limit(self, activity_id: str, pattern: Pattern, key: str) -> int:
        kinds = self.ctx.kinds[self.ctx.school_of_period[pattern[0]]]
        kind = next(k for k in kinds if k.key == key)
        return seat_limit(kind, self.ctx.activity[activity_id])

    def _groups(self) -> None:
        """Groups name their adults; who leads a group of an own class is the ``own`` variable."""
        v = self.ctx.v
        owns: dict[tuple[Work, tuple[str, ...]], dict[str, int]] = defaultdict(dict)
        for (w, a, classes, t), var in v.own.items():
            owns[((a, (t,)), classes)][w] = var
        for (a, classes, t), group in v.group.items():
            work = (a, (t,))
            self._adults(work, self._same(group), classes, owns[(work, classes)])
        for (a, c, t), group in v.stay_group.items():
            self._adults((a, (t,)), self._same(group), (c, "stay"), {})

    def _adults(self, work: Work, runs: int, unit: object, owns: dict[str, int]) -> None:
        """Adds one leader and the helpers that a section or group needs if it runs."""
        chosen: Terms = []
        for w, var in self.ctx.v.leaders_of[work]:
            single = self._single(var, unit)
            chosen.append((single, 1))
            if w in owns:
                self.parts[owns[w]] = [single]
        self.rows.equal(TAG, [*chosen, (runs, -1)], 0)
        needed = self.ctx.activity[work[0]].helpers
        if needed:
            helpers = self.ctx.v.assistants_of[work]
            helping = [(self._single(var, unit), 1) for _w, var in helpers]
            self.rows.equal(TAG, [*helping, (runs, -needed)], 0)

    def _same(self, counted: int) -> int:
        """Returns the variable that stands for one that is not split."""
        old = self.ctx.rows
        if not self.parts[counted]:
            var = self.rows.var(old.names[counted], old.lower[counted], old.upper[counted])
            self.parts[counted].append(var)
        return self.parts[counted][0]

    def _keep_the_rest(self) -> None:
        split = {*_COUNTED, "enrol", "seat", "own"}
        old = self.ctx.rows
        for var, name in enumerate(old.names):
            if name[0] not in split and not old.lp_only_var[var]:
                self._same(var)

    def _placement(self) -> None:
        """Students walk to sections only where their band has extension, class by class."""
        ctx = self.ctx
        seats: dict[tuple[str, str], list[int]] = defaultdict(list)
        for (c, _a, t), var in ctx.v.seat.items():
            seats[(c, t)].append(var)
        for view in ctx.views.values():
            for c in view.classes:
                for t in view.slots[c]:
                    movers = [x for _way, x in ctx.v.enrol_at[(c, t)]] + seats[(c, t)]
                    terms = [(x, 1) for var in movers for x in self.parts[var]]
                    present = view.present(c, t)
                    cells = [
                        (x, -present) for var in walking_vars(ctx, c, t) for x in self.parts[var]
                    ]
                    self.rows.add(TAG, [*terms, *cells], high=0)

    def _translate(self) -> None:
        old = self.ctx.rows
        # What a variable's bound says there is a row over its parts here.
        for parts, most in zip(self.parts, old.upper, strict=True):
            self.rows.at_most(TAG, parts, most)
        for low, high, variables, coefs, tag, lp_only in old.rows:
            if not lp_only and not self._is_restated(tag, variables):
                self.rows.add(tag, self._sum(zip(variables, coefs, strict=True)), low, high)
        for level, objective in old.objectives.items():
            mine: Objective = self.rows.objective(level)
            mine.constant = objective.constant
            for var, coef in self._sum(objective.terms.items()):
                mine.add(var, coef)

    def _is_restated(self, tag: str, variables: list[int]) -> bool:
        kinds = {str(self.ctx.rows.names[x][0]) for x in variables}
        if tag == "place_everyone_once":
            return bool(kinds & {"enrol", "seat"}) and "unmet" not in kinds
        if tag == "keep_section_sizes":
            return bool(kinds & _COUNTED) and "runs" not in kinds
        return tag == "keep_own_class_teacher"

    def _sum(self, terms: Iterable[tuple[int, int]]) -> Terms:
        return [(x, coef) for var, coef in terms for x in self.parts[var]]
