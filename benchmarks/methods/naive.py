"""The model one writes first: a boolean per section or class, slot and person.

Every section has a number, and its students, room kind and adults are its own variables; every
group of whole classes names its leader. Rules and levels are the product's: in its rows each
counted variable (sections of a pattern, who leads an activity, ...) is replaced by the sum of the
single ones it counts. Rows that only tie counted variables together are stated per section and
group instead, and whatever only strengthens (per-band rows, limits per activity) is left out.
A point of this model is a point of the product's rows by adding up, so nothing is lost either way.
"""

from benchmarks.methods.finish import plan_of
from benchmarks.methods.naive_rows import Naive
from benchmarks.methods.sequence import solve_in_sequence
from benchmarks.methods.trace import Trace
from solver.domain import District
from solver.model.build import build
from solver.plan import Plan
from solver.policy import PolicyPack


def run(
    district: District, pack: PolicyPack, seconds: float, seed: int, trace: Trace
) -> Plan | None:
    """Returns the plan found within ``seconds`` of building and solving, or ``None``."""
    ctx = build(district, pack, names_rooms=False)
    naive = Naive(ctx)
    trace.facts["build_s"] = round(trace.elapsed(), 3)
    trace.facts["variables"] = len(naive.rows.lower)
    trace.facts["rows"] = len(naive.rows.rows)
    point = solve_in_sequence(naive.rows, seconds - trace.elapsed(), seed, trace)
    if point is None:
        return None
    return plan_of(district, pack, ctx, naive.counted(point), seed, trace)
