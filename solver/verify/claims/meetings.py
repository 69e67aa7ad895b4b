"""Claims of meetings: known ids, and fields that agree with period, activity and section."""

from collections import Counter

from solver.plan import Meeting, Violation
from solver.verify.booking import Booking
from solver.verify.context import Context
from solver.verify.report import Word, claim, listed


def check_meetings(ctx: Context) -> list[Violation]:
    """Checks ids, fields, dates and rosters of all meetings, the resolvable and the others."""
    found = []
    for meeting_id, times in Counter(m.id for m in ctx.plan.meetings).items():
        if times > 1:
            found.append(claim("meetings", "meeting_twice", subject=meeting_id, amount=times - 1))
    for meeting in ctx.plan.meetings:
        found += _ids(ctx, meeting)
        found += _dates(ctx, meeting)
    for b in ctx.bookings:
        found += _fields(ctx, b)
        found += _roster(ctx, b)
    return found


def _ids(ctx: Context, m: Meeting) -> list[Violation]:
    named: list[tuple[str, str, object]] = [
        ("school", m.school_id, ctx.schools),
        ("period", m.period_id, ctx.periods),
        ("activity", m.activity_id, ctx.activities),
        ("section", m.section_id, ctx.sections),
        *(("person", p, ctx.staff) for p in dict.fromkeys(m.staff_ids)),
        *(("class", c, ctx.classes) for c in m.class_counts),
    ]
    if m.room_id is not None:
        named.append(("room", m.room_id, ctx.rooms))
    return [
        claim("meetings", "unknown_id", subject=m.id, kind=Word(kind), value=value)
        for kind, value, known in named
        if value not in known  # type: ignore[operator]
    ]


def _dates(ctx: Context, m: Meeting) -> list[Violation]:
    section = ctx.sections.get(m.section_id)
    ranges = [("term", ctx.term.first_day, ctx.term.last_day)]
    if section is not None:
        ranges.append(("section", section.from_date, section.to_date))
    found = []
    for name, first, last in ranges:
        if not first <= m.from_date <= m.to_date <= last:
            outside = max((first - m.from_date).days, (m.to_date - last).days, 1)
            found.append(
                claim(
                    "meetings",
                    f"meeting_outside_{name}",
                    subject=m.id,
                    amount=outside,
                    unit="days",
                    found=f"{m.from_date} - {m.to_date}",
                    allowed=f"{first} - {last}",
                )
            )
    return found


def _fields(ctx: Context, b: Booking) -> list[Violation]:
    m = b.meeting
    facts: list[tuple[str, object, object]] = [
        ("school_id", m.school_id, b.school.id),
        ("weekday", m.weekday, b.period.weekday),
        ("component", m.component, b.activity.component),
        ("service_type", m.service_type, b.activity.service_type),
    ]
    section = ctx.sections.get(m.section_id)
    if section is not None:
        facts += [
            ("school_id", b.school.id, section.school_id),
            ("activity_id", m.activity_id, section.activity_id),
        ]
    return [
        claim(
            "meetings",
            "meeting_field",
            at=b,
            item=Word(name),
            claimed=Word(str(said)),
            counted=Word(str(true)),
        )
        for name, said, true in facts
        if said != true
    ]


def _roster(ctx: Context, b: Booking) -> list[Violation]:
    """Checks listed students, where a meeting lists any, against its counts."""
    if not b.meeting.student_ids:
        return []
    class_of = ctx.class_of_student
    unknown = [s for s in b.meeting.student_ids if s not in class_of]
    found = (
        [
            claim(
                "meetings",
                "unknown_id",
                at=b,
                kind=Word("student"),
                value=listed(unknown),
                amount=len(unknown),
            )
        ]
        if unknown
        else []
    )
    listed_counts = Counter(class_of[s] for s in set(b.meeting.student_ids) if s in class_of)
    for class_id in sorted(set(listed_counts) | set(b.meeting.class_counts)):
        said = b.meeting.class_counts.get(class_id, 0)
        if class_id in ctx.listed_classes and listed_counts[class_id] != said:
            found.append(
                claim(
                    "meetings",
                    "roster_count",
                    at=b,
                    amount=abs(listed_counts[class_id] - said),
                    unit="students",
                    class_id=class_id,
                    claimed=said,
                    counted=listed_counts[class_id],
                )
            )
    return found
