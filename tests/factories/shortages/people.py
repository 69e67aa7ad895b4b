"""Districts that miss people: cleared, skilled, free, lent, in number."""

from typing import Any

from solver.domain import (
    AbsencePin,
    Band,
    ChoiceCount,
    MeetingPin,
    MergeGroup,
    StaffMember,
    Travel,
)
from solver.domain.people import ApprovalStep
from solver.domain.pins import LendingSwitch, TravelTime
from tests.factories.districts import (
    FIRST,
    tiny_class,
    tiny_person,
    tiny_provider,
)
from tests.factories.packs import tiny_clause, tiny_pack
from tests.factories.shortages.base import (
    Case,
    a_club,
    a_district,
    a_group,
    a_period,
    a_room,
    a_school,
    fixed,
    pinned_club,
)


def uncleared(lifted: bool = False) -> Case:
    """T2 has not passed the vetting that everybody needs; two classes need two people."""
    people = (tiny_person("T1"), tiny_person("T2", vetting_passed=lifted))
    clause = tiny_clause("require_clearance", vetting_roles=("all",))
    return a_district(a_school(), people, (a_group(),)), tiny_pack((clause,))


def unskilled(lifted: bool = False) -> Case:
    """Nobody can lead football, and both classes have sports."""
    skills = ("football",) if lifted else ()
    people = tuple(tiny_person(w, skills=skills) for w in ("T1", "T2"))
    football = a_group(
        "football", component="sports", skill="football", room_features=("field",), max_students=50
    )
    field = a_room("F1", 200, features=("field",), sections_at_once=2)
    school = a_school(rooms=(a_room("R1"), a_room("R2"), field), fixed_grid=(fixed("sports"),))
    return a_district(school, people, (football,)), tiny_pack()


def unhelped(lifted: bool = False) -> Case:
    """Sports of one class need a leader and a helper; only one person is there."""
    people = tuple(tiny_person(w) for w in (("T1", "T2") if lifted else ("T1",)))
    sports = a_group("sports", component="sports", helpers=1)
    return a_district(a_school(("C1",)), people, (sports,)), tiny_pack()


def hours_used(lifted: bool = False) -> Case:
    """T1 may do 100 ch a week; care of C1 takes 200."""
    people = (tiny_person("T1", max_week_ch=200 if lifted else 100),)
    return a_district(a_school(("C1",), ("Wed", "Thu")), people, (a_group(),)), tiny_pack()


def pinned_absent(lifted: bool = False) -> Case:
    """T1, the only one, is pinned absent on Wednesdays."""
    pins = () if lifted else (AbsencePin(staff_id="T1", school_id="S1", weekday=3),)
    return a_district(a_school(("C1",)), (tiny_person("T1"),), (a_group(),), pins=pins), tiny_pack()


def busy(lifted: bool = False) -> Case:
    """T1 alone can lead guidance, which C2 has, but a pin has T1 lead the club of C1."""
    people = (
        tiny_person("T1", skills=("study",)),
        tiny_person("T2", skills=("study",) if lifted else ()),
    )
    return pinned_club(people, a_group("guidance", component="guidance", skill="study"))


def both_busy(merged: bool) -> Case:
    """C2 and C3 have guidance, and pins have both who can lead it, T1 and T2, lead clubs;
    T3 and T4 could only lead the clubs.

    ``merged``: the two classes may sit together, 35 and 20 in a hall of 60.
    """
    sizes = {"C1": 40, "C2": 35, "C3": 20, "C4": 30}
    kids = tuple(tiny_class(c, n, f"R{c[1]}") for c, n in sizes.items())
    clubs = {"C1": ("chess", "T1"), "C4": ("music", "T2")}
    guidance = a_group(
        "guidance", component="guidance", skill="study", grouping="merged", max_students=60
    )
    school = a_school(
        classes=kids,
        rooms=(*(a_room(f"R{i}") for i in range(1, 5)), a_room("H1", 60)),
        bands=tuple(Band(id=f"B{c}", name=c, class_ids=(c,)) for c in sizes),
        merges=(MergeGroup(id="G", class_ids=("C2", "C3")),) if merged else (),
        fixed_grid=tuple(
            fixed("extension" if c in clubs else "guidance", class_id=c) for c in sizes
        ),
    )
    return a_district(
        school,
        (
            *(tiny_person(w, skills=("study",)) for w in ("T1", "T2")),
            *(tiny_person(w) for w in ("T3", "T4")),
        ),
        (guidance, *(a_club(a, max_students=40) for a, _ in clubs.values())),
        choice_counts=tuple(
            ChoiceCount(class_id=c, activity_id=a, count=sizes[c]) for c, (a, _) in clubs.items()
        ),
        pins=tuple(
            MeetingPin(period_id="Wed", activity_id=a, staff_id=w) for a, w in clubs.values()
        ),
    ), tiny_pack()


