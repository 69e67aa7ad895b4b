"""Who eats at school has a place at lunch (HF-3.1), or is counted as unmet.

See ``solver.model.window_places``: groups of whole classes or pools of lunch activities, without
grid cells. The places of lunch, extended care and evening study share one level with the rest.
"""

from solver.model.context import Context
from solver.model.window_places import place

TAG = "serve_lunch"


def add(ctx: Context) -> None:
    """Adds the placement rows of the lunch periods."""
    place(ctx, TAG, "lunch")
