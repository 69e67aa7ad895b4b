"""A school's plan for another segment of the term, as near to a known one as can be.

The known point is carried over by the names of its variables. The levels up to the students'
choices come first, then the number of changes to what people see (grid, sections, seats, leaders),
then the other wishes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from solver.model.context import Context
from solver.model.cpsat import as_cpsat
from solver.model.extract import extract
from solver.model.extract_rooms import NoRoomsError
from solver.model.rows import Objective
from solver.search.budget import LITTLE, Budget, has_point
from solver.search.engines import Send
from solver.search.levels import DUE, NAMES, NOTHING, values
from solver.search.same_adults import leaders_known, plan_values
from solver.search.tasks import Found, Point

SEEN = {
    "grid",
    "group",
    "stay_group",
    "group_room",
    "sections",
    "section_room",
    "enrol",
    "seat",
    "lead",
    "assist",
    "post",
}
"""Variables whose change somebody notices."""
FIRST, LAST = NAMES[:DUE], NAMES[DUE:]
"""Levels that come before the number of changes, and those after it, which get little time."""


@dataclass
class Follow:
    """What a school's search in another segment is given."""

    ctx: Context
    known: Point
    budget: Budget
    seed: int


def follow_task(make: Callable[[], Follow]) -> Callable[[Send], None]:
    """Returns the search as a task: sends its part, or nothing if there is no plan in time.

    Nothing is searched where the rows of the segment already show that it has no plan.
    """

    def run(send: Send) -> None:
        job = make()
        if any(f.severity == "infeasible" for f in job.ctx.findings):
            return
        point = follow(job)
        if point is None:
            return
        ctx = job.ctx
        try:
            part = extract(ctx, point, leaders_known(job.known))
        except NoRoomsError:
            return
        names = {ctx.rows.names[i]: x for i, x in enumerate(point) if x}
        names |= {name: x for name, x in job.known.items() if name[0] == "who"}
        reached = plan_values(ctx, values(ctx, point), part)
        send(("part", Found(reached, part, NOTHING, names)))

    return run


def follow(job: Follow) -> list[int] | None:
    """Returns a point of a segment's model that keeps to a known point, or ``None``."""
    ctx, rows = job.ctx, job.ctx.rows
    near = [
        min(max(job.known.get(name, 0), low), high)
        for name, low, high in zip(rows.names, rows.lower, rows.upper, strict=True)
    ]
    changes = _changes(ctx, near)
    near += [0] * (len(rows.lower) - len(near))
    stages = [(n, rows.objective(n)) for n in FIRST]
    stages += [("changes", changes)]
    stages += [(n, rows.objective(n)) for n in LAST]
    point = None if rows.violated(near) else near
    caps: list[tuple[Objective, int]] = []
    for i, (name, objective) in enumerate(stages):
        left = job.budget.left()
        if point is not None and (objective.value(point) <= 0 or left <= 0.2):
            caps.append((objective, objective.value(point)))
            continue
        model = as_cpsat(rows, objective, None, point or near, caps)
        share = left / (len(stages) - i + 1) * 2
        if name in LAST:
            share = min(share, job.budget.patience(LITTLE))
        solver = job.budget.solve(model, share, job.seed)
        if has_point(solver):
            found = list(solver.response_proto.solution)
            if point is None or objective.value(found) <= objective.value(point):
                point = found
        if point is None:
            return None
        caps.append((objective, objective.value(point)))
    return point


def _changes(ctx: Context, near: Sequence[int]) -> Objective:
    """Counts what differs from ``near`` among the variables that people see."""
    rows = ctx.rows
    total = Objective()
    for v, value in enumerate(list(near)):
        low, high = rows.lower[v], rows.upper[v]
        if low == high or rows.lp_only_var[v] or rows.names[v][0] not in SEEN:
            continue
        if value == low:
            total.add(v, 1)
            total.constant -= low
        elif value == high:
            total.add(v, -1)
            total.constant += high
        else:
            off = rows.var(("off", *rows.names[v]), 0, max(high - value, value - low))
            rows.add("changes", [(off, 1), (v, -1)], low=-value)
            rows.add("changes", [(off, 1), (v, 1)], low=value)
            total.add(off, 1)
    return total
