"""Very small districts that miss exactly one thing, and the same districts with it.

One school S1, one week: Wednesday 16:30-17:30 (``Wed``), some also 17:30-18:30 (``Wed2``) or
Thursday 16:30-17:30 (``Thu``), 100 ch each; class C1 of 40 and C2 of 35, at home in R1 and R2 (45
seats each). Every function returns the district that misses something; ``lifted`` the one that has
it.
"""

from typing import Any

from solver.domain import (
    AbsencePin,
    Activity,
    Band,
    ChoiceCount,
    District,
    Funding,
    MeetingPin,
    MergeGroup,
    Period,
    Room,
    School,
    StaffMember,
    Travel,
)
from solver.domain.people import ApprovalStep
from solver.domain.pins import LendingSwitch, TravelTime
from solver.domain.school import GridCell
from solver.policy import PolicyPack
from tests.factories.districts import (
    FIRST,
    tiny_class,
    tiny_person,
    tiny_provider,
    tiny_term,
)
from tests.factories.packs import tiny_clause, tiny_pack

Case = tuple[District, PolicyPack]
CLOCK = {"Wed": (3, 990), "Wed2": (3, 1050), "Thu": (4, 990)}
RICH = Funding(account="basic", opening_fen=10_000_000)


def _period(name: str, prefix: str = "", start_min: int | None = None) -> Period:
    weekday, start = CLOCK[name]
    start = start if start_min is None else start_min
    return Period(
        id=f"{prefix}{name}",
        weekday=weekday,
        start_min=start,
        end_min=start + 60,
        class_hours_ch=100,
    )


def _room(room_id: str, seats: int = 45, **changes: Any) -> Room:
    return Room(id=room_id, name=room_id, seats=seats, safety_passed=True, **changes)


def _group(activity_id: str = "care", **changes: Any) -> Activity:
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


def _club(activity_id: str, **changes: Any) -> Activity:
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


def _school(
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
            "periods": tuple(_period(t) for t in times),
            "rooms": tuple(_room(f"R{c[1]}") for c in names),
            "classes": kids,
            "bands": (Band(id="B1", name="Grade 3", class_ids=names),),
            "funding": (RICH,),
            **changes,
        }
    )


