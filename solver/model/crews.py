"""Pay by group size: how many sections of which size are led by people who are paid alike.

Where somebody is paid by the size of the group (``StaffMember.group_pay``), or may not be paid so
much or so little for some sizes, it matters who leads and helps in which section of an activity
and pattern. Everybody who is paid alike is one kind; a crew is a leader's kind with the helpers'.
Sizes fall into bands over which a crew's pay over the term is a straight line, exactly, rounding
included (``Band``). Per crew and band, and per size limit of the rooms::

    low * count <= students <= high * count
    pay = at_low * count + step * (students - low * count)
    sum of counts = sections in rooms of the limit, sum of students = students of all sections
    sum of counts led by a kind = leaders of the kind; the same for helpers

Groups of whole classes have one size each, so they are only counted by size. Within a band it
makes no difference which section is how large; ``solver.model.extract_crews`` tells them apart.
A district without such pay has none of this.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations_with_replacement

from solver.domain import StaffMember
from solver.domain.base import ServiceType
from solver.model.context import Context, Terms
from solver.model.crew_cells import TAG, Cell, Crew, Place, Sizes, Slot, bands, limit_of
from solver.model.families import keep_pay_cap, keep_pay_floor
from solver.model.school_view import Pattern, SchoolView
from solver.model.sitting import most_dates
from solver.policy import group_pay, meeting_pay, rate_fen


def make_crews(ctx: Context) -> None:
    """Makes the cells of every activity and pattern in which somebody is paid by size."""
    if not any(p.group_pay and p.role != "instructor" for p in ctx.district.staff):
        return
    places = _places(ctx)
    for key in sorted(places):
        slot = _slot(ctx, key, places[key])
        if slot.sizes:
            ctx.crews[key] = slot
            _cells(ctx, key, slot, places[key])
            _people(ctx, key, slot)


def _places(ctx: Context) -> dict[tuple[str, Pattern], dict[Place, Terms]]:
    """Returns the places of each activity and pattern, with what meets there."""
    found: dict[tuple[str, Pattern], dict[Place, Terms]] = defaultdict(lambda: defaultdict(list))
    for (a, classes, t), var in ctx.v.group.items():
        size = sum(ctx.view_of(t).present(c, t) for c in classes)
        found[(a, (t,))][("group", size)].append((var, 1))
    for (a, classes, t), var in ctx.v.stay_group.items():
        found[(a, (t,))][("stay", classes)].append((var, 1))
    for (a, pattern, name), var in ctx.v.section_room.items():
        found[(a, pattern)][("section", limit_of(ctx, a, pattern, name))].append((var, 1))
    return found


def _range(ctx: Context, key: tuple[str, Pattern], place: Place) -> tuple[int, int]:
    """Returns the sizes that what meets at a place may have."""
    activity, (sort, what) = ctx.activity[key[0]], place
    if sort == "group" and isinstance(what, int):
        return what, what
    least = max(activity.min_students, 1)
    if sort == "section" and isinstance(what, int):
        return least, what
    classes = what if isinstance(what, tuple) else ()
    view, t = ctx.view_of(key[1][0]), key[1][0]
    return max(least, len(classes)), min(
        activity.capacity, sum(view.present(c, t) for c in classes)
    )


def _slot(ctx: Context, key: tuple[str, Pattern], places: Mapping[Place, Terms]) -> Slot:
    """Sorts the people of an activity and pattern into kinds; those pinned stand alone."""
    a, pattern = key
    view, service = ctx.view_of(pattern[0]), ctx.activity[a].service_type
    ranges = [_range(ctx, key, place) for place in places]
    sizes = sorted({n for low, high in ranges for n in range(low, high + 1)})
    pinned = {
        p.staff_id
        for p in ctx.district.pins
        if p.kind == "meeting" and p.staff_id and p.activity_id == a and p.period_id in pattern
    }
    slot, kinds = Slot(), dict[tuple[object, ...], int]()
    dates = {t: most_dates(view, a, t) for t in pattern}
    people = {w for w, _ in (*ctx.v.leaders_of[key], *ctx.v.assistants_of[key])}
    for w in sorted(people):
        person = ctx.staff[w]
        paid = _varies(ctx, person, view, service, pattern, sizes)
        alone = w if w in pinned else ""
        if not paid and not alone:
            continue
        agreed = group_pay(person, service) if paid else None
        legal = None
        if paid:
            legal = frozenset(n for n in sizes if _may_pay(ctx, person, view, service, pattern, n))
        kind = kinds.setdefault((agreed, legal, alone), len(kinds) + 1)
        slot.kind_of[w] = kind
        if legal is not None and kind not in slot.sizes:
            slot.sizes[kind] = {
                n: sum(meeting_pay(person, service, n, view.ch[t]) * dates[t] for t in pattern)
                for n in legal
            }
    return slot


def _varies(
    ctx: Context,
    person: StaffMember,
    view: SchoolView,
    service: ServiceType,
    pattern: Pattern,
    sizes: list[int],
) -> bool:
    """Tells whether the sizes make a difference to what a person is paid, or may be."""
    agreed = group_pay(person, service)
    if agreed is None or person.role == "instructor":
        return False
    if agreed.per_student_fen and sizes and sizes[-1] > agreed.up_to:
        return True
    return not all(_may_pay(ctx, person, view, service, pattern, n) for n in sizes)


def _may_pay(
    ctx: Context,
    person: StaffMember,
    view: SchoolView,
    service: ServiceType,
    pattern: Pattern,
    students: int,
) -> bool:
    """Tells whether cap and floor allow what a section of a size pays a person."""
    rate = rate_fen(person, service, students)
    days = tuple(sorted({view.periods[t].weekday for t in pattern}))
    # Limits are about roles and rates: people of a role with the same rate are judged once.
    key = (view.school.id, service, days, person.role, rate)
    if key not in ctx.payable:
        ctx.payable[key] = _within_limits(ctx, person, view, service, days, rate)
    return ctx.payable[key]


def _within_limits(
    ctx: Context,
    person: StaffMember,
    view: SchoolView,
    service: ServiceType,
    days: tuple[int, ...],
    rate: int,
) -> bool:
    if keep_pay_cap.bar(ctx, person, view.school.id, service, rate) is not None:
        return False
    dates = tuple(d for day in days for d in view.pattern_dates(day))
    return keep_pay_floor.bar(ctx, person, view.school.id, service, dates, rate) is None


def _crews(ctx: Context, key: tuple[str, Pattern], slot: Slot) -> Iterator[Crew]:
    """Yields the crews that there are people for."""
    leaders = {w for w, _ in ctx.v.leaders_of[key]}
    assistants = {w for w, _ in ctx.v.assistants_of[key]}
    able: dict[int, set[str]] = defaultdict(set)
    for w in leaders | assistants:
        able[slot.kind_of.get(w, 0)].add(w)
    leading = sorted({slot.kind_of.get(w, 0) for w in leaders})
    helping = sorted({slot.kind_of.get(w, 0) for w in assistants})
    for leader in leading:
        for helpers in combinations_with_replacement(helping, ctx.activity[key[0]].helpers):
            crew = (leader, *helpers)
            if all(crew.count(k) <= len(able[k]) for k in crew):
                yield Crew(leader, helpers)


def _costs(slot: Slot, crew: Crew, low: int, high: int) -> Sizes:
    """Returns what a crew is paid by size, of the sizes for which all of them may be paid."""
    paid = [slot.sizes[k] for k in (crew.leader, *crew.helpers) if k in slot.sizes]
    return {
        n: sum(each[n] for each in paid)
        for n in range(low, high + 1)
        if all(n in each for each in paid)
    }


def _cells(
    ctx: Context, key: tuple[str, Pattern], slot: Slot, places: Mapping[Place, Terms]
) -> None:
    rows = ctx.rows
    for place, meeting in places.items():
        most = sum(rows.upper[var] for var, _ in meeting)
        here = []
        for crew in _crews(ctx, key, slot):
            for band in bands(_costs(slot, crew, *_range(ctx, key, place))):
                name = (key, place, crew, band.low)
                count = rows.var(("crew", *name), 0, most)
                students = None
                if band.low < band.high:
                    students = rows.var(("crew_students", *name), 0, most * band.high)
                    rows.add(TAG, [(students, 1), (count, -band.low)], low=0)
                    rows.add(TAG, [(students, 1), (count, -band.high)], high=0)
                here.append(Cell(place, crew, band, count, students))
        rows.equal(TAG, [*((c.count, 1) for c in here), *((x, -n) for x, n in meeting)], 0)
        slot.cells += here
        if place[0] == "stay":
            _stayers(ctx, key, place, here, meeting)
    _sitting(ctx, key, slot)


def _stayers(
    ctx: Context, key: tuple[str, Pattern], place: Place, here: list[Cell], meeting: Terms
) -> None:
    """The students of a care group are those who stay, if it meets."""
    classes = place[1] if isinstance(place[1], tuple) else ()
    staying = [(ctx.v.stay[(c, key[1][0])], 1) for c in classes]
    terms = [x for c in here for x in c.terms(-1)]
    most = sum(ctx.rows.upper[var] for var, _ in staying)
    ctx.rows.add(TAG, [*staying, *terms], low=0)
    ctx.rows.add(TAG, [*staying, *terms, *((x, most * n) for x, n in meeting)], high=most)


def _sitting(ctx: Context, key: tuple[str, Pattern], slot: Slot) -> None:
    """The students of all sections of a pattern are those who sit in it."""
    if key not in ctx.v.sections:
        return
    seated = [(var, 1) for w, var in ctx.v.enrol.items() if (w.activity_id, w.pattern) == key]
    seated += [(var, 1) for (_c, a, t), var in ctx.v.seat.items() if (a, (t,)) == key]
    ctx.rows.equal(TAG, [*seated, *(x for c in slot.cells for x in c.terms(-1))], 0)


def _people(ctx: Context, key: tuple[str, Pattern], slot: Slot) -> None:
    """As many leaders and helpers of each kind as the crews take; own-class matches among them."""
    for people, times in (
        (ctx.v.leaders_of[key], lambda crew, kind: int(crew.leader == kind)),
        (ctx.v.assistants_of[key], lambda crew, kind: crew.helpers.count(kind)),
    ):
        of_kind: dict[int, Terms] = defaultdict(list)
        for w, var in people:
            of_kind[slot.kind_of.get(w, 0)].append((var, 1))
        for kind, terms in of_kind.items():
            taken = [(c.count, -times(c.crew, kind)) for c in slot.cells]
            ctx.rows.equal(TAG, [*terms, *taken], 0)
    own: dict[tuple[int, Place], Terms] = defaultdict(list)
    for (w, a, classes, t), var in ctx.v.own.items():
        if (a, (t,)) == key:
            size = sum(ctx.view_of(t).present(c, t) for c in classes)
            own[(slot.kind_of.get(w, 0), ("group", size))].append((var, 1))
    for (kind, place), matches in own.items():
        led = [(c.count, -1) for c in slot.cells if c.place == place and c.crew.leader == kind]
        ctx.rows.add(TAG, [*matches, *led], high=0)
