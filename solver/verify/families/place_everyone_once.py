"""`place_everyone_once`: each participant sits in exactly one section in each period."""

from collections import defaultdict
from itertools import combinations

from solver.plan import Violation
from solver.verify.booking import Booking
from solver.verify.context import Context
from solver.verify.families.seating import check_seats
from solver.verify.report import Facts, Word, breach, listed

FAMILY = "place_everyone_once"


def check_place_everyone_once(ctx: Context) -> list[Violation]:
    """Checks seats plus stated unmet need against participants, and who may sit where.

    Regular periods and evening study; lunch and extended care have families of their own, and
    share what is checked of every meeting. Structural.
    """
    found = check_seats(ctx, FAMILY, ("regular", "evening"))
    for b in ctx.bookings:
        found += _seating(ctx, b)
    return found + _student_twice(ctx)


def _seating(ctx: Context, b: Booking) -> list[Violation]:
    """Checks that the classes of a meeting may sit in it at all."""
    found = []
    facts: Facts = {"activity": b.activity.title}
    if b.period.window != b.activity.window:
        found.append(
            breach(
                FAMILY,
                "other_window",
                at=b,
                unit="meetings",
                service=Word(b.activity.service_type),
                window=Word(b.period.window),
                **facts,
            )
        )
    for school_class, students in b.seated:
        facts["class_name"] = school_class.name
        # In regular periods the grid says it of its whole-class cells.
        missing = school_class.present(b.period) - students
        if b.is_group and b.period.window != "regular" and missing > 0:
            found.append(
                breach(
                    FAMILY,
                    "group_part_of_class",
                    at=b,
                    amount=missing,
                    unit="students",
                    students=students,
                    present=school_class.present(b.period),
                    **facts,
                )
            )
        code = ""
        if ctx.classes[school_class.id][0].id != b.school.id:
            code = "class_of_other_school"
        elif not b.period.applies_to(school_class.grade):
            code = "grade_without_period"
        elif not b.activity.suits_grade(school_class.grade):
            code = "grade_not_suited"
        if code:
            found.append(
                breach(
                    FAMILY,
                    code,
                    at=b,
                    amount=students,
                    unit="students",
                    grade=school_class.grade,
                    allowed=listed(b.activity.grades or b.period.grades),
                    **facts,
                )
            )
    together = {c.id for c, _ in b.seated}
    if b.is_group and len(together) > 1:
        names = listed(c.name for c, _ in b.seated)
        merges = [set(m.class_ids) for m in b.school.merges]
        if b.activity.grouping == "by_class":
            code = "by_class_several"
        elif not any(together <= m for m in merges):
            code = "merge_not_listed"
        else:
            return found
        found.append(
            breach(
                FAMILY,
                code,
                at=b,
                amount=len(together) - 1,
                unit="classes",
                activity=b.activity.title,
                classes=names,
            )
        )
    return found


def _student_twice(ctx: Context) -> list[Violation]:
    """Checks listed students: nobody sits in two meetings at overlapping minutes of a date."""
    sittings: dict[tuple[str, int], list[Booking]] = defaultdict(list)
    for b in ctx.bookings:
        for student_id in b.meeting.student_ids:
            sittings[(student_id, b.period.weekday)].append(b)
    found = []
    for (student_id, _), meetings in sittings.items():
        meetings.sort(key=lambda b: b.period.start_min)
        for a, b in combinations(meetings, 2):
            common = len(set(a.dates) & set(b.dates))
            if b.period.start_min < a.period.end_min and common:
                found.append(
                    breach(
                        FAMILY,
                        "student_twice",
                        at=b,
                        subject=student_id,
                        amount=common,
                        unit="dates",
                        first=a.id,
                        second=b.id,
                    )
                )
    return found
