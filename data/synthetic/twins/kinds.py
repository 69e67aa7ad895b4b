"""The kinds of clashes: how each is planted, under which packs, and what it needs."""

from collections.abc import Callable
from dataclasses import dataclass

from data.synthetic.twins import clocks, money, offers, people, pins, places, posts
from data.synthetic.twins.ground import Ground
from data.synthetic.twins.record import Clash
from solver.domain.base import Window


@dataclass(frozen=True)
class Kind:
    """A kind of clash.

    Attributes
    ----------
    make : plants it; answers ``None`` where no school of the district has what it needs.
    packs : shipped packs with a rule that it breaks; the first is taken unless another is asked.
    windows : windows that the district must have.
    needs : what some school must be or have besides, as a key of the command's words.
    """

    make: Callable[[Ground], Clash | None]
    packs: tuple[str, ...]
    windows: tuple[Window, ...] = ()
    needs: str = ""


ALL = ("qiaocheng", "xinyi", "hefei", "hebi", "anxi")
MODE = ("qiaocheng", "anxi")
OWN_GRID = ("xinyi", "hefei", "hebi")

KINDS: dict[str, Kind] = {
    "day_too_short": Kind(clocks.day_too_short, ("qiaocheng", "xinyi", "anxi")),
    "end_too_late": Kind(clocks.end_too_late, ("hefei",)),
    "end_before_off_work": Kind(clocks.end_before_off_work, ("qiaocheng", "xinyi")),
    "before_dismissal": Kind(clocks.before_dismissal, ALL),
    "evening_too_late": Kind(
        clocks.evening_too_late, ("qiaocheng", "xinyi"), ("evening",), "junior_school"
    ),
    "pin_absent_leader": Kind(pins.pin_absent_leader, ALL),
    "pin_leader_twice": Kind(pins.pin_leader_twice, ALL),
    "pin_without_skill": Kind(pins.pin_without_skill, ALL),
    "pin_small_room": Kind(pins.pin_small_room, ALL),
    "provider_unapproved": Kind(pins.provider_unapproved, ("qiaocheng", "xinyi", "hefei")),
    "provider_expired": Kind(
        pins.provider_expired, ("qiaocheng", "xinyi", "hefei"), needs="special_clubs"
    ),
    "sports_without_grade": Kind(offers.sports_without_grade, MODE),
    "guidance_on_two_days": Kind(offers.guidance_on_two_days, MODE),
    "written_homework": Kind(offers.written_homework, ("hebi",)),
    "banned_lessons": Kind(offers.banned_lessons, OWN_GRID),
    "fee_over_cap": Kind(money.fee_over_cap, ("qiaocheng",)),
    "subsidy_under_floor": Kind(money.subsidy_under_floor, ("hefei",)),
    "reduction_too_small": Kind(money.reduction_too_small, ("hebi", "xinyi")),
    "spending_not_allowed": Kind(money.spending_not_allowed, ("qiaocheng", "hebi")),
    "money_short": Kind(money.money_short, ALL),
    "fee_unpublished": Kind(money.fee_unpublished, ("qiaocheng",)),
    "field_closed": Kind(places.field_closed, MODE),
    "field_without_feature": Kind(places.field_without_feature, MODE),
    "field_too_few_seats": Kind(places.field_too_few_seats, MODE),
    "field_one_group": Kind(places.field_one_group, MODE, needs="large_school"),
    "group_too_small": Kind(places.group_too_small, MODE),
    "group_too_large": Kind(places.group_too_large, MODE),
    "lunch_without_places": Kind(places.lunch_without_places, ALL, ("lunch",)),
    "lunch_without_leader": Kind(posts.lunch_without_leader, ("hefei",), ("lunch",)),
    "skill_missing": Kind(people.skill_missing, MODE),
    "staff_meeting": Kind(people.staff_meeting, ALL),
    "one_adult_short": Kind(people.one_adult_short, OWN_GRID, needs="spare_people"),
    "lending_out_of_area": Kind(people.lending_out_of_area, ("qiaocheng",), needs="lending"),
    "host_not_weak": Kind(people.host_not_weak, ("qiaocheng",), needs="lending"),
    "post_without_anybody": Kind(posts.post_without_anybody, ALL),
    "only_one_away": Kind(posts.only_one_away, ALL),
    "only_one_unvetted": Kind(posts.only_one_unvetted, ("qiaocheng",)),
    "only_one_untrained": Kind(posts.only_one_untrained, ("xinyi",)),
    "papers_expired": Kind(posts.papers_expired, ("qiaocheng", "xinyi", "anxi")),
    "externals_barred": Kind(posts.externals_barred, ("hebi",)),
    "week_hours_short": Kind(posts.week_hours_short, ("qiaocheng", "hefei", "hebi", "anxi")),
    "day_hours_short": Kind(posts.day_hours_short, ("qiaocheng", "hefei", "hebi", "anxi")),
    "two_schools_one_person": Kind(
        posts.two_schools_one_person, ("qiaocheng", "xinyi", "anxi"), needs="two_schools"
    ),
    "travel_too_long": Kind(
        posts.travel_too_long, ("qiaocheng", "xinyi", "anxi"), needs="two_schools"
    ),
}
