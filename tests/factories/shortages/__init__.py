"""Very small districts that miss exactly one thing, and the same districts with it.

One school S1, one week: Wednesday 16:30-17:30 (``Wed``), some also 17:30-18:30 (``Wed2``) or
Thursday 16:30-17:30 (``Thu``), 100 ch each; class C1 of 40 and C2 of 35, at home in R1 and R2 (45
seats each). Every function returns the district that misses something; ``lifted`` the one that has
it.
"""

from tests.factories.shortages.base import Case
from tests.factories.shortages.people import (
    both_busy,
    busy,
    hours_used,
    not_lent,
    own_share,
    pinned_absent,
    provider_full,
    too_far,
    unapproved,
    uncleared,
    unhelped,
    unskilled,
)
from tests.factories.shortages.places import (
    field_full,
    fixed_cell,
    guidance_limited,
    hall_taken,
    mode_limited,
    mode_unled,
    not_chosen,
    over_limit,
    over_rooms,
    poor,
    under_least,
)

__all__ = [
    "Case",
    "both_busy",
    "busy",
    "field_full",
    "fixed_cell",
    "guidance_limited",
    "hall_taken",
    "hours_used",
    "mode_limited",
    "mode_unled",
    "not_chosen",
    "not_lent",
    "over_limit",
    "over_rooms",
    "own_share",
    "pinned_absent",
    "poor",
    "provider_full",
    "too_far",
    "unapproved",
    "uncleared",
    "under_least",
    "unhelped",
    "unskilled",
]
