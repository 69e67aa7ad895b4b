"""The product, ended as soon as its plan leaves nobody unserved and no money missing."""

from benchmarks.methods import ours
from benchmarks.methods.trace import Trace, first_complete
from solver.domain import District
from solver.plan import Plan
from solver.policy import PolicyPack


def run(
    district: District, pack: PolicyPack, seconds: float, seed: int, trace: Trace
) -> Plan | None:
    """Returns the first complete plan, or the best within the budget, or ``None``."""

    def is_complete() -> bool:
        return first_complete(trace.values) is not None

    return ours.run_until(district, pack, seconds, seed, trace, is_complete)
