"""`allow_travel`: schools of one person on a date, and the way between them."""

from collections import defaultdict
from datetime import date
from itertools import pairwise
from math import asin, ceil, cos, radians, sin, sqrt

from solver.domain import School, StaffMember
from solver.plan import Violation
from solver.verify.booking import Booking
from solver.verify.context import Context
from solver.verify.report import Facts, breach, clock, listed

FAMILY = "allow_travel"
EARTH_KM = 6371.0


def check_allow_travel(ctx: Context) -> list[Violation]:
    """Checks schools per person and date, and minutes plus margin between two of them.

    Structural. Equal days are judged once; the amount of a record counts schools or minutes and
    ``dates`` says on how many dates.
    """
    found = []
    for person_id, meetings in ctx.of_person.items():
        if len({b.school.id for b in meetings}) > 1:
            found += _person(ctx, ctx.staff[person_id], meetings)
    return found


def _person(ctx: Context, person: StaffMember, meetings: list[Booking]) -> list[Violation]:
    days: dict[date, list[int]] = defaultdict(list)
    for i, b in enumerate(meetings):
        for d in b.dates:
            days[d].append(i)
    patterns: dict[tuple[int, ...], int] = defaultdict(int)
    for held in days.values():
        patterns[tuple(held)] += 1
    found = []
    for pattern, dates in patterns.items():
        day = sorted((meetings[i] for i in pattern), key=lambda b: b.period.start_min)
        schools = list(dict.fromkeys(b.school.id for b in day))
        most = ctx.district.travel.schools_per_day
        if len(schools) > most:
            found.append(
                breach(
                    FAMILY,
                    "too_many_schools",
                    at=day[-1],
                    subject=person.id,
                    amount=len(schools) - most,
                    unit="schools",
                    person=person.name,
                    found=listed(schools),
                    allowed=most,
                    dates=dates,
                )
            )
        else:
            found += _trips(ctx, person, day, dates)
    return found


def _trips(ctx: Context, person: StaffMember, day: list[Booking], dates: int) -> list[Violation]:
    found = []
    for a, b in pairwise(day):
        if a.school.id == b.school.id:
            continue
        minutes = travel_minutes(ctx, a.school, b.school)
        there = b.period.start_min - a.period.end_min
        margin = ctx.district.travel.margin_min
        facts: Facts = {"person": person.name, "origin": a.school.name, "dates": dates}
        if minutes is None:
            found.append(
                breach(FAMILY, "travel_unknown", at=b, subject=person.id, unit="trips", **facts)
            )
        elif there < minutes + margin:
            found.append(
                breach(
                    FAMILY,
                    "travel_too_long",
                    at=b,
                    subject=person.id,
                    amount=minutes + margin - there,
                    unit="min",
                    found=there,
                    allowed=minutes + margin,
                    leaves=clock(a.period.end_min),
                    **facts,
                )
            )
    return found


def travel_minutes(ctx: Context, origin: School, target: School) -> int | None:
    """Returns minutes from one school to another: the matrix, else the recipe, else ``None``.

    The recipe is the great-circle distance times the road factor at the given speed, plus the
    fixed part, rounded up to whole minutes.
    """
    travel = ctx.district.travel
    for row in travel.times:
        if (row.from_school_id, row.to_school_id) == (origin.id, target.id):
            return row.minutes
    places = (origin.latitude, origin.longitude, target.latitude, target.longitude)
    if travel.recipe is None or any(p is None for p in places):
        return None
    lat_a, lon_a, lat_b, lon_b = (radians(p) for p in places if p is not None)
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    km = 2 * EARTH_KM * asin(sqrt(half)) * travel.recipe.road_factor
    return ceil(60 * km / travel.recipe.speed_kmh) + travel.recipe.fixed_min
