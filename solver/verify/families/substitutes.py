"""`keep_enrolment`: meetings that share a section's dates of a period differ in people only."""

from collections import Counter, defaultdict
from datetime import date
from itertools import combinations

from solver.plan import Violation
from solver.verify.booking import Booking
from solver.verify.context import Context
from solver.verify.report import Words, breach

FAMILY = "keep_enrolment"


def check_substitutes(ctx: Context) -> list[Violation]:
    """Checks meetings of one section and period: no date twice, the same room and students.

    Compared with the one that stands for the pattern week, the one with most dates.
    """
    sharing: dict[tuple[str, str], list[Booking]] = defaultdict(list)
    for b in ctx.held:
        sharing[(b.meeting.section_id, b.period.id)].append(b)
    found = []
    for b in ctx.bookings:
        others = sharing[(b.meeting.section_id, b.period.id)]
        if len(others) > 1:
            found += _twice(others)
            for other in others:
                found += _differences(ctx, b, other)
    return found


def _twice(meetings: list[Booking]) -> list[Violation]:
    """Reports meetings of a chosen section on a date that another one has already."""
    again = [
        b
        for i, b in enumerate(meetings)
        if any({*b.dates} & {*a.dates} or not (a.dates or b.dates) for a in meetings[:i])
    ]
    if not again or again[0].activity.grouping != "by_choice":
        return []
    return [
        breach(
            FAMILY,
            "pattern_period_twice",
            at=again[0],
            subject=again[0].meeting.section_id,
            amount=len(again),
            unit="meetings",
            activity=again[0].activity.title,
        )
    ]


def _differences(ctx: Context, usual: Booking, b: Booking) -> list[Violation]:
    a, m = usual.meeting, b.meeting
    students = bool(m.student_ids and a.student_ids and {*m.student_ids} != {*a.student_ids})
    compared = (
        (
            "substitute_room_differs",
            m.room_id,
            a.room_id,
            m.room_id != a.room_id
            and not ctx.is_closed(a.room_id, b.dates)
            and not ctx.is_closed(m.room_id, usual.dates),
        ),
        (
            "substitute_roster_differs",
            counts(b),
            counts(usual),
            (students or counts(b) != counts(usual)) and not _joined(ctx, usual, b),
        ),
    )
    return [
        breach(
            FAMILY,
            code,
            at=b,
            unit="meetings",
            activity=b.activity.title,
            section=m.section_id,
            first=b.dates[0] if b.dates else m.from_date,
            value=named(ctx, value),
            usual=named(ctx, expected),
        )
        for code, value, expected, differs in compared
        if differs
    ]


def _joined(ctx: Context, usual: Booking, b: Booking) -> bool:
    """Tells whether what a meeting has more than usual is another group that is not held then.

    The other group is of the same activity, school and period and has the seats elsewhere on no
    date of the meeting.
    """
    more = Counter(dict(counts(b)))
    more.subtract(dict(counts(usual)))
    if any(n < 0 for n in more.values()) or not b.dates:
        return False
    more = +more
    rosters: dict[str, Counter[str]] = {}
    held: dict[str, set[date]] = defaultdict(set)
    for other in ctx.held:
        same = (other.period.id, other.activity.id) == (b.period.id, b.activity.id)
        if same and other.meeting.section_id != b.meeting.section_id:
            held[other.meeting.section_id].update(other.dates)
            if other in ctx.bookings:
                rosters[other.meeting.section_id] = Counter(dict(counts(other)))
    free = [c for s, c in rosters.items() if held[s].isdisjoint(b.dates)]
    return any(sum(some, Counter()) == more for n in (1, 2) for some in combinations(free, n))


def counts(b: Booking) -> tuple[tuple[str, int], ...]:
    """Returns the students of a meeting by class, in a fixed order."""
    return tuple(sorted((c.id, n) for c, n in b.seated))


def named(ctx: Context, value: object) -> Words:
    """Returns ids of people, rooms and classes (with numbers beside them) by their names."""
    if not isinstance(value, tuple):
        value = () if value is None else (value,)
    parts = [v if isinstance(v, tuple) else (v,) for v in value]
    return Words(tuple(" ".join([_name(ctx, str(p[0])), *map(str, p[1:])]) for p in parts))


def _name(ctx: Context, item: str) -> str:
    if item in ctx.staff:
        return ctx.staff[item].name
    if item in ctx.rooms:
        return ctx.rooms[item][1].name
    return ctx.classes[item][1].name if item in ctx.classes else item
