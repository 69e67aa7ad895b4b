"""The weighted families: a wish is never a violation, but what the plan says of it must be true.

Each check recounts its term (see ``measures``) and compares the plan's claim.
"""

from collections.abc import Callable

from solver.plan import Violation
from solver.verify.claims.terms import term_claim
from solver.verify.context import Context
from solver.verify.measures import RECOUNTED


def _check_of(family: str, count: Callable[[Context], int]) -> Callable[[Context], list[Violation]]:
    def check(ctx: Context) -> list[Violation]:
        return term_claim(ctx, family, count(ctx))

    check.__name__ = f"check_{family}"
    check.__doc__ = f"Checks what the plan claims of `{family}`."
    return check


WISH_CHECKS = tuple(_check_of(family, count) for family, count in RECOUNTED.items())
