"""Districts of one to three classes and one to four periods, each about one thing."""

from typing import Any

from solver.domain import (
    Band,
    ChoiceCount,
    District,
    Funding,
    MergeGroup,
    SchoolClass,
    Travel,
)
from solver.domain.pins import LendingSwitch, TravelTime
from tests.factories import (
    FIRST,
    changed,
    tiny_class,
    tiny_person,
    tiny_provider,
)
from tests.solver.model.helpers import club, district, group, hours, one_school, room


def kid(class_id: str, n: int, home: str | None = None, **changes: Any) -> SchoolClass:
    return tiny_class(class_id, n, home, **changes)


def choices(*rows: tuple[str, str, int], menu: str | None = None) -> tuple[ChoiceCount, ...]:
    return tuple(ChoiceCount(class_id=c, menu_id=menu, activity_id=a, count=n) for c, a, n in rows)


BOTH = (MergeGroup(id="G", class_ids=("C1", "C2")),)


def merged() -> District:
    """Two classes that may sit together; C1's own teacher; a room too small for both."""
    return district(
        one_school(
            (kid("C1", 2, "R1"), kid("C2", 1)),
            rooms=(room("R1", 2), room("R2", 3)),
            merges=BOTH,
        ),
        (tiny_person("T1", own_class_ids=("C1",)), tiny_person("T2")),
        (
            group("guidance", "guidance", grouping="merged", max_students=3),
            group(max_students=2),
        ),
    )


def split() -> District:
    """Stayers apart or together, one of C1 at home (one seat) or two elsewhere."""
    return district(
        one_school(
            (kid("C1", 2, "R1"), kid("C2", 2)),
            rooms=(room("R1", 1), room("R2", 3)),
            merges=BOTH,
        ),
        (tiny_person("T1"), tiny_person("T2", skills=("club",))),
        (group(grouping="merged", max_students=3), club(max_students=2)),
        choice_counts=choices(("C1", "club", 1), ("C2", "club", 2)),
    )


def reading() -> District:
    """Reading of both classes, at least two students and at most three, beside a club."""
    return district(
        one_school((kid("C1", 2), kid("C2", 2)), rooms=(room("R1", 3), room("R2", 2))),
        (tiny_person("T1"), tiny_person("T2", skills=("club",))),
        (
            club("reading", grouping="whole_band", skill=None, min_students=2, max_students=3),
            club(),
        ),
        choice_counts=choices(("C2", "club", 1)),
    )


def helper() -> District:
    """Sports with a helper on a field that takes two at once; T3 cannot lead; care indoors."""
    return district(
        one_school(
            (kid("C1", 2, "R1"), kid("C2", 1)),
            rooms=(
                room("R1", 2),
                room("F1", 3, features=("field",), sections_at_once=2, weather_exposed=True),
            ),
            merges=BOTH,
        ),
        (
            tiny_person("T1", skills=("pe",)),
            tiny_person("T2", skills=("pe",)),
            tiny_person("T3"),
            tiny_person("T4"),
        ),
        (
            group(
                "sports", "sports", skill="pe", helpers=1, room_features=("field",),
                grouping="merged",
            ),
            group(),
        ),
    )  # fmt: skip


def provider() -> District:
    """A provider's paid club: fees of 3 yuan, 5 yuan a meeting, beside care at 2 yuan."""
    return district(
        one_school(
            (kid("C1", 3, "R1"),),
            hours("11", "21"),
            rooms=(room("R1"), room("R2", features=("lab",))),
            funding=(
                Funding(account="basic", opening_fen=100),
                Funding(account="special", fee_published=True),
            ),
        ),
        (
            tiny_person("T1", pay_fen={"basic": 200}),
            tiny_person("I1", role="instructor", home_school_id=None, provider_id="V1"),
        ),
        (
            group(),
            club(
                service_type="special", provider_id="V1", skill=None, fee_fen=300,
                room_features=("lab",), min_students=2,
            ),
        ),
        providers=(tiny_provider(price_per_meeting_fen=500),),
        choice_counts=choices(("C1", "club", 3)),
    )  # fmt: skip


