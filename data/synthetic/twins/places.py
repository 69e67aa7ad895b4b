"""Clashes of places and sizes: fields closed, features and seats missing, groups too small."""

from data.synthetic.twins.ground import Ground, unmet
from data.synthetic.twins.record import Clash, Fact
from solver.domain.activity import Activity
from solver.domain.school import Room, School

SEATS_SHORT = 3


def field_closed(g: Ground) -> Clash | None:
    """The only field fails its safety check."""
    for school, field, clause_id, times in _fields(g):
        fact = g.fact(f"schools[{school.id}].rooms[{field.id}].safety_passed", False)
        return _without_field(g, fact, school, field, clause_id, times)
    return None


def field_without_feature(g: Ground) -> Clash | None:
    """The only room with the feature that sports ask for lacks it."""
    for school, field, clause_id, times in _fields(g):
        fact = g.fact(f"schools[{school.id}].rooms[{field.id}].features", [])
        return _without_field(g, fact, school, field, clause_id, times)
    return None


def _without_field(
    g: Ground, fact: Fact, school: School, field: Room, clause_id: str, times: int
) -> Clash:
    return g.clash(
        [fact],
        unmet(g.least_lost(school, times), "finding.class_no_room"),
        "fit_rooms",
        clause_id,
        [school.id],
        room_ids=(field.id,),
        activity_ids=("sports",),
        amount=times * len(school.classes),
        unit="class_periods",
    )


def field_too_few_seats(g: Ground) -> Clash | None:
    """The field has a few seats less than the smallest class has on its smallest day."""
    for school, field, clause_id, times in _fields(g):
        least = min(c.present(p) for c in school.classes for p in g.slots(school, c))
        if least > SEATS_SHORT:
            return g.clash(
                [g.fact(f"schools[{school.id}].rooms[{field.id}].seats", least - SEATS_SHORT)],
                unmet(g.least_lost(school, times), "finding.class_over_rooms"),
                "fit_rooms",
                clause_id,
                [school.id],
                room_ids=(field.id,),
                activity_ids=("sports",),
                amount=SEATS_SHORT,
                unit="seats",
            )
    return None


def field_one_group(g: Ground) -> Clash | None:
    """The field takes one group at a time, and the classes need more times than the week has."""
    for school, field, clause_id, times in _fields(g):
        short = times * len(school.classes) - len(g.regular(school))
        if school.merges or short <= 0:
            continue
        least = min(c.present(p) * p.minutes for c in school.classes for p in g.slots(school, c))
        return g.clash(
            [g.fact(f"schools[{school.id}].rooms[{field.id}].sections_at_once", 1)],
            unmet(short * least, "finding.mode_places_short"),
            "avoid_room_clashes",
            clause_id,
            [school.id],
            room_ids=(field.id,),
            activity_ids=("sports",),
            amount=short,
            unit="meetings",
        )
    return None


def _fields(g: Ground) -> list[tuple[School, Room, str, int]]:
    """Returns schools that have sports in one room only, by the policy so often a week."""
    found = []
    needed = set(_activity(g, "sports").room_features)
    for school in g.schools():
        asked = g.times_a_week("sports", school)
        suits = [r for r in school.rooms if needed <= set(r.features)]
        if asked and len(suits) == 1:
            found.append((school, suits[0], *asked))
    return found


def group_too_small(g: Ground) -> Clash | None:
    """Guidance asks for more students than any class has."""
    return _guidance_size(g, "min_students", "finding.class_too_few")


def group_too_large(g: Ground) -> Clash | None:
    """Guidance admits fewer students than any class has."""
    return _guidance_size(g, "max_students", "finding.class_over_limit")


def _guidance_size(g: Ground, name: str, code: str) -> Clash | None:
    asked = {s.id: g.times_a_week("guidance", s) for s in g.district.schools}
    schools = [s for s in g.district.schools if asked[s.id]]
    sizes = [c.present(p) for s in schools for c in s.classes for p in g.slots(s, c)]
    guidance = _activity(g, "guidance")
    if not sizes or max(sizes) >= guidance.max_students or min(sizes) < 2:
        return None
    limit = max(sizes) + 1 if name == "min_students" else min(sizes) - 1
    lost = 0
    times = 0
    for s in schools:
        n = (asked[s.id] or ("", 0))[1]
        lost += g.least_lost(s, n)
        times += n * len(s.classes)
    first = asked[schools[0].id] or ("", 0)
    return g.clash(
        [g.fact(f"activities[guidance].{name}", limit)],
        unmet(lost, code),
        "keep_section_sizes",
        first[0],
        [s.id for s in schools],
        activity_ids=("guidance",),
        amount=1,
        unit="students",
    )


def lunch_without_places(g: Ground) -> Clash | None:
    """The canteen is closed, or lunch in classrooms has to be in a canteen that is not there."""
    offered = {a.id for a in g.district.activities}
    rooms: tuple[str, ...]
    for school in g.schools():
        lunches = [p for p in school.periods if p.window == "lunch"]
        canteens = [r for r in school.rooms if "食堂" in r.features]
        eaters = sum(c.lunch_eaters for c in school.classes)
        if not lunches or not eaters:
            continue
        if "lunch-class" not in offered and canteens:
            fact = g.fact(f"schools[{school.id}].rooms[{canteens[0].id}].safety_passed", False)
            schools, activity, rooms = [school], "lunch-canteen", (canteens[0].id,)
        elif "lunch-class" in offered and not canteens:
            fact = g.fact("activities[lunch-class].room_features", ["食堂"])
            schools = [
                s
                for s in g.district.schools
                if not any("食堂" in r.features for r in s.rooms)
                and any(p.window == "lunch" for p in s.periods)
            ]
            activity, rooms = "lunch-class", ()
        else:
            continue
        lost = sum(
            c.lunch_eaters * p.minutes
            for s in schools
            for p in s.periods
            if p.window == "lunch"
            for c in s.classes
            if p.applies_to(c.grade)
        )
        return g.clash(
            [fact],
            unmet(lost, "finding.class_no_room"),
            "serve_lunch",
            "structure:place_everyone_once",
            [s.id for s in schools],
            period_ids=tuple(p.id for s in schools for p in s.periods if p.window == "lunch"),
            room_ids=rooms,
            activity_ids=(activity,),
            amount=sum(
                sum(1 for c in s.classes if c.lunch_eaters)
                * sum(1 for p in s.periods if p.window == "lunch")
                for s in schools
            ),
            unit="class_periods",
        )
    return None


def _activity(g: Ground, activity_id: str) -> Activity:
    return next(a for a in g.district.activities if a.id == activity_id)
