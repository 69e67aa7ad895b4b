"""What the clauses that only encourage ask of a school, from the data alone.

The model and the generator of districts read this; the verifier has its own reading.
"""

from solver.domain.activity import Activity
from solver.domain.base import OWN_ROLES
from solver.domain.district import District
from solver.domain.people import StaffMember
from solver.domain.school import Room, School, SchoolClass
from solver.policy.applied import AppliedPolicy
from solver.policy.pack import Clause

# --- a mode that was not adopted ------------------------------------------------------------------


def mode_rows_encouraged(policy: AppliedPolicy, school: School) -> list[Clause]:
    """Returns the clauses of ``follow_mode`` whose rows a school may keep, but need not.

    All rows of a mode that some clause encourages and the school has not adopted, and rows
    without a mode that only encourage.
    """
    every = policy.pack.of_family("follow_mode")
    modes = {c.get("mode") for c in every if not c.is_required}
    return [
        c
        for c in every
        if policy.waiver(c, school.id) is None
        and (c.applies_when == "mode_adopted" or policy.applies(c, school))
        and (
            not c.is_required
            if c.get("mode") is None
            else c.get("mode") in modes and c.get("mode") != school.adopted_mode
        )
    ]


# --- own staff ------------------------------------------------------------------------------------


def own_staff_clauses(policy: AppliedPolicy, school_id: str) -> list[Clause]:
    """Returns the clauses that ask for a school's own people beyond what binds."""
    also = [c for c in policy.speaking("lead_by_own_staff", school_id) if c.flag("prefer_own")]
    return [*policy.speaking("prefer_own_staff", school_id), *also]


def is_own(person: StaffMember, school_id: str, c: Clause) -> bool:
    """Tells whether a person counts as a school's own for a clause."""
    roles = c.words("roles") or tuple(OWN_ROLES)
    at_home = person.home_school_id == school_id
    lent = c.flag("lent_counts") and person.home_school_id is not None
    return (person.role in roles or "all" in roles) and (at_home or lent)


# --- variety --------------------------------------------------------------------------------------


def schools_asked(policy: AppliedPolicy, c: Clause) -> list[School]:
    """Returns the schools that a clause of variety speaks of."""
    return [s for s in policy.district.schools if c in policy.speaking("offer_variety", s.id)]


def schools_left_out(policy: AppliedPolicy, c: Clause) -> int:
    """Returns how many of them a clause about a share of the urban schools need not reach."""
    share, schools = c.integer("urban_share_pct"), len(schools_asked(policy, c))
    return 0 if share is None else schools - -(-share * schools // 100)


def offered_kinds(district: District, school: School, c: Clause) -> list[set[str]]:
    """Returns, for each kind of a clause that a school could offer, the activities of it.

    A kind is a field or a source (the school itself, or a provider). A school could offer it if an
    activity of the regular day, usable there for a grade that takes part (of the clause's stages),
    is of that kind.
    """
    usable = _usable(district, school, c)
    kinds = []
    for name in c.words("fields"):
        free = c.flag("free_of_charge")
        kinds.append({a.id for a in usable if a.field == name and not (free and a.fee_fen)})
    for origin in c.words("origins"):
        outside = origin == "provider"
        kinds.append(
            {
                a.id
                for a in usable
                if a.grouping == "by_choice" and (a.provider_id is not None) == outside
            }
        )
    return [kind for kind in kinds if kind]


def could_go_out(district: District, school: School, c: Clause) -> bool:
    """Tells whether a clause asks for outings and an activity would suit a room outside."""
    if not c.flag("off_campus"):
        return False
    away = [r for r in school.rooms if r.off_campus and r.safety_passed is not False]
    return any(_suits(r, a) for r in away for a in _usable(district, school, c))


def _usable(district: District, school: School, c: Clause) -> list[Activity]:
    stages = c.words("stages") or ("primary", "junior")
    taking_part = [k.grade for k in school.classes if school.participants_term(k)]
    grades = {g for g in taking_part if school.stage_of(g) in stages}
    return [
        a
        for a in district.activities
        if a.school_id in (None, school.id)
        and a.window == "regular"
        and any(a.suits_grade(g) for g in grades)
    ]


def _suits(room: Room, activity: Activity) -> bool:
    if activity.room_features:
        return set(activity.room_features) <= set(room.features)
    return room.sections_at_once == 1 and not room.weather_exposed


# --- every day of the week ------------------------------------------------------------------------


def there_by_day(school: School, school_class: SchoolClass, c: Clause) -> dict[int, int]:
    """Returns the most students of a class who are there at a time, by weekday of a clause.

    Weekdays on which its grade has no regular period are left out.
    """
    found: dict[int, int] = {}
    for p in school.periods:
        asked = p.window == "regular" and p.weekday in c.numbers("weekdays")
        if asked and p.applies_to(school_class.grade):
            found[p.weekday] = max(found.get(p.weekday, 0), school_class.present(p))
    return found


def never_every_day(
    district: District, school: School, school_class: SchoolClass, days: dict[int, int]
) -> int:
    """Returns how many participants of a class surely miss a day, whatever the plan.

    From the counts, those who are too many for the day with the fewest; from listed students those
    who come on some of the days only.
    """
    whole = school.participants_term(school_class)
    listed = sum(
        bool(set(days) & set(s.weekdays)) and not set(days) <= set(s.weekdays)
        for s in district.students
        if s.class_id == school_class.id
    )
    return max([min(whole, listed), *(whole - n for n in days.values())])