def not_lent(lifted: bool = False) -> Case:
    """T2 of S2 could be lent to S1, which has nobody, but lending is off."""
    other = a_school(
        id="S2",
        name="Second Primary",
        names=("C2",),
        periods=(a_period("Thu", "S2-"),),
        bands=(Band(id="B2", name="Grade 3", class_ids=("C2",)),),
    )
    switch = LendingSwitch(enabled_by="planner", enabled_on=FIRST)
    return a_district(
        (a_school(("C1",)), other),
        (tiny_person("T2", home_school_id="S2", lendable_to=("S1",)),),
        (a_group(),),
        lending=switch if lifted else None,
    ), tiny_pack()


def too_far(lifted: bool = False) -> Case:
    """T1 leads at S1 until 17:30 and cannot be at S2, 30 minutes away, at 17:40.

    C1 of S1 has 40, C2 of S2 35 students, so S1 is served first. With the lift S2 has T2.
    """
    other = a_school(
        id="S2",
        name="Second Primary",
        names=("C2",),
        periods=(a_period("Wed", "S2-", 1060),),
        bands=(Band(id="B2", name="Grade 3", class_ids=("C2",)),),
    )
    people: tuple[StaffMember, ...] = (tiny_person("T1", lendable_to=("S2",)),)
    if lifted:
        people += (tiny_person("T2", home_school_id="S2"),)
    return a_district(
        (a_school(("C1",)), other),
        people,
        (a_group(),),
        lending=LendingSwitch(enabled_by="planner", enabled_on=FIRST),
        travel=Travel(
            times=(TravelTime(from_school_id="S1", to_school_id="S2", minutes=30),),
            schools_per_day=2,
        ),
    ), tiny_pack()


def own_share(lifted: bool = False) -> Case:
    """The school's own T1 has Wednesday only; X1 on Thursday would make it half, not mainly."""
    wednesday = [{"weekday": 3, "start_min": 0, "end_min": 1440}]
    people = (
        tiny_person("T1", max_week_ch=100, availability=wednesday),
        tiny_person("X1", role="external", home_school_id=None, lendable_to=("S1",)),
    )
    clause = tiny_clause(
        "lead_by_own_staff",
        own_share_num=1,
        own_share_den=2,
        strict=not lifted,
        roles=("teacher",),
    )
    school = a_school(("C1",), ("Wed", "Thu"))
    return a_district(school, people, (a_group(),)), tiny_pack((clause,))


def provider_full(lifted: bool = False) -> Case:
    """Both classes chose robots, 20 a section; the provider sends one instructor at a time."""
    return _robots(instructors_at_once=2 if lifted else 1)


def unapproved(lifted: bool = False) -> Case:
    """Robots are all there is, and the provider lacks a step of its approval."""
    steps = ("city",) if lifted else ()
    return _robots(approvals=tuple(ApprovalStep(code=s, granted_on=FIRST) for s in steps))


def _robots(**changes: Any) -> Case:
    approved = (ApprovalStep(code="city", granted_on=FIRST),)
    provider = tiny_provider(
        **{"approvals": approved, "price_per_meeting_fen": 0, "instructors_at_once": 2, **changes}
    )
    people = tuple(
        tiny_person(w, role="instructor", home_school_id=None, provider_id="V1", pay_fen={})
        for w in ("I1", "I2")
    )
    robots = a_club("robots", service_type="special", provider_id="V1", max_students=40)
    school = a_school(fixed_grid=(fixed("extension"),))
    wishes = (("C1", 40), ("C2", 35))
    clause = tiny_clause("require_provider_approval", steps=("city",))
    return a_district(
        school,
        people,
        (robots,),
        providers=(provider,),
        choice_counts=tuple(
            ChoiceCount(class_id=c, activity_id="robots", count=n) for c, n in wishes
        ),
    ), tiny_pack((clause,))
