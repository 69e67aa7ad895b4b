"""Two plans of one district side by side: what each reaches, and what takes place otherwise.

Meetings are told apart by what they are (school, period, activity, classes, dates), never by their
ids: two searches number theirs differently.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from solver.plan.types import Duty, Meeting, Plan

ChangeKind = Literal["added", "removed", "activity", "students", "people", "room"]


@dataclass(frozen=True)
class Figure:
    """A figure of both plans; ``None`` where one of them does not state it."""

    name: str
    unit: str
    one: int | None
    two: int | None


@dataclass(frozen=True)
class MeetingChange:
    """A meeting of the weekly pattern that is otherwise in the other plan.

    ``one`` and ``two`` hold what differs: activity, people, room, or number of students.
    """

    kind: ChangeKind
    school_id: str
    weekday: int
    period_id: str
    activity_id: str
    class_ids: tuple[str, ...]
    one: tuple[str, ...] = ()
    two: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """What two plans have in common and where they differ.

    Attributes
    ----------
    levels, terms, accounts : figures of both; accounts in fen over all schools, by account and
        ``income``, ``cost`` or ``missing``.
    same : meetings that are the same in both.
    changes : the others, by school and time.
    staff_ids, class_ids : people and classes for whom anything is otherwise, duties included.
    """

    levels: tuple[Figure, ...]
    terms: tuple[Figure, ...]
    accounts: tuple[Figure, ...]
    unmet: Figure
    same: int
    changes: tuple[MeetingChange, ...]
    staff_ids: tuple[str, ...]
    class_ids: tuple[str, ...]
    counts: dict[str, int] = field(default_factory=dict)


def compare(one: Plan, two: Plan) -> Comparison:
    """Compares two plans of one district."""
    same, changes = _meetings(one.meetings, two.meetings)
    levels = _figures(
        [(x.name, x.unit, x.value) for x in one.levels],
        [(x.name, x.unit, x.value) for x in two.levels],
    )
    terms = _figures(
        [(x.family, x.unit, x.value) for x in one.terms],
        [(x.family, x.unit, x.value) for x in two.terms],
    )
    unmet = [sum(u.student_periods for u in plan.unmet) for plan in (one, two)]
    return Comparison(
        levels=levels,
        terms=terms,
        accounts=_figures(list(_accounts(one)), list(_accounts(two))),
        unmet=Figure("unmet", "student_periods", *unmet),
        same=same,
        changes=tuple(changes),
        staff_ids=_differ(_by_person(one), _by_person(two)),
        class_ids=_differ(_by_class(one), _by_class(two)),
        counts=dict(sorted(Counter(c.kind for c in changes).items())),
    )


def _figures(
    one: Sequence[tuple[str, str, int]], two: Sequence[tuple[str, str, int]]
) -> tuple[Figure, ...]:
    units = {name: unit for name, unit, _ in (*one, *two)}
    first, second = ({name: value for name, _, value in rows} for rows in (one, two))
    return tuple(Figure(n, unit, first.get(n), second.get(n)) for n, unit in units.items())


def _accounts(plan: Plan) -> Iterator[tuple[str, str, int]]:
    found: Counter[str] = Counter()
    for statement in plan.accounts:
        for kind in ("income", "cost", "missing"):
            found[f"{statement.account}.{kind}"] += 0
        for line in statement.lines:
            kind = "income" if line.amount_fen >= 0 else "cost"
            found[f"{statement.account}.{kind}"] += abs(line.amount_fen)
        found[f"{statement.account}.missing"] += statement.missing_fen
    for name, value in found.items():
        yield name, "fen", value


# --- meetings -------------------------------------------------------------------------------------


def _classes(m: Meeting) -> tuple[str, ...]:
    return tuple(sorted(c for c, n in m.class_counts.items() if n))


def _counts(m: Meeting) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(m.class_counts.items()))


def _place(m: Meeting) -> tuple[object, ...]:
    """Where and for whom a meeting is, and on which dates."""
    when = (m.from_date, m.to_date, m.except_dates)
    return (m.school_id, m.weekday, m.period_id, _classes(m), *when)


def _meetings(one: Sequence[Meeting], two: Sequence[Meeting]) -> tuple[int, list[MeetingChange]]:
    """Pairs the meetings, the most alike first; what finds no partner was removed or added."""
    alike: tuple[Callable[[Meeting], object], ...] = (
        lambda m: (*_place(m), m.activity_id, _counts(m), m.room_id, m.staff_ids),
        lambda m: (*_place(m), m.activity_id, _counts(m), m.staff_ids),
        lambda m: (*_place(m), m.activity_id, _counts(m), m.room_id),
        lambda m: (*_place(m), m.activity_id, m.room_id, m.staff_ids),
        lambda m: (*_place(m), m.activity_id),
        _place,
    )
    left, right = list(one), list(two)
    same = 0
    changes: list[MeetingChange] = []
    for step, key in enumerate(alike):
        waiting: dict[object, list[Meeting]] = defaultdict(list)
        for m in right:
            waiting[key(m)].append(m)
        rest: list[Meeting] = []
        for m in left:
            partners = waiting.get(key(m))
            if not partners:
                rest.append(m)
                continue
            partner = partners.pop(0)
            if step == 0:
                same += 1
            else:
                changes += _between(m, partner)
        left = rest
        right = [m for partners in waiting.values() for m in partners]
    changes += [_alone("removed", m) for m in left]
    changes += [_alone("added", m) for m in right]
    changes.sort(key=lambda c: (c.school_id, c.weekday, c.period_id, c.class_ids, c.kind))
    return same, changes


def _between(a: Meeting, b: Meeting) -> Iterator[MeetingChange]:
    sides: list[tuple[ChangeKind, tuple[str, ...], tuple[str, ...]]] = [
        ("activity", (a.activity_id,), (b.activity_id,)),
        ("people", a.staff_ids, b.staff_ids),
        ("room", (a.room_id or "",), (b.room_id or "",)),
        ("students", (str(_seated(a)),), (str(_seated(b)),)),
    ]
    for kind, was, now in sides:
        if was != now or (kind == "students" and a.class_counts != b.class_counts):
            yield MeetingChange(
                kind, a.school_id, a.weekday, a.period_id, a.activity_id, _classes(a), was, now
            )


def _alone(kind: ChangeKind, m: Meeting) -> MeetingChange:
    place = (m.school_id, m.weekday, m.period_id, m.activity_id, _classes(m))
    side = m.staff_ids
    return MeetingChange(
        kind, *place, one=side if kind == "removed" else (), two=side if kind == "added" else ()
    )


def _seated(m: Meeting) -> int:
    return sum(m.class_counts.values())


# --- people and classes -----------------------------------------------------------------------


def _by_person(plan: Plan) -> dict[str, Counter[tuple[object, ...]]]:
    found: dict[str, Counter[tuple[object, ...]]] = defaultdict(Counter)
    for m in plan.meetings:
        for person in m.staff_ids:
            found[person][(*_place(m), m.activity_id, m.room_id)] += 1
    for duty in plan.duties:
        for person in duty.staff_ids:
            found[person][_post(duty)] += 1
    return found


def _post(duty: Duty) -> tuple[object, ...]:
    return (duty.post_id, duty.weekday, duty.from_date, duty.to_date, duty.except_dates)


def _by_class(plan: Plan) -> dict[str, Counter[tuple[object, ...]]]:
    found: dict[str, Counter[tuple[object, ...]]] = defaultdict(Counter)
    for m in plan.meetings:
        for class_id, students in m.class_counts.items():
            if students:
                key = (*_place(m)[:3], *_place(m)[4:], m.activity_id, m.room_id, m.staff_ids)
                found[class_id][(*key, students)] += 1
    return found


def _differ(
    one: dict[str, Counter[tuple[object, ...]]], two: dict[str, Counter[tuple[object, ...]]]
) -> tuple[str, ...]:
    return tuple(sorted(x for x in {*one, *two} if one.get(x) != two.get(x)))
