"""The levels of the objective in their order, and the weights inside a level.

Levels are solved one after the other, never as one weighted sum: no number of wishes outweighs a
student without a place and an adult.
"""

from typing import NamedTuple


class Level(NamedTuple):
    """A level: its name and its natural unit."""

    name: str
    unit: str


class Wish(NamedTuple):
    """A term of a level: family, the level it belongs to, its unit and weight."""

    family: str
    level: str
    unit: str
    weight: int


LEVELS = (
    Level("unmet_service", "student_min"),
    Level("missing_money", "fen"),
    Level("priority_choices", "students"),
    Level("choices", "students"),
    Level("encouraged", "points"),
    Level("staff_wishes", "points"),
    Level("save_money", "fen"),
)

TERMS = (
    Wish("place_everyone_once", "unmet_service", "student_min", 1),
    Wish("staff_duty_posts", "unmet_service", "person_min", 1),
    Wish("balance_accounts", "missing_money", "fen", 1),
    Wish("prefer_priority_groups", "priority_choices", "students", 1),
    Wish("satisfy_choices", "choices", "students", 1),
    Wish("follow_encouraged_mode", "encouraged", "class_periods", 50),
    Wish("offer_variety", "encouraged", "titles", 30),
    Wish("support_weak_schools", "encouraged", "per_mille", 1),
    Wish("prefer_own_staff", "encouraged", "meetings", 5),
    Wish("guidance_daily", "encouraged", "class_days", 20),
    Wish("attend_every_day", "encouraged", "students", 1),
    Wish("keep_own_class_teacher", "staff_wishes", "class_periods", 50),
    Wish("keep_same_adult", "staff_wishes", "extra_adults", 30),
    Wish("balance_workload", "staff_wishes", "ch", 1),
    Wish("limit_trips", "staff_wishes", "person_days", 80),
    Wish("prefer_times", "staff_wishes", "points", 1),
    Wish("save_money", "save_money", "fen", 1),
)
WEIGHTS = {t.family: t.weight for t in TERMS}
