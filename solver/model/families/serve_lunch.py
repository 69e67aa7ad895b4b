"""A leader of the school eats along in every lunch period with eaters (HF-3.1c).

See ``solver.model.lunch_company``.
"""

from solver.model.context import Context
from solver.model.lunch_company import add_lunch_company


def add(ctx: Context) -> None:
    """Adds the rows of lunch company."""
    add_lunch_company(ctx)
