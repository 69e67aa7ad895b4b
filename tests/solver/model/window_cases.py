"""Such districts with lunch, extended care and evening study: periods without grid cells."""

from solver.domain import Band, District, Funding
from tests.factories import tiny_person
from tests.solver.model.cases import BOTH, kid
from tests.solver.model.helpers import club, district, group, hours, one_school, room

NOON, LATE = 720, 1140


def lunch() -> District:
    """Two classes eat, together or apart, in a canteen for two groups; paid from its account.

    C1 (two) may sit at home; the pool takes two at most. T1 alone is paid, 2 yuan a class-hour.
    """
    return district(
        one_school(
            (kid("C1", 1, "R1", lunch_eaters=2), kid("C2", 1, lunch_eaters=1)),
            (*hours("11"), *hours("12", start_min=NOON - 40, window="lunch")),
            rooms=(room("R1", 2), room("K1", 3, features=("canteen",), sections_at_once=2)),
            merges=BOTH,
            funding=(
                Funding(account="basic"),
                Funding(account="lunch", fee_fen=50, fee_published=True, opening_fen=10),
            ),
        ),
        (tiny_person("T1", pay_fen={"lunch": 200}), tiny_person("T2", pay_fen={})),
        (
            group("eat", service_type="lunch", grouping="merged", room_features=("canteen",)),
            group("home", service_type="lunch"),
            group(
                "pool", service_type="lunch", grouping="whole_band", max_students=2,
                room_features=("canteen",),
            ),
        ),
    )  # fmt: skip


def extended() -> District:
    """After care C1 stays with two, C2 with one: in pools of two, or C1 in its home room.

    T1 works no two periods in a row; guidance is own, but extended guidance is no wish.
    """
    return district(
        one_school(
            (kid("C1", 2, "R1", extended_care=2), kid("C2", 1, extended_care=1)),
            (*hours("11"), *hours("12", window="extended")),
            rooms=(room("R1", 2), room("R2", 2)),
        ),
        (
            tiny_person("T1", max_consecutive=1, own_class_ids=("C1",)),
            tiny_person("T2", max_day_ch=150, pay_fen={"basic": 0, "extended": 300}),
        ),
        (
            group("guidance", "guidance"),
            group("stay", "guidance", service_type="extended"),
            group("pool", service_type="extended", grouping="whole_band", max_students=2),
        ),
    )


def evenings() -> District:
    """Evening study on two days; T1 one evening a week; one of C1 is away on Tuesday."""
    return district(
        one_school(
            (
                kid("C1", 1, "R1", grade=7, evening_study=2, participants_by_period={"p22": 1}),
                kid("C2", 1, "R2", grade=7, evening_study=1, enrolled=2),
            ),
            (*hours("11"), *hours("12", "22", start_min=LATE - 40, window="evening")),
            rooms=(room("R1", 2), room("R2", 3)),
            stage="junior",
        ),
        (
            tiny_person("T1", max_evenings=1, skills=("study",), target_week_ch=100),
            tiny_person("T2", skills=("study",), max_week_ch=200),
        ),
        (
            group(weekdays=(1,)),
            group(
                "study", "guidance", service_type="evening", grouping="whole_band",
                skill="study", min_students=2, max_students=3,
            ),
        ),
    )  # fmt: skip


def care_beside_service() -> District:
    """Grade 3 has extended care while grade 4 still has service: one room, two teachers."""
    return district(
        one_school(
            (kid("C1", 1, extended_care=1), kid("D1", 1, grade=4)),
            (
                *hours("11", grades=(3,)),
                *hours("12", grades=(3,), window="extended"),
                *hours("13", start_min=900, grades=(4,)),
            ),
            rooms=(room("R1", 2), room("R2", 1)),
            bands=(
                Band(id="B1", name="B1", class_ids=("C1",)),
                Band(id="B2", name="B2", class_ids=("D1",)),
            ),
        ),
        (tiny_person("T1", skills=("club",)), tiny_person("T2")),
        (
            group(),
            club("reading", grouping="whole_band", skill=None),
            group("pool", service_type="extended", grouping="whole_band"),
        ),
    )
