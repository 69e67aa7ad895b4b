"""The search of one school as a task for an engine: what it is given and what it sends back."""

from collections.abc import Callable
from dataclasses import dataclass, field

from solver.model.build import build
from solver.model.context import Context
from solver.model.extract import SchoolPart, extract
from solver.model.extract_rooms import NoRoomsError
from solver.plan import Plan
from solver.search.board import Board
from solver.search.budget import LITTLE, Budget
from solver.search.cost import bound_of_cost, spared
from solver.search.engines import Send
from solver.search.grid_start import grid_of_plan
from solver.search.levels import LAST, NOTHING, values
from solver.search.plan_point import leaders_of_plan, point_of_plan
from solver.search.same_adults import plan_values, with_same_adults
from solver.search.school import Answer, SchoolSearch, Scope

STAFF_SHARE = {"deep": 0.04, "again": 0.04, "both": 0.08, "free": 0.08}
STAFF_SHARE |= {"dive": 0.08, "polish": 0.3}
"""What of a school's budget is kept for who leads what once it is settled what takes place."""
LEAST_FOR_STAFF = 0.5
"""Units for that in any case."""
NAMES_LEADERS = ("both", "free", "dive", "polish")
"""Searches for every level: at their end it is chosen too which leader gets which group."""
SCOPES: dict[str, Scope] = {"both": "closing", "free": "closing", "dive": "closing"}
SCOPES |= {"polish": "all"}
FREE_SHARE = {"both": 0.5, "free": 0.95}
"""What of its time a search goes on with the grid free, from its first plan: ``free`` is for
several searches side by side, of which another one is guided by the relaxation."""
Point = dict[tuple[object, ...], int]


@dataclass
class Found:
    """The best known of one school."""

    values: tuple[int, ...]
    part: SchoolPart
    bounds: tuple[int, ...] = NOTHING
    point: dict[tuple[object, ...], int] = field(default_factory=dict)
    """Values of the model's variables that are not zero, by name."""


@dataclass
class Job:
    """What a school's search is given.

    Attributes
    ----------
    start : a plan to go on from: all of it if the model takes it, else its grid.
    known : values by variable name of the best point so far.
    floors : lower bounds of the levels over all plans of the district.
    board : where searches of the same model tell each other their best point.
    """

    ctx: Context
    seed: int
    seconds: float | None
    work: float | None
    start: Plan | None = None
    known: Point | None = None
    floors: tuple[int, ...] = NOTHING
    board: Board | None = None


def school_task(job: Job, phase: str) -> Callable[[Send], None]:
    """Returns the search of a model as a task: sends parts, values and bounds, units used."""
    ctx, seed, seconds = job.ctx, job.seed, job.seconds

    def run(send: Send) -> None:
        leaders = leaders_of_plan(ctx, job.start) if job.start is not None else None

        def report(
            phase: str, found: tuple[int, ...], bounds: tuple[int, ...], point: list[int]
        ) -> None:
            try:
                part = extract(ctx, point, leaders)
            except NoRoomsError:
                return
            names = {ctx.rows.names[i]: x for i, x in enumerate(point) if x}
            reached = plan_values(ctx, found, part)
            send(("part", Found(reached, part, bounds, names)))

        budget = Budget(seconds=seconds, work=job.work)
        first = budget.before(STAFF_SHARE[phase]) if phase in STAFF_SHARE else budget
        scope = SCOPES.get(phase, "due")
        search = SchoolSearch(ctx, first, seed, report, scope, job.floors, job.board)
        grid = grid_of_plan(ctx, job.start) if job.start is not None else None
        if job.known is not None:
            search.resume([job.known.get(name, 0) for name in ctx.rows.names])
        elif job.start is not None:
            begun = point_of_plan(ctx, job.start, first, seed)
            if begun is not None:
                search.accept(begun, "start")
        if phase == "quick":
            search.first(grid)
            send(("used", budget.used()))
            return
        if phase == "polish":
            answer = search.polish()
        else:
            free = FREE_SHARE.get(phase, 0.0)
            answer = search.run(grid, quick=free > 0 or search.is_large, free=free)
        if answer.point is None:
            budget.charge(first.used())
        if answer.infeasible:
            send(("empty", None))
        elif answer.point is not None:
            budget.charge(first.used())
            # It takes next to nothing, and is worth it even where the search has overrun.
            last = budget.at_least(LEAST_FOR_STAFF)
            answer = search.restaff(last, budget.patience(LITTLE / 2))
            budget.charge(last.used())
            assert answer.point is not None
            reached, bounds = answer.values, answer.bounds
            if phase in NAMES_LEADERS:
                last = budget.at_least(LEAST_FOR_STAFF)
                answer = spared(search, last, budget.patience(LITTLE / 2))
                budget.charge(last.used())
                # After a search for every level the rest of its time is for nothing else.
                most = budget.left() if SCOPES[phase] == "all" else None
                reached = _name_leaders(job, answer, budget, send, most)
                if SCOPES[phase] == "closing" and budget.left() > LEAST_FOR_STAFF:
                    cost = bound_of_cost(search, reached, budget.patience(LITTLE / 2))
                    bounds = (*bounds[:LAST], cost)
            send(("end", (reached, bounds)))
            assert answer.point is not None
            _ensure_rooms(job, answer.point, send)
        send(("used", budget.used()))

    return run


def _name_leaders(
    job: Job, answer: Answer, budget: Budget, send: Send, most: float | None
) -> tuple[int, ...]:
    """Chooses anew who leads which group of the best point, so that classes keep their adults.

    Returns the levels of the plan that is told in the end.
    """
    ctx, point = job.ctx, answer.point
    assert point is not None
    better = with_same_adults(ctx, point, budget, job.seed, most)
    if better is None:
        try:
            return plan_values(ctx, answer.values, extract(ctx, point))
        except NoRoomsError:
            return answer.values
    named, found = better
    part = extract(named, found)
    names = {
        name: x
        for i, (name, x) in enumerate(zip(named.rows.names, found, strict=True))
        if x and (i < len(point) or name[0] == "who")
    }
    send(
        (
            "part",
            Found(values(named, found), part, answer.bounds, names),
        )
    )
    return values(named, found)


def _ensure_rooms(job: Job, point: list[int], send: Send) -> None:
    """If rooms were only counted and cannot be told apart, searches again with named rooms."""
    ctx = job.ctx
    try:
        extract(ctx, point)
    except NoRoomsError:
        exact = build(
            ctx.district,
            ctx.pack,
            tuple(ctx.views),
            ctx.day_school,
            week_limit=ctx.week_limit,
            evening_limit=ctx.evening_limit,
            no_gaps=ctx.no_gaps,
            names_leaders=False,
        )
        chosen = {ctx.rows.names[v] for v in ctx.v.grid.values() if point[v]}
        grid = {v: int(exact.rows.names[v] in chosen) for v in exact.v.grid.values()}

        def report(
            phase: str, found: tuple[int, ...], bounds: tuple[int, ...], better: list[int]
        ) -> None:
            part = extract(exact, better)
            reached = plan_values(exact, found, part)
            send(("part", Found(reached, part)))

        seconds = None if job.work is not None else max(5.0, (job.seconds or 20) / 2)
        budget = Budget(seconds=seconds, work=job.work)
        SchoolSearch(exact, budget, job.seed, report).run(grid, moves=False)
