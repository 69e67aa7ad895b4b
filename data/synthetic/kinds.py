"""Kinds of schools that the profiles draw from, with the published ranges behind them.

Sources stand in ``data/REALDATA.md``; ranges are inclusive.
"""

from dataclasses import dataclass

from data.synthetic.recipe import Setting
from solver.domain.base import Stage


@dataclass(frozen=True)
class Kind:
    """A kind of school: ranges of what is drawn."""

    stage: Stage
    setting: Setting
    classes: tuple[int, int]
    pupils: tuple[int, int]
    """Pupils per class."""
    staff_per_class: tuple[float, float]
    clubs: tuple[int, int]
    special: tuple[int, int]
    rate: tuple[float, float]
    """Share of pupils who take part."""
    club_size: tuple[int, int] = (18, 28)
    fee_yuan: tuple[int, int] = (240, 360)


# Classes: ministry 2018 gives 29.8 classes per urban primary school, 17.3 per town and 5.5 per
# rural place, and 2012 26.6, 19.8 and 10.5 per junior school; single schools 4 to 57. Pupils per
# class: Jiangmen 42.7 and 46.7; rural records 14.8 to 45.7. Staff per class: Jiangmen 2.18
# primary, 3.21 junior; single schools 1.5 to 3.5. Participation: 0.85 of pupils in 2021, 0.90
# later. Clubs: village 4-8, township 11-26, town and city 22-60.
CITY_PRIMARY = Kind(
    "primary", "city", (24, 48), (38, 46), (2.1, 2.6), (22, 40), (3, 6), (0.85, 0.96)
)
CITY_JUNIOR = Kind("junior", "city", (18, 30), (42, 48), (2.8, 3.3), (16, 28), (2, 3), (0.85, 0.96))
SEAT_PRIMARY = Kind(
    "primary", "seat", (24, 36), (42, 50), (2.1, 2.6), (20, 30), (1, 3), (0.82, 0.94)
)
TOWN_PRIMARY = Kind(
    "primary", "township", (12, 24), (36, 47), (2.0, 2.5), (11, 20), (0, 0), (0.80, 0.92)
)
TOWN_JUNIOR = Kind(
    "junior", "township", (9, 20), (40, 47), (2.7, 3.2), (9, 16), (0, 0), (0.80, 0.92)
)
CENTRE = Kind(
    "primary",
    "township",
    (12, 21),
    (34, 45),
    (2.1, 2.5),
    (11, 16),
    (0, 0),
    (0.80, 0.92),
    (18, 26),
    (200, 320),
)
RURAL_JUNIOR = Kind(
    "junior",
    "township",
    (6, 12),
    (32, 44),
    (2.7, 3.2),
    (8, 12),
    (0, 0),
    (0.80, 0.92),
    (18, 26),
    (200, 320),
)
VILLAGE = Kind(
    "primary",
    "village",
    (4, 8),
    (14, 24),
    (1.5, 2.3),
    (4, 8),
    (0, 0),
    (0.85, 0.98),
    (10, 16),
    (160, 280),
)
WEAK_VILLAGE = Kind(
    "primary",
    "village",
    (4, 6),
    (12, 18),
    (1.5, 1.9),
    (4, 6),
    (0, 0),
    (0.85, 0.98),
    (10, 14),
    (160, 280),
)

MIX: dict[str, tuple[Kind, ...]] = {
    "city_district": (
        CITY_PRIMARY,
        CITY_PRIMARY,
        CITY_JUNIOR,
        CITY_PRIMARY,
        CITY_PRIMARY,
        CITY_JUNIOR,
    ),
    "average_county": (
        TOWN_PRIMARY,
        SEAT_PRIMARY,
        TOWN_JUNIOR,
        VILLAGE,
        WEAK_VILLAGE,
        TOWN_PRIMARY,
        VILLAGE,
        TOWN_JUNIOR,
        TOWN_PRIMARY,
        VILLAGE,
    ),
    "rural_county": (CENTRE, WEAK_VILLAGE, VILLAGE, WEAK_VILLAGE, RURAL_JUNIOR, VILLAGE),
    "town": (TOWN_PRIMARY, TOWN_PRIMARY, TOWN_JUNIOR, TOWN_PRIMARY, SEAT_PRIMARY),
}
"""Kinds in the order in which schools are made, again from the start when they run out."""
