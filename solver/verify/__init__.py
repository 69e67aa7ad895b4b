"""The check of a plan, written from the clauses and not from the model.

``check`` gives the verdict, ``recompute`` the figures of a plan counted anew, ``restated`` a plan
edited by hand with its claims counted anew, ``with_verdict`` a plan with its verdict attached, and
``waived_deviations`` what the waivers in force cover. ``CHECKS`` are the family checks in order.
"""

from solver.verify.families import CHECKS, FAMILIES
from solver.verify.judge import check, with_verdict
from solver.verify.measures import Recomputed, recompute
from solver.verify.restate import restated
from solver.verify.waivers import waived_deviations

__all__ = [
    "CHECKS",
    "FAMILIES",
    "Recomputed",
    "check",
    "recompute",
    "restated",
    "waived_deviations",
    "with_verdict",
]
