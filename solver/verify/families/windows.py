"""`serve_lunch` and `offer_extended_care`: who stays for lunch or care has a seat or is counted."""

from solver.domain import School
from solver.plan import Violation
from solver.policy import Clause
from solver.verify.context import Context
from solver.verify.families.seating import check_seats
from solver.verify.lunch_company import check_lunch_company

LUNCH, EXTENDED = "serve_lunch", "offer_extended_care"


def check_serve_lunch(ctx: Context) -> list[Violation]:
    """Checks that every student who eats at school has a seat in each lunch period.

    Structural: who is not served is stated as unmet, under this family. So is a lunch without the
    leader whom a clause asks for.
    """
    return check_seats(ctx, LUNCH, ("lunch",)) + check_lunch_company(ctx)


def check_offer_extended_care(ctx: Context) -> list[Violation]:
    """Checks that every applicant for extended care has a seat in each of its periods.

    A breach of a clause with ``mode`` ``must_on_application``; under one that only permits, and
    without any, whoever applied at a school with such periods is served or stated all the same.
    """

    def duty(school: School) -> Clause | None:
        firm = [c for c in ctx.clauses(EXTENDED, school) if c.get("mode") == "must_on_application"]
        return next((c for c in firm if not c.is_waivable), None)

    return check_seats(ctx, EXTENDED, ("extended",), duty)
