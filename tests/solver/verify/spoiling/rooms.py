"""Rooms that do not fit, sections of the wrong size, quotas of classes."""

from collections import defaultdict
from random import Random

from solver.domain.activity import ClassQuota
from solver.plan import Meeting
from tests.solver.verify.spoiling.good import Good, Spoilt, Told, kind, pick, structure

ROOMS, SIZES = "fit_rooms", "keep_section_sizes"


def _room(m: Meeting, code: str, subject: str, **more: object) -> Told:
    return structure(ROOMS, code, period_id=m.period_id, subject=subject, **more)


def _is_plain(good: Good, room_id: str) -> bool:
    room = good.rooms[room_id][1]
    return room.sections_at_once == 1 and not room.weather_exposed


@kind("no room")
def no_room(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, good.usual)
    return good.met(m, _room(m, "no_room", m.id), room_id=None)


@kind("room of another school")
def other_school(good: Good, rng: Random) -> Spoilt:
    m, room_id = pick(rng, [
        (m, r) for m in good.usual for r, (s, _) in good.rooms.items() if s.id != m.school_id
    ])  # fmt: skip
    return good.met(m, _room(m, "room_of_other_school", room_id), room_id=room_id)


@kind("room that failed its safety check")
def unsafe(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, [m for m in good.usual if m.room_id])
    school, room = good.rooms[str(m.room_id)]
    return good.within(
        "rooms", school, room, _room(m, "room_not_safe", room.id), safety_passed=False
    )


@kind("room without what the activity needs")
def features(good: Good, rng: Random) -> Spoilt:
    m, room_id, missing = pick(rng, [
        (m, r.id, len(lacking))
        for m in good.usual
        for r in good.schools[m.school_id].rooms
        if (lacking := {*good.activity(m).room_features} - {*r.features})
    ])  # fmt: skip
    return good.met(m, _room(m, "room_features", room_id, amount=missing), room_id=room_id)


@kind("seats taken out of a room")
def too_small(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, [m for m in good.usual if m.room_id and sum(m.class_counts.values()) > 1])
    school, room = good.rooms[str(m.room_id)]
    seats = sum(m.class_counts.values()) - 1
    told = _room(m, "room_too_small", room.id, amount=1)
    return good.within("rooms", school, room, told, seats=seats)


@kind("meeting moved into a room too small for it")
def moved_too_small(good: Good, rng: Random) -> Spoilt:
    m, room_id, short = pick(rng, [
        (m, r.id, short)
        for m in good.usual
        for r in good.schools[m.school_id].rooms
        if (short := sum(m.class_counts.values()) - r.seats) > 0
    ])  # fmt: skip
    return good.met(m, _room(m, "room_too_small", room_id, amount=short), room_id=room_id)


@kind("field for an activity that needs a plain room")
def not_plain(good: Good, rng: Random) -> Spoilt:
    m, room_id = pick(rng, [
        (m, r.id)
        for m in good.usual
        if not good.activity(m).room_features
        for r in good.schools[m.school_id].rooms
        if not _is_plain(good, r.id)
    ])  # fmt: skip
    return good.met(m, _room(m, "room_not_plain", room_id), room_id=room_id)


@kind("class alone away from its home room")
def not_home(good: Good, rng: Random) -> Spoilt:
    found = []
    for m in good.usual:
        classes = [c for c, n in m.class_counts.items() if n]
        if not good.is_group(m) or good.activity(m).room_features or len(classes) != 1:
            continue
        if good.classes[classes[0]][1].home_room_id == m.room_id:
            found += [
                (m, r.id)
                for r in good.schools[m.school_id].rooms
                if r.id != m.room_id
                and _is_plain(good, r.id)
                and r.safety_passed is not False
                and r.seats >= sum(m.class_counts.values())
            ]
    m, room_id = pick(rng, found)
    return good.met(m, _room(m, "not_home_room", room_id), room_id=room_id)


