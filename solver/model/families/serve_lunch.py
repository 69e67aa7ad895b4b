"""Who eats at school has a place at lunch (HF-3.1), and a leader eats along (HF-3.1c).

See ``solver.model.window_places``: groups of whole classes or pools of lunch activities, without
grid cells; ``solver.model.lunch_company`` for the leader. Who has no place and which lunch has no
leader is counted as unmet.
"""

from solver.model.context import Context
from solver.model.lunch_company import add_lunch_company
from solver.model.window_places import place

TAG = "serve_lunch"


def add(ctx: Context) -> None:
    """Adds the rows of places and company at lunch."""
    place(ctx, TAG, "lunch")
    add_lunch_company(ctx)