def lent() -> District:
    """T1 of S1 may be lent to S2, where T2 is at home; one school a day."""
    second = one_school(
        (kid("E1", 1, "Q1"),),
        hours("12", "21"),
        id="S2",
        bands=(Band(id="B2", name="B2", class_ids=("E1",)),),
    )
    second = changed(second, periods=tuple(changed(p, id=f"q{p.id[1:]}") for p in second.periods))
    return district(
        (one_school((kid("C1", 1, "R1"),), hours("11", "21")), second),
        (
            tiny_person("T1", lendable_to=("S2",), target_week_ch=150),
            tiny_person("T2", home_school_id="S2", max_week_ch=100),
        ),
        (group(),),
        lending=LendingSwitch(enabled_by="X", enabled_on=FIRST, within_area=True),
    )


def two_schools_a_day() -> District:
    """Both schools on one day: 40 minutes fit the way of 35 with its margin of 5."""
    record = lent()
    return changed(
        record,
        schools=(
            record.schools[0],
            changed(
                record.schools[1],
                periods=(
                    changed(record.schools[1].periods[0], id="q12", start_min=1000, end_min=1040),
                    changed(record.schools[1].periods[0], id="q13", start_min=1040, end_min=1080),
                ),
            ),
        ),
        travel=Travel(
            schools_per_day=2,
            times=(TravelTime(from_school_id="S1", to_school_id="S2", minutes=35),),
        ),
    )


def long_club() -> District:
    """A club of two periods in a row, three to choose from, in two rooms of one kind."""
    return district(
        one_school((kid("C1", 2),), hours("11", "12", "13"), rooms=(room("R1", 2), room("R2", 2))),
        (tiny_person("T1", skills=("club",)), tiny_person("T2", skills=("club",))),
        (club(length_periods=2, max_students=1),),
        choice_counts=choices(("C1", "club", 2)),
    )


def club_twice_a_week() -> District:
    """A club on two of three days, and care where nobody walks."""
    return district(
        one_school((kid("C1", 2, "R1"),), hours("11", "21", "31"), rooms=(room("R1"),)),
        (tiny_person("T1", skills=("club",)),),
        (group(weekdays=(1, 3)), club(meetings_per_week=2, min_students=2)),
        choice_counts=choices(("C1", "club", 2)),
    )


def own_share() -> District:
    """An external from outside and a teacher: the teacher leads more than half, or nobody."""
    return district(
        one_school((kid("C1", 1, "R1"), kid("C2", 1, "R2")), hours("11", "21")),
        (
            tiny_person("T1"),
            tiny_person("X1", role="external", home_school_id=None, lendable_to=("S1",)),
        ),
        (group(),),
    )


def hours_of_people() -> District:
    """T1 works at most 200 ch and 2 days a week and no two periods in a row; T2 300 or none."""
    return district(
        one_school((kid("C1", 1, "R1"), kid("C2", 1, "R2")), hours("11", "12", "21", "31")),
        (
            tiny_person("T1", max_week_ch=200, max_consecutive=1, max_days=2),
            tiny_person("T2", min_week_ch=300, max_day_ch=100, target_week_ch=200),
        ),
        (group(),),
    )


def mixed_clocks() -> District:
    """Two grades whose periods overlap by 20 minutes, one room and two teachers for both."""
    first = hours("11", grades=(3,))
    second = hours("12", start_min=940, grades=(4,))
    return district(
        one_school(
            (kid("C1", 2), kid("D1", 2, grade=4)),
            (*first, *second),
            rooms=(room("R1", 2), room("R2", 1)),
            bands=(
                Band(id="B1", name="B1", class_ids=("C1",)),
                Band(id="B2", name="B2", class_ids=("D1",)),
            ),
        ),
        (tiny_person("T1", skills=("club",)), tiny_person("T2")),
        (group(), club()),
        choice_counts=choices(("C1", "club", 2), ("D1", "club", 1)),
    )
