"""What schools searched one by one cannot say of the level ``encouraged`` of a whole district.

Two terms compare schools: ``support_weak_schools``, which the model of one school leaves out, and
the share of urban schools of ``offer_variety``, where the model of one school counts it in any
case. So the level is not the sum over the schools; these functions say what a sum is worth.
"""

from solver.model.families import offer_variety
from solver.policy import AppliedPolicy
from solver.search.levels import DUE, NAMES


def surplus(policy: AppliedPolicy) -> tuple[int, ...]:
    """Returns, per level, by how much the schools' bounds may add up to too much."""
    over = offer_variety.allowance(policy)
    return tuple(over if i == DUE else 0 for i in range(len(NAMES)))


def compares_schools(policy: AppliedPolicy) -> bool:
    """Tells whether the level may differ from the sum over the schools."""
    weak = {s.is_weak for s in policy.district.schools}
    return len(weak) > 1 or offer_variety.allowance(policy) > 0
