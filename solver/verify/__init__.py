"""The check of a plan, written from the clauses and not from the model.

``check`` gives the verdict, ``recompute`` the figures of a plan counted anew, and
``waived_deviations`` what the waivers in force cover. ``CHECKS`` are the family checks in order.
"""

from solver.verify.families import CHECKS, FAMILIES
from solver.verify.judge import check
from solver.verify.measures import Recomputed, recompute
from solver.verify.waivers import waived_deviations

__all__ = ["CHECKS", "FAMILIES", "Recomputed", "check", "recompute", "waived_deviations"]