def _district(
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


def _fixed(component: str, period_id: str = "Wed", **who: str) -> GridCell:
    who = who or {"band_id": "B1"}
    return GridCell(period_id=period_id, component=component, **who)  # type: ignore[arg-type]


# --- people ----------------------------------------------------------------------------------


def uncleared(lifted: bool = False) -> Case:
    """T2 has not passed the vetting that everybody needs; two classes need two people."""
    people = (tiny_person("T1"), tiny_person("T2", vetting_passed=lifted))
    clause = tiny_clause("require_clearance", vetting_roles=("all",))
    return _district(_school(), people, (_group(),)), tiny_pack((clause,))


def unskilled(lifted: bool = False) -> Case:
    """Nobody can lead football, and both classes have sports."""
    skills = ("football",) if lifted else ()
    people = tuple(tiny_person(w, skills=skills) for w in ("T1", "T2"))
    football = _group(
        "football", component="sports", skill="football", room_features=("field",), max_students=50
    )
    field = _room("F1", 200, features=("field",), sections_at_once=2)
    school = _school(rooms=(_room("R1"), _room("R2"), field), fixed_grid=(_fixed("sports"),))
    return _district(school, people, (football,)), tiny_pack()


def unhelped(lifted: bool = False) -> Case:
    """Sports of one class need a leader and a helper; only one person is there."""
    people = tuple(tiny_person(w) for w in (("T1", "T2") if lifted else ("T1",)))
    sports = _group("sports", component="sports", helpers=1)
    return _district(_school(("C1",)), people, (sports,)), tiny_pack()


def hours_used(lifted: bool = False) -> Case:
    """T1 may do 100 ch a week; care of C1 takes 200."""
    people = (tiny_person("T1", max_week_ch=200 if lifted else 100),)
    return _district(_school(("C1",), ("Wed", "Thu")), people, (_group(),)), tiny_pack()


def pinned_absent(lifted: bool = False) -> Case:
    """T1, the only one, is pinned absent on Wednesdays."""
    pins = () if lifted else (AbsencePin(staff_id="T1", school_id="S1", weekday=3),)
    return _district(_school(("C1",)), (tiny_person("T1"),), (_group(),), pins=pins), tiny_pack()


def busy(lifted: bool = False) -> Case:
    """T1 alone can lead guidance, which C2 has, but a pin has T1 lead the club of C1."""
    people = (
        tiny_person("T1", skills=("study",)),
        tiny_person("T2", skills=("study",) if lifted else ()),
    )
    return _pinned_club(people, _group("guidance", component="guidance", skill="study"))


def both_busy(merged: bool) -> Case:
    """C2 and C3 have guidance, and pins have both who can lead it, T1 and T2, lead clubs;
    T3 and T4 could only lead the clubs.

    ``merged``: the two classes may sit together, 35 and 20 in a hall of 60.
    """
    sizes = {"C1": 40, "C2": 35, "C3": 20, "C4": 30}
    kids = tuple(tiny_class(c, n, f"R{c[1]}") for c, n in sizes.items())
    clubs = {"C1": ("chess", "T1"), "C4": ("music", "T2")}
    guidance = _group(
        "guidance", component="guidance", skill="study", grouping="merged", max_students=60
    )
    school = _school(
        classes=kids,
        rooms=(*(_room(f"R{i}") for i in range(1, 5)), _room("H1", 60)),
        bands=tuple(Band(id=f"B{c}", name=c, class_ids=(c,)) for c in sizes),
        merges=(MergeGroup(id="G", class_ids=("C2", "C3")),) if merged else (),
        fixed_grid=tuple(
            _fixed("extension" if c in clubs else "guidance", class_id=c) for c in sizes
        ),
    )
    return _district(
        school,
        (
            *(tiny_person(w, skills=("study",)) for w in ("T1", "T2")),
            *(tiny_person(w) for w in ("T3", "T4")),
        ),
        (guidance, *(_club(a, max_students=40) for a, _ in clubs.values())),
        choice_counts=tuple(
            ChoiceCount(class_id=c, activity_id=a, count=sizes[c]) for c, (a, _) in clubs.items()
        ),
        pins=tuple(
            MeetingPin(period_id="Wed", activity_id=a, staff_id=w) for a, w in clubs.values()
        ),
    ), tiny_pack()


def not_lent(lifted: bool = False) -> Case:
    """T2 of S2 could be lent to S1, which has nobody, but lending is off."""
    other = _school(
        id="S2",
        name="Second Primary",
        names=("C2",),
        periods=(_period("Thu", "S2-"),),
        bands=(Band(id="B2", name="Grade 3", class_ids=("C2",)),),
    )
    switch = LendingSwitch(enabled_by="planner", enabled_on=FIRST)
    return _district(
        (_school(("C1",)), other),
        (tiny_person("T2", home_school_id="S2", lendable_to=("S1",)),),
        (_group(),),
        lending=switch if lifted else None,
    ), tiny_pack()


def too_far(lifted: bool = False) -> Case:
    """T1 leads at S1 until 17:30 and cannot be at S2, 30 minutes away, at 17:40.

    C1 of S1 has 40, C2 of S2 35 students, so S1 is served first. With the lift S2 has T2.
    """
    other = _school(
        id="S2",
        name="Second Primary",
        names=("C2",),
        periods=(_period("Wed", "S2-", 1060),),
        bands=(Band(id="B2", name="Grade 3", class_ids=("C2",)),),
    )
    people: tuple[StaffMember, ...] = (tiny_person("T1", lendable_to=("S2",)),)
    if lifted:
        people += (tiny_person("T2", home_school_id="S2"),)
    return _district(
        (_school(("C1",)), other),
        people,
        (_group(),),
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
    school = _school(("C1",), ("Wed", "Thu"))
    return _district(school, people, (_group(),)), tiny_pack((clause,))


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
    robots = _club("robots", service_type="special", provider_id="V1", max_students=40)
    school = _school(fixed_grid=(_fixed("extension"),))
    wishes = (("C1", 40), ("C2", 35))
    clause = tiny_clause("require_provider_approval", steps=("city",))
    return _district(
        school,
        people,
        (robots,),
        providers=(provider,),
        choice_counts=tuple(
            ChoiceCount(class_id=c, activity_id="robots", count=n) for c, n in wishes
        ),
    ), tiny_pack((clause,))


# --- rooms and sizes -------------------------------------------------------------------------


def field_full(lifted: bool = False) -> Case:
    """Both classes have sports at the same time, and the field takes one."""
    people = tuple(tiny_person(w, skills=("pe",)) for w in ("T1", "T2"))
    sports = _group("sports", component="sports", skill="pe", room_features=("field",))
    field = _room("F1", 200, features=("field",), sections_at_once=2 if lifted else 1)
    school = _school(rooms=(_room("R1"), _room("R2"), field), fixed_grid=(_fixed("sports"),))
    return _district(school, people, (sports,)), tiny_pack()


def hall_taken(lifted: bool = False) -> Case:
    """A pin puts the club of C1 in the only hall, and C2's guidance needs one."""
    people = (tiny_person("T1"), tiny_person("T2"))
    guidance = _group("guidance", component="guidance", room_features=("hall",))
    more = (_room("H2", features=("hall",)),) if lifted else ()
    return _pinned_club(people, guidance, rooms=more)


def over_rooms(lifted: bool = False) -> Case:
    """C1 has 40 students and its room 36 seats; there is no other."""
    school = _school(("C1",), rooms=(_room("R1", 40 if lifted else 36),))
    return _district(school, (tiny_person("T1"),), (_group(),)), tiny_pack()


def over_limit(lifted: bool = False) -> Case:
    """A care group takes 30, and C1 has 40."""
    care = _group(max_students=40 if lifted else 30)
    return _district(_school(("C1",)), (tiny_person("T1"),), (care,)), tiny_pack()


def under_least(lifted: bool = False) -> Case:
    """A care group needs 50, and C1 has 40."""
    care = _group(min_students=40 if lifted else 50)
    return _district(_school(("C1",)), (tiny_person("T1"),), (care,)), tiny_pack()


def _pinned_club(
    people: tuple[StaffMember, ...],
    *others: Activity,
    rooms: tuple[Room, ...] = (),
    fixed: tuple[GridCell, ...] = (_fixed("guidance", class_id="C2"),),
) -> Case:
    """C1 is at the club that a pin has T1 lead in the hall; C2 has another component."""
    school = _school(
        rooms=(_room("R1"), _room("R2"), _room("H1", features=("hall",)), *rooms),
        bands=(
            Band(id="B1", name="3(1)", class_ids=("C1",)),
            Band(id="B2", name="3(2)", class_ids=("C2",)),
        ),
        fixed_grid=(_fixed("extension", class_id="C1"), *fixed),
    )
    return _district(
        school,
        people,
        (_club("club", max_students=40), *others),
        choice_counts=(ChoiceCount(class_id="C1", activity_id="club", count=40),),
        pins=(MeetingPin(period_id="Wed", activity_id="club", staff_id="T1", room_id="H1"),),
    ), tiny_pack()


# --- choices, cells, money -------------------------------------------------------------------


def not_chosen(lifted: bool = False) -> Case:
    """Only the club could run, and 10 of the 40 in C1 chose it."""
    school = _school(("C1",), fixed_grid=(_fixed("extension"),))
    count = ChoiceCount(class_id="C1", activity_id="club", count=40 if lifted else 10)
    club = _club("club", max_students=40)
    return _district(school, (tiny_person("T1"),), (club,), choice_counts=(count,)), tiny_pack()


def fixed_cell(lifted: bool = False) -> Case:
    """C2 is fixed to guidance, whose leader and hall the pinned club takes; care is free."""
    people = (tiny_person("T1", skills=("study",)), tiny_person("T2"))
    guidance = _group("guidance", component="guidance", skill="study", room_features=("hall",))
    fixed = () if lifted else (_fixed("guidance", class_id="C2"),)
    return _pinned_club(people, guidance, _group(), fixed=fixed)


def guidance_limited(lifted: bool = False) -> Case:
    """Guidance could fill both hours, but only one a day may be; care can never run."""
    return _two_hours(tiny_clause("limit_guidance", max_guidance_ch_per_day=200 if lifted else 100))


def mode_limited(lifted: bool = False) -> Case:
    """The same by the mode: at most one period of guidance a day."""
    return _two_hours(tiny_clause("follow_mode", max_guidance_per_day=2 if lifted else 1))


def _two_hours(clause: Any) -> Case:
    """Guidance by T1, or care, for which neither a person nor a room is there."""
    guidance = _group("guidance", component="guidance")
    care = _group(skill="care", room_features=("hall",))
    school = _school(("C1",), ("Wed", "Wed2"))
    return _district(school, (tiny_person("T1"),), (guidance, care)), tiny_pack((clause,))


def mode_unled(lifted: bool = False) -> Case:
    """The mode asks for two periods of sports; T1 alone can lead them, one a week."""
    people = (
        tiny_person("T1", skills=("pe",), max_week_ch=200 if lifted else 100),
        tiny_person("T2"),
    )
    sports = _group("sports", component="sports", skill="pe")
    clause = tiny_clause("follow_mode", min_sports_per_week=2)
    school = _school(("C1",), ("Wed", "Wed2", "Thu"))
    return _district(school, people, (sports, _group())), tiny_pack((clause,))


def poor(lifted: bool = False) -> Case:
    """One hour costs 60 yuan and brings 40 students a fee of one yuan each."""
    fee = Funding(account="basic", fee_fen=150 if lifted else 100, fee_published=True)
    school = _school(("C1",), funding=(fee,))
    return _district(school, (tiny_person("T1"),), (_group(),)), tiny_pack()