@kind("adult missing")
def adult_missing(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, good.usual)
    told = structure(SIZES, "adults_missing", period_id=m.period_id, subject=m.id, amount=1)
    return good.met(m, told, staff_ids=m.staff_ids[:-1])


@kind("adult too many")
def adult_too_many(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, good.usual)
    person = pick(rng, [p for p in good.staff if p not in m.staff_ids])
    told = structure(SIZES, "adults_too_many", period_id=m.period_id, subject=m.id, amount=1)
    return good.met(m, told, staff_ids=(*m.staff_ids, person))


@kind("helper asked for and not there")
def helper_missing(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, [m for m in good.usual if good.activity(m).helpers < 4])
    activity = good.activity(m)
    told = structure(SIZES, "adults_missing", school_id=m.school_id, amount=1)
    return good.offer(activity, told, helpers=activity.helpers + 1)


def _fullest(good: Good, rng: Random) -> tuple[Meeting, int, int]:
    """Returns a meeting of a section with the most and the fewest students of any of its own."""
    m = pick(rng, [m for m in good.usual if sum(m.class_counts.values()) > 1])
    sizes = [sum(x.class_counts.values()) for x in good.usual if x.section_id == m.section_id]
    return m, max(sizes), min(sizes)


@kind("section larger than its activity allows")
def too_large(good: Good, rng: Random) -> Spoilt:
    m, most, _ = _fullest(good, rng)
    told = structure(SIZES, "section_too_large", subject=m.section_id, amount=1)
    return good.offer(good.activity(m), told, max_students=most - 1, min_students=0)


@kind("too many students for the adults")
def too_many_per_adult(good: Good, rng: Random) -> Spoilt:
    m, most, _ = _fullest(good, rng)
    activity = good.activity(m)
    adults = activity.leaders + activity.helpers
    ratio = (most - 1) // adults
    told = structure(SIZES, "section_too_large", subject=m.section_id, amount=most - ratio * adults)
    return good.offer(activity, told, students_per_adult=max(1, ratio))


@kind("section smaller than its activity allows")
def too_small_section(good: Good, rng: Random) -> Spoilt:
    m, _, fewest = _fullest(good, rng)
    activity = good.activity(m)
    told = structure(SIZES, "section_too_small", subject=m.section_id, amount=1)
    return good.offer(
        activity,
        told,
        min_students=fewest + 1,
        max_students=max(activity.max_students, fewest + 1),
    )


def _enrolled(good: Good, rng: Random) -> tuple[Meeting, str, int]:
    """Returns a chosen activity that is not in date ranges, a class and its students there."""
    whole = good.district.term
    total: dict[tuple[str, str], int] = defaultdict(int)
    example: dict[str, Meeting] = {}
    for s in good.plan.sections:
        held = [m for m in good.usual if m.section_id == s.id]
        if not held or good.activity(held[0]).grouping != "by_choice":
            continue
        if s.from_date == whole.first_day and s.to_date == whole.last_day:
            example[s.activity_id] = held[0]
            for c, n in held[0].class_counts.items():
                total[(s.activity_id, c)] += n
    (activity_id, c), n = pick(rng, [(k, n) for k, n in total.items() if n > 0])
    return example[activity_id], c, n


@kind("more of a class in an activity than its quota")
def quota_over(good: Good, rng: Random) -> Spoilt:
    m, c, n = _enrolled(good, rng)
    quota = ClassQuota(class_id=c, max_students=n - 1)
    told = structure(SIZES, "quota_over", school_id=m.school_id, subject=c, amount=1)
    return good.offer(good.activity(m), told, class_quotas=(quota,))


@kind("fewer of a class in an activity than its quota")
def quota_under(good: Good, rng: Random) -> Spoilt:
    m, c, n = _enrolled(good, rng)
    quota = ClassQuota(class_id=c, min_students=n + 1)
    told = structure(SIZES, "quota_under", school_id=m.school_id, subject=c, amount=1)
    return good.offer(good.activity(m), told, class_quotas=(quota,))
