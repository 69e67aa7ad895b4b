"""`keep_enrolment`: one section is the same people, roster and room in all its meetings."""

from collections import Counter
from collections.abc import Callable

from solver.domain import Period, School
from solver.plan import Section, Violation
from solver.verify.booking import Booking
from solver.verify.clocks import regular
from solver.verify.context import Context
from solver.verify.enrolments import enrolments
from solver.verify.epochs import weekly
from solver.verify.families.substitutes import FAMILY, check_substitutes, counts, named
from solver.verify.report import breach, periods_said


@weekly
def check_keep_enrolment(ctx: Context) -> list[Violation]:
    """Checks patterns and sameness of sections, and that nobody sits in what was not chosen.

    Structural: a by_choice section meets exactly once in each period of its pattern, on
    ``meetings_per_week`` weekdays with ``length_periods`` consecutive periods. Where several
    meetings share the dates of a period, only the people differ.
    """
    found = check_substitutes(ctx)
    for section_id, meetings in ctx.of_section.items():
        section = ctx.sections.get(section_id)
        if section is not None:
            found += _meets_pattern(ctx, section, meetings)
            if meetings[0].activity.grouping == "by_choice":
                found += _pattern_legal(ctx, section, meetings)
        by_choice = meetings[0].activity.grouping == "by_choice"
        found += _same(ctx, meetings, "section_staff_differs", lambda b: b.meeting.staff_ids)
        found += _same(ctx, meetings, "section_room_differs", lambda b: b.meeting.room_id)
        if by_choice:
            found += _same(ctx, meetings, "section_roster_differs", counts)
        else:
            found += _same(
                ctx, meetings, "section_classes_differ", lambda b: tuple(c for c, _ in counts(b))
            )
    return found + _not_chosen(ctx)


def _meets_pattern(ctx: Context, section: Section, meetings: list[Booking]) -> list[Violation]:
    """Checks meetings against the section's list of periods."""
    found = []
    held = Counter(b.period.id for b in meetings)
    for period_id in dict.fromkeys(section.period_ids):
        if period_id in ctx.periods and not held[period_id]:
            school, period = ctx.periods[period_id]
            if not ctx.has_dates(school, period):
                continue
            found.append(
                breach(
                    FAMILY,
                    "pattern_period_missing",
                    school=school,
                    at=period,
                    subject=section.id,
                    unit="meetings",
                    activity=meetings[0].activity.title,
                )
            )
    for b in meetings:
        if b.period.id not in section.period_ids:
            found.append(
                breach(
                    FAMILY,
                    "pattern_period_extra",
                    at=b,
                    subject=section.id,
                    unit="meetings",
                    activity=b.activity.title,
                    pattern=periods_said(ctx.periods, section.period_ids),
                )
            )
    return found


def _pattern_legal(ctx: Context, section: Section, meetings: list[Booking]) -> list[Violation]:
    """Checks weekdays and consecutive periods of a by_choice pattern."""
    activity, school = meetings[0].activity, meetings[0].school
    periods = [ctx.periods[p][1] for p in dict.fromkeys(section.period_ids) if p in ctx.periods]
    days: dict[int, list[Period]] = {}
    for p in sorted(periods, key=lambda p: (p.weekday, p.start_min)):
        days.setdefault(p.weekday, []).append(p)
    grades = {c.grade for b in meetings for c, _ in b.seated}
    bad = [
        d for d, held in days.items() if not _block(school, grades, held, activity.length_periods)
    ]
    if len(days) == activity.meetings_per_week and not bad:
        return []
    return [
        breach(
            FAMILY,
            "pattern_wrong",
            school=school,
            subject=section.id,
            amount=abs(len(days) - activity.meetings_per_week) + len(bad),
            unit="days",
            activity=activity.title,
            pattern=periods_said(ctx.periods, [p.id for p in periods]),
            days=activity.meetings_per_week,
            length=activity.length_periods,
        )
    ]


def _block(school: School, grades: set[int], held: list[Period], length: int) -> bool:
    """Tells whether periods of one day are a block in the day of every grade that sits there."""
    if len(held) != length:
        return False
    for grade in grades or (None,):
        day = [p.id for p in regular(school, grade, held[0].weekday)]
        at = [day.index(p.id) for p in held if p.id in day]
        if len(at) == length and at[-1] - at[0] != length - 1:
            return False
    return True


def _same(
    ctx: Context, meetings: list[Booking], code: str, value_of: Callable[[Booking], object]
) -> list[Violation]:
    """Reports meetings of a section that differ from what most of its meetings have."""
    values = [value_of(b) for b in meetings]
    if len(set(values)) == 1:
        return []
    usual = Counter(values).most_common(1)[0][0]
    odd = [b for b, v in zip(meetings, values, strict=True) if v != usual]
    return [
        breach(
            FAMILY,
            code,
            at=odd[0],
            subject=odd[0].meeting.section_id,
            amount=len(odd),
            unit="meetings",
            activity=odd[0].activity.title,
            value=named(ctx, value_of(odd[0])),
            usual=named(ctx, usual),
        )
    ]


def _not_chosen(ctx: Context) -> list[Violation]:
    """Checks enrolments of a class through a menu against its choices."""
    found = []
    for (class_id, menu_id, activity_id), students in enrolments(ctx).items():
        school, school_class = ctx.classes[class_id]
        wanted = ctx.choices.get((class_id, menu_id, activity_id), 0)
        if students > wanted:
            found.append(
                breach(
                    FAMILY,
                    "not_chosen",
                    school=school,
                    subject=class_id,
                    amount=students - wanted,
                    unit="students",
                    class_name=school_class.name,
                    activity=ctx.activities[activity_id].title,
                    enrolled=students,
                    chosen=wanted,
                )
            )
    return found
