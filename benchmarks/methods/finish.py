"""From a point of the product's rows to a whole plan, as the product itself makes it."""

from collections.abc import Sequence

from benchmarks.methods.sequence import solve_in_sequence
from benchmarks.methods.trace import Trace
from solver.domain import District
from solver.model.build import build
from solver.model.context import Context
from solver.model.extract import extract
from solver.model.extract_rooms import NoRoomsError
from solver.plan import Plan
from solver.plan.levels import LEVELS
from solver.policy import PolicyPack
from solver.search.assemble import assemble, provenance
from solver.search.tasks import Found

_ROOMS_S = 10.0


def plan_of(
    district: District,
    pack: PolicyPack,
    ctx: Context,
    point: Sequence[int],
    seed: int,
    trace: Trace,
) -> Plan | None:
    """Returns the plan of a point, its bounds being the last of the trace.

    Where rooms were only counted and cannot be told apart, the grid is kept and the model with
    named rooms is solved for a few seconds beyond the budget; ``None`` if that finds nothing.

    Raises
    ------
    RuntimeError
        If the point breaks a row: then the method that made it is wrong.
    """
    broken = ctx.rows.violated(point)
    if broken:
        raise RuntimeError(f"the point breaks rows of {', '.join(sorted(set(broken)))}")
    try:
        found = _found(ctx, point)
    except NoRoomsError:
        began = trace.elapsed()
        ctx, named = _with_named_rooms(district, pack, ctx, point, seed)
        trace.facts["rooms_s"] = round(trace.elapsed() - began, 2)
        if named is None:
            return None
        found = _found(ctx, named)
    bounds = trace.bounds[-1][1] if trace.bounds else (0,) * len(LEVELS)
    origin = provenance(district, pack, seed, 2, None, None, trace.elapsed(), ("benchmark",))
    plan = assemble(district, pack, [found], bounds, ctx.barred, origin)
    trace.told([level.value for level in plan.levels])
    return plan


def _found(ctx: Context, point: Sequence[int]) -> Found:
    values = tuple(ctx.rows.objective(level.name).value(point) for level in LEVELS)
    return Found(values, extract(ctx, point))


def _with_named_rooms(
    district: District, pack: PolicyPack, ctx: Context, point: Sequence[int], seed: int
) -> tuple[Context, list[int] | None]:
    exact = build(district, pack, tuple(ctx.views), names_leaders=False)
    known = {name: x for name, x in zip(ctx.rows.names, point, strict=True)}
    hint = {v: known[n] for v, n in enumerate(exact.rows.names) if n in known}
    grid = {v: hint[v] for v in exact.v.grid.values()}
    return exact, solve_in_sequence(exact.rows, _ROOMS_S, seed, Trace(), grid, hint)
