"""`keep_section_sizes`: adults, fewest and most students of a section, quotas of classes."""

from collections import defaultdict

from solver.domain import Activity, School
from solver.plan import Violation
from solver.verify.booking import Booking
from solver.verify.context import Context
from solver.verify.enrolments import rosters
from solver.verify.epochs import weekly
from solver.verify.report import Facts, breach

FAMILY = "keep_section_sizes"


def check_keep_section_sizes(ctx: Context) -> list[Violation]:
    """Checks each section at its fullest and emptiest meeting, and the quotas of classes.

    Structural: holds whatever the pack says.
    """
    found = []
    for meetings in ctx.of_section.values():
        found += _adults(meetings)
        found += _students(meetings)
    return found + _quotas(ctx)


def _adults(meetings: list[Booking]) -> list[Violation]:
    needed = meetings[0].activity.leaders + meetings[0].activity.helpers
    wrong = [b for b in meetings if len(b.meeting.staff_ids) != needed]
    if not wrong:
        return []
    b = wrong[0]
    given = len(b.meeting.staff_ids)
    return [
        breach(
            FAMILY,
            "adults_missing" if given < needed else "adults_too_many",
            at=b,
            amount=abs(given - needed),
            unit="adults",
            activity=b.activity.title,
            given=given,
            needed=needed,
            meetings=len(wrong),
        )
    ]


def _students(meetings: list[Booking]) -> list[Violation]:
    found = []
    activity = meetings[0].activity
    over = max(meetings, key=lambda b: b.students)
    under = min(meetings, key=lambda b: b.students)
    for code, b, limit, sign in (
        ("section_too_large", over, activity.capacity, 1),
        ("section_too_small", under, activity.min_students, -1),
    ):
        if sign * (b.students - limit) > 0:
            found.append(
                breach(
                    FAMILY,
                    code,
                    at=b,
                    subject=b.meeting.section_id,
                    amount=abs(b.students - limit),
                    unit="students",
                    activity=activity.title,
                    students=b.students,
                    allowed=limit,
                )
            )
    return found


@weekly
def _quotas(ctx: Context) -> list[Violation]:
    enrolled: dict[tuple[str, str], int] = defaultdict(int)
    held: dict[tuple[str, str], tuple[School, Activity]] = {}
    for section_id, roster in rosters(ctx).items():
        first = ctx.of_section[section_id][0]
        if first.activity.class_quotas:
            held[(first.school.id, first.activity.id)] = (first.school, first.activity)
            for class_id, students in roster.items():
                enrolled[(class_id, first.activity.id)] += students
    found = []
    for school, activity in held.values():
        own = {q.class_id: q for q in activity.class_quotas}
        for school_class in school.classes:
            quota = own.get(school_class.id, own.get(None))
            if quota is None or not activity.suits_grade(school_class.grade):
                continue
            students = enrolled[(school_class.id, activity.id)]
            facts: Facts = {
                "class_name": school_class.name,
                "activity": activity.title,
                "students": students,
            }
            if quota.max_students is not None and students > quota.max_students:
                found.append(
                    breach(
                        FAMILY,
                        "quota_over",
                        school=school,
                        subject=school_class.id,
                        amount=students - quota.max_students,
                        unit="students",
                        allowed=quota.max_students,
                        **facts,
                    )
                )
            if students < quota.min_students:
                found.append(
                    breach(
                        FAMILY,
                        "quota_under",
                        school=school,
                        subject=school_class.id,
                        amount=quota.min_students - students,
                        unit="students",
                        allowed=quota.min_students,
                        **facts,
                    )
                )
    return found
