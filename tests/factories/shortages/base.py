"""Very small districts that miss exactly one thing, and the same districts with it.

One school S1, one week: Wednesday 16:30-17:30 (``Wed``), some also 17:30-18:30 (``Wed2``) or
Thursday 16:30-17:30 (``Thu``), 100 ch each; class C1 of 40 and C2 of 35, at home in R1 and R2 (45
seats each). Every function returns the district that misses something; ``lifted`` the one that has
it.
"""

from typing import Any

from solver.domain import (
    Activity,
    Band,
    ChoiceCount,
    District,
    Funding,
    MeetingPin,
    Period,
    Room,
    School,
    StaffMember,
)
from solver.domain.school import GridCell
from solver.policy import PolicyPack
from tests.factories.districts import (
    FIRST,
    tiny_class,
    tiny_term,
)
from tests.factories.packs import tiny_pack

Case = tuple[District, PolicyPack]
CLOCK = {"Wed": (3, 990), "Wed2": (3, 1050), "Thu": (4, 990)}
RICH = Funding(account="basic", opening_fen=10_000_000)


def a_period(name: str, prefix: str = "", start_min: int | None = None) -> Period:
    weekday, start = CLOCK[name]
    start = start if start_min is None else start_min
    return Period(
        id=f"{prefix}{name}",
        weekday=weekday,
        start_min=start,
        end_min=start + 60,
        class_hours_ch=100,
    )


def a_room(room_id: str, seats: int = 45, **changes: Any) -> Room:
    return Room(id=room_id, name=room_id, seats=seats, safety_passed=True, **changes)


def a_group(activity_id: str = "care", **changes: Any) -> Activity:
    return Activity(
        **{
            "id": activity_id,
            "title": activity_id,
            "component": "care",
            "field": "care",
            "grouping": "by_class",
            **changes,
        }
    )


def a_club(activity_id: str, **changes: Any) -> Activity:
    return Activity(
        **{
            "id": activity_id,
            "title": activity_id,
            "component": "extension",
            "field": "club",
            "grouping": "by_choice",
            **changes,
        }
    )


def a_school(
    names: tuple[str, ...] = ("C1", "C2"), times: tuple[str, ...] = ("Wed",), **changes: Any
) -> School:
    size = {"C1": 40, "C2": 35}
    kids = tuple(tiny_class(c, size[c], f"R{c[1]}") for c in names)
    return School(
        **{
            "id": "S1",
            "name": "First Primary",
            "stage": "primary",
            "area_id": "A1",
            "periods": tuple(a_period(t) for t in times),
            "rooms": tuple(a_room(f"R{c[1]}") for c in names),
            "classes": kids,
            "bands": (Band(id="B1", name="Grade 3", class_ids=names),),
            "funding": (RICH,),
            **changes,
        }
    )


def a_district(
    school: School | tuple[School, ...],
    staff: tuple[StaffMember, ...],
    activities: tuple[Activity, ...],
    **changes: Any,
) -> District:
    return District(
        **{
            "id": "D",
            "name": "Short district",
            "policy_pack_id": "tiny",
            "term": tiny_term(
                last_day=FIRST.replace(day=6), closures=(), make_up_days=(), seasons=()
            ),
            "schools": school if isinstance(school, tuple) else (school,),
            "staff": staff,
            "activities": activities,
            **changes,
        }
    )


def fixed(component: str, period_id: str = "Wed", **who: str) -> GridCell:
    who = who or {"band_id": "B1"}
    return GridCell(period_id=period_id, component=component, **who)  # type: ignore[arg-type]


def pinned_club(
    people: tuple[StaffMember, ...],
    *others: Activity,
    rooms: tuple[Room, ...] = (),
    cells: tuple[GridCell, ...] = (fixed("guidance", class_id="C2"),),
) -> Case:
    """C1 is at the club that a pin has T1 lead in the hall; C2 has another component."""
    school = a_school(
        rooms=(a_room("R1"), a_room("R2"), a_room("H1", features=("hall",)), *rooms),
        bands=(
            Band(id="B1", name="3(1)", class_ids=("C1",)),
            Band(id="B2", name="3(2)", class_ids=("C2",)),
        ),
        fixed_grid=(fixed("extension", class_id="C1"), *cells),
    )
    return a_district(
        school,
        people,
        (a_club("club", max_students=40), *others),
        choice_counts=(ChoiceCount(class_id="C1", activity_id="club", count=40),),
        pins=(MeetingPin(period_id="Wed", activity_id="club", staff_id="T1", room_id="H1"),),
    ), tiny_pack()
