"""Districts that miss rooms, seats, choices, cells of the grid or yuan."""

from typing import Any

from solver.domain import (
    ChoiceCount,
    Funding,
)
from tests.factories.districts import (
    tiny_person,
)
from tests.factories.packs import tiny_clause, tiny_pack
from tests.factories.shortages.base import (
    Case,
    a_club,
    a_district,
    a_group,
    a_room,
    a_school,
    fixed,
    pinned_club,
)


def field_full(lifted: bool = False) -> Case:
    """Both classes have sports at the same time, and the field takes one."""
    people = tuple(tiny_person(w, skills=("pe",)) for w in ("T1", "T2"))
    sports = a_group("sports", component="sports", skill="pe", room_features=("field",))
    field = a_room("F1", 200, features=("field",), sections_at_once=2 if lifted else 1)
    school = a_school(rooms=(a_room("R1"), a_room("R2"), field), fixed_grid=(fixed("sports"),))
    return a_district(school, people, (sports,)), tiny_pack()


def hall_taken(lifted: bool = False) -> Case:
    """A pin puts the club of C1 in the only hall, and C2's guidance needs one."""
    people = (tiny_person("T1"), tiny_person("T2"))
    guidance = a_group("guidance", component="guidance", room_features=("hall",))
    more = (a_room("H2", features=("hall",)),) if lifted else ()
    return pinned_club(people, guidance, rooms=more)


def over_rooms(lifted: bool = False) -> Case:
    """C1 has 40 students and its room 36 seats; there is no other."""
    school = a_school(("C1",), rooms=(a_room("R1", 40 if lifted else 36),))
    return a_district(school, (tiny_person("T1"),), (a_group(),)), tiny_pack()


def over_limit(lifted: bool = False) -> Case:
    """A care group takes 30, and C1 has 40."""
    care = a_group(max_students=40 if lifted else 30)
    return a_district(a_school(("C1",)), (tiny_person("T1"),), (care,)), tiny_pack()


def under_least(lifted: bool = False) -> Case:
    """A care group needs 50, and C1 has 40."""
    care = a_group(min_students=40 if lifted else 50)
    return a_district(a_school(("C1",)), (tiny_person("T1"),), (care,)), tiny_pack()


def not_chosen(lifted: bool = False) -> Case:
    """Only the club could run, and 10 of the 40 in C1 chose it."""
    school = a_school(("C1",), fixed_grid=(fixed("extension"),))
    count = ChoiceCount(class_id="C1", activity_id="club", count=40 if lifted else 10)
    club = a_club("club", max_students=40)
    return a_district(school, (tiny_person("T1"),), (club,), choice_counts=(count,)), tiny_pack()


def fixed_cell(lifted: bool = False) -> Case:
    """C2 is fixed to guidance, whose leader and hall the pinned club takes; care is free."""
    people = (tiny_person("T1", skills=("study",)), tiny_person("T2"))
    guidance = a_group("guidance", component="guidance", skill="study", room_features=("hall",))
    cells = () if lifted else (fixed("guidance", class_id="C2"),)
    return pinned_club(people, guidance, a_group(), cells=cells)


def guidance_limited(lifted: bool = False) -> Case:
    """Guidance could fill both hours, but only one a day may be; care can never run."""
    return _two_hours(tiny_clause("limit_guidance", max_guidance_ch_per_day=200 if lifted else 100))


def mode_limited(lifted: bool = False) -> Case:
    """The same by the mode: at most one period of guidance a day."""
    return _two_hours(tiny_clause("follow_mode", max_guidance_per_day=2 if lifted else 1))


def _two_hours(clause: Any) -> Case:
    """Guidance by T1, or care, for which neither a person nor a room is there."""
    guidance = a_group("guidance", component="guidance")
    care = a_group(skill="care", room_features=("hall",))
    school = a_school(("C1",), ("Wed", "Wed2"))
    return a_district(school, (tiny_person("T1"),), (guidance, care)), tiny_pack((clause,))


def mode_unled(lifted: bool = False) -> Case:
    """The mode asks for two periods of sports; T1 alone can lead them, one a week."""
    people = (
        tiny_person("T1", skills=("pe",), max_week_ch=200 if lifted else 100),
        tiny_person("T2"),
    )
    sports = a_group("sports", component="sports", skill="pe")
    clause = tiny_clause("follow_mode", min_sports_per_week=2)
    school = a_school(("C1",), ("Wed", "Wed2", "Thu"))
    return a_district(school, people, (sports, a_group())), tiny_pack((clause,))


def poor(lifted: bool = False) -> Case:
    """One hour costs 60 yuan and brings 40 students a fee of one yuan each."""
    fee = Funding(account="basic", fee_fen=150 if lifted else 100, fee_published=True)
    school = a_school(("C1",), funding=(fee,))
    return a_district(school, (tiny_person("T1"),), (a_group(),)), tiny_pack()
