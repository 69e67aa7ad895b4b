"""The days of a change, equal ones together: what is open on them, and who may take it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from solver.domain import StaffMember
from solver.plan import Meeting
from solver.search.reschedule.items import Item, Items
from solver.search.reschedule.who import Who

Missing = Mapping[str, Mapping[date, frozenset[str]]]
"""Per item id and date, the people who cannot serve there any more."""


@dataclass(frozen=True)
class Place:
    """One person's place in an open item: who has it, and who may."""

    item: Item
    position: int
    now: str
    able: tuple[str, ...]
    lost: bool
    """Whether whoever has it cannot keep it."""


@dataclass
class Case:
    """Dates on which the same takes place and the same people may serve.

    Attributes
    ----------
    places : open places; items with an open place have all of theirs open.
    fixed : items that stay as they are, with somebody who may take an open place, or at a school
        of an open item.
    """

    dates: list[date]
    places: tuple[Place, ...]
    fixed: tuple[Item, ...]
    touched: frozenset[str] = field(default_factory=frozenset)
    """Ids of open items that somebody has to leave."""
    joins: tuple[tuple[Item, Item], ...] = ()
    """A touched item and one that its students may join instead."""


def missing_people(
    items: Items, who: Who, school_ids: Collection[str], people: Collection[str]
) -> Missing:
    """Returns which of some people cannot serve any more where the plan has them."""
    staff = who.ctx.staff
    found: dict[str, dict[date, frozenset[str]]] = {}
    for item in items.all:
        asked = [w for w in item.staff_ids if w in people]
        if item.school_id not in school_ids or not asked:
            continue
        for day in item.dates:
            gone = frozenset(w for w in asked if who.on(staff[w], item, day) is not None)
            if gone:
                found.setdefault(item.id, {})[day] = gone
    return found


def cases(
    items: Items,
    who: Who,
    missing: Missing,
    candidates: Mapping[str, Collection[StaffMember]],
    wide: bool,
) -> list[Case]:
    """Returns the days on which somebody is missing, equal ones together.

    Parameters
    ----------
    candidates : mapping of school id to people
        Who is asked at each school.
    wide : bool
        Whether everything at the school of a missing person is open on such a day, so that people
        may change places; otherwise only what lacks somebody.
    """
    days = sorted({day for dates in missing.values() for day in dates})
    grouped: dict[tuple[object, ...], Case] = {}
    for day in days:
        today = items.by_date[day]
        touched = {i.id for i in today if day in missing.get(i.id, {})}
        schools = {i.school_id for i in today if i.id in touched}
        open_ = [i for i in today if i.id in touched or (wide and i.school_id in schools)]
        places = tuple(
            place for item in open_ for place in _places(item, day, who, missing, candidates)
        )
        asked = {w for p in places for w in p.able}
        opened = {i.id for i in open_}
        fixed = tuple(
            i
            for i in today
            if i.id not in opened and (i.school_id in schools or asked.intersection(i.staff_ids))
        )
        joins = tuple(
            (item, other)
            for item in open_
            if item.id in touched
            for other in today
            if may_join(items, item, other) and _may_pay(item, other, day, who, places)
        )
        key = (
            tuple((p.item.id, p.position, p.now, p.able, p.lost) for p in places),
            tuple(i.id for i in fixed),
        )
        case = grouped.setdefault(key, Case([], places, fixed, frozenset(touched), joins))
        case.dates.append(day)
    return list(grouped.values())


def _places(
    item: Item,
    day: date,
    who: Who,
    missing: Missing,
    candidates: Mapping[str, Collection[StaffMember]],
) -> list[Place]:
    gone = missing.get(item.id, {}).get(day, frozenset())
    found = []
    for position, now in enumerate(item.staff_ids):
        leads = position == 0
        able = [
            p.id
            for p in candidates[item.school_id]
            if p.id != now and who.bar(p, item, leads, day) is None
        ]
        if now not in gone:
            able.append(now)
        found.append(Place(item, position, now, tuple(sorted(able)), now in gone))
    return found


def _may_pay(item: Item, other: Item, day: date, who: Who, places: Iterable[Place]) -> bool:
    """Tells whether all who may serve in a group may be paid for it when another has joined."""
    there = {w for p in places if p.item is other for w in p.able} or {*other.staff_ids}
    more = sum(item.record.class_counts.values()) if isinstance(item.record, Meeting) else 0
    return all(who.may_pay(who.ctx.staff[w], other, day, more) for w in there if w in who.ctx.staff)


def may_join(items: Items, item: Item, other: Item) -> bool:
    """Tells whether the students of one group may sit with another at the same hour.

    The same activity in the same period, within its size, the adults' ratio and the room's seats;
    whole classes only if a listed merge holds them all.
    """
    a, mine, theirs = item.activity, item.record, other.record
    if a is None or item is other or not isinstance(mine, Meeting):
        return False
    if not isinstance(theirs, Meeting) or mine.section_id == theirs.section_id:
        return False
    same = (mine.school_id, mine.period_id, mine.activity_id)
    if same != (theirs.school_id, theirs.period_id, theirs.activity_id):
        return False
    school = items.schools[item.school_id]
    students = sum(mine.class_counts.values()) + sum(theirs.class_counts.values())
    seats = {r.id: r.seats for r in school.rooms}.get(theirs.room_id or "", 0)
    if students > min(a.capacity, seats):
        return False
    together = {*mine.class_counts, *theirs.class_counts}
    if a.grouping == "merged":
        return any(together <= set(m.class_ids) for m in school.merges)
    return a.grouping != "by_class"


def candidates_of(who: Who, school_ids: Collection[str]) -> dict[str, list[StaffMember]]:
    """Returns who could be asked at each school: its own, who may be lent to it, instructors."""
    found: dict[str, list[StaffMember]] = defaultdict(list)
    for school_id in school_ids:
        for p in who.ctx.district.staff:
            if (
                p.role == "instructor"
                or p.home_school_id == school_id
                or school_id in p.lendable_to
            ):
                found[school_id].append(p)
    return found
