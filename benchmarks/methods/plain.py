"""The product's rows, whole, in CP-SAT: what one gets without the product's search."""

from benchmarks.methods.finish import plan_of
from benchmarks.methods.sequence import solve_in_sequence
from benchmarks.methods.trace import Trace
from solver.domain import District
from solver.model.build import build
from solver.plan import Plan
from solver.policy import PolicyPack


def run(
    district: District, pack: PolicyPack, seconds: float, seed: int, trace: Trace
) -> Plan | None:
    """Returns the plan found within ``seconds`` of building and solving, or ``None``.

    Rooms are counted by kind, as the product's own search does.
    """
    ctx = build(district, pack, names_rooms=False)
    trace.facts["build_s"] = round(trace.elapsed(), 3)
    trace.facts["variables"] = len(ctx.rows.lower)
    trace.facts["rows"] = len(ctx.rows.rows)
    point = solve_in_sequence(ctx.rows, seconds - trace.elapsed(), seed, trace)
    return None if point is None else plan_of(district, pack, ctx, point, seed, trace)
