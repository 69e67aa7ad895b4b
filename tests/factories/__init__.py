"""A small district, packs and a good plan, made by hand, for tests everywhere.

The district "D" has one primary school "S1": classes C1 (40 take part) and C2 (35) of grade 3 in
one band, Monday to Friday two regular periods of 60 minutes (16:00-18:00, dismissal 16:00, off
work 18:00; 150 ch each). The term has four weeks, 2 to 27 March 2026; Thursday 12 and Friday 13
are closed, Saturday 21 follows Friday. So Mon, Tue, Wed and Fri occur on 4 dates, Thu on 3, and
the third week holds Friday's pattern twice.

The good plan's grid, the same for both classes::

         Mon       Tue        Wed       Thu       Fri
    1    guidance  guidance   guidance  guidance  guidance
    2    sports    extension  sports    split     care

Its figures, counted by hand: unmet 0; basic account closes at 160.00 yuan, special at 600.00;
choices 0 of 37 missed; staff wishes 60 (each class has two adults for care). Period ids are
``<weekday><1|2>``: ``Mon1`` ... ``Fri2``.
"""

from tests.factories.districts import (
    DAYS,
    FIRST,
    LAST,
    tiny_activities,
    tiny_class,
    tiny_district,
    tiny_periods,
    tiny_person,
    tiny_provider,
    tiny_school,
    tiny_staff,
    tiny_term,
)
from tests.factories.edits import (
    changed,
    swap,
    with_activity,
    with_cell,
    with_class,
    with_funding,
    with_meeting,
    with_period,
    with_person,
    with_room,
    with_school,
    with_section,
    without_meeting,
)
from tests.factories.packs import (
    tiny_clause,
    tiny_pack,
)
from tests.factories.plans import (
    GOOD_CELLS,
    GOOD_SECTIONS,
    good_plan,
    tiny_provenance,
    tiny_unmet,
    with_claims,
)

__all__ = [
    "DAYS",
    "FIRST",
    "GOOD_CELLS",
    "GOOD_SECTIONS",
    "LAST",
    "changed",
    "good_plan",
    "swap",
    "tiny_activities",
    "tiny_class",
    "tiny_clause",
    "tiny_district",
    "tiny_pack",
    "tiny_periods",
    "tiny_person",
    "tiny_provenance",
    "tiny_provider",
    "tiny_school",
    "tiny_staff",
    "tiny_term",
    "tiny_unmet",
    "with_activity",
    "with_cell",
    "with_claims",
    "with_class",
    "with_funding",
    "with_meeting",
    "with_period",
    "with_person",
    "with_room",
    "with_school",
    "with_section",
    "without_meeting",
]
