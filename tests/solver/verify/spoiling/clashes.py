"""The same person, room or class in two places at once, judged on minutes and real dates."""

from collections import defaultdict
from random import Random

from solver.domain import Period
from solver.plan import Meeting
from tests.solver.verify.oracles.calendar import begun, meeting_days
from tests.solver.verify.spoiling.good import (
    Good,
    NoPlace,
    Spoilt,
    copy,
    kind,
    pick,
    structure,
    swapped,
)


def _pairs(good: Good, rng: Random) -> list[tuple[Meeting, Meeting]]:
    """Returns some meetings with those at the same time."""
    meetings = list(good.usual)
    rng.shuffle(meetings)
    return [(a, b) for a in meetings[:12] for b in good.clashing(a)]


@kind("person in two meetings at once")
def staff_twice(good: Good, rng: Random) -> Spoilt:
    a, b, person = pick(rng, [
        (a, b, p) for a, b in _pairs(good, rng) for p in a.staff_ids if p not in b.staff_ids
    ])  # fmt: skip
    told = structure(
        "avoid_staff_clashes", "staff_twice", subject=person, amount=good.together(a, b)
    )
    return good.met(b, told, staff_ids=(person, *b.staff_ids[1:]))


@kind("person at two schools at once")
def staff_at_two_schools(good: Good, rng: Random) -> Spoilt:
    a, b, person = pick(rng, [
        (a, b, p) for a in good.usual for b in good.clashing(a) if a.school_id != b.school_id
        for p in a.staff_ids if p not in b.staff_ids
    ])  # fmt: skip
    told = structure(
        "avoid_staff_clashes", "staff_twice", subject=person, amount=good.together(a, b)
    )
    return good.met(b, told, staff_ids=(person, *b.staff_ids[1:]))


@kind("person in a meeting and on a post at once")
def meeting_and_post(good: Good, rng: Random) -> Spoilt:
    found = []
    for d in good.plan.duties:
        post = next((p for p in good.schools[d.school_id].duty_posts if p.id == d.post_id), None)
        for m in good.usual:
            p = good.period(m)
            if (
                post is not None
                and p.weekday == post.weekday
                and p.start_min < post.end_min
                and post.start_min < p.end_min
                and {*good.dates(d)} & {*good.dates(m)}
            ):
                found += [(d, m, x) for x in d.staff_ids if x not in m.staff_ids]
    d, m, person = pick(rng, found)
    common = len({*good.dates(d)} & {*good.dates(m)})
    told = structure("avoid_staff_clashes", "staff_twice", subject=person, amount=common)
    return good.met(m, told, staff_ids=(person, *m.staff_ids[1:]))


@kind("person named twice in a meeting")
def named_twice(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, good.usual)
    person = pick(rng, m.staff_ids)
    told = structure(
        "avoid_staff_clashes", "staff_named_twice", period_id=m.period_id, subject=person, amount=1
    )
    return good.met(m, told, staff_ids=(*m.staff_ids, person))


@kind("clocks moved so that two meetings of a person share minutes")
def clocks_overlap(good: Good, rng: Random) -> Spoilt:
    def follows(p: Period, q: Period) -> bool:
        return p.weekday == q.weekday and 0 <= q.start_min - p.end_min <= 15

    a, b, person = pick(rng, [
        (a, b, x)
        for a in good.usual for b in good.usual
        if follows(good.period(a), good.period(b))
        for x in a.staff_ids if x in b.staff_ids and {*good.dates(a)} & {*good.dates(b)}
    ])  # fmt: skip
    school, period = good.periods[b.period_id]
    early = good.period(a).end_min - rng.randint(1, 10)
    common = len({*good.dates(a)} & {*good.dates(b)})
    told = structure("avoid_staff_clashes", "staff_twice", subject=person, amount=common)
    return good.within("periods", school, period, told, start_min=early)


