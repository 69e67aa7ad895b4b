"""The weighted families: a wish is never a violation, but what the plan says of it must be true.

`satisfy_choices`, `keep_own_class_teacher`, `balance_workload`, `limit_trips`: each recounts its
term and compares the plan's claim.
"""

from solver.plan import Violation
from solver.verify.claims.terms import term_claim
from solver.verify.context import Context
from solver.verify.measures import hours_over_target, missed_choices, strange_leaders, trips


def check_satisfy_choices(ctx: Context) -> list[Violation]:
    """Checks the claimed number of wished enrolments that are not met."""
    return term_claim(ctx, "satisfy_choices", missed_choices(ctx))


def check_keep_own_class_teacher(ctx: Context) -> list[Violation]:
    """Checks the claimed number of class-periods of guidance not led by the own teacher."""
    return term_claim(ctx, "keep_own_class_teacher", strange_leaders(ctx))


def check_balance_workload(ctx: Context) -> list[Violation]:
    """Checks the claimed class-hours over target."""
    return term_claim(ctx, "balance_workload", hours_over_target(ctx))


def check_limit_trips(ctx: Context) -> list[Violation]:
    """Checks the claimed number of trips to other schools."""
    return term_claim(ctx, "limit_trips", trips(ctx))
