"""The evenings a week of people whom several schools share, split over the schools.

Schools are planned apart, so each keeps to its part of a person's most evenings; the parts add up
to no more than the limit. A part that a school does not use goes to schools that are short.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from solver.domain import District, StaffMember
from solver.domain.calendar import week_profiles
from solver.model.families import respect_availability
from solver.model.times import time_of_period
from solver.plan import Meeting

PersonSchool = tuple[str, str]
"""Staff and school."""


def evening_places(person: StaffMember, district: District) -> set[tuple[int, str]]:
    """Returns on which weekday at which school a person could serve an evening."""
    found = set()
    for school in district.schools:
        may_come = person.role == "instructor" or school.id in (
            person.home_school_id,
            *person.lendable_to,
        )
        for period in school.periods if may_come else ():
            time = time_of_period(school.id, period, 0)
            if period.window == "evening" and respect_availability.bar_time(person, time) is None:
                found.add((period.weekday, school.id))
    return found


def evenings_used(
    district: District, meetings_of: Mapping[str, Iterable[Meeting]]
) -> dict[PersonSchool, int]:
    """Returns the most evenings of each person in a real week at each school."""
    found = {}
    for school in district.schools:
        evening = {p.id for p in school.periods if p.window == "evening"}
        days: dict[str, set[int]] = defaultdict(set)
        for m in meetings_of.get(school.id, ()):
            if m.period_id in evening:
                for w in m.staff_ids:
                    days[w].add(m.weekday)
        weeks = week_profiles(district.term, school.id)
        for w, mine in days.items():
            found[(w, school.id)] = max(sum(week[d - 1] for d in mine) for week in weeks)
    return found


def evening_shares(
    limit: int,
    days: Mapping[str, int],
    used: Mapping[str, int],
    asking: Collection[str],
) -> dict[str, int]:
    """Splits a person's evenings a week over schools.

    Parameters
    ----------
    days : mapping
        Evenings of the week on which each school has the person, by school, the neediest first.
    used : mapping
        Evenings that plans already ask of the person; they stay theirs.
    asking : collection of str
        Schools that share what is left, by their evenings, whole ones.
    """
    found = {s: used.get(s, 0) for s in days}
    rest = max(0, limit - sum(found.values()))
    total = sum(days[s] for s in days if s in asking)
    if not total:
        return found
    exact = {s: rest * days[s] for s in days if s in asking}
    for s, share in exact.items():
        found[s] += share // total
    left = rest - sum(share // total for share in exact.values())
    order = {s: i for i, s in enumerate(days)}
    for s in sorted(exact, key=lambda s: (-(exact[s] % total), order[s]))[:left]:
        found[s] += 1
    return found


def split_evenings(
    staff_id: str,
    limit: int,
    places: Iterable[tuple[int, str]],
    used: Mapping[PersonSchool, int],
    short: Collection[str] | None,
    weak: Collection[str],
) -> dict[PersonSchool, int]:
    """Returns each school's part of a person's evenings; nothing if one school has them all.

    Parameters
    ----------
    places : iterable of (weekday, school)
        Evenings on which a school has the person.
    used : mapping
        Evenings that plans already ask of (staff, school).
    short : collection of str, optional
        Schools that share what is left; ``None`` for all.
    weak : collection of str
        Schools that come first where all else is equal.
    """
    listed = list(places)
    schools = sorted({s for _, s in listed}, key=lambda s: (s not in weak, s))
    if len(schools) < 2:
        return {}
    days = {s: sum(place == s for _, place in listed) for s in schools}
    mine = {s: used.get((staff_id, s), 0) for s in schools}
    asking = [s for s in schools if short is None or s in short]
    shares = evening_shares(limit, days, mine, asking)
    return {(staff_id, s): share for s, share in shares.items()}
