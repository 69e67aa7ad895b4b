"""The product's rows, whole, in HiGHS: branch and cut per level, bounds from the relaxation."""

from benchmarks.methods.finish import plan_of
from benchmarks.methods.trace import Trace
from solver.domain import District
from solver.model.build import build
from solver.model.rows import Objective
from solver.plan import Plan
from solver.plan.levels import LEVELS
from solver.policy import PolicyPack
from solver.search.relaxation import Relaxation


def run(
    district: District, pack: PolicyPack, seconds: float, seed: int, trace: Trace
) -> Plan | None:
    """Returns the plan found within ``seconds``, or ``None``; HiGHS is left at its own seed.

    HiGHS through MathOpt reports only at the end of a solve, so values come once per level.
    """
    ctx = build(district, pack, names_rooms=False)
    trace.facts["build_s"] = round(trace.elapsed(), 3)
    trace.facts["variables"] = len(ctx.rows.lower)
    trace.facts["rows"] = len(ctx.rows.rows)
    relaxation = Relaxation(ctx.rows)
    levels = [ctx.rows.objective(level.name) for level in LEVELS]
    bounds = [0] * len(levels)
    trace.proved(bounds)
    point: list[int] | None = None
    caps: list[tuple[Objective, int]] = []
    for i, objective in enumerate(levels):
        left = seconds - trace.elapsed()
        if left > 0.5 and (point is None or objective.value(point) > 0):
            relaxed = relaxation.solve(objective, caps, None, left)
            if relaxed is not None and relaxed.feasible:
                bounds[i] = max(bounds[i], relaxed.bound)
                trace.proved(bounds)
            left = seconds - trace.elapsed()
            share = left if i == len(levels) - 1 else left / 2
            found = relaxation.solve_integer(objective, caps, {}, max(0.1, share))
            if found is not None:
                point = found
                trace.reached([o.value(point) for o in levels])
        if point is None:
            return None
        caps.append((objective, objective.value(point)))
    return plan_of(district, pack, ctx, point, seed, trace) if point is not None else None
