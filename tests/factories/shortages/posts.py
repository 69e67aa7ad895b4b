"""Districts that miss people on posts, a leader at lunch, or somebody of the school on site."""

from solver.domain import Activity, Period
from tests.factories.districts import tiny_class, tiny_person
from tests.factories.packs import tiny_clause, tiny_pack
from tests.factories.shortages.base import (
    Case,
    a_district,
    a_door,
    a_group,
    a_period,
    a_school,
)


def unmanned(lifted: bool = False) -> Case:
    """Two have to be at the door before the service; T2 has not passed the vetting."""
    people = (tiny_person("T1"), tiny_person("T2", vetting_passed=lifted))
    school = a_school(("C1",), duty_posts=(a_door(start_min=960, end_min=980, people_needed=2),))
    clause = tiny_clause("require_clearance", vetting_roles=("all",))
    return a_district(school, people, (a_group(),)), tiny_pack((clause,))


def nobody_left(lifted: bool = False) -> Case:
    """T1 leads care while somebody has to be at the door."""
    people = tuple(tiny_person(w) for w in (("T1", "T2") if lifted else ("T1",)))
    school = a_school(("C1",), duty_posts=(a_door(start_min=1000, end_min=1020),))
    return a_district(school, people, (a_group(),)), tiny_pack()


def outsider_alone(lifted: bool = False) -> Case:
    """X1 alone can lead care, and nobody of the school would be there; lifted, G1 is."""
    people = (
        tiny_person(
            "X1", role="external", home_school_id=None, lendable_to=("S1",), skills=("care",)
        ),
        *((tiny_person("G1"),) if lifted else ()),
    )
    doors = (a_door(),) if lifted else ()
    school = a_school(("C1",), duty_posts=doors)
    return a_district(school, people, (a_group(skill="care"),)), tiny_pack()


def leaderless(lifted: bool = False) -> Case:
    """Ten of C1 eat, and no leader is there to eat along."""
    lunch = Activity(
        id="lunch",
        title="lunch",
        component="care",
        field="care",
        service_type="lunch",
        grouping="by_class",
    )
    noon = Period(id="Noon", weekday=3, start_min=720, end_min=760, window="lunch")
    school = a_school(
        ("C1",),
        periods=(a_period("Wed"), noon),
        classes=(tiny_class("C1", 40, "R1", lunch_eaters=10),),
    )
    people = (tiny_person("T1"), *((tiny_person("P1", role="leader"),) if lifted else ()))
    pack = tiny_pack((tiny_clause("serve_lunch"),))
    return a_district(school, people, (a_group(), lunch)), pack