@kind("room twice at once")
def room_twice(good: Good, rng: Random) -> Spoilt:
    a, b = pick(rng, [
        (a, b)
        for a, b in _pairs(good, rng)
        if a.room_id is not None and a.room_id != b.room_id
        and good.rooms[a.room_id][1].sections_at_once == 1
    ])  # fmt: skip
    told = structure("avoid_room_clashes", "room_full", subject=a.room_id, amount=1)
    return good.met(b, told, room_id=a.room_id)


@kind("field with more sections than it takes")
def field_full(good: Good, rng: Random) -> Spoilt:
    load: dict[tuple[str, str], list[Meeting]] = defaultdict(list)
    for m in good.usual:
        if m.room_id is not None:
            load[(m.room_id, m.period_id)].append(m)
    found = []
    for (room_id, _), held in load.items():
        days = [{*good.dates(m)} for m in held]
        most = max(sum(d in s for s in days) for d in set.union(*days))
        if most > 1:
            found.append((room_id, most))
    room_id, most = pick(rng, found)
    school, room = good.rooms[room_id]
    told = structure("avoid_room_clashes", "room_full", subject=room_id)
    return good.within("rooms", school, room, told, sections_at_once=most - 1)


@kind("class in two groups at once")
def class_twice(good: Good, rng: Random) -> Spoilt:
    found = [
        (a, b, c)
        for a, b in _pairs(good, rng)
        if good.is_group(a) and good.is_group(b) and a.school_id == b.school_id
        for c, n in a.class_counts.items()
        if n and c not in b.class_counts and good.classes[c][0].id == b.school_id
    ]
    a, b, c = pick(rng, found)
    joined = copy(b, class_counts={**b.class_counts, c: 1})
    told = structure(
        "avoid_class_clashes", "class_twice", subject=c, amount=_common(good, a, joined, c)
    )
    return good.met(b, told, class_counts=joined.class_counts)


@kind("class in a group and in a club at once")
def group_and_club(good: Good, rng: Random) -> Spoilt:
    whole = {(e.class_id, e.period_id) for e in good.plan.grid if e.component != "split"} - {
        (e.class_id, e.period_id) for e in good.plan.grid if e.component == "split"
    }
    found = [
        (a, b, c)
        for a, b in _pairs(good, rng)
        if good.is_group(a) and not good.is_group(b) and a.school_id == b.school_id
        for c, n in a.class_counts.items()
        if n and (c, a.period_id) in whole and not b.class_counts.get(c)
    ]
    a, b, c = pick(rng, found)
    joined = copy(b, class_counts={**b.class_counts, c: 2})
    common = _common(good, a, joined, c)
    told = structure("avoid_class_clashes", "class_group_and_club", subject=c, amount=common)
    return good.met(b, told, class_counts=joined.class_counts)


def _common(good: Good, a: Meeting, joined: Meeting, class_id: str) -> int:
    """Returns on how many dates a class is in a meeting and in another that it has joined.

    Who joins may have service earlier than the others there.
    """
    school, school_class = good.classes[class_id]
    common = sum(
        begun(school, school_class.grade, d)
        for d in {*good.dates(a)} & {*meeting_days(good.district, joined)}
    )
    if not common:
        raise NoPlace
    return common


@kind("all meetings of a room moved into another")
def rooms_united(good: Good, rng: Random) -> Spoilt:
    a, b = pick(rng, [
        (a, b)
        for a, b in _pairs(good, rng)
        if a.room_id and b.room_id and a.room_id != b.room_id
        and good.rooms[a.room_id][1].sections_at_once == 1
    ])  # fmt: skip
    meetings = good.plan.meetings
    for m in good.plan.meetings:
        if m.room_id == b.room_id:
            meetings = swapped(meetings, m, room_id=a.room_id)
    told = structure("avoid_room_clashes", "room_full", subject=a.room_id)
    return good.said(told, meetings=meetings)
