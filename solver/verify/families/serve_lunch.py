"""`serve_lunch`: a leader of the school eats along in every lunch period with eaters."""

from solver.plan import Violation
from solver.verify.context import Context
from solver.verify.lunch_company import check_lunch_company


def check_serve_lunch(ctx: Context) -> list[Violation]:
    """Checks lunch company (HF-3.1c)."""
    return check_lunch_company(ctx)
