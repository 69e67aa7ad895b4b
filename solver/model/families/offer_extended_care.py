"""Who applied for extended care has a place in its periods, or is counted as unmet.

Clause XY-3d asks it on application; QC-2e permits it. Either way an applicant at a school with
such periods is served or stated (``solver.model.window_places``); the input refuses applicants
whose school has no period for them.
"""

from solver.model.context import Context
from solver.model.window_places import place

TAG = "offer_extended_care"


def add(ctx: Context) -> None:
    """Adds the placement rows of the periods of extended care."""
    place(ctx, TAG, "extended")
